"""The walk over the built site."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from stillwiki import crawl
from stillwiki.crawl import Known, check_site
from stillwiki.looking import Looker
from stillwiki.sealed import column, texts


def build(root: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return root


GOOD = """
<link rel="stylesheet" href="assets/a.css"><link rel="canonical" href="https://else.example/">
<a href="wiki/A/">A</a> <a href="wiki/A/#part">A</a> <a href="wiki/A/index.html">A</a>
<a href="#here" id="here">here</a>
<a href=".">home</a> <a href="https://example.org/nowhere">out</a> <a href="mailto:a@example.org">mail</a>
<a href="wiki/What-/">What?</a> <a href="/wiki/A/">from the root</a><img src="media/x%20y.png">
"""
SITE = {
    "index.html": GOOD,
    "404.html": '<a href="/nowhere/at/all/">gone</a>',
    "assets/a.css": "",
    "media/x y.png": "",
    "wiki/A/index.html": '<h2 id="part">Part</h2><a name="old"></a><a href="../../">home</a><a href="..">folder</a>',
    "wiki/index.html": '<a href="A/#old">old</a><a href="?q=1#:~:text=x">text</a>',
    "wiki/What-/index.html": '<meta http-equiv="refresh" content="0; url=\'../A/#part\'">',
}


def test_a_whole_site_has_no_fault(tmp_path: Path) -> None:
    assert check_site(build(tmp_path, SITE), {}) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="../B/">B</a>', "'../B/' leads to no file of the site"),
        ('<a href="../A/#gone">A</a>', "'../A/#gone' leads to no anchor of its page"),
        ('<a href="#gone">here</a>', "'#gone' leads to no anchor of its page"),
        ('<img src="gone.png">', "'gone.png' leads to no file of the site"),
        ('<script src="gone.js"></script>', "'gone.js' leads to no file of the site"),
        ('<meta http-equiv="Refresh" content="0;url=../gone/">', "'../gone/' leads to no file of the site"),
        ('<a href="http://[broken">x</a>', "'http://[broken' is no address"),
    ],
)
def test_dead_links_are_found(tmp_path: Path, html: str, message: str) -> None:
    [found] = check_site(build(tmp_path, SITE | {"wiki/C/index.html": html}), {})
    assert (found.code, found.page, found.message) == ("link-dead", "wiki/C/index.html", message)


def test_a_dead_link_is_said_once_for_each_page(tmp_path: Path) -> None:
    assert len(check_site(build(tmp_path, SITE | {"wiki/C/index.html": '<a href="x"></a>' * 3}), {})) == 1


def test_dead_addresses_in_front_matter_are_found(tmp_path: Path) -> None:
    text = """---
title: A
source: {url: 'https://live.example/A', history: {url: 'https://live.example/h'}}
categories: [{title: B, url: wiki/A/}, {title: C, url: wiki/Gone/}]
backlinks:
- {title: D, url: 'wiki/A/#gone'}
---
{url: wiki/Body/}
"""
    tree = {"wiki/A.md": text.encode(), "plain.md": b"no front matter", "x.png": b"---\n"}
    found = check_site(build(tmp_path, SITE), tree)
    assert {(d.code, d.page, d.message) for d in found} == {
        ("address-dead", "wiki/A.md", "'wiki/Gone/' leads to no file of the site"),
        ("address-dead", "wiki/A.md", "'wiki/A/#gone' leads to no anchor of its page"),
    }


def test_an_infobox_s_own_url_is_no_address_of_ours(tmp_path: Path) -> None:
    text = "---\ninfobox:\n  template: Infobox\n  fields:\n    url: none\n---\n\nText\n"
    assert check_site(build(tmp_path, {"index.html": "<p>Text</p>"}), {"index.md": text.encode()}) == []


# -- walks that know of earlier ones ---------------------------------------------------------------


def walked(site: Path, tree: Mapping[str, bytes], store: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Check a site with what is known, and without; names what was looked at."""
    looked: list[str] = []
    look = Looker.__call__
    with monkeypatch.context() as context:
        context.setattr(Looker, "__call__", lambda looker, which: looked.append(which[1]) or look(looker, which))
        found = check_site(site, tree, Known(store))
    assert found == check_site(site, tree)
    return sorted(looked)


LINKING = ["index.html", "tree.md", "wiki/What-/index.html", "wiki/index.html"]
"""What links the page A."""


