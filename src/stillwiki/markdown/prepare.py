"""The tree as the writers want it: a copy without what a reader never sees, and with its questions answered.

Owns what is dropped, and the rule that no inline element holds a block: HTML allows it, Markdown cannot say it, so the
inline element moves into paragraphs, and a box stands for it round lists and tables. It refuses to write anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from stillwiki.dom import VOID, Element, Node, Text
from stillwiki.markdown.depth import DEPTH, ROOM, dissolved
from stillwiki.markdown.items import LISTS, itemised
from stillwiki.markdown.kinds import BLOCKS, CONTAINERS
from stillwiki.markdown.standins import ROUND_BLOCKS

_DROPPED = frozenset(["base", "col", "colgroup", "link", "meta", "script", "style", "template", "title"])
_DROPPED_CLASSES = frozenset({"mw-editsection", "mw-empty-elt", "toctoggle"})
_RENAMED = {"acronym": "abbr", "center": "div", "strike": "s", "tt": "code"}
_SPLICED = frozenset(["tbody", "tfoot", "thead"])
_HOLDERS = frozenset(["blockquote", "caption", "dd", "dt", "figcaption", "li", "summary", "td", "th"])
"""Show a single paragraph as they show its text."""


@dataclass(slots=True)
class Branch(Element):
    """An element of the prepared tree."""

    blocky: bool = False
    """Holds a block somewhere below."""

    @property
    def is_block(self) -> bool:
        """Stands for itself, not in a line of text."""
        return self.tag in BLOCKS


def prepare(element: Element, depth: int = 0) -> Branch:
    """Copy of an element and what is below it."""
    children: list[Node] = []
    # A container cannot hold the text that remains of what is too deep; its items can.
    too_deep = depth > DEPTH and element.tag not in CONTAINERS
    for child in itemised(element) if element.tag in LISTS else element.children:
        if too_deep and isinstance(child, Element):
            for node in dissolved(child):
                _append_prepared(node, children, -ROOM)
        else:
            _append_prepared(child, children, depth + 1)
    branch = Branch(_RENAMED.get(element.tag, element.tag), _kept(element.attrs), children)
    if element.tag == "center":
        branch.attrs["style"] = f"text-align: center; {element.attrs.get('style', '')}".strip()
    if branch.tag in _HOLDERS:
        _open(branch)
    elif branch.tag == "pre":
        branch.children = children = _inlined(children)
    branch.blocky = _is_blocky(children)
    return branch


def _is_blocky(nodes: list[Node]) -> bool:
    return any(isinstance(node, Branch) and (node.tag in BLOCKS or node.blocky) for node in nodes)


def needs_lines(children: list[Node]) -> bool:
    """Whether more stands here than a line of Markdown can hold: anything but a box or a paragraph of its own."""
    filled = [child for child in children if not is_blank(child)]
    return any(
        isinstance(child, Branch)
        and child.is_block
        and (len(filled) > 1 or child.blocky or child.tag in CONTAINERS or child.tag == "pre")
        for child in filled
    )


def _inlined(children: list[Node]) -> list[Node]:
    """What preformatted text holds, without blocks: no line begins one. Links may still lead to them."""
    found: list[Node] = []
    for child in children:
        if not (isinstance(child, Branch) and child.is_block):
            found.append(child)
        elif name := child.attrs.get("id"):
            found.append(Branch("span", {"id": name}, _inlined(child.children)))
        else:
            found += _inlined(child.children)
    return found


_NOISE = frozenset({"about", "decoding", "loading", "property", "rel", "resource", "srcset", "typeof"})
"""Attributes that speak to machines; the gate would remove them."""


_DATA = ("data-sort-", "data-mw-start", "data-mw-highlight")
"""Of the attributes for programs, those that readers see something of."""


def _kept(attrs: dict[str, str]) -> dict[str, str]:
    """A copy without what neither a reader nor the theme needs."""
    if not attrs:
        return {}
    return {
        name: value
        for name, value in attrs.items()
        if name not in _NOISE and (not name.startswith("data-") or name.startswith(_DATA))
    }


def _append_prepared(child: Node, children: list[Node], depth: int) -> None:
    if isinstance(child, Text):
        _append(child, children)
    elif not _is_dropped(child):
        for node in _replaced(prepare(child, depth)):
            _append(node, children)


def _append(node: Node, children: list[Node]) -> None:
    if isinstance(node, Text) and children and isinstance(children[-1], Text):
        children[-1] = Text(children[-1].text + node.text)
    else:
        children.append(node)


def _is_dropped(element: Element) -> bool:
    if element.tag in _DROPPED:
        return True
    if not element.attrs:
        return False
    return not _DROPPED_CLASSES.isdisjoint(element.classes()) or element.attrs.get("id") == "toc"


def _replaced(branch: Branch) -> list[Node]:
    """What stands for an element in its parent: usually the element itself."""
    tag = branch.tag
    if tag == "p":
        return _paragraph(branch)
    if tag == "div":
        return _division(branch)
    if tag in _SPLICED or (tag == "span" and not branch.attrs):
        return branch.children
    if tag in CONTAINERS and not branch.blocky and "id" not in branch.attrs:
        return []
    if branch.blocky and tag not in BLOCKS:
        return _around(branch) if f"as-{tag}" in ROUND_BLOCKS else _inside(branch)
    return [branch]


def _around(inline: Branch) -> list[Node]:
    """Formatting round blocks: in each where it holds paragraphs alone, else an element that stands for it."""
    if not any(isinstance(child, Branch) and child.is_block and _is_structured(child) for child in inline.children):
        return _inside(inline)
    # Text before the first block and after the last one belongs to the lines outside.
    blocks = [place for place, child in enumerate(inline.children) if isinstance(child, Branch) and child.is_block]
    before, held, after = (inline.children[part] for part in _parts(blocks[0], blocks[-1] + 1))
    attrs = {**inline.attrs, "class": " ".join([f"as-{inline.tag}", *inline.classes()])}
    return [*_wrapped(inline, before), Branch("div", attrs, held, blocky=True), *_wrapped(inline, after)]


def _parts(start: int, end: int) -> tuple[slice, slice, slice]:
    return slice(start), slice(start, end), slice(end, None)


def _is_structured(block: Branch) -> bool:
    return block.blocky or block.tag not in ("div", "p")


def _paragraph(branch: Branch) -> list[Node]:
    children = branch.children
    while children and is_blank(children[0]):
        del children[0]
    # A line break that opens a paragraph is MediaWiki's trace of a second blank line in the source.
    if starts_with_break(children) and not starts_with_break(children[1:]):
        del children[0]
    children = branch.children if has_content(branch) else []
    return [branch] if children or "id" in branch.attrs else []


def starts_with_break(nodes: list[Node]) -> bool:
    """Whether the first thing is a line break."""
    first = next((node for node in nodes if not is_blank(node)), None)
    return isinstance(first, Element) and first.tag == "br"


def _division(branch: Branch) -> list[Node]:
    if branch.attrs and branch.attrs.get("class") != "mw-references-wrap":
        return [branch]
    if branch.blocky:
        return _edged(branch.children)
    if starts_with_break(branch.children):  # meant here, dropped at the start of a paragraph
        return [branch]
    return [Branch("p", {}, branch.children)] if has_content(branch) else []


def _edged(children: list[Node]) -> list[Node]:
    """What a wrapper held, its text in paragraphs: it must not run into the text around the wrapper."""
    found: list[Node] = []
    run: list[Node] = []
    for child in (*children, None):
        if child is not None and not (isinstance(child, Branch) and (child.tag in BLOCKS or child.blocky)):
            run.append(child)
            continue
        found += _replaced(Branch("p", {}, run)) if any(has_content(node) for node in run) else run
        found += [child] if child is not None else []
        run = []
    return found


def _open(branch: Branch) -> None:
    """Take a lone bare paragraph out of what would hold nothing else."""
    filled = [child for child in branch.children if not is_blank(child)]
    if len(filled) == 1 and isinstance(filled[0], Branch) and filled[0].tag == "p" and not filled[0].attrs:
        branch.children[:] = filled[0].children


def _inside(inline: Branch) -> list[Node]:
    """Blocks of an inline element, each with the element inside."""
    found: list[Node] = []
    run: list[Node] = []
    for child in inline.children:
        if not (isinstance(child, Branch) and child.tag in BLOCKS):
            run.append(child)
            continue
        found += _wrapped(inline, run)
        run = []
        if child.blocky:
            found.append(Branch(child.tag, child.attrs, _inside(_like(inline, child.children)), blocky=True))
        else:
            found.append(Branch(child.tag, child.attrs, _wrapped(inline, child.children)))
    return found + _wrapped(inline, run)


_ONCE = frozenset(["b", "code", "em", "i", "strong"])
"""Bold text in bold text is bold."""


def _wrapped(inline: Branch, run: list[Node]) -> list[Node]:
    if inline.tag in _ONCE and not inline.attrs and all(_is_like(node, inline) for node in run):
        return run
    return [_like(inline, run)] if any(not is_blank(node) for node in run) else run


def _like(inline: Branch, children: list[Node]) -> Branch:
    attrs = {key: value for key, value in inline.attrs.items() if key != "id"}
    return Branch(inline.tag, attrs, children)


def _is_like(node: Node, inline: Branch) -> bool:
    return is_blank(node) or (isinstance(node, Branch) and node.tag == inline.tag and not node.attrs)


def is_blank(node: Node) -> bool:
    """White space only."""
    return isinstance(node, Text) and not node.text.strip(" \t\r\n\f")


def has_content(node: Node) -> bool:
    """Whether a reader sees anything of it."""
    if isinstance(node, Text):
        return not is_blank(node)
    return node.tag in VOID or "id" in node.attrs or any(has_content(child) for child in node.children)
