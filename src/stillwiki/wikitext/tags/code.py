"""SyntaxHighlight: `<syntaxhighlight>` and its old name `<source>`.

Rules: mediawiki.org, Extension:SyntaxHighlight; the extension's parser tests. Colours are the renderer's business: here
code keeps its language, and what the tag says of line numbers and marked lines, in attributes that no page can write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.passes.sanitise import attributes, decode_attributes
from stillwiki.wikitext.registry import tag
from stillwiki.wikitext.tracking import track

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_GESHI = {
    "4cs": "c", "apt_sources": "sourceslist", "autohotkey": "autohotkey", "c_mac": "c", "cfdg": "text", "cfm": "cfm",
    "csh": "tcsh", "dos": "bat", "gettext": "po", "html4strict": "html", "html5": "html", "java5": "java",
    "latex": "tex", "mpasm": "nasm", "mysql": "mysql", "oracle8": "sql", "oracle11": "sql", "pcre": "text",
    "php3": "php", "plsql": "sql",
    "python3": "python", "rails": "rb", "tsql": "sql", "vim": "vim", "visualfoxpro": "foxpro",
    "vba": "vb.net", "whitespace": "text", "xorg_conf": "ini", "z80": "nasm",
}  # fmt: skip
"""Names of the highlighter before Pygments, which old pages still use; Extension:SyntaxHighlight, Deprecated."""

_PLAIN = frozenset({"", "plain", "text"})


@tag("syntaxhighlight", "source")
def code(call: TagCall) -> str:
    """A block of code, or code in a line of text."""
    found = decode_attributes(call.attributes)
    inline = "inline" in found or found.get("enclose") == "none"
    text = call.context.strip.unstrip(call.content or "", "nowiki")
    text = re.sub(r"^\n+", "", text).rstrip()
    language = _language(found.get("lang", ""), call.context)
    html = _inline(text) if inline else _block(text, language, call.attributes, found)
    # Colours keep French blanks out of code; plain text gets them, as all text of a page.
    return call.context.strip.add("general" if language in _PLAIN else "nowiki", html)


def _language(name: str, context: Context) -> str:
    """Name of the language as Pygments knows it; nothing, and a note, for one it does not know."""
    name = name.strip().lower()
    if not name:
        track(context, "syntaxhighlight-error-category")
        return ""
    known = _known(_GESHI.get(name, name))
    if not known:
        track(context, "syntaxhighlight-error-category")
        context.report("code-language", f"“{name}” is no language that Pygments knows", near=name)
    return known


@lru_cache(maxsize=512)
def _known(name: str) -> str:
    # Loaded by pages that show code alone, as it takes a while. It has no stubs.
    from pygments.lexers import find_lexer_class_by_name  # type: ignore[import-untyped]  # noqa: PLC0415
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return ""
    return name


def _inline(text: str) -> str:
    return f"<code>{escape(text.strip().replace(chr(10), ' '), quote=False)}</code>"


def _block(text: str, language: str, source: str, found: Mapping[str, str]) -> str:
    if not text:
        return ""
    about = f' class="language-{escape(language)}"' if language else ""
    if "line" in found:
        start = found.get("start", "")
        about += f' data-mw-start="{start if start.isdigit() else 1}"'
    if marked := " ".join(map(str, _lines(found.get("highlight", ""), text.count("\n") + 1))):
        about += f' data-mw-highlight="{marked}"'
    html = f"<pre><code{about}>{escape(text, quote=False)}\n</code></pre>"
    box = {name: value for name, value in attributes(source, "div").items() if name in ("class", "dir", "id", "style")}
    shown = "".join(f' {name}="{escape(value)}"' for name, value in box.items())
    return f"<div{shown}>{html}</div>" if box else html


def _lines(text: str, count: int) -> list[int]:
    """Numbers of lines from `1,3-5`, as far as there are lines; what is no number is left out."""
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*", part)
        if match:
            found.update(range(int(match[1]), min(int(match[2] or match[1]), count) + 1))
    return sorted(found)
