"""How woven lists are spelt in the dialect: links, red links, letters, columns.

Every title goes through here, because a title may look like Markdown (`*_[]<>&`) or run from right to left.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from stillwiki import names
from stillwiki.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SINGLE = 6
"""So many items still stand in a single column, as in MediaWiki."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def words(text: str) -> str:
    """Plain text as Markdown that shows just that, in a line that something else begins."""
    return escape.text(text, line=True, link=True)


def link(text: str, source: str, target: str, fragment: str = "") -> str:
    """A link from one file of the tree to another; text of another direction does not disturb the line."""
    made = f"[{words(text)}]({escape.address(names.relative(source, target, fragment))})"
    return f"<bdi>{made}</bdi>" if _turns(text) else made


def outside(text: str, url: str) -> str:
    """A link to another site; only the text where the address is none of the web's."""
    return f"[{words(text)}]({escape.address(url)})" if url.startswith(("https://", "http://")) else words(text)


def red_link(title: str, text: str = "") -> str:
    """What stands for a link to nothing."""
    return f'<span class="new" title="{escape.attribute(title)}">{words(text or title)}</span>'


def quiet(text: str) -> str:
    """An aside in small letters."""
    return f"<small>{words(text)}</small>"


def _turns(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def count(number: int, one: str, many: str = "") -> str:
    """`1 page`, `1,234 pages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def heading(text: str, anchor: str, level: int = 2) -> str:
    """A heading with its own id; `data-search-exclude` keeps the lists below it out of the search."""
    return f"{'#' * level} {words(text)} {{#{anchor} data-search-exclude}}"


def generated(*blocks: str) -> str:
    """Blocks that the weave adds to a page, marked as such."""
    body = "\n\n".join(block for block in blocks if block)
    return f'<div class="generated" markdown="block" data-search-exclude>\n\n{body}\n\n</div>\n'


def columns(items: Iterable[tuple[str, str]]) -> str:
    """Items, each with the letter it stands under, in the order given; in columns if they are many."""
    listed = list(items)
    letters = groupby(listed, key=lambda item: item[0])
    groups = [_group(letter, [item for _, item in group]) for letter, group in letters]
    body = "\n\n".join(groups)
    kind = "letters columns" if len(listed) > MAX_SINGLE else "letters"
    return f'<div class="{kind}" markdown="block">\n\n{body}\n\n</div>'


def _group(letter: str, items: list[str]) -> str:
    # A paragraph and no heading: hundreds of letters would drown the table of contents.
    return (f"**{words(letter)}**\n\n" if letter.strip() else "") + bullets(items)


def bullets(items: Iterable[str]) -> str:
    """An unordered list."""
    return "\n".join(f"- {item}" for item in items)
