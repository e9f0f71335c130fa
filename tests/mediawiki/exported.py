"""Exports of MediaWiki as plain values, element by element, so that two of them can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

Value = str | dict[str, Any]


def pages(path: Path) -> dict[str, dict[str, Any]]:
    """Page ids to pages: their elements, `revision` and `upload` as lists."""
    found = {}
    for _, element in ET.iterparse(path):  # noqa: S314  # made by the test itself
        if _name(element) == "page":
            page = _fields(element)
            found[str(page["id"])] = page
            element.clear()
    return found


def agree(ours: Any, theirs: Any) -> None:
    """Fail, and say where two such values differ."""
    lines = [line if len(line) < 400 else f"{line[:400]} ..." for line in _differences(ours, theirs, "")]
    if lines:
        raise AssertionError("\n".join([f"{len(lines)} differences (ours, theirs):", *lines[:20]]))


def _differences(ours: Any, theirs: Any, where: str) -> Iterator[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        pairs = [(key, ours.get(key), theirs.get(key)) for key in sorted(ours.keys() | theirs.keys())]
    elif isinstance(ours, list) and isinstance(theirs, list):
        pairs = [(str(place), *pair) for place, pair in enumerate(zip_longest(ours, theirs))]
    else:
        if ours != theirs:
            yield f"{where}: {ours!r}, {theirs!r}"
        return
    for key, one, other in pairs:
        yield from _differences(one, other, f"{where}/{key}")


def _fields(element: ET.Element) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for child in element:
        if _name(child) in ("revision", "upload"):
            fields.setdefault(_name(child), []).append(_fields(child))
        else:
            fields[_name(child)] = _value(child)
    return fields


def _value(element: ET.Element) -> Value:
    attributes = {key: value for key, value in element.attrib.items() if "space" not in key}
    if len(element):
        return _fields(element)
    return {"": element.text or "", **attributes} if attributes else element.text or ""


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
