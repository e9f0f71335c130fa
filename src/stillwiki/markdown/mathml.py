"""Formulas on the site: MathML, with the TeX beside it for copying.

MathML needs no script and no font from elsewhere. What the converter cannot read stays TeX. Of mhchem's notation the
common part is known. It refuses to know where a formula came from: notes of a vault have them too.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

TAGS = frozenset(
    "annotation math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
"""The elements that a formula may have."""
ATTRIBUTES = frozenset({
    "accent", "columnalign", "columnlines", "columnspacing", "display", "displaystyle", "encoding", "fence", "form",
    "linethickness", "lspace", "mathcolor", "mathvariant", "maxsize", "minsize", "movablelimits", "notation",
    "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "width",
})  # fmt: skip
LENGTH = re.compile(r"-?\d{0,2}(?:\.\d{1,4})?em")
"""The widths that a formula may give a blank (`\\,`, `\\quad`)."""
_ARROWS = {"<=>": r"\rightleftharpoons ", "<->": r"\leftrightarrow ", "->": r"\rightarrow ", "<-": r"\leftarrow "}
_ARROW = re.compile("|".join(map(re.escape, _ARROWS)))
_CHEMISTRY = re.compile(r"\\ce\{((?:[^{}]|\{[^{}]*\})*)\}")
_ALIGNED = re.compile(r"\\begin\{(?:aligned|align\*?|split)\}")
_ALIGNED_END = re.compile(r"\\end\{(?:aligned|align\*?|split)\}")
_WRAPPED = re.compile(r"\\[(\[](.*)\\[)\]]", re.DOTALL)


class Formulas(Treeprocessor):
    """Puts MathML in the place of the TeX that arithmatex has marked."""

    def run(self, root: Element) -> None:
        """Replace in place."""
        for element in list(root.iter()):
            if element.get("class") == "arithmatex":
                _show(element)


def _show(element: Element) -> None:
    wrapped = _WRAPPED.fullmatch("".join(element.itertext()).strip())
    made = mathml(wrapped[1].strip(), block=element.tag == "div") if wrapped else None
    if made is not None:
        element[:] = [deepcopy(made)]
        element.text = None


@lru_cache(maxsize=4096)
def mathml(tex: str, *, block: bool = False) -> Element | None:
    """A formula as MathML, with its source; nothing if it cannot be read."""
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415  # most pages have no formula

    try:
        made = convert_to_element(_aligned(_CHEMISTRY.sub(_chemistry, tex)), display="block" if block else "inline")
    except Exception:  # noqa: BLE001 - whatever the converter trips over is text that people wrote
        return None
    if any(element.tag not in TAGS for element in made.iter()):
        return None
    for element in made.iter():
        element.text = unescape(element.text) if element.text else None
        element.attrib = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    return _with_source(made, tex)


def _aligned(tex: str) -> str:
    """Lines aligned at `&` as an array, which the converter knows: columns right and left in turn."""
    return _ALIGNED_END.sub(r"\\end{array}", _ALIGNED.sub(r"\\begin{array}{rlrlrl}", tex))


def _with_source(made: Element, tex: str) -> Element:
    math = Element("math", made.attrib)
    semantics = SubElement(math, "semantics")
    semantics.extend(list(made))
    SubElement(semantics, "annotation", {"encoding": "application/x-tex"}).text = tex
    return math


def _chemistry(match: re.Match[str]) -> str:
    r"""The common part of mhchem's `\ce`: upright letters, counts below, charges above, arrows."""
    text = _ARROW.sub(lambda arrow: _ARROWS[arrow[0]], match[1].replace(r"\lt ", "<"))
    text = re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", text)
    text = re.sub(r"\^(\{[^{}]*\}|\d*[+-])", lambda charge: f"^{{{charge[1].strip('{}')}}}", text)
    return rf"\mathrm{{{text}}}"
