"""Text as Markdown that renders back to exactly that text.

Owns what the dialect takes for machinery, measured on Python-Markdown and pymdownx, not on CommonMark. It escapes
only where a character could mean something, so that prose stays prose: `snake_case`, `2 * 3` and `a < b` need nothing.
It refuses structure: which construct to write is the writers' business.
"""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\r\f\v]*\n[ \t\r\n\f\v]*|[ \t\r\f\v]{2,}|[\t\r\f\v]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""STX and ETX are Python-Markdown's own; the others are not HTML."""
_LINES = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")

_INLINE = r"""
  (?P<first>\A[ \n]*\*)                         # emphasis strips the space that keeps an asterisk harmless
| (?P<slash>
    \\(?=[\\`*_{}\[\]()>\#+\-.!$=~|] | \s*\Z | begin\{)
  | [`$]                                        # `finish` takes back a lone dollar
  | (?<![ \n])\* | \*(?![ \n]) | \*(?=[ \n]*\Z)  # with a space on both sides an asterisk is one
  | (?<!\w)_+ | _+(?!\w)                        # inside a word an underscore is one
  | ~~+
  | (?<![ \n])==+ | ==+(?![ \n])
  | \[(?=\^)
  | \](?=\()
  | !(?=\[)
  | (?<!\S)\{                                   # attribute lists stand after markup, or after a space,
  | \}                                          # and one that is meant reaches for the last brace of the line
  )
| (?P<entity>
    <(?!\s | =\s)
  | &(?=\# | \w+; | \Z)                         # a stray `&#` stops Python's HTML parser
  | \xa0 | \t
  | /(?=//Footnotes\ Go\ Here///)
  )
"""
_TEXT = re.compile(_INLINE, re.VERBOSE)
_CELL = re.compile(_INLINE + r"| (?P<pipe>\|)", re.VERBOSE)
_LINK = re.compile(_INLINE + r"| (?P<colon>\](?=:)) | (?P<bracket>[\[\]])", re.VERBOSE)
_CELL_LINK = re.compile(_INLINE + r"| (?P<pipe>\|) | (?P<colon>\](?=:)) | (?P<bracket>[\[\]])", re.VERBOSE)
_QUICK = re.compile(r"[\x00-\x1f\\`*_~=\[\]!{}<&$|\xa0/]|  ")
"""Text without any of these is Markdown as it stands."""
_ENTITIES = {"<": "&lt;", "&": "&amp;", "\xa0": "&nbsp;", "/": "&#47;", "\t": "&#9;"}


def text(characters: str, *, line: bool = False, cell: bool = False, link: bool = False, pre: bool = False) -> str:
    """Characters as inline Markdown; white space is folded, to spaces alone where a `line` must not end."""
    if not _QUICK.search(characters):
        return characters
    characters = _CONTROL.sub("", characters)
    if not pre:
        characters = _LINES.sub(" ", characters) if line else _SPACE.sub(_fold, characters)
    pattern = (_CELL_LINK if link else _CELL) if cell else (_LINK if link else _TEXT)
    return pattern.sub(_escape, characters)


def _fold(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "


def _escape(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match[0]
    if kind == "entity":
        return _ENTITIES[found]
    if kind == "first":
        return found[:-1] + "\\*"
    if kind == "colon":  # a reference definition begins `[…]:`, backslash or not
        return "&#93;"
    return "".join("\\" + character for character in found)


_EDGES = re.compile(r" *\n[ \n]*")
_START = re.compile(
    r"""^(?:
      (?P<slash> \#
      | > | [-+*](?=\ |$)
      | -(?=-*\ *$) | =(?==*\ *$)               # setext underlines and rules
      | \|(?=[|:\-\ ]*$)                        # the second line of a table
      | !(?=!!\ ?\w)                            # admonition
      | \[(?=[^\[\]]*\]:)                       # reference definition
      | \{
      )
    | (?P<number>\d+)(?P<dot>\.)(?=\ |$)        # ordered list
    | (?P<entity> :(?=[\ |:\-]|$)               # definition, or the second line of a table
      | \?(?=\?\?)                              # details
      )
    | (?P<note>\[\^[^\]]*\]):                   # a footnote's definition
    )""",
    re.VERBOSE | re.MULTILINE,
)


def finish(markdown: str) -> str:
    """A paragraph of inline Markdown, its lines trimmed, with nothing left at a line's start that means a block."""
    markdown = span(markdown)
    if "\n" in markdown:
        markdown = _EDGES.sub("\n", markdown)
    markdown = _START.sub(_start, markdown)
    # `\[` at the start of a block opens a formula.
    return f"&#91;{markdown[2:]}" if markdown.startswith("\\[") else markdown


def span(markdown: str) -> str:
    """Inline Markdown that stands where blocks are not read: a cell, a caption."""
    markdown = markdown.strip(" \n")
    # One dollar sign makes no formula; it is the common case, and `\$5` reads badly.
    if markdown.count("$") == 1 and "`" not in markdown:
        markdown = markdown.replace("\\$", "$")
    # `[x] ` at the start of an item makes it a task, in HTML lists too.
    return f"&#91;{markdown[1:]}" if _TASK.match(markdown) else markdown


_TASK = re.compile(r"\[[xX ]\] ")


def _start(match: re.Match[str]) -> str:
    if match["slash"]:
        return "\\" + match[0]
    if match["number"]:
        return match["number"] + "\\."
    if match["note"]:
        return match["note"] + "&#58;"
    return f"&#{ord(match[0])};"


_ADDRESS = re.compile(r"[\\`$\[\]|]|[\x00-\x20<>\x7f]|&(?=#|\w+;)")


def address(url: str) -> str:
    """An address as it stands in the parentheses of a link."""
    url = _ADDRESS.sub(_address, url)
    if "'" in url or '"' in url or not _balanced(url):
        return f"<{url}>"
    return url


def _address(match: re.Match[str]) -> str:
    found = match[0]
    if found == "&":
        return "&amp;"
    return "\\" + found if found in "\\`$[]|" else f"%{ord(found):02X}"


def _balanced(url: str) -> bool:
    depth = 0
    for character in url:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


_ATTRIBUTE = re.compile(r'[&<>"`\\\[\]$|\n\t]')
_LOOKS_ESCAPED = re.compile(r"&(?=#?\w+;)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def attribute(value: str, *, twice: bool = False) -> str:
    """A value between double quotes, in a tag that code spans, links and formulas are read before.

    md_in_html reads the attributes of its elements and does not escape references again: `twice` is for them.
    """
    if twice:
        value = _LOOKS_ESCAPED.sub("&amp;", value)
    return _ATTRIBUTE.sub(_reference, value)


def html(characters: str) -> str:
    """Characters inside raw HTML, where no Markdown is read; fences would be, so their marks are entities too."""
    return _RAW.sub(_reference, characters)


_RAW = re.compile(r"[&<>`~\t]")


def _reference(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"&#{ord(match[0])};"
