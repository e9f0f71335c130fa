"""Math: `<math>`, `<chem>` and `<ce>`.

Rules: mediawiki.org, Extension:Math. A formula stays TeX, in the element that MediaWiki writes for it in source mode;
the renderer of the page makes MathML of it.
"""

from __future__ import annotations

from html import escape

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.passes.sanitise import decode_attributes, escape_id
from stillwiki.wikitext.registry import tag

_STYLES = {"block": r"\displaystyle", "inline": r"\textstyle"}


@tag("math")
def math(call: TagCall) -> str:
    """A formula, in a line of text or on a line of its own."""
    found = decode_attributes(call.attributes)
    tex = kill(call.content or "")
    tex = rf"\ce{{{tex}}}" if "chem" in found else tex
    return _formula(tex, found, call)


@tag("ce", "chem")
def chem(call: TagCall) -> str:
    """A chemical formula, in the notation of mhchem."""
    return _formula(rf"\ce{{{kill(call.content or '')}}}", decode_attributes(call.attributes), call)


def _formula(tex: str, found: dict[str, str], call: TagCall) -> str:
    style = found.get("display", "")
    if style in _STYLES:
        tex = f"{{{_STYLES[style]} {tex.strip()}}}"
    kind = "display" if style == "block" else "inline"
    about = f' id="{escape(escape_id(found["id"]))}"' if found.get("id") else ""
    words = " ".join(tex.split())
    html = f'<span{about} class="mwe-math-fallback-source-{kind} tex" dir="ltr">$ {escape(words, quote=False)} $</span>'
    return call.context.strip.add("nowiki", html)
