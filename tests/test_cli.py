"""The commands, on a small wiki; what they write, say and end with."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from packing import tar
from stillwiki import cli, errors, output
from stillwiki.cli import main

NAMESPACES = "".join(
    f'<namespace key="{key}" case="first-letter">{name}</namespace>'
    for key, name in (
        (-1, "Special"),
        (0, ""),
        (2, "User"),
        (4, "Tiny"),
        (6, "File"),
        (10, "Template"),
        (14, "Category"),
    )
)
SITEINFO = f"""<siteinfo><sitename>Tiny Wiki</sitename><dbname>tiny</dbname>
<base>https://tiny.example.org/wiki/Main_Page</base><namespaces>{NAMESPACES}</namespaces></siteinfo>"""
PAGES = {
    "Main Page": "Welcome to '''Tiny'''. See [[Feature]] and [[Nowhere]].",
    "Feature": "A ''feature''{{Box|x}}. [[Category:Concepts]]",
    "Circuit": "Made of [[feature]]s. [[Category:Concepts]]",
    "Redirected": "#REDIRECT [[Feature]]",
    "Category:Concepts": "Ideas.",
    "Template:Box": "({{{1}}})",
    "User:Ada": "Hello.",
}


def export(pages: dict[str, str], day: int = 1, database: str = "tiny") -> bytes:
    body = "".join(
        f"<page><title>{title}</title><id>{n}</id><revision><id>{n}</id><timestamp>2026-01-{day:02}T00:00:00Z</timestamp>"
        f"<contributor><username>Ada</username></contributor><text>{text}</text></revision></page>"
        for n, (title, text) in enumerate(pages.items(), 1)
    )
    return f"<mediawiki>{SITEINFO.replace('tiny<', database + '<')}{body}</mediawiki>".encode()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wiki.xml").write_bytes(export(PAGES))
    (tmp_path / "stillwiki.toml").write_text('dump = "wiki.xml"\n', "utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_import_writes_the_tree_and_says_so_on_standard_error(home: Path) -> None:
    done = run("import")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Tiny Wiki: 7 pages read from" in done.stderr
    assert "5 pages" in done.stderr
    found = tree(home / "content/pages")
    assert {"index.md", "wiki/Feature.md", "wiki/Circuit.md", "wiki/Category/Concepts.md"} <= found.keys()
    assert "wiki/User/Ada.md" not in found
    assert b"*feature*" in found["wiki/Feature.md"]
    assert "0 pages came, 0 pages changed, 0 pages went" in run("import").stderr


def test_one_worker_and_four_write_the_same_whatever_sets_are_ordered_by(home: Path) -> None:
    twins = {f"{space}Twin {n}": "[[Category:Concepts]]" for space in ("", "Tiny:", "Template:") for n in range(9)}
    (home / "wiki.xml").write_bytes(export(PAGES | twins))
    for jobs in ("1", "4"):
        words = [sys.executable, "-m", "stillwiki", "import", "--jobs", jobs, "--pages", f"{jobs}/pages"]
        subprocess.run(words, env=os.environ | {"PYTHONHASHSEED": jobs}, check=True, capture_output=True)  # noqa: S603
    assert tree(home / "1/pages") == tree(home / "4/pages")


def test_build_makes_a_checked_site_of_any_wiki_and_touches_nothing_else(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "dump").write_bytes(gzip.compress(export(PAGES, database="other")))
    before = tree(home)
    done = run("build", "--dump", "other/dump", "--pages", "other/out/pages", "--site", "other/out/site")
    assert done.exit_code == 0, done.stderr
    assert "stillwiki serve --site" in done.stderr
    assert "A <em>feature</em>(x)" in (other / "out/site/wiki/Feature/index.html").read_text("utf-8")
    assert {path: content for path, content in tree(home).items() if not path.startswith("other/out/")} == before
    assert {path.name for path in (other / "out").iterdir()} == {"pages", "site", "mkdocs.yml"}


def test_several_dumps_are_one_wiki(home: Path) -> None:
    (home / "old.xml").write_bytes(export({"Main Page": "old", "Gone since": "text"}, day=1))
    (home / "new.xml").write_bytes(export(PAGES | {"Main Page": "new"}, day=2))
    done = run("import", "--dump", "old.xml", "--dump", "new.xml", "--pages", "merged")
    assert "pages read from old.xml, new.xml" in done.stderr
    assert (home / "merged/wiki/Gone_since.md").exists()
    assert "new" in (home / "merged/index.md").read_text("utf-8")


def test_a_text_that_is_not_as_its_digest_says_is_marked_in_the_tree(home: Path) -> None:
    wrong = export(PAGES).replace(
        b"</text></revision></page><page><title>Circuit", b"</text><sha1>1</sha1></revision></page><page><title>Circuit"
    )
    (home / "wiki.xml").write_bytes(wrong)
    done = run("import")
    assert (done.exit_code, "1 warning" in done.stderr) == (0, True)
    assert "  altered: true\n" in (home / "content/pages/wiki/Feature.md").read_text("utf-8")
    assert "altered" not in (home / "content/pages/wiki/Circuit.md").read_text("utf-8")


def test_an_archive_made_to_harm_ends_a_run_before_anything_is_written(home: Path) -> None:
    (home / "images.tar").write_bytes(tar({"../../evil.png": b"x"}))
    done = run("import")
    assert (done.exit_code, (home / "content/pages").exists()) == (4, False)
    assert "images.tar: holds an entry whose name leads out of the archive" in done.stderr


def test_build_refuses_what_it_would_replace_before_it_works(home: Path) -> None:
    (home / "content").mkdir()
    (home / "content/mkdocs.yml").write_text("site_name: mine", "utf-8")
    done = run("build")
    assert (done.exit_code, (home / "content/pages").exists()) == (5, False)
    assert "not written by Stillwiki" in done.stderr


def test_files_in_the_way_are_taken_over_by_force_alone(home: Path) -> None:
    (home / "content/pages").mkdir(parents=True)
    (home / "content/pages/index.md").write_text("mine", "utf-8")
    assert run("import").exit_code == errors.OutputError.exit_code
    done = run("import", "--force")
    assert (done.exit_code, "over somebody's changes: index.md" in done.stderr) == (0, True)


def test_check_lists_findings_and_writes_nothing(home: Path) -> None:
    before = tree(home)
    done = run("check", "--format", "json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert ("link-missing", "Main Page") in {(record["code"], record["page"]) for record in found}
    assert "Main Page" in run("check").stdout
    assert "::notice title=link-missing::Main Page" in run("check", "--format", "github").stdout
    assert tree(home) == before


def test_the_markdown_of_every_page_gives_back_its_structure(home: Path) -> None:  # noqa: ARG001  # runs there
    done = run("check", "--self")
    assert (done.exit_code, "round-trip" in done.stdout) == (0, False)


def test_report_counts_by_kind(home: Path) -> None:  # noqa: ARG001
    assert "link-missing: a link to a page that does not exist" in run("report").stdout
    assert json.loads(run("report", "--format", "json").stdout)[0]["count"] >= 1


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("source", "''feature''{{Box|x}}"),
        ("expanded", "''feature''(x)"),
        ("html", "<i>feature</i>"),
        ("markdown", "*feature*"),
    ],
)
def test_show_gives_every_stage_of_a_page(home: Path, stage: str, text: str) -> None:  # noqa: ARG001
    done = run("show", "feature", "--stage", stage)
    assert (done.exit_code, text in done.stdout) == (0, True)


