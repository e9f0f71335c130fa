"""Text that Python-Markdown or its extensions would take for more than CommonMark does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stillwiki.markdown import escape
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule

_KNOWN = frozenset("\\`*_{}[]()>#+-.!|~^=$")
"""Characters that a backslash escapes in the dialect."""
_ENTITIES = {"<": "&lt;", "&": "&amp;", ":": "&#58;", '"': "&quot;"}


@rule("escape")
def escaped(found: Found, _page: Page) -> Iterator[Edit]:
    r"""`\%`: CommonMark escapes every sign, Python-Markdown some."""
    sign = found.parts[0][1]
    if sign not in _KNOWN:
        yield Edit(found.start, found.end, _ENTITIES.get(sign, sign))


@rule("stray")
def stray(found: Found, _page: Page) -> Iterator[Edit]:
    """Marks of emphasis that mark nothing."""
    yield Edit(found.start, found.end, "".join("\\" + mark for mark in found.parts[0]))


@rule("machine")
def machine(found: Found, page: Page) -> Iterator[Edit]:
    """Signs that could begin an attribute list, a formula, an element or a reference to a character."""
    text, at = page.made.text, found.start
    end = text.find("\n", at)
    rest = text[at:] if end < 0 else text[at:end]
    sign = found.parts[0]
    before = text[at - 1 : at]
    listed = sign == "{" and "}" in rest and (not before or before in " \n`)*_]>=~")
    if listed or (sign == "$" and "$" in (before, rest[1:2])):
        yield Edit(at, at, "\\")
    elif sign == "<" and len(rest) > 1 and not rest[1].isspace() and rest[1] != "=":
        yield Edit(at, found.end, "&lt;")
    elif sign == "&" and _HALF.match(rest):
        yield Edit(at, found.end, "&amp;")


_HALF = re.compile(r"&#(?!\d{1,7};|[xX][0-9A-Fa-f]{1,6};)")


@rule("code")
def code(found: Found, page: Page) -> Iterator[Edit]:
    """In tables a pipe in code needs its backslash in GFM, and shows it in Python-Markdown."""
    if found.cell and "\\|" in found.parts[0]:
        written = page.made.text[found.start : found.end]
        yield Edit(found.start, found.end, written.replace("\\|", "|"))


@rule("url")
def url(found: Found, _page: Page) -> Iterator[Edit]:
    """A bare address, which GFM makes a link."""
    address = found.parts[0]
    if address.startswith("www."):
        yield Edit(
            found.start, found.end, f"[{escape.text(address, link=True)}]({escape.address('http://' + address)})"
        )
    else:
        yield Edit(found.start, found.end, f"<{address}>")


_READ = re.compile(r"<(?:https?|ftps?)://|<[^:>]+@", re.IGNORECASE)


@rule("auto")
def auto(found: Found, _page: Page) -> Iterator[Edit]:
    """`<scheme:…>`: Python-Markdown knows the schemes of the web alone."""
    address = found.parts[0][1:-1]
    if not _READ.match(found.parts[0]):
        shown = escape.text(address.removeprefix("mailto:"), link=True)
        yield Edit(found.start, found.end, f"[{shown}]({escape.address(address)})")


@rule("break")
def line_break(found: Found, page: Page) -> Iterator[Edit]:
    """A newline in a paragraph: a line break, unless the vault has strict ones; a backslash before it always."""
    text, at = page.made.text, found.start
    if page.line(at) in page.headings:
        return
    before = text[max(page.made.lines.starts[page.line(at)], at - 80) : at]
    if (len(before) - len(before.rstrip("\\"))) % 2:
        yield Edit(at - 1, at, "  ")
    elif not page.view.settings.strict_line_breaks and not before.endswith(("  ", "$$")):
        after = text[found.end : found.end + 80].lstrip(" \t>")
        if not _BLOCKY.match(after):
            yield Edit(at - before.endswith(" "), at, "  ")


_BLOCKY = re.compile(r"\$\$|!\[\[(?![^\]|#\n]*\.\w{1,4}[\]|#])")
"""What stands apart as a block of its own."""
