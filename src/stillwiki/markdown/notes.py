"""Notes: footnotes for a page with one plain list of them, HTML with working ids for all else.

Footnotes are numbered by the order of their definitions and there is one list, so groups, further lists and
notes that hold more than text stay HTML. Owns the names of footnotes and that decision.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stillwiki.dom import Element
from stillwiki.markdown import escape
from stillwiki.markdown.kinds import CONTAINERS
from stillwiki.markdown.prepare import Branch
from stillwiki.markdown.spell import tag
from stillwiki.markdown.writers import Page, Where, inline, writes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stillwiki.dom import Node

PLACE = "///Footnotes Go Here///"
"""Where Python-Markdown puts the list."""
_NAMED = re.compile(r"cite_note-(.+)-\d+")
_NAME = re.compile(r"(?=.*[^\W\d_])\w[\w.-]{0,59}")


@dataclass(slots=True)
class Survey:
    """What a page holds that decides on its notes and ids."""

    ids: dict[str, int] = field(default_factory=dict)
    lists: list[Branch] = field(default_factory=list)
    references: list[Branch] = field(default_factory=list)
    misplaced: bool = False
    """A list of notes stands where Markdown is not read, in a list outside its items."""


def survey(tree: Branch) -> Survey:
    """Walk the page once."""
    found = Survey()
    stack: list[Node] = [tree]
    while stack:
        node = stack.pop()
        if not isinstance(node, Branch):
            continue
        stack.extend(node.children)
        if node.tag in CONTAINERS:
            found.misplaced |= any(isinstance(child, Branch) and _is_list(child) for child in node.children)
        if not node.attrs:
            continue
        if name := node.attrs.get("id"):
            found.ids[name] = found.ids.get(name, 0) + 1
        if _is_list(node):
            found.lists.append(node)
        elif node.tag == "sup" and "reference" in node.classes():
            found.references.append(node)
    return found


def _is_list(element: Branch) -> bool:
    return element.tag == "ol" and "references" in element.classes()


def footnotes(found: Survey) -> Mapping[str, str]:
    """Name of the footnote for each note, by the id of its list item; nothing when notes must be HTML."""
    if len(found.lists) != 1 or found.misplaced:
        return {}
    listed = [child for child in found.lists[0].children if isinstance(child, Branch)]
    numbers = {item.attrs.get("id", ""): str(place) for place, item in enumerate(listed, 1)}
    if "" in numbers or len(numbers) != len(listed) or any(item.blocky or item.tag != "li" for item in listed):
        return {}
    if any(numbers.get(_target(mark)) != mark.text().strip("[]") for mark in found.references):
        return {}
    named = {note: _name(note) for note in numbers}
    times = Counter(named.values())
    return {note: name if name and times[name] == 1 else numbers[note] for note, name in named.items()}


def _name(note: str) -> str:
    """Name of a note as its author gave it, where that can stand in `[^…]`."""
    found = _NAMED.fullmatch(note)
    return found[1] if found and _NAME.fullmatch(found[1]) else ""


def _target(mark: Element) -> str:
    link = next(mark.elements("a"), None)
    return link.attrs.get("href", "").removeprefix("#") if link else ""


@writes("sup")
def reference(element: Branch, page: Page, where: Where) -> str:
    """The mark of a note in the text; other raised text is HTML."""
    if page.notes and "reference" in element.classes() and (name := page.notes.get(_target(element))):
        return f"[^{name}]"
    return tag(element, page, where)


def definitions(element: Branch, page: Page) -> str:
    """The list of notes: where it stands, and what each says."""
    lines = [
        f"[^{page.notes[item.attrs['id']]}]: {_said(item, page)}".rstrip()
        for item in element.children
        if isinstance(item, Branch)
    ]
    return f"{PLACE}\n\n" + "\n".join(lines)


def _said(item: Branch, page: Page) -> str:
    kept: list[Node] = []
    for child in item.children:
        classes = child.classes() if isinstance(child, Branch) else []
        if isinstance(child, Branch) and "reference-text" in classes:
            kept += child.children
        elif "mw-cite-backlink" not in classes:
            kept.append(child)
    return escape.finish(inline(kept, page, Where(line=True)))
