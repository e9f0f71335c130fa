"""What a file of the site offers and asks for, and that it does not matter which process looks at it."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from stillwiki import crawl, looking, running
from stillwiki.cli import main
from stillwiki.crawl import Known, check_site
from stillwiki.diagnostics import Diagnostic
from stillwiki.kept import HarmedError
from stillwiki.looking import SITE, TREE, Looker
from stillwiki.markdown import frontmatter
from stillwiki.memory import Mapper
from stillwiki.workers import mapper

NAMES = ["index.html", "404.html", "x.png", *(f"{a}{b}/index.html" for a in ("", "a/", "a/b/") for b in "cdef")]
LINKS = ["a/", "b", "/a/c", "../d/#x", "#y", "../../a/b/c/#y", "c/#x", "/", ".", "?q", "x.png", "../c/index.html#z"]
LINKS += ["http://[", "//other/x#y", "a%20b", "#:~:text=x", "..", "d/../e/#x"]


@pytest.fixture
def all_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawl, "_MANY", 1)


def page(chance: random.Random) -> str:
    links = "".join(f'<a href="{link}">a</a>' for link in chance.sample(LINKS, 4))
    onward = f'<meta http-equiv="refresh" content="0; url={chance.choice(LINKS)}">' if chance.random() < 0.2 else ""
    return onward + links + "".join(f"<p id={name}>" for name in chance.sample("wxyz", 2)) + "<a name=x></a>"


def text(chance: random.Random) -> bytes:
    links = [{"title": "T", "url": link} for link in chance.sample(LINKS, 3)]
    return f"---\n{frontmatter.dump({'a': links, 'b': links[0]})}---\nText\n".encode()


def change(site: Path, tree: dict[str, bytes], chance: random.Random, share: float) -> None:
    """Change some files of a site and of its tree; some go."""
    for name in NAMES:
        if chance.random() < share:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(page(chance), "utf-8")
            if chance.random() < 0.2:
                (site / name).unlink()
    for name in ("a.md", "b/c.md", "b/d.md"):
        if chance.random() < share:
            tree[name] = text(chance)


def stored(store: Path) -> dict[str, list[tuple[object, ...]]]:
    base = sqlite3.connect(store)
    rows = {each: list(base.execute(f"SELECT * FROM {each} ORDER BY 1")) for each in ("line", "state")}  # noqa: S608
    base.close()
    return rows


@pytest.mark.usefixtures("all_are_many")
@pytest.mark.parametrize("seed", range(3))
def test_any_number_of_processes_finds_the_same_and_notes_the_same_bytes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    tree: dict[str, bytes] = {}
    wrong = 0
    for share in (1.0, 0.2, 0.1, 0.6):
        change(tmp_path / "site", tree, chance, share)
        found = {}
        for jobs in (0, 1, 2):
            store = tmp_path / f"store{jobs}"
            found[jobs] = check_site(tmp_path / "site", tree, Known(store), mapper(jobs) if jobs else None)
            assert stored(store) == stored(tmp_path / "store0")
        assert found[0] == found[1] == found[2]
        wrong += len(found[0])
    assert wrong > 20


def test_only_many_files_are_for_other_processes(tmp_path: Path) -> None:
    asked: list[int] = []

    def counting(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        listed = list(items)
        asked.append(len(listed))
        return map(function, listed)

    def walk(count: int) -> list[Diagnostic]:
        for number in range(count):
            (tmp_path / f"{number}.html").write_text(f"<a href=gone{count}>", "ascii")
        return check_site(tmp_path, {}, Known(tmp_path / "store"), counting)

    assert (len(walk(300)), asked) == (300, [300])
    assert (len(walk(10)), asked) == (300, [300])
    assert (len(walk(290)), asked) == (300, [300, 290])


class Harmed(Mapping[str, bytes]):
    """A tree whose texts cannot be read."""

    def __getitem__(self, path: str) -> bytes:
        raise HarmedError(path)

    def __iter__(self) -> Iterator[str]:
        return iter(["a.md"])

    def __len__(self) -> int:
        return 1


@pytest.mark.usefixtures("all_are_many")
@pytest.mark.parametrize("mapper_", [None, mapper(2)])
@pytest.mark.parametrize(
    "case",
    [
        ({"gone.html": "digest"}, {}, FileNotFoundError),
        ({}, {"a.md": b"---\na: [\n---\n"}, yaml.YAMLError),
        ({}, Harmed(), HarmedError),
    ],
)
def test_what_cannot_be_read_ends_as_it_does_in_one_process(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    case: tuple[Mapping[str, str], Mapping[str, bytes], type[Exception]],
    mapper_: Mapper | None,
) -> None:
    site, tree, error = case
    (tmp_path / "index.html").write_text("")
    with pytest.raises(error):
        check_site(tmp_path, tree, Known(None, site, {"a.md": "digest"}, ["index.html", *site]), mapper_)
    assert capfd.readouterr() == ("", "")


def lost() -> None:
    os._exit(3)


def refused() -> None:
    raise PermissionError


@pytest.mark.usefixtures("all_are_many")
@pytest.mark.parametrize("fault", [lost, refused])
def test_what_another_process_cannot_do_costs_nothing_that_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], None]
) -> None:
    change(tmp_path, {}, random.Random(1), 1)  # noqa: S311  # not a secret
    found = check_site(tmp_path, {})
    here, read = os.getpid(), looking._read

    def reading(content: bytes) -> object:
        if b"#y" in content and os.getpid() != here:
            fault()
        return read(content)

    monkeypatch.setattr(looking, "_read", reading)
    assert check_site(tmp_path, {}, mapper=mapper(2)) == found != []


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_walk_has_the_processes_of_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "w.xml").write_text("<mediawiki><siteinfo><sitename>T</sitename></siteinfo></mediawiki>", "utf-8")
    given: list[Mapper | None] = []
    monkeypatch.setattr(running.site, "build", lambda *_: SimpleNamespace(digests={}, seen=[]))
    monkeypatch.setattr(running, "check_site", lambda *told: given.append(told[3]) or [])
    CliRunner().invoke(main, ["build", "--dump", "w.xml", "--jobs", str(jobs)], catch_exceptions=False)
    assert [bool(each) for each in given] == [jobs > 1]


# -- what a file offers and asks for ---------------------------------------------------------------

STEPS = st.sampled_from(["..", ".", "", "a", "b c", "%2e%2e", "x%2Fy", "%23", "ü", "c:"])
FOLDERS = st.lists(st.sampled_from(["a", "b", "ü"]), max_size=3)


@given(FOLDERS, st.lists(STEPS, min_size=1, max_size=6))
def test_a_link_leads_where_it_led_step_by_step(folders: list[str], steps: list[str]) -> None:
    link, source = "/".join(steps), "/".join([*folders, "index.html"])
    parts = urlsplit(link)
    path = normpath(join("/", "/".join(folders), unquote(parts.path))).strip("/")
    asked = [path] if parts.path and not parts.scheme and not parts.netloc else [""]
    looked = Looker(Path(), frozenset({source}), {})._looked(source, source, (), [link])
    assert looked.asked.split("\0") == asked


def test_a_page_s_anchors_and_links_come_once_and_in_their_order(tmp_path: Path) -> None:
    html = """<meta http-equiv=REFRESH content="0; URL=on"><A id=q name=w HREF=one></a><img id=i src=2 href=3><p id>
    <area href><div id=q href=no src=no><a name=""></a><img name=no><link rel="x Canonical" href=no>
    <link rel=x href=l><script src=s></script><template><a href=no id=no></a></template><a href=one>"""
    (tmp_path / "a.html").write_text(html, "utf-8")
    looked = Looker(tmp_path, frozenset({"a.html"}), {})((SITE, "a.html"))
    assert looked.anchors.split("\0") == ["q", "w", "i"]
    assert looked.asked.split("\0") == ["one", "3", "l", "s", "on"]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.dates()
    | st.sampled_from([quote(x) for x in LINKS])
    | st.text("1a:"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "a", "b", "1"]), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["url", "infobox", "a", "b"]), VALUES))
def test_addresses_are_those_that_the_values_of_front_matter_hold(meta: dict[str, object]) -> None:
    addresses = []
    stack = [value for key, value in meta.items() if key != "infobox"]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack.extend(value.values())
            if isinstance(value.get("url"), str):
                addresses.append(value["url"])
        elif isinstance(value, list):
            stack.extend(value)
    assert list(looking._addresses(f"---\n{frontmatter.dump(meta)}---\n".encode())) == addresses


def test_an_address_that_is_none_is_found(tmp_path: Path) -> None:
    tree = {"a.md": b"---\na: {url: 'http://[broken'}\n---\n"}
    assert Looker(tmp_path, frozenset(), tree)((TREE, "a.md")).doubts == (("http://[broken", "is no address", "", ""),)
