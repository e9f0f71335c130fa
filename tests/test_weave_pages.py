from __future__ import annotations

import re
from typing import cast

import pytest

from stillwiki.entries import Entry
from stillwiki.index import Index
from stillwiki.markdown import dialect
from stillwiki.model import Category, Document, Facts, Link, Site, Static
from stillwiki.names import paths
from stillwiki.titles import default_namespaces
from stillwiki.tracing import Answers, Recorder
from stillwiki.weave import backlinks, categories, home, lists, outline, special, weave
from stillwiki.weave.lists import Spot

SITE = Site("Test wiki", default_namespaces("Test wiki"), server="https://wiki.example", now="2026-01-30T06:47:18Z")


def wiki(pages: dict[str, Facts], redirects: dict[str, Link] | None = None) -> Index:
    """An index of pages that have these facts; `Category:Name|key` cannot be said, facts can."""
    titles = SITE.titles()
    facts = {name: Facts(name, redirect=target) for name, target in (redirects or {}).items()} | pages
    known = {name: title for name in facts if (title := titles.parse(name))}
    made = paths(known.values())
    entries = {n: Entry(t, "" if n in (redirects or {}) else made[n]) for n, t in known.items()}
    stubs = {name: made[name] for name in redirects or {}}
    return Index(SITE, entries, facts, specials=special.paths(), stub_paths=stubs)


def page(name: str, *names: str, links: tuple[str, ...] = (), hidden: bool = False) -> dict[str, Facts]:
    """Facts of one page in categories given as `Name` or `Name|sort key`."""
    filed = tuple(Category("Category:" + n.partition("|")[0], n.partition("|")[2]) for n in names)
    made = tuple(Link(target) for target in links)
    return {name: Facts(name, categories=filed, links=made, hidden_category=hidden)}


