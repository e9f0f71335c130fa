"""Trees of categories inside a page's own text: `<categorytree>` asked for one, the index knows what stands in it.

Unlike MediaWiki, whose script fetches what is below a closed branch, a tree shows all the levels that were asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stillwiki.diagnostics import Diagnostic
from stillwiki.dom import Element, Text
from stillwiki.entries import NOTE
from stillwiki.weave import categories

if TYPE_CHECKING:
    from stillwiki.dom import Node
    from stillwiki.index import Index

PLACE = "data-mw-tree"
"""Attribute of the element where a tree is to stand; wikitext cannot write it."""
MAX_DEPTH = 8
"""Levels of a tree; lists nested deeper cannot be read."""
MAX_ENTRIES = 1000
"""Entries of a tree."""


@dataclass(slots=True)
class _Tree:
    """One tree while it grows."""

    index: Index
    asked: Mapping[str, object]
    entries: int = 0
    cut: bool = False
    path: list[str] = field(default_factory=list)
    """Categories above the one that is being opened: none is opened within itself."""


def plant(page: Element, index: Index, full: str) -> list[Diagnostic]:
    """Put the trees into a page; `full` is its title. What had to be left out is reported."""
    found = []
    for place in page.elements():
        if PLACE in place.attrs:
            tree = _Tree(index, json.loads(place.attrs.pop(PLACE)))
            place.children = _planted(tree) or place.children
            if tree.cut:
                message = f"the tree of {tree.asked['category']} stops after {tree.entries} entries"
                found.append(Diagnostic("tree-cut", full, 0, message))
    return found


def _planted(tree: _Tree) -> list[Node]:
    root = tree.index.target(str(tree.asked["category"]))[0]
    if root not in tree.index.category_names:
        return []
    depth = int(str(tree.asked["depth"]))
    tree.cut = depth > MAX_DEPTH
    depth = min(depth, MAX_DEPTH)
    if tree.asked["root"]:
        return [Element("ul", {}, [_item(tree, root, depth)])]
    tree.path.append(root)
    return _list(tree, root, max(depth, 1))


def _list(tree: _Tree, category: str, depth: int) -> list[Node]:
    """What is in a category (or what it is in), as a list; nothing where nothing is."""
    items: list[Node] = []
    for title in _below(tree, category) if depth > 0 else ():
        if tree.entries >= MAX_ENTRIES:
            tree.cut = True
            break
        items.append(_item(tree, title, depth - 1))
    return [Element("ul", {}, items)] if items else []


def _below(tree: _Tree, category: str) -> Iterator[str]:
    index, mode = tree.index, tree.asked["mode"]
    spaces = tree.asked["namespaces"]
    if mode == "parents":
        yield from dict.fromkeys(index.target(name)[0] for name in index.parents(category))
        return
    yield from dict.fromkeys(index.target(member.title.full)[0] for member in index.subcategories(category))
    pages = index.pages(category) if mode != "categories" or spaces else ()
    files = index.files(category) if mode == "all" or spaces else ()
    for member in (*pages, *files):
        if not spaces or (isinstance(spaces, list) and member.title.namespace in spaces):
            yield member.title.full


def _item(tree: _Tree, title: str, depth: int) -> Element:
    tree.entries += 1
    is_category = title in tree.index.category_names
    parts: list[Node] = [Element("a", {"href": f"wiki:{title}"}, [Text(_label(tree, title))])]
    if is_category and tree.asked["count"]:
        parts += [Text(" "), Element("small", {}, [Text(f"({categories.contents(tree.index, title)})")])]
    if is_category and title not in tree.path:
        tree.path.append(title)
        parts += _list(tree, title, depth)
        tree.path.pop()
    return Element("li", {}, parts)


def _label(tree: _Tree, title: str) -> str:
    """A title with its namespace or without, as was asked for."""
    entry = tree.index.entries.get(title)
    if entry is not None and entry.title.namespace == NOTE:
        return tree.index.label(title)
    is_category = title in tree.index.category_names
    prefix = tree.asked["prefix"]
    bare = prefix == "always" or (is_category and (prefix == "categories" or tree.asked["mode"] == "categories"))
    if prefix == "never" or not bare:
        return title
    return title.partition(":")[2] if is_category or (entry is not None and entry.title.namespace) else title
