"""What the last run made and found, taken as it stands: only where nothing at all has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stillwiki import memory, running
from stillwiki import standing as standing_
from stillwiki.cli import main
from stillwiki.config import Config, load
from stillwiki.diagnostics import Diagnostic
from stillwiki.plan import Wishes, settle
from stillwiki.siteinputs import inputs
from stillwiki.stamps import stamp
from stillwiki.standing import Standing

DUMP = """<mediawiki><siteinfo><sitename>Tiny</sitename><base>https://tiny.example/wiki/Main_Page</base></siteinfo>
<page><title>Main Page</title><ns>0</ns><id>1</id><revision><id>1</id><timestamp>2026-01-01T00:00:00Z</timestamp>
<text>One [[Nowhere]] {{#invoke:Gone|main}} [[File:A.png]]</text></revision></page></mediawiki>"""
Change = Callable[[Path, pytest.MonkeyPatch], None]
CONFIGURATION = """site_name: !ENV [TINY_NAME, Tiny]
docs_dir: content/pages
theme: {name: material, custom_dir: looks}
plugins: [search]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in ("files", "notes/.obsidian", "looks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "wiki.xml").write_text(DUMP, "utf-8")
    (tmp_path / "notes/Note.md").write_text("A note. [[Main Page]]\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
    (tmp_path / "looks/style.css").write_text("a{}", "utf-8")
    (tmp_path / "stillwiki.toml").write_text('dump = "wiki.xml"\nnotes = "notes"\n', "utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def standing(done: Result) -> bool:
    return "nothing has changed since the last run" in done.stderr


@pytest.mark.usefixtures("home")
def test_where_nothing_changed_nothing_is_done_and_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    first = {command: run(command) for command in ("import", "build")}
    assert not any(map(standing, first.values()))

    def never(*_: object, **__: object) -> None:
        pytest.fail("something is made anew")

    for name in ("convert", "write", "check_site", "weigh"):
        monkeypatch.setattr(running, name, never)
    for command, before in first.items():
        again = run(command)
        assert standing(again)
        assert (again.exit_code, again.stderr.splitlines()[-1]) == (before.exit_code, before.stderr.splitlines()[-1])
    assert first["build"].stderr.splitlines()[-1] != "nothing to report"
    with pytest.raises(pytest.fail.Exception):
        run("build", "--fresh")


def edit(path: str) -> Change:
    """Change one letter of a file, and leave it the size and the date it had."""

    def change(home: Path, _: pytest.MonkeyPatch) -> None:
        was, content = (home / path).stat(), (home / path).read_bytes()
        (home / path).write_bytes(content[:-1] + bytes([content[-1] ^ 2]))
        os.utime(home / path, ns=(was.st_atime_ns, was.st_mtime_ns))

    return change


def add(path: str, content: str = "new") -> Change:
    """Write a file."""
    return lambda home, _: (home / path).write_text(content, "utf-8") and None


def variable(name: str, value: str) -> Change:
    return lambda _, monkeypatch: monkeypatch.setenv(name, value)


CHANGES: dict[str, Change] = {
    "the dump": add("wiki.xml", DUMP.replace("One", "Two")),
    "a page of the tree": edit("content/pages/index.md"),
    "a page of the site": edit("site/index.html"),
    "a page that went from the site": lambda home, _: (home / "site/404.html").unlink(),
    "a file beside the dump": add("files/A.png"),
    "a note": edit("notes/Note.md"),
    "a setting of the vault": add("notes/.obsidian/app.json", "{}"),
    "a page that somebody else wrote": add("content/pages/own.md"),
    "the theme": edit("looks/style.css"),
    "the configuration of MkDocs": add("mkdocs.yml", CONFIGURATION + "site_description: x\n"),
    "our own configuration": add("stillwiki.toml", "dump = 'wiki.xml'\nnotes = 'notes'\n[wiki]\nname = 'x'\n"),
    "a variable the configuration names": variable("TINY_NAME", "Other"),
    "the clock": variable("SOURCE_DATE_EPOCH", "1"),
    "a version of a library": lambda _, monkeypatch: monkeypatch.setattr(standing_, "program", lambda: b"other"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changed_is_noticed(home: Path, monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    last = Standing(plan := settle(Config(Path("wiki.xml"), Path("notes")), Wishes()), "build", site=True)
    for path in ("content/pages/index.md", "site/index.html", "site/404.html"):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text("made\n", "utf-8")
    found = (Diagnostic("link-dead", "index.html", 3, "a", "b"),)
    last.keep(found)
    assert Standing(plan, "build", site=True).recall() == found
    assert Standing(replace(plan, jobs=7), "build", site=True).recall() == found, (
        "the number of processes decides nothing"
    )
    change(home, monkeypatch)
    if change is CHANGES["our own configuration"]:
        plan = settle(load(home), Wishes())
    assert Standing(plan, "build", site=True).recall() is None


def test_findings_that_may_pass_are_not_taken_as_they_stand(home: Path) -> None:
    plan = settle(Config(Path("wiki.xml")), Wishes())
    (home / "content/pages").mkdir(parents=True)
    last = Standing(plan, "import", site=False)
    last.keep((Diagnostic("process-lost", "Main Page", 0, "took too long"),))
    assert Standing(plan, "import", site=False).recall() is None
    last.keep(())
    assert Standing(plan, "import", site=False).recall() == ()


@pytest.mark.parametrize(
    "content", [b"", b"no json", b"[]", b'{"asked": 1}', b'{"asked": "x", "wrote": "x", "found": 1}']
)
def test_a_record_that_cannot_be_read_is_none(home: Path, content: bytes) -> None:
    plan = settle(Config(Path("wiki.xml")), Wishes())
    (home / "content/pages").mkdir(parents=True)
    Standing(plan, "import", site=False).keep(())
    record = memory.place(plan.pages).with_suffix(".import.json")
    assert record.is_file()
    record.write_bytes(content)
    assert Standing(plan, "import", site=False).recall() is None


def test_a_change_in_the_same_moment_shows(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("one", "utf-8")
    before = stamp([tmp_path])
    file.write_text("two", "utf-8")
    assert before is not None
    assert stamp([tmp_path]) not in (None, before)


def test_a_stamp_is_of_names_links_and_empty_folders_too(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").write_text("b", "utf-8")
    (tmp_path / "round").symlink_to(tmp_path)
    seen = [stamp([tmp_path]), stamp([tmp_path / "nothing"])]
    (tmp_path / "b").rename(tmp_path / "c")
    seen.append(stamp([tmp_path]))
    (tmp_path / "a/empty").mkdir()
    seen.append(stamp([tmp_path]))
    (tmp_path / "dead").symlink_to("nowhere")
    seen.append(stamp([tmp_path]))
    assert None not in seen
    assert len(set(seen)) == len(seen)
    assert stamp([tmp_path]) == seen[-1]


SAID = {"st_mode": 0o100644, "st_ino": 2**64 - 1, "st_dev": 5, "st_size": 6, "st_mtime_ns": -1, "st_ctime_ns": 10**18}


def said(**other: int) -> os.stat_result:
    """What a system may say of a file."""
    of = SAID | other
    return os.stat_result((of["st_mode"], of["st_ino"], of["st_dev"], 1, 0, 0, of["st_size"], 0, 0, 0), of)


@pytest.mark.parametrize("name", SAID)
def test_whatever_the_system_says_of_a_file_is_in_its_stamp(tmp_path: Path, name: str) -> None:
    def stamped(**files: os.stat_result) -> bytes | None:
        return stamp([tmp_path], {tmp_path: list(files.items())})

    one, other = said(), said(**{name: SAID[name] - 1})
    assert stamped(a=one, b=other) == stamped(b=said(**{name: SAID[name] - 1}), a=said())
    found = {stamped(a=one, b=other), stamped(a=other, b=one), stamped(a=one, c=other), stamped(a=one, b=one)}
    assert len(found - {None}) == 4


def test_a_file_from_the_future_has_no_stamp_that_could_be_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.setattr("stillwiki.stamps.time.time_ns", lambda: 10**18)
    assert stamp([tmp_path]) is None


@pytest.mark.parametrize(
    "told",
    [
        "plugins: [search, tags]",
        "plugins: {blog: {}}",
        "hooks: [x.py]",
        "plugins: [{search: {jieba_dict: words.txt}}]",
        "plugins: {search: {lang: zh, jieba_dict_user: words.txt}}",
        "markdown_extensions: [pymdownx.snippets]",
        "markdown_extensions: [{my.own: {}}]",
        "theme: mkdocs",
        "theme: {name: readthedocs}",
        "INHERIT: mkdocs.yml",
        "- a list",
        "a: [",
    ],
)
def test_a_configuration_that_may_read_anything_is_never_taken_as_known(tmp_path: Path, told: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"{told}\n", "utf-8")
    assert inputs(tmp_path / "mkdocs.yml") is None
    (tmp_path / "child.yml").write_text("INHERIT: mkdocs.yml\n", "utf-8")
    assert inputs(tmp_path / "child.yml") is None


def test_what_a_configuration_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B", "b")
    (tmp_path / "base").mkdir()
    (tmp_path / "base/mkdocs.yml").write_text("theme: {name: material, custom_dir: t}\nx: !ENV [A, B, c]\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base/mkdocs.yml\ndocs_dir: d\nx: !!python/name:a.b\n", "utf-8")
    found = inputs(tmp_path / "mkdocs.yml")
    assert found is not None
    assert found.files == (tmp_path / "mkdocs.yml", (tmp_path / "base/mkdocs.yml").resolve())
    assert found.folders == (tmp_path / "t",)
    assert found.pages == (tmp_path / "d").resolve()
    assert {"A=None", "B=b"} <= set(found.variables)
