"""CategoryTree: the categories below one, as a list within a list.

Rules: mediawiki.org, Extension:CategoryTree. Who is in a category is known when all pages are scanned, so here stands
the place of the tree, with what was asked for in attributes that no page can write; the weave plants it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from stillwiki.titles import CATEGORY
from stillwiki.wikitext.expansion.calls import Call, TagCall
from stillwiki.wikitext.functions.tagging import attribute
from stillwiki.wikitext.passes.sanitise import attributes, decode_attributes
from stillwiki.wikitext.registry import function, tag

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_MODES = frozenset({"all", "categories", "pages", "parents"})
_PREFIXES = frozenset({"always", "auto", "categories", "never"})
_ON = frozenset({"", "1", "on", "true", "yes"})


@tag("categorytree")
def categorytree(call: TagCall) -> str:
    """A tree below the category that the tag holds."""
    return _place(call.frame.expand_text(call.content or "").strip(), call.attributes, call.context)


@function("#categorytree")
def categorytree_function(call: Call) -> str:
    """`{{#categorytree: category | option = value}}`."""
    options = "".join(attribute(call, number) for number in range(1, len(call)))
    return _place(call.first, options, call.context)


def _place(name: str, source: str, context: Context) -> str:
    """Where a tree will stand: until then, and if nobody plants it, a link to the category."""
    title = context.inventory.titles.parse(name, CATEGORY)
    if title is None or title.namespace != CATEGORY or not title.text:
        return context.strip.add("general", f'<span class="error">{escape(name, quote=False)}</span>')
    context.link(title)
    box = {key: value for key, value in attributes(source, "div").items() if key in ("class", "dir", "id", "style")}
    box["class"] = f"CategoryTreeTag {box.get('class', '')}".strip()
    asked = {"category": title.full} | _options(decode_attributes(source), context)
    box["data-mw-tree"] = json.dumps(asked, ensure_ascii=False)
    shown = "".join(f' {key}="{escape(value)}"' for key, value in box.items())
    link = f'<a href="wiki:{escape(title.full)}">{escape(title.text, quote=False)}</a>'
    return context.strip.add("general", f"<div{shown}>{link}</div>")


def _options(found: Mapping[str, str], context: Context) -> dict[str, object]:
    mode = found.get("mode", "").lower()
    depth = found.get("depth", "1")
    prefix = found.get("hideprefix", "categories").lower()
    names = [part.strip() for part in re.split(r"[\s,|]+", found.get("namespaces", "")) if part.strip()]
    # A dash is the namespace without a name.
    spaces = (0 if each == "-" else context.inventory.titles.namespace_key(each) for each in names)
    return {
        "mode": mode if mode in _MODES else "categories",
        "depth": 0 if _is_on("onlyroot", found) else int(depth) if depth.isdecimal() else 1,
        "root": not _is_on("hideroot", found),
        "prefix": prefix if prefix in _PREFIXES else "always" if prefix in _ON else "never",
        "count": _is_on("showcount", found),
        "namespaces": [number for number in spaces if number is not None],
    }


def _is_on(name: str, found: Mapping[str, str]) -> bool:
    return name in found and found[name].lower() in _ON