def test_show_guesses_at_pages_that_do_not_exist(home: Path) -> None:  # noqa: ARG001
    done = run("show", "Featur")
    assert (done.exit_code, done.stderr) == (
        2,
        "stillwiki: the source holds no page 'Featur' (did you mean 'Feature'?)\n",
    )


def test_errors_in_the_source_show_in_the_exit_code_but_stop_nothing(home: Path) -> None:
    (home / "wiki.xml").write_bytes(export(PAGES)[:-60])
    done = run("import")
    assert (done.exit_code, "dump-truncated" in done.stderr) == (1, True)
    assert (home / "content/pages/wiki/Feature.md").exists()
    assert run("check").exit_code == 1
    assert run("report").exit_code == 0


def test_refresh_takes_a_newer_dump_and_names_what_changed(home: Path) -> None:
    assert run("import").exit_code == 0
    newer = {title: text for title, text in PAGES.items() if title != "Circuit"} | {"Probe": "New."}
    (home / "new.xml.gz").write_bytes(gzip.compress(export(newer, 2)))
    done = run("refresh", "new.xml.gz")
    assert done.exit_code == 0, done.stderr
    assert "came: Probe" in done.stderr
    assert "went: Circuit" in done.stderr
    assert (home / "wiki.xml").read_bytes() == export(newer, 2)
    assert (home / "site/wiki/Probe/index.html").exists()


