"""Tags and functions of extensions that only the wiki knows of: what it says it has is shown as what it is."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from smallwiki import page, site
from stillwiki.inventory import inventory
from stillwiki.titles import Namespace
from stillwiki.wikitext.expansion.translatable import without_marks
from stillwiki.wikitext.render import scan

TOLD = replace(site(), tags=frozenset({"pre", "quaver"}), functions=frozenset({"if", "lc", "tune", "ask", "shortdesc"}))
PAGES = [page("Template:T", "t"), page("Template:Tune:slow", "a template")]


def made(text: str, *, told: bool) -> tuple[str, list[str]]:
    shown = page("P", text)
    facts = scan(shown, inventory(TOLD if told else site(), [shown, *PAGES]))
    return facts.html.removeprefix("<p>").removesuffix("\n</p>"), [found.code for found in facts.diagnostics]


TAG = '<code class="unsupported" title="quaver is not rendered by this version">&lt;quaver&gt;x&lt;/quaver&gt;</code>'
TUNE = '<code class="unsupported" title="tune is not rendered by this version">{{tune:fast|x}}</code>'


@pytest.mark.parametrize(
    ("text", "told", "silent"),
    [
        ("<quaver>x</quaver>", (TAG, ["unsupported-tag"]), ("&lt;quaver&gt;x&lt;/quaver&gt;", [])),
        ("{{tune:fast|x}}", (TUNE, ["unsupported-function"]), None),
        ("{{tune:slow}}", ("a template", []), ("a template", [])),
        ("a{{SHORTDESC:x}}b", ("ab", ["function-silent"]), None),
        ("a{{#set:x=y}}{{#subobject:a|b=c}}b", ("ab", ["function-silent"] * 2), ("ab", ["function-silent"] * 2)),
        ("a<mapdata>{}</mapdata>b", ("ab", ["function-silent"]), ("ab", ["function-silent"])),
        ("a<templatedata>{}</templatedata>b", ("ab", ["unsupported-tag"]), ("ab", ["unsupported-tag"])),
        ("{{lc:A}}{{#if:1|b}}{{T}}", ("abt", []), ("abt", [])),
    ],
)
def test_what_a_wiki_has(text: str, told: tuple[str, list[str]], silent: tuple[str, list[str]] | None) -> None:
    assert made(text, told=True) == told
    if silent is None:
        assert "template-missing" in made(text, told=False)[1]
    else:
        assert made(text, told=False) == silent


# -- Semantic MediaWiki ----------------------------------------------------------------------------

SEMANTIC = replace(site(), namespaces=dict(site().namespaces) | {102: Namespace(102, "Property")})
PROPERTIES = [
    page("Property:Population", "It is [[has type::Number]].", SEMANTIC),
    page("Property:Motto", "[[Has type::Text|words]]", SEMANTIC),
    page("Property:Capital", "[[Has type:=Property:Page]]", SEMANTIC),
    page("Rome", "x"),
]


@pytest.mark.parametrize(
    ("text", "html", "codes"),
    [
        ("[[Capital::Rome]]s", '<a href="wiki:Rome" title="Rome">Romes</a>', []),
        ("[[Capital::Rome|a ''city'']]", '<a href="wiki:Rome" title="Rome">a <i>city</i></a>', []),
        ("[[Ruled by::Capital::rome]]", '<a href="wiki:Rome" title="Rome">rome</a>', []),
        ("[[Unheard of::Nowhere]]", '<a href="wiki:Nowhere" title="Nowhere">Nowhere</a>', []),
        ("a[[Capital::Rome| ]]b", "ab", []),
        ("[[Motto::''Sic'' semper]]", "<i>Sic</i> semper", []),
        ("[[Population::3000000]]", "3000000", ["unsupported-annotation"]),
        ("[[Population::3000000|three million]]", "three million", []),
        ("[[Category::Cities]]x", "x", []),
        ("[[:Capital::Rome]]", '<a href="wiki:Capital::Rome" title="Capital::Rome">Capital::Rome</a>', []),
        ("[[::Rome]]", "[[::Rome]]", []),
        ("[[Motto::<script>]]", "&lt;script&gt;", []),
    ],
)
def test_annotations(text: str, html: str, codes: list[str]) -> None:
    shown = page("P", text)
    facts = scan(shown, inventory(SEMANTIC, [shown, *PROPERTIES]))
    assert facts.html.removeprefix("<p>").removesuffix("\n</p>") == html
    assert [found.code for found in facts.diagnostics] == codes
    assert [each.name for each in facts.categories] == (["Category:Cities"] if "Category" in text else [])


def test_other_wikis_may_have_titles_like_annotations() -> None:
    shown = page("P", "[[Std::vector]]")
    facts = scan(shown, inventory(site(), [shown]))
    assert [link.title for link in facts.links] == ["Std::vector"]


# -- Translate -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<translate>a</translate>b<translate>\nc\n</translate>", "abc"),
        ("<translate nowrap><!--T:1-->\na</translate>", "a"),
        ("<translate>a", "<translate>a"),
        ("a</translate>", "a</translate>"),
        ("<nowiki><translate>a</translate></nowiki>", "<nowiki><translate>a</translate></nowiki>"),
        ("<nowiki><translate>a</translate>", "<nowiki>a"),
        ("<translate>a<pre></translate></pre>b</translate>", "a<pre></translate></pre>b"),
        ("<!-- <translate> --><translate>a</translate>", "<!-- <translate> -->a"),
        ("<translate><tvar name=x>a</tvar><tvar|y>b</></translate><tvar|z>c</>", "ab<tvar|z>c</>"),
        ("<translate>a<!-- kept --></translate>", "a<!-- kept -->"),
    ],
)
def test_marks_for_translators(text: str, read: str) -> None:
    assert without_marks(text) == read


@pytest.mark.parametrize("piece", ["<translate>", "<nowiki>", "<!--", "<tvar name=x>", "<translate", "<tvar|", "<pre "])
def test_marks_are_read_in_one_pass(piece: str) -> None:
    text = "<translate>" + piece * (400_000 // len(piece)) + "</translate>"
    before = process_time()
    without_marks(text)
    assert process_time() - before < 2
