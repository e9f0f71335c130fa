"""Parser functions and magic words: what MediaWiki 1.39 gave for each line of `functions/*.tsv`; what always holds."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillwiki.inventory import Inventory, inventory
from stillwiki.model import Page, Revision, Site
from stillwiki.titles import default_namespaces
from stillwiki.wikitext.dates import formats as dateformat
from stillwiki.wikitext.dates import reading as dates
from stillwiki.wikitext.dates.clock import Moment, from_epoch
from stillwiki.wikitext.dates.parts import DateError
from stillwiki.wikitext.expr import ExpressionError, evaluate, number_text
from stillwiki.wikitext.render import expand

WIKI = "AI Interpretability Wiki"
SITE = Site(
    name=WIKI,
    namespaces=default_namespaces(WIKI),
    server="http://127.0.0.1:8089",
    script_path="",
    now="2024-02-29T13:14:15Z",
    generator="MediaWiki 1.39.17",
    interwiki={"w": "https://en.wikipedia.org/wiki/$1"},
)
TITLES = SITE.titles()


def page(title: str, text: str) -> Page:
    found = TITLES.parse(title)
    assert found is not None
    return Page(found, 7, text, "wikitext", Revision(8, "2026-01-02T03:04:05Z", author="Writer"))


def held(**texts: str) -> Inventory:
    pages = [page("Main Page", "x"), *(page(title.replace("__", ":"), text) for title, text in texts.items())]
    return inventory(SITE, pages)


WORLD = held()


def shown(text: str, world: Inventory = WORLD) -> str:
    return expand(page("X", text), world)


def rows() -> list[tuple[str, str]]:
    lines = [
        line
        for path in sorted((Path(__file__).parent / "functions").glob("*.tsv"))
        for line in path.read_text("utf-8").split("\n")
    ]
    pairs = (line.split("\t") for line in lines if line)
    return [(plain(source), plain(wanted)) for source, wanted in pairs]


def plain(text: str) -> str:
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


@pytest.mark.parametrize(("source", "wanted"), rows())
def test_as_mediawiki(source: str, wanted: str) -> None:
    assert shown(source) == wanted


# -- what pages tell of themselves ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{PAGEID}} {{REVISIONID}} {{REVISIONUSER}}", "7 8 Writer"),
        ("{{REVISIONTIMESTAMP}} {{REVISIONDAY}} {{REVISIONDAY2}} {{REVISIONMONTH1}}", "20260102030405 2 02 1"),
        ("{{REVISIONYEAR:Main Page}}{{REVISIONYEAR:Nosuch}}", "2026"),
        ("{{PAGEID:Main Page}}{{PAGEID:Nosuch}}", "70"),
        ("{{PAGESIZE:Main Page}} {{PAGESIZE:Nosuch|R}}", "1 0"),
        ("{{NUMBEROFPAGES}}{{NUMBEROFPAGES:R}}", "11"),
        (
            "{{CURRENTYEAR}}-{{CURRENTMONTH}}-{{CURRENTDAY2}} {{CURRENTTIME}} {{CURRENTDAYNAME}}",
            "2024-02-29 13:14 Thursday",
        ),
        ("{{LOCALTIMESTAMP}} {{CURRENTWEEK}} {{CURRENTDOW}}", "20240229131415 9 4"),
        ("{{#time:Y-m-d|+1 year}} {{#time:Y-m-d H:i}}", "2025-03-01 2024-02-29 13:14"),
        ("{{#time:Y-m-d|1959}} {{#time:Y-m-d|march}}", "1959-03-01 2024-03-29"),
        ("{{#timef:15 January 2001|pretty}}; {{#timef:15 January 2001}}", "15 January; 00:00, 15 January 2001"),
        ("{{#dir:ar}} {{#dir:}} {{#bcp47:sr-ec}} {{#bcp47:zh-hant-tw}}", "rtl ltr sr-Cyrl zh-Hant-TW"),
        ("{{#contentmodel}} {{#contentmodel:local}}", "wikitext wikitext"),
    ],
)
def test_page_and_clock(source: str, wanted: str) -> None:
    assert shown(source) == wanted


def test_category_counts_are_asked_for_again() -> None:
    counted = Inventory(SITE, WORLD.pages, category_counts={"Category:C": (1200, 30, 4)})
    assert shown("{{PAGESINCATEGORY:C}}") == "0"
    assert (
        shown("{{PAGESINCATEGORY:C}} {{PAGESINCATEGORY:C|subcats}} {{PAGESINCAT:C|R|pages}}", counted)
        == "1,234 30 1200"
    )


def test_local_time() -> None:
    site = Site(**{**SITE.__dict__, "timezone": "Australia/Melbourne"})
    world = Inventory(site, WORLD.pages)
    assert (
        shown("{{#timel:H:i O|17 January 2001}} {{#timel:H:i|17 July 2001}} {{LOCALHOUR}}", world)
        == "11:00 +1100 10:00 00"
    )


# -- extensions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{#vardefine:a|1}}{{#var:a}}{{#var:b|no}}{{#varexists:a|y|n}}{{#varexists:b|y|n}}", "1noyn"),
        ("{{#vardefine:a|}}{{#var:a|none}}{{#varexists:a}}", "none1"),
        ("{{#var_final:a|d}}{{#vardefineecho:a|1}}{{#vardefine:a|2}}{{#var_final:b|d}}", "21d"),
        (
            ("{{#vardefine:i|0}}"
            "{{#while:|{{#ifexpr:{{#var:i}}<3|y}}|({{#var:i}}{{#vardefine:i|{{#expr:{{#var:i}}+1}}}})}}"),
            "(0)(1)(2)",
        ),
        ("{{#dowhile:||x}}", "x"),
        ("{{#loop:n|4|-2|{{#var:n}}}}{{#var:n}}", "432"),
        ("{{#for:3|a$n$}}", "a1a2a3"),
        ("{{F|p1=x|p2=y|q}}", "1=x;2=y;"),
        ("{{N|x|y|z=1}}", "1:x;2:y;"),
        ("{{#arraydefine:a|b, c,,b}}{{#arraysize:a}} {{#arrayprint:a|-}} {{#arrayindex:a|-1}}", "4 b-c--b b"),
        ("{{#arraydefine:a|b}}{{#arrayindex:a|9|d}}", "d"),
        ("{{#arraydefine:a|c,b,c|,|unique, sort=desc, print=list}}", "c, b"),
        ("{{#arraydefine:a|b,c}}{{#arrayprint:a|;|@|<@>}} {{#arraysearch:a|c}}{{#arraysearch:a|d}}", "<b>;<c> 1-1"),
        ("{{#arraydefine:a|1,2}}{{#arraydefine:b|2,3}}{{#arrayunion:c|a|b}}{{#arrayprint:c}}", "1, 2, 3"),
        ("{{#arraydefine:a|1,2}}{{#arraydefine:b|2,3}}{{#arraydiff:c|a|b}}{{#arrayprint:c}}", "1"),
        ("{{#arraydefine:a|1,2}}{{#arraydefine:b|2,3}}{{#arrayintersect:c|a|b}}{{#arrayprint:c}}", "2"),
        ("{{#arraydefine:a|1 2  3|/\\s+/}}{{#arrayslice:b|a|1|1}}{{#arrayprint:b}}{{#arraysize:a}}", "23"),
        ("{{#lst:S|a}}/{{#lst:S|b|c}}/{{#lst:S||a}}/{{#lst:S|nosuch}}/{{#lst:Nosuch|a}}", "A/B2C/0A//[[:Nosuch]]"),
        ("{{#lstx:S|a|-}}", "0-1B2C3"),
        ("{{#lst:S|b|}}", "B2C3"),
        ("{{#lsth:H|One}}/{{#lsth:H}}/{{#lsth:H|two|three}}/{{#lsth:H|Four}}", "\na\n=== Sub ===\nb\n/top\n/\nc\n/"),
        ("{{#lst:L|a}}", '<span class="error">Template loop detected: [[L]]</span>'),
        ("{{#uesc:\\{\\{lc:A\\}\\}\\0}} {{#or:||x|y}} {{#follow:R}} {{#follow:Main Page}}", "a x T Main Page"),
        ("{{#token:v|@|[@]}} {{#tokenif:|@|[@]|none}} {{#max:1|3|2}}", "[v] none 3"),
        ("{{#linkpage:see [[A|b]]}} {{#linktext:see [[A|b]] [[C]]}} <linkpage>[[A|b]]</linkpage>", "see A see b C A"),
        ("{{#arraymap:a,b||x|(x)}}{{#arraymaptemplate:a,b|T2}}", "(a), (,), (b)<a>, <b>"),
        ("{{#listmap:list=b,a|pattern=\\{\\{uc:@\\}\\}|token=@|sortmode=pre/postsort|outconj=and}}", "A and B"),
        ("{{#lstsub:a,b,c|,|;|-2}} {{#lstelem:a,b,c|,|-1}} {{#lstfltr:A|,|a,b|,|,|cs}}", "b;c c "),
    ],
)  # fmt: skip
def test_extensions(source: str, wanted: str) -> None:
    world = held(
        Template__F="{{#forargs:p|k|v|{{#var:k}}={{#var:v}};}}",
        Template__N="{{#fornumargs:k|v|{{#var:k}}:{{#var:v}};}}",
        Template__T2="<{{{1}}}>",
        S="0<section begin=a/>A<section end=a/>1<section begin='b'/>B<section end=b />2"
        "<section begin=c/>C<section end=c/>3",
        H="top\n== One ==\na\n=== Sub ===\nb\n== Two ==\nc\n== Three ==\nd",
        L="<section begin=a/>{{#lst:L|a}}<section end=a/>",
        R="#REDIRECT [[T]]",
    )
    assert shown(source, world).replace("<section begin=b/>", "") == wanted


def test_loops_end() -> None:
    out = shown("{{#while:|1|x}}{{#while:|1|x}}")
    assert out.count("x<") == 1
    assert out.count("Maximum number of loops") == 2
    assert out.startswith("x" * 100 + "<span")


# -- what always holds ------------------------------------------------------------------------------------------------

EXPRESSIONS = st.lists(
    st.sampled_from(
        "1 2.5 0 e pi + - * / ^ mod fmod round ( ) < = not sin ln sqrt trunc 1e308 abs and or . @ foo".split()
    ),
    max_size=25,
)
DATE_WORDS = (
    "2011 03 05 march 5th 14:05 pm +1 -3 day weeks month monday next last first of ago utc @9 t W10 . - / , +0200 "
    "noon xii"
)
DATES = st.lists(st.sampled_from(DATE_WORDS.split()) | st.integers(-(10**11), 10**11).map(str), max_size=8)


@given(EXPRESSIONS)
def test_an_expression_has_a_value_or_an_error(words: list[str]) -> None:
    with suppress(ExpressionError):
        assert isinstance(number_text(evaluate(" ".join(words))), str)


@settings(max_examples=300)
@given(DATES, st.sampled_from(["", " "]))
def test_a_date_is_a_moment_or_none(words: list[str], between: str) -> None:
    try:
        found = dates.read(between.join(words), Moment(2024, 2, 29, 13))
    except DateError:
        return
    assert 1 <= found.month <= 12
    assert 1 <= found.day <= 31
    if 0 <= found.year <= 9999:
        assert from_epoch(found.epoch) == found
        assert dateformat.write(found, "Y-m-d", "en").startswith(f"{found.year:04}-")


@given(st.text(alphabet="dDjlNwzWFmMntLoYyaAgGhHiseIOPTZcrUxnxNxrxhxixjxkxmxoxt\\\"' -é", max_size=20),
       st.integers(-6 * 10**10, 2 * 10**11), st.sampled_from(["en", "fa", "ltg", "nosuch"]))  # fmt: skip
def test_any_format_writes(form: str, seconds: int, language: str) -> None:
    assert isinstance(dateformat.write(from_epoch(seconds), form, language), str)


NAMES = st.sampled_from((
    "#expr #ifexpr #switch #time #titleparts #rel2abs #sub #explode #replace #pos padleft formatnum plural #lstsub "
    "#lstmap #listmerge #listsort #arraymap #token #iargmap #loop #for #arraydefine #arrayindex #arrayslice #language "
    "#formatdate urlencode anchorencode ns int #tag #lst fullurl #special #min #lstind PAGENAME REVISIONDAY "
    "PAGESINCATEGORY"
).split())  # fmt: skip
PIECES = st.sampled_from(
    ["", "1", "-1", "a", "a,b", "99999999999999999999", "x=1", " ", "é", "[[a|b]]", "/", "..", "\\{\\{", "{{!}}"]
)


@given(NAMES, st.lists(PIECES, max_size=6))
def test_no_function_raises(name: str, arguments: list[str]) -> None:
    shown("{{" + name + ":" + "|".join(arguments) + "}}")


def test_rows_are_many() -> None:
    assert len(rows()) > 1000
    assert json.dumps(rows())


@pytest.mark.parametrize(
    "bomb",
    [
        "{{#vardefine:a|xxxxxxxxxxxxxxxx}}" + "{{#vardefine:a|{{#var:a}}{{#var:a}}}}" * 40 + "{{#len:{{#var:a}}}}",
        "{{#for:100|" * 12 + "x" + "}}" * 12,
        "{{#token:" * 40 + "v" + "|@|@@@@}}" * 40,
        "{{#arraymap:" * 12 + "a,b,c" + "|,|@|@,@,@|,}}" * 12,
        "{{#lstmap:" * 12 + "a,b,c" + "|,|@|@,@,@|,}}" * 12,
        "{{#arraydefine:a|1,2,3,4}}" + "{{#arraymerge:a|a|a|a}}" * 30 + "{{#arraysize:a}}",
        r"{{#vardefine:a|\{\{#uesc:\{\{#var:a\}\}\}\} }}{{#uesc:{{#var:a}}}}",
        "{{int:Loop}}",
        "{{#lst:S1|a}}",
        "{{#while:|1|{{#while:|1|x}}}}",
    ],
)
def test_bombs_end(bomb: str) -> None:
    four = "{{#lst:S@|a}}" * 4
    sections = {f"S{n}": f"<section begin=a/>{four.replace('@', str(n + 1))}<section end=a/>" for n in range(1, 8)}
    world = held(MediaWiki__Loop="{{int:Loop}}{{int:Loop}}", S8="<section begin=a/>text<section end=a/>", **sections)
    assert len(shown(bomb, world)) < 5 * 2**20