@pytest.mark.parametrize(
    ("dump", "message"),
    [
        (export(PAGES, 2)[:-60], "breaks off"),
        (export({}, 2), "holds no pages"),
        (export(PAGES, 2, "else"), "is of another wiki"),
        (b"<html>Just a moment...</html>", "no MediaWiki export"),
    ],
)
def test_refresh_keeps_the_dump_it_has_rather_than_a_worse_one(home: Path, dump: bytes, message: str) -> None:
    (home / "new.xml").write_bytes(dump)
    done = run("refresh", "new.xml")
    assert (done.exit_code, message in done.stderr) == (4, True)
    assert (home / "wiki.xml").read_bytes() == export(PAGES)


def test_refresh_takes_an_older_dump_by_force_alone(home: Path) -> None:
    (home / "wiki.xml").write_bytes(export(PAGES, 9))
    (home / "old.xml").write_bytes(export(PAGES))
    assert "is older than" in run("refresh", "old.xml").stderr
    assert run("refresh", "old.xml", "--force").exit_code == 0
    assert (home / "wiki.xml").read_bytes() == export(PAGES)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "--dump", "nowhere.xml"], 4),
        (["import", "--notes", "vault"], 4),
        (["import", "--jobs", "-1"], 3),
        (["import", "--jobs", "x"], 2),
        (["bild"], 2),
        (["--config", "nowhere.toml", "check"], 3),
        (["serve"], 5),
    ],
)
def test_what_goes_wrong_has_a_code_and_no_traceback(home: Path, words: list[str], code: int) -> None:  # noqa: ARG001
    done = run(*words)
    assert done.exit_code == code
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith(("stillwiki: ", "Usage: "))


def test_an_interruption_has_a_code(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "write", interrupt)
    assert run("import").exit_code == 130


def test_a_named_configuration_is_taken(home: Path) -> None:
    (home / "other.toml").write_text('dump = "wiki.xml"\npages = "elsewhere"\n[namespaces]\nUser = "page"\n', "utf-8")
    assert run("--config", "other.toml", "import").exit_code == 0
    assert (home / "elsewhere/wiki/User/Ada.md").exists()


def test_every_exit_code_is_documented() -> None:
    known = {kind.exit_code for kind in errors.Error.__subclasses__()} | {errors.Error.exit_code}
    assert known <= cli.EXIT_CODES.keys()
    help_text = run("--help").stdout
    assert all(f"{code:3}  {meaning}" in help_text for code, meaning in cli.EXIT_CODES.items())


@pytest.mark.parametrize("command", ["import", "build", "serve", "check", "show", "report", "refresh"])
def test_every_command_explains_itself(command: str) -> None:
    assert "Usage: main " + command in run(command, "--help").stdout
