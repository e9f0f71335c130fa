"""How Markdown spells a formula: `$TeX$`, which the dialect shows as MathML (`mathml`).

MediaWiki's formulas come as their TeX source in `span.tex`. One that dollar signs cannot hold stays HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stillwiki.markdown.spell import tag
from stillwiki.markdown.writers import Page, Where, writes

if TYPE_CHECKING:
    from stillwiki.markdown.prepare import Branch

TEX = "tex"
"""MediaWiki's class of a formula that is shown as its source."""
_STYLE = re.compile(r"\{(\\(?:display|text)style\b.*)\}", re.DOTALL)


@writes("span")
def span(element: Branch, page: Page, where: Where) -> str:
    """A formula between dollar signs; any other span is HTML."""
    tex = _spelled(element.text(), where) if TEX in element.classes() else ""
    return f"${tex}$" if tex else tag(element, page, where)


def _spelled(text: str, where: Where) -> str:
    """TeX that can stand between dollar signs, or nothing; `<` and `|` by name, where they would be read as markup."""
    tex = " ".join(text.strip().removeprefix("$").removesuffix("$").split())
    if style := _STYLE.fullmatch(tex):
        tex = style[1].strip()
    if not tex or "$" in tex or tex.endswith("\\") or (where.html and "&" in tex):
        return ""
    tex = tex.replace("<", r"\lt ")
    return tex.replace(r"\|", r"\Vert ").replace("|", r"\vert ") if where.cell else tex
