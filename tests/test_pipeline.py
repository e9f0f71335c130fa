"""The phases: pure, in any number of processes, and never stopped by a page."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallwiki import NOW, page, site, tree, wiki
from stillwiki import article, pagewise
from stillwiki.inventory import inventory
from stillwiki.model import STAGES, Revision
from stillwiki.pipeline import Means, Options, convert_wiki, stage
from stillwiki.plan import treatments
from stillwiki.wikitext.render import scan
from stillwiki.workers import mapper

PAGES = {
    "Main Page": "[[One]] [[Two]] {{T|x}}",
    "One": "[[Two#S]]<ref>n</ref> [[Category:C]]",
    "Two": "== S ==\n[[one]]",
    "Alias": "#REDIRECT [[Two#S]]",
    "Template:T": "<b>{{{1}}}</b> [[Alias]]",
    "Module:M": "return {}",
    "User:U": "[[One]]",
}


def options(**changes: object) -> Options:
    return replace(Options(treatments(site(), {})), **changes)


def test_one_worker_and_four_give_the_same_bytes() -> None:
    made = wiki(PAGES)
    one, four = (convert_wiki(made, options(), means=Means(mapper(jobs))) for jobs in (1, 4))
    assert one.files == four.files
    assert one.diagnostics == four.diagnostics


def test_the_order_of_pages_does_not_matter() -> None:
    made = wiki(PAGES)
    turned = replace(made, pages=made.pages[::-1])
    assert convert_wiki(made, options()).files == convert_wiki(turned, options()).files


def test_home_has_a_stub_at_its_own_address_and_users_are_left_out() -> None:
    files = tree(PAGES).files
    assert "index.md" in files
    assert "wiki/Main_Page/index.html" in files
    assert "wiki/Alias/index.html" in files
    assert not [path for path in files if "/User/" in path]


def test_pages_left_out_are_linked_on_the_live_wiki() -> None:
    assert "https://wiki.example/wiki/User:U" in tree({**PAGES, "Three": "[[User:U]]"}).files["wiki/Three.md"].decode()


def test_source_pages_show_their_source() -> None:
    files = tree(PAGES).files
    assert "return {}" in files["wiki/Module/M.md"].decode()
    assert "{{{1}}}" in files["wiki/Template/T.md"].decode()


@pytest.mark.parametrize(("module", "name"), [(pagewise, "scan"), (article, "write")])
def test_a_fault_of_ours_costs_one_page_its_rendering(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    real = getattr(module, name)

    def faulty(first: object, *rest: object, **more: object) -> object:
        if "One" in str(getattr(first, "title", None) or getattr(rest[0], "path", "")):
            raise ZeroDivisionError("ours")
        return real(first, *rest, **more)

    monkeypatch.setattr(module, name, faulty)
    made = tree(PAGES)
    assert [d.page for d in made.diagnostics if d.code == "internal-error"] == ["One"]
    assert PAGES["One"] in made.files["wiki/One.md"].decode()
    assert "wiki/Two.md" in made.files


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_can_be_seen(name: str) -> None:
    assert stage(wiki(PAGES), options(), "One", name)


def test_latest_history_names_authors_and_counts_anonymous_ones() -> None:
    made = wiki({"A": "x"})
    history = (
        Revision(1, NOW, "Ann"),
        Revision(2, NOW, "", anonymous=True),
        Revision(3, NOW, "Ben"),
        Revision(4, NOW, "Ann"),
    )
    made = replace(made, pages=(replace(made.pages[0], history=history),))
    text = convert_wiki(made, options()).files["wiki/A.md"].decode()
    assert "- Ann\n" in text
    assert "- Ben\n" in text
    assert "anonymous: 1\n" in text
    assert "earlier:" not in text


def test_a_dump_without_history_does_not_claim_to_name_all_authors() -> None:
    made = wiki({"A": "x"})
    made = replace(made, pages=(replace(made.pages[0], history=(Revision(4, NOW, "Ann", parent=3),)),))
    assert "  - Ann\n  earlier: true\n" in convert_wiki(made, options()).files["wiki/A.md"].decode()


PIECES = """
{{ }} {{{ }}} [[ ]] | = '' ''' {| |} |- ! * ; : <ref> </ref> <references /> <div> </div> <nowiki> </nowiki> <pre> </pre>
{{T|x}} {{Loop}} {{#if: {{#switch: {{#expr:1/0}} [[File:x.png|thumb| https://x.example/ [https://y.example <!-- -->
== __TOC__ text 1. ---- &amp; é ` * _
""".split()
WIKITEXT = st.lists(st.sampled_from([*PIECES, "\n", " ", "\x7f"]), max_size=60).map("".join)


@given(WIKITEXT)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_rendered_and_the_same_twice(text: str) -> None:
    pages = [page("P", text), page("Template:T", "({{{1}}}|{{{2|"), page("Template:Loop", "{{Loop}}{{P}}{{:P}}")]
    held = inventory(site(), pages)
    first = scan(pages[0], held)
    assert first == scan(pages[0], held)
    assert "\x7f" not in first.html


def test_expansion_bombs_end_at_the_limits() -> None:
    pages = {"P": "{{B0}}", **{f"Template:B{n}": f"{{{{B{n + 1}}}}}" * 10 for n in range(9)}, "Template:B9": "x" * 100}
    made = tree(pages)
    codes = {d.code for d in made.diagnostics if d.page == "P"}
    assert codes & {"limit-size", "limit-depth"}


def test_deep_nesting_ends() -> None:
    before = sys.getrecursionlimit()
    made = tree(
        {"P": "{{#if:x|" * 3000 + "y" + "}}" * 3000, "Q": "<div>" * 3000, "R": "*" * 3000 + "x", "S": "[[" * 3000}
    )
    assert {"wiki/P.md", "wiki/Q.md", "wiki/R.md", "wiki/S.md"} <= made.files.keys()
    sys.setrecursionlimit(before)


def test_counts_are_those_of_the_whole_wiki() -> None:
    made = tree({
        "P": "{{PAGESINCATEGORY:C}}/{{PAGESINCATEGORY:C|subcats}}/{{NUMBEROFARTICLES}}",
        "A": "[[P]] [[Category:C]]",
        "B": "{{T}}",
        "Template:T": "[[A]]<includeonly>[[Category:C]]</includeonly>",
        "Category:D": "[[Category:C]]",
    })  # fmt: skip
    assert "3/1/2" in made.files["wiki/P.md"].decode()
