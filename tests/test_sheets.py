"""Style sheets of templates: what stands, what is left out, and that nothing gets by."""

from __future__ import annotations

import pytest
import tinycss2  # type: ignore[import-untyped]  # it has no stubs
from hypothesis import given
from hypothesis import strategies as st

from attacks import inspection
from smallwiki import tree
from stillwiki.wikitext import sheets
from stillwiki.wikitext.sheets.selectors import SCOPE


def rule(text: str) -> str:
    """The single declaration block of a sheet, on one line, without its scope."""
    return " ".join(sheets.clean(text).css.replace(f"{SCOPE} ", "").split())


@pytest.mark.parametrize(
    ("selector", "scoped"),
    [
        (".a", f"{SCOPE} .a"),
        ("A > b.c:not(.d)::before", f"{SCOPE} A > b.c:not(.d)::before"),
        ('a[href^="x" i]', f'{SCOPE} a[href^="x" i]'),
        ("li:nth-child(2n+1)", f"{SCOPE} li:nth-child(2n/**/+1)"),
        ("html.a body.b .c", f"html.a body.b {SCOPE} .c"),
        ("body.b .c", f"body.b {SCOPE} .c"),
        (".a + .b ~ .c", f"{SCOPE} .a + .b ~ .c"),
    ],
)
def test_selectors_are_bound_to_the_article(selector: str, scoped: str) -> None:
    assert sheets.clean(f"{selector} {{color: red}}").css == f"{scoped} {{\n  color: red;\n}}\n"


@pytest.mark.parametrize(
    "selector", ["", "html", "body", "html > .a", "body ~ .a", "> .a", "+ .a", "~ .a", "& .a", "a,", ".a >", "a|b",
                 ".a, body", "html body", ".a:foo(.b)", "[a=b=c]", ".a {", "html body > .a"]
)  # fmt: skip
def test_selectors_of_more_than_the_article_are_left_out(selector: str) -> None:
    assert sheets.clean(f"{selector} {{color: red}}").css == ""
    assert sheets.clean(f"{selector} {{color: red}}").findings


@pytest.mark.parametrize(
    "value",
    [
        "width: calc(100% - (2em * 3))",
        "margin: 0 auto !important",
        'content: "\\201c" attr(title) counter(x)',
        "background: linear-gradient(90deg, #fff 0%, rgb(0 0 0 / 50%))",
        "grid-template-columns: [full-start] minmax(1em, 1fr) repeat(2, auto)",
        "color: var(--x, #fff)",
        "position: sticky",
        "font-family: 'A B', serif",
    ],
)
def test_declarations_that_stand(value: str) -> None:
    found = sheets.clean(f".a {{{value}}}")
    assert not found.findings
    assert found.css == f"{SCOPE} .a {{\n  {value.replace(chr(39), chr(34)).replace(chr(92) + '201c', '“')};\n}}\n"


@pytest.mark.parametrize(
    "value",
    ["background: url(x)", 'background: image-set("x" 1x)', "--x: 1", "behavior: a", "-moz-binding: a", "zoom: 2",
     "position: fixed", "position: var(--x)", "position: absolute fixed", "width: expression(1)", "color: red;;{}",
     "color: attr(x url)", "color:", "color", "*zoom: 1", "background: src('x')", "color: a(b)", "color: a:b"],
)  # fmt: skip
def test_declarations_that_are_left_out(value: str) -> None:
    found = sheets.clean(f".a {{\n{value}\n}}")
    assert [line for line, _ in found.findings] == [2]


def test_what_stands_beside_what_is_left_out() -> None:
    assert rule(".a {color: red; background: url(x); top: 0}") == ".a { color: red; top: 0; }"


def test_comments_part_what_they_stand_between() -> None:
    assert rule("p/**/.a {margin: 1px/**/2px}") == "p.a { margin: 1px/**/2px; }"


def test_conditions() -> None:
    assert rule("@media screen and (400px <= width) {.a {top: 0}}") == (
        "@media screen and (400px <= width) { .a { top: 0; } }"
    )
    assert rule("@supports (display: grid) {@media print {.a {top: 0}}}") == (
        "@supports (display: grid) { @media print { .a { top: 0; } } }"
    )


def test_names_of_keyframes() -> None:
    assert rule("@keyframes a {from {top: 0} 50%, to {top: 1px}} .b {animation: a 1s ease} .c {animation-name: d}") == (
        "@keyframes sheet-a { from { top: 0; } 50%, to { top: 1px; } } "
        ".b { animation: sheet-a 1s ease; } .c { animation-name: d; }"
    )


@pytest.mark.parametrize(
    "text",
    ["@import 'x';", "@font-face {src: local(x)}", "@page {margin: 0}", "@layer a {.b {top: 0}}", "@charset 'x';",
     "@media url(x) {.b {top: 0}}", "@supports (a: url(x)) {.b {top: 0}}", "@media x;", "@keyframes {}", "<x", "}"],
)  # fmt: skip
def test_rules_that_are_left_out(text: str) -> None:
    assert sheets.clean(text).css == ""
    assert len(sheets.clean(text).findings) == 1


def test_a_wrapper() -> None:
    assert sheets.clean(".a {top: 0}", ".box").css.startswith(f"{SCOPE} .box .a {{")
    assert sheets.wrapper(" div.a#b[c] ") == "div.a#b[c]"
    assert [sheets.wrapper(text) for text in ("", "a b", "a>b", "a,b", "body", "}", "a{}", "</style>")] == [None] * 8


@pytest.mark.parametrize("deep", ["(", "[", "{", "calc(", ".a{", "@media x{", ".a{top:calc(", ":not("])
def test_brackets_without_end_cost_themselves(deep: str) -> None:
    assert sheets.clean(deep * 20_000).css == ""


_PARTS = st.sampled_from(
    [*"{}()[];:,.#>+~*&@'\"\\/!-= \n", "url(", "URL(x)", "/*", "*/", "html", "body", ".a", "color:red",
     "position:", "fixed", "@media", "@import", "@supports", "@keyframes", "a", "\\75rl(", "var(--x)", ":has(", "<!--",
     "-->", "</style>", "\\"]
)  # fmt: skip


@given(st.lists(_PARTS | st.characters(), max_size=40).map("".join))
def test_whatever_a_sheet_says(text: str) -> None:
    css = sheets.clean(text).css
    assert not list(inspection.of_css(css))
    again = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    assert all(rule.type in ("at-rule", "qualified-rule") for rule in again)


def test_sheets_are_files_of_their_own() -> None:
    pages = {"Page": '<templatestyles src="Box/s.css" /><templatestyles src="Box/s.css" wrapper=".b" />', "Other": "x"}
    made = tree(pages | {"Template:Box/s.css": ".a {top: 0}\n.b {top: url(x)}", "Template:Free/s.css": ".a {top: 0}"})
    paths = [path for path in made.files if path.startswith("assets/styles/")]
    assert paths == ["assets/styles/Template/Box-s-868dc77b.css", "assets/styles/Template/Box-s.css"]
    assert b"assets/styles/Template/Box-s.css" in made.files["wiki/Page.md"]
    assert b"styles" not in made.files["wiki/Other.md"]
    assert [str(d) for d in made.diagnostics if d.code == "styles-removed"] == [
        "Template:Box/s.css:2: styles-removed an address in top is left out"
    ]