@pytest.mark.parametrize(
    ("change", "looked"),
    [
        ({}, []),
        ({"media/other.png": ""}, []),
        ({"wiki/index.html": "other"}, ["wiki/index.html"]),
        ({"index.html": GOOD.replace('id="here"', 'id="there"')}, ["index.html"]),
        ({"wiki/A/index.html": '<h2 id="part">Part</h2>'}, ["wiki/A/index.html", "wiki/index.html"]),  # the old anchor
        ({"wiki/A/index.html": None}, LINKING),
        ({"wiki/Gone/index.html": ""}, ["tree.md", "wiki/Gone/index.html"]),  # which was missed
        ({"wiki/A": None, "wiki/A.html": ""}, [*LINKING, "wiki/A.html"]),
        ({"assets/a.css": None}, ["index.html"]),
    ],
)  # fmt: skip
def test_only_what_changed_is_looked_at_and_what_links_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str | None], looked: list[str]
) -> None:
    site, store = build(tmp_path / "site", SITE), tmp_path / "store"
    tree = {"tree.md": b"---\na: [{url: wiki/A/#part}, {url: wiki/Gone/}]\n---\n"}
    assert len(walked(site, tree, store, monkeypatch)) == 6
    for name, content in change.items():
        if content is not None:
            build(site, {name: content})
        elif (site / name).is_dir():
            shutil.rmtree(site / name)
        else:
            (site / name).unlink()
    assert walked(site, tree, store, monkeypatch) == sorted(looked)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE line SET text1 = ''",
        "UPDATE line SET text2 = '' WHERE name LIKE '%wiki/index.html'",
        "DELETE FROM line WHERE name LIKE '%A/index.html'",
        "DELETE FROM line",
        "UPDATE state SET value = CAST(replace(CAST(value AS TEXT), 'gone', 'good') AS BLOB)",
        "UPDATE state SET value = x'' WHERE what = 'known'",
        "UPDATE state SET value = 7",
        "DELETE FROM state WHERE what = 'files'",
        "DROP TABLE line",
        "DROP TABLE state",
    ],
)
def test_a_store_that_was_harmed_finds_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    site, store = build(tmp_path / "site", SITE | {"x.html": "<a href=gone></a>"}), tmp_path / "store"
    walked(site, {}, store, monkeypatch)
    with sqlite3.connect(store) as base:
        base.execute(harm)
    base.close()
    walked(site, {}, store, monkeypatch)
    build(site, {"wiki/A/index.html": "<h2 id='part'>Part</h2>"})
    assert {"wiki/A/index.html", "wiki/index.html"} <= set(walked(site, {}, store, monkeypatch))


@pytest.mark.parametrize("told", [[], [""], ["", ""], ["", "a"], ["a b\n", "ü\udcff"]])
def test_a_column_holds_any_texts(told: list[str]) -> None:
    assert texts(column(told)) == told


def test_another_program_may_find_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, store = build(tmp_path / "site", SITE), tmp_path / "store"
    walked(site, {}, store, monkeypatch)
    monkeypatch.setattr(crawl, "program", lambda: b"another")
    assert len(walked(site, {}, store, monkeypatch)) == 5


NAMES = ["index.html", "a/index.html", "b/index.html", "a", "a.html", "b.html", "a/b/index.html", "404.html"]
LINKS = ["a/", "b", "/a", "../a/#x", "#y", "b/#y", "a.html#x", "/", ".", "/a/b", "?q", "x.png", "/404.html#x"]


@pytest.mark.parametrize("seed", range(5))
def test_any_changes_are_found_as_by_a_walk_that_knows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    tree: dict[str, bytes] = {}
    site = build(tmp_path / "site", {"index.html": ""})
    skipped = 0
    for _ in range(40):
        name = chance.choice(NAMES)
        shutil.rmtree(site / name, ignore_errors=True)
        if (site / name).is_file():
            (site / name).unlink()
        if chance.random() < 0.7 and not any(above.is_file() for above in (site / name).parents):
            links = "".join(f'<a href="{link}">' for link in chance.sample(LINKS, 3))
            build(site, {name: links + chance.choice(["", '<p id="x">', '<p id="y">'])})
        if chance.random() < 0.3:
            urls = ", ".join(f"{{url: '{link}'}}" for link in chance.sample(LINKS, 2))
            tree[chance.choice(["a.md", "b.md"])] = f"---\nl: [{urls}]\n---\n".encode()
        looked = walked(site, tree, tmp_path / "store", monkeypatch)
        skipped += len(list(site.rglob("*.html"))) + len(tree) - len(looked)
    assert skipped > 40
