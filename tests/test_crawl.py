"""The walk over the built site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from stillwiki.crawl import check_site


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
