"""What stands beside a dump, and what readers are told of the mirror's age."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from stillwiki import sources
from stillwiki.model import Mirror, Site
from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Settings, state
from stillwiki.sources.beside import SITEINFO
from stillwiki.sources.state import State
from stillwiki.weave.freshness import notice
from test_cli import PAGES, export

SAID = {
    "general": {
        "sitename": "Tiny Wiki",
        "timezone": "Europe/Berlin",
        "magiclinks": {"ISBN": True, "RFC": False},
        "articlepath": "/pages/$1",
        "scriptpath": "",
    },
    "extensiontags": ["<pre>", "smwdoc", "<b\\>", 3],
    "functionhooks": ["Ask", "if", "x y", None],
    "namespacealiases": [{"id": 4, "alias": "T"}, {"id": "10", "alias": "wrong"}],
    "interwikimap": [
        {"prefix": "Sister", "url": "//sister.example.org/wiki/$1"},
        {"prefix": "de", "url": "https://de.example.org/$1", "language": "Deutsch"},
        {"prefix": "js", "url": "javascript:alert($1)"},
        {"prefix": "flat", "url": "https://flat.example.org/"},
    ],
    "rightsinfo": {"text": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"},
}
FIRST_FORMAT = {
    "query": SAID
    | {"namespacealiases": [{"id": 4, "*": "T"}]}
    | {"general": SAID["general"] | {"magiclinks": {"ISBN": ""}}}
}


def wiki(
    folder: Path, said: object = None, held: State | None = None, settings: Settings | None = None
) -> sources.Wiki:
    folder.mkdir(exist_ok=True)
    (folder / "wiki.xml").write_bytes(export(PAGES))
    if said is not None:
        (folder / SITEINFO).write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    if held is not None:
        (folder / state.NAME).write_bytes(held.document())
    return sources.read(folder / "wiki.xml", settings)


@pytest.mark.parametrize("said", [SAID, FIRST_FORMAT], ids=["second format", "first format"])
def test_what_a_dump_does_not_say_stands_beside_it(tmp_path: Path, said: object) -> None:
    site = wiki(tmp_path, said).site
    assert site.interwiki["sister"] == "https://sister.example.org/wiki/$1"
    assert {"js", "flat"}.isdisjoint(site.interwiki)
    assert site.language_links == {"de"}
    assert site.namespace_aliases == {"T": 4}
    assert (site.article_path, site.script_path) == ("/pages/$1", "")
    assert site.tags == {"pre", "smwdoc"}
    assert site.functions == {"ask", "if"}
    assert (site.licence, site.timezone, site.magic_links) == ("CC BY-SA 4.0", "Europe/Berlin", {"ISBN"})


def test_the_configuration_wins(tmp_path: Path) -> None:
    settings = Settings(
        licence="CC0", interwiki={"sister": "https://other.example.org/$1"}, namespace_aliases={"T": 10}
    )
    site = wiki(tmp_path, SAID, settings=settings).site
    assert (site.licence, site.licence_url) == ("CC0", "")
    assert site.interwiki["sister"] == "https://other.example.org/$1"
    assert site.namespace_aliases == {"T": 10}


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{", "null", '{"query": 3}', json.dumps(SAID | {"general": {"sitename": "Another"}}), "[" * 100_000,
     '{"interwikimap": 3, "namespacealiases": {"x": 4}, "rightsinfo": [], "extensiontags": {}, "functionhooks": "x"}',
     '{"general": {"articlepath": "javascript:$1", "scriptpath": "//evil.example"}}'],
)  # fmt: skip
def test_what_is_of_another_wiki_or_none_says_nothing(tmp_path: Path, said: str) -> None:
    bare = wiki(tmp_path / "bare").site
    assert wiki(tmp_path / "told", said).site == bare


DAY = "2026-01-01T00:00:00Z"
TOLD = [
    (State(), "made from a dump", ""),
    (State(mark=DAY, checked="2026-01-02T03:04:05Z"), "same then", ""),
    (
        State(mark=DAY, gone=DAY, why="status 404"),
        "cannot be reached: status 404",
        "cannot be reached since 2026-01-01",
    ),
    (State(closed="dormancy"), "closed to edits: dormancy", "is closed"),
    (State(behind=DAY, why="half of it is gone"), "half of it is gone", "has changed on 2026-01-01"),
]


@pytest.mark.parametrize(("held", "words", "above"), TOLD, ids=[words for _, words, _ in TOLD])
def test_readers_are_told_how_the_mirror_stands(tmp_path: Path, held: State, words: str, above: str) -> None:
    found = wiki(tmp_path, SAID, held)
    tree = convert_wiki(found, Options(treatments(found.site, {})))
    page = tree.files["wiki/Special/Mirror.md"].decode()
    assert words in page
    assert "CC BY-SA 4.0" in page
    told = notice(found.site)
    assert above in told
    assert bool(told) == bool(above)


def test_words_of_a_wiki_stay_words(tmp_path: Path) -> None:
    found = wiki(tmp_path, SAID, State(closed="<script>alert(1)</script> [x](javascript:1)"))
    page = convert_wiki(found, Options(treatments(found.site, {}))).files["wiki/Special/Mirror.md"].decode()
    assert "<script" not in page
    assert r"\[x\]" in page or "[x\\]" in page


def test_only_the_page_that_tells_it_depends_on_the_clock(tmp_path: Path) -> None:
    found = wiki(tmp_path, SAID)
    made = []
    for mirror in (Mirror(), Mirror(taken="2026-01-01T00:00:00Z", checked="2026-01-02T00:00:00Z")):
        site: Site = replace(found.site, mirror=mirror)
        made.append(convert_wiki(replace(found, site=site), Options(treatments(site, {}))).files)
    assert {path for path in made[0] if made[0][path] != made[1][path]} == {"wiki/Special/Mirror.md"}
