from __future__ import annotations

import pytest

from smallwiki import tree
from stillwiki.dom import parse
from stillwiki.markdown import gate
from stillwiki.markdown.dialect import render
from stillwiki.markdown.mathml import mathml

PATH = "wiki/Page.md"


def body(wikitext: str) -> str:
    return tree({"Page": wikitext}).files[PATH].decode().rpartition("---\n")[2].strip()


@pytest.mark.parametrize(
    ("wikitext", "markdown"),
    [
        ("a <math>x_1 * y_2</math> b", "a $x_1 * y_2$ b"),
        ("<math>a < b > c</math>", r"$a \lt  b > c$"),
        ("<math display=block>x</math>", r"$\displaystyle x$"),
        ("<chem>H2O</chem>", r"$\ce{H2O}$"),
        ("{|\n!A\n|-\n|<math>|x|</math>\n|}", "| A |\n| --- |\n| $\\vert x\\vert $ |"),
    ],
)
def test_formulas_stand_between_dollar_signs(wikitext: str, markdown: str) -> None:
    assert body(wikitext) == markdown


@pytest.mark.parametrize("tex", [r"\text{$x$}", "x\\", ""])
def test_what_dollar_signs_cannot_hold_is_html(tex: str) -> None:
    assert body(f"a<math>{tex}</math>").startswith("a<span class=")


def test_formulas_are_shown_as_mathml_with_their_source() -> None:
    math = next(parse(render(r"a $x^2 \lt 3$ b")).elements("math"))
    assert [element.tag for element in math.elements("msup", "mo", "annotation")] == ["msup", "mo", "annotation"]
    assert next(math.elements("annotation")).text() == r"x^2 \lt 3"


def test_blocks_of_formulas() -> None:
    assert next(parse(render("$$\n\\sum x\n$$")).elements("math")).attrs["display"] == "block"


def test_what_cannot_be_read_stays_tex() -> None:
    assert r"\(\frac\)" in parse(render(r"$\frac$")).text()


@pytest.mark.parametrize(
    "tex",
    [r"\href{javascript:alert(1)}{x}", r"\text{<script>alert(1)</script>}", r"\text{<img src=x onerror=a>}", "<b>"],
)
def test_formulas_carry_nothing_else(tex: str) -> None:
    elements = list(parse(render(f"${tex}$")).elements())
    assert not {element.tag for element in elements} & {"script", "img"}
    assert not any({"href", "onerror"} & element.attrs.keys() for element in elements)


@pytest.mark.parametrize(
    ("source", "text"),
    [("H2O", "H2O"), ("SO4^2-", "SO42−"), ("2 H2 + O2 -> 2 H2O", "2H2+O2→2H2O"), ("A <=> B", "A⇌B")],
)
def test_chemistry(source: str, text: str) -> None:
    made = mathml(rf"\ce{{{source}}}")
    assert made is not None
    assert "".join(made[0][0].itertext()) == text


def test_blanks_have_their_width() -> None:
    math = next(parse(render(r"a $x\,y \quad z$ b")).elements("math"))
    assert [space.attrs["width"] for space in math.elements("mspace")] == ["0.167em", "1em"]


@pytest.mark.parametrize("width", ["999em", "calc(1em)", "50vw", "-100em"])
def test_no_other_width_passes_the_gate(width: str) -> None:
    assert "width" not in gate.clean(f'<math><mspace width="{width}"></mspace></math>')


@pytest.mark.parametrize("name", ["aligned", "align", "align*", "split"])
def test_lines_are_aligned_in_columns(name: str) -> None:
    math = mathml(rf"\begin{{{name}}}a&=b\\ c&=d\end{{{name}}}", block=True)
    assert math is not None
    assert len(list(math.iter("mtr"))) == 2
    assert len(list(math.iter("mtd"))) == 4
    shown = "".join(element.text or "" for element in math.iter() if element.tag != "annotation")
    assert "&" not in shown