def shown(markdown: str) -> str:
    """What a reader sees, tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", dialect.render(markdown))).strip()


def test_a_category_lists_subcategories_pages_and_files_in_the_order_of_their_sort_keys() -> None:
    index = wiki(
        page("Zebra", "A|apple") | page("Alpha", "A| first") | page("Help:Me", "A") | page("File:X.png", "A")
        | page("Category:A") | page("Category:B", "A") | page("Mango", "B")
    )  # fmt: skip
    text = categories.section(index, "Category:A", "wiki/Category/A.md")
    assert re.findall(r"\{#([\w-]+)", text) == ["mw-subcategories", "mw-pages", "mw-category-media"]
    assert re.findall(r"\[(.*?)\]", text) == ["B", "Alpha", "Zebra", "Help:Me", "File:X.png"]
    assert "[B](B.md) <small>1 page</small>" in text
    assert "There are 3 pages in this category." in shown(text)
    assert re.findall(r"\*\*(.*?)\*\*", text) == ["B", "A", "M", "X"]  # a key that begins with a space has no letter


def test_what_is_added_to_a_page_is_marked_as_generated() -> None:
    html = dialect.render(categories.section(wiki(page("Category:A")), "Category:A", "wiki/Category/A.md"))
    assert re.match(r'<div class="generated"[^>]*>\s*<p>There is nothing in this category\.</p>\s*</div>$', html)


def test_the_lists_of_a_category_do_not_take_ids_that_its_text_has() -> None:
    pages = page("X", "A") | {"Category:A": Facts("Category:A", anchors=frozenset({"mw-pages"}))}
    assert "{#mw-pages-list " in categories.section(wiki(pages), "Category:A", "wiki/Category/A.md")


def test_a_hidden_category_says_so() -> None:
    index = wiki(page("X", "A") | page("Category:A", hidden=True))
    assert "hidden category" in categories.section(index, "Category:A", "wiki/Category/A.md")
    assert "hidden" in categories.entry(index, "Category:A", "index.md")


def test_a_category_without_text_has_a_page_that_says_so() -> None:
    (document,) = categories.without_text(wiki(page("X", "Nobody wrote: this")))
    assert document.path == "wiki/Category/Nobody_wrote-_this.md"
    assert document.meta["title"] == "Category:Nobody wrote: this"
    assert categories.NO_TEXT in document.body
    assert "[X](../X.md)" in document.body


def test_a_category_of_three_hundred_pages_shows_them_all() -> None:
    index = wiki({k: v for n in range(300) for k, v in page(f"Page {n}", "A").items()} | page("Category:A"))
    assert categories.section(index, "Category:A", "wiki/Category/A.md").count("](../Page_") == 300


def test_the_category_tree_opens_every_category_once_whatever_the_graph() -> None:
    lattice = {}  # every category of a layer is in every one of the layer above: 4^12 paths
    for layer in range(12):
        for n in range(4):
            lattice |= page(f"Category:L{layer:02} {n}", *(f"L{layer - 1:02} {m}" for m in range(4) if layer))
    cycle = page("Category:Loop A", "Loop B") | page("Category:Loop B", "Loop A") | page("Category:Self", "Self")
    index = wiki(lattice | cycle)
    lines = list(outline.outline(index))
    opened = [line.category for line in lines if not line.closed]
    assert {line.category for line in lines} == index.category_names
    assert len(opened) >= len(set(opened)) >= len(index.category_names) - 1
    assert len(lines) < 250
    assert max(line.depth for line in lines) <= outline.MAX_DEPTH + 1


def test_a_cycle_of_categories_is_shown_from_its_first_name() -> None:
    index = wiki(page("Category:B", "A") | page("Category:A", "B"))
    lines = [(line.depth, line.category, line.closed) for line in outline.outline(index)]
    assert lines == [(0, "Category:A", False), (1, "Category:B", False), (2, "Category:A", True)]


def test_all_pages_holds_redirects_in_italics_and_drops_sections_that_do_not_exist() -> None:
    pages = page("Émile") | page("Zoo") | page("42") | {"Feature": Facts("Feature", anchors=frozenset({"There"}))}
    redirects = {"Trait": Link("Feature", "There"), "Mark": Link("Feature", "Gone"), "Broken": Link("Nowhere")}
    text = lists.all_pages(Spot(wiki(pages, redirects), "wiki/Special/AllPages.md"))
    assert "*[Trait](../Feature.md#There)*" in text
    assert "*[Mark](../Feature.md)*" in text
    assert "Broken" not in text
    assert re.findall(r"\*\*(.*?)\*\*", text) == ["0–9", "E", "F", "M", "T", "Z"]


def test_wanted_pages_names_who_wants_them() -> None:
    wanted = page("B", links=("Gone", "Other")) | page("A", links=("Gone",)) | page("C", "No text")
    text = lists.wanted(Spot(wiki(wanted, {"R": Link("Lost")}), "wiki/Special/WantedPages.md"))
    assert shown(text).startswith(
        "2 pages that the wiki links but does not have, most wanted first. Gone 2 links : A , B"
    )
    assert '<span class="new" title="Gone">Gone</span>' in text
    assert "[No text](../Category/No_text.md)" in text


HARD = (
    "*a* _b_ `c`",
    "[[x]] {y}",
    "a~~b~~ ==c==",
    "$5 & $6 &amp;",
    "\"quoted\" 'it'",
    "שלום עולם",
    "a\\b",
    "![x]",
    "(x)",
    "A^b",
)


@pytest.mark.parametrize("title", HARD)
def test_titles_that_look_like_markdown_are_shown_as_they_are(title: str) -> None:
    from stillwiki.weave.spelling import link, red_link  # noqa: PLC0415

    html = dialect.render(f"- {link(title, 'index.md', 'wiki/X.md')} {red_link(title)}")
    plain = re.sub(r"<[^>]*>", "", html).replace("&quot;", '"').replace("&amp;", "&").strip()
    assert plain == f"{title} {title}"
    assert html.count("<a ") == 1


def test_special_pages_answer_to_their_aliases() -> None:
    found = special.paths()
    assert found["randompage"] == found["random"] == "wiki/Special/Random.md"
    assert set(found) >= {
        "allpages",
        "prefixindex",
        "wantedpages",
        "categories",
        "categorytree",
        "specialpages",
        "statistics",
    }


def test_the_random_page_has_a_list_of_addresses() -> None:
    index = wiki(page("A b") | page("Help:C") | page("Main Page"))
    assert special.random_list(index) == Static("wiki/Special/Random/articles.json", b'["wiki/A_b/"]\n')
    documents = {document.path: document for document in special.pages(index)}
    assert documents["wiki/Special/Random.md"].meta["random"] == "wiki/Special/Random/articles.json"


def test_statistics_counts() -> None:
    text = lists.statistics(Spot(wiki(page("A") | page("Category:B")), "wiki/Special/Statistics.md", {"edits": 1234}))
    assert "| Articles | 1 |" in text
    assert "| Revisions in the source | 1,234 |" in text
    assert "2026-01-30" in shown(text)


def test_fifty_backlinks_stand_in_front_matter_and_more_on_a_page_of_their_own() -> None:
    few = wiki(page("T") | {k: v for n in range(50) for k, v in page(f"P{n:02}", links=("T",)).items()})
    assert len(backlinks.facts(few, "T")["backlinks"]) == 50  # type: ignore[arg-type]
    assert "links_here" not in backlinks.facts(few, "T")
    assert list(backlinks.pages(few)) == []
    many = wiki(page("T") | {k: v for n in range(51) for k, v in page(f"P{n:02}", links=("T",)).items()})
    assert backlinks.facts(many, "T")["links_here"] == {"count": 51, "url": "wiki/Special/WhatLinksHere/T/"}
    (document,) = backlinks.pages(many)
    assert document.path == "wiki/Special/WhatLinksHere/T.md"
    assert document.body.count("\n- ") == 51


def test_a_page_asks_no_more_where_a_thousand_link_to_it() -> None:
    asked = []
    for many in (60, 1000):
        facts = {name: each for n in range(many) for name, each in page(f"P {n}", links=("T",)).items()}
        recorder = Recorder(Answers(wiki(page("T") | facts)))
        assert "links_here" in backlinks.facts(cast("Index", recorder), "T")
        asked.append(len(recorder.trace))
    assert asked[0] == asked[1]


def test_links_through_templates_are_no_backlinks() -> None:
    facts = {"P": Facts("P", links=(Link("T", own=False),))}
    assert backlinks.facts(wiki(page("T") | facts), "T") == {}


def test_a_wiki_without_a_main_page_gets_a_home() -> None:
    index = wiki(page("A", "C") | page("Category:C") | page("Category:Upkeep", hidden=True))
    assert home.missing(index)
    document = home.page(index)
    assert document.path == "index.md"
    assert "[A](wiki/A.md)" in document.body
    assert "Upkeep" not in document.body


def test_everything_woven_is_the_same_twice_and_has_its_own_path() -> None:
    index = wiki(page("A", "C", links=("Gone",)) | page("Category:C", "D"), {"R": Link("A")})
    first, second = list(weave(index)), list(weave(index))
    assert first == second
    assert len({out.path for out in first}) == len(first)
    assert all(out.meta["generated"] for out in first if isinstance(out, Document))
