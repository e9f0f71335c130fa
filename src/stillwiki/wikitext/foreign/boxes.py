"""What extensions put into a wiki's HTML and we write in another way: formulas, code, forms, trees of categories."""

from __future__ import annotations

import re

from stillwiki.dom import Element, Node, Text
from stillwiki.wikitext.foreign.reader import Reader

_LANGUAGE = re.compile(r"(?<!\S)mw-highlight-lang-([\w#+.-]{1,40})(?!\S)")
_NUMBERS = frozenset({"lineno", "linenos"})
_FIRST = re.compile(r"\d{1,5}", re.ASCII)
_BUTTONS = frozenset({"button", "image", "reset", "submit"})
_UNSEEN = frozenset({"hidden", "checkbox", "radio", *_BUTTONS})
_BULLETS = ("CategoryTreeBullet", "CategoryTreeEmptyBullet", "CategoryTreePageBullet")
_ROW, _ITEM, _BRANCHES = "CategoryTreeSection", "CategoryTreeItem", "CategoryTreeChildren"


def formula(_reader: Reader, node: Element, classes: frozenset[str]) -> list[Node] | None:
    """A formula, by the TeX that its MathML or its picture holds."""
    if "mwe-math-element" not in classes:
        return None
    told = (each.text() for each in node.elements("annotation") if "tex" in each.attrs.get("encoding", ""))
    pictured = (each.attrs.get("alt", "") for each in node.elements("img"))
    tex = " ".join(next((text for text in (*told, *pictured) if text.strip()), "").split())
    block = any("display" in name for each in node.elements() for name in each.classes())
    kind = "display" if block else "inline"
    shown = {"class": f"mwe-math-fallback-source-{kind} tex", "dir": "ltr"}
    return [Element("span", shown, [Text(f"$ {tex} $")])] if tex else []


def code(_reader: Reader, node: Element, classes: frozenset[str]) -> list[Node] | None:
    """Code with its language; colours are the renderer's business."""
    if "mw-highlight" not in classes:
        return None
    if node.tag == "code":
        return [Element("code", {}, [Text(node.text())])]
    language = _LANGUAGE.search(node.attrs.get("class", ""))
    about = {"class": f"language-{language[1]}"} if language and language[1] != "text" else {}
    numbers = [each for each in node.elements() if _NUMBERS.intersection(each.classes())]
    if numbers:
        first = numbers[0].attrs.get("data-line") or numbers[0].text().strip()
        about["data-mw-start"] = first if _FIRST.fullmatch(first) else "1"
        for number in numbers:
            number.children.clear()
    if marked := _marked(node):
        about["data-mw-highlight"] = " ".join(map(str, marked))
    return [Element("pre", {}, [Element("code", about, [Text(node.text().removesuffix("\n") + "\n")])])]


def _marked(node: Element) -> list[int]:
    """Numbers of the lines that stand out."""
    line, found = 1, []
    for each in node.walk():
        if isinstance(each, Text):
            line += each.text.count("\n")
        elif "hll" in each.classes():
            found.append(line)
    return found


def form(reader: Reader, node: Element, _classes: frozenset[str]) -> list[Node] | None:
    """A form: one that searches is a box that searches the site, any other a note of what it did."""
    if node.tag != "form":
        return None
    fields = list(node.elements("input"))
    buttons = [each for each in fields if each.attrs.get("type", "").lower() in _BUTTONS]
    words = [each for each in fields if each.attrs.get("type", "").lower() not in _UNSEEN]
    said = [each.attrs.get("value") or each.text() for each in (*buttons, *node.elements("button"))]
    label = next((text for text in said if text.strip()), "")
    default = next((each.attrs["value"] for each in words if each.attrs.get("value")), "")
    if any(each.attrs.get("name") == "search" for each in words):
        hint = next((each.attrs["placeholder"] for each in words if each.attrs.get("placeholder")), "")
        spans = [Element("span", {"class": "inputbox-words"}, [Text(default)])] if default else []
        spans.append(Element("span", {"class": "inputbox-button"}, [Text(label or "Search")]))
        about = {"class": "inputbox inputbox-search"} | ({"title": hint} if hint else {})
        return [Element("div", about, [*spans])]
    reader.context.report("form-replaced", f"the form “{label}” is shown as a note")
    text = ": ".join(filter(None, (label, default)))
    note = Element("div", {"class": "inputbox", "title": "A form of the wiki, which cannot work here"}, [Text(text)])
    return [*reader.nodes(node.children), *([note] if text else [])]


def category_tree(reader: Reader, node: Element, classes: frozenset[str]) -> list[Node] | None:
    """A tree of categories, whose rows a script would open, as a list with all that is there."""
    if "CategoryTreeTag" not in classes:
        return None
    made = reader.kept(Element(node.tag, node.attrs))
    made.children = [_rows(reader, node)] if any(_has(each, _ROW) for each in node.children) else []
    return [made]


def _rows(reader: Reader, node: Element) -> Element:
    rows = [each for each in node.children if isinstance(each, Element) and _has(each, _ROW)]
    return Element("ul", {}, [_row(reader, each) for each in rows])


def _row(reader: Reader, node: Element) -> Element:
    made = Element("li")
    for each in node.children:
        if isinstance(each, Element) and _has(each, _ITEM):
            made.children += reader.nodes(part for part in each.children if not _has(part, *_BULLETS))
        elif isinstance(each, Element) and _has(each, _BRANCHES) and any(_has(row, _ROW) for row in each.children):
            made.children.append(_rows(reader, each))
    return made


def _has(node: Node, *names: str) -> bool:
    return isinstance(node, Element) and any(name in names for name in node.classes())
