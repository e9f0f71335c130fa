"""`#tag`: extension tags made of expanded text; and functions that no room has.

Rules: mediawiki.org, Help:Magic words (Miscellaneous).
"""

from __future__ import annotations

import re
from html import escape

from stillwiki.titles import TEMPLATE
from stillwiki.wikitext.expansion.calls import Call, TagCall
from stillwiki.wikitext.expansion.nodes import source_of
from stillwiki.wikitext.registry import function

_SILENT = frozenset(
    "cargo_store coordinates declare default_form description2 noexternallanglinks seo set set_recurring_event "
    "setmainimage shortdesc subobject".split()
)
"""Functions of extensions that show nothing: they keep facts for queries, for search engines, for lists."""
_NAME = re.compile(r"#[\w-]+")
_QUOTED = re.compile(r"(?:\"(.*)\"|'(.*)')", re.DOTALL)


@function("#tag")
def tag(call: Call) -> str:
    """`{{#tag: name | content | attribute = value}}`."""
    name = call.first.lower()
    attributes = "".join(attribute(call, number) for number in range(2, len(call)))
    content = None if len(call) < 2 else call.frame.part(call.node.parts[0])
    language = call.frame.language
    if name not in language.known_tags:
        return f"<{name}{attributes}/>" if content is None else f"<{name}{attributes}>{content}</{name}>"
    implementation = language.tags.get(name) or language.tags["#"]
    return implementation(TagCall(name, attributes, content, f"</{name}>", call.frame))


def attribute(call: Call, number: int) -> str:
    """An argument with a name, as an attribute; quotes round the value are dropped."""
    part = call.node.parts[number - 1]
    if part.name is None:
        return ""
    name, value = call.frame.expand(part.name).strip(), call.frame.expand(part.value).strip()
    quoted = _QUOTED.fullmatch(value)
    if quoted:
        value = quoted[1] if quoted[1] is not None else quoted[2]
    return f' {name}="{escape(value)}"'


@function("#")
def unsupported(call: Call) -> str | None:
    """A function that has no row: shown as it was written, and counted; what cannot be a function's name is text."""
    return _shown(call) if _NAME.fullmatch(call.name) else None


def of_the_wiki(call: Call) -> str | None:
    """A function without `#` that the wiki says it has and that has no row, but where a template has the whole name."""
    inventory = call.context.inventory
    title = inventory.titles.parse(f"{call.name}:{call.first}", TEMPLATE)
    return None if title is not None and inventory.exists(title.full) else _shown(call)


def _shown(call: Call) -> str:
    if call.name.removeprefix("#").lower() in _SILENT:
        call.context.report("function-silent", f"{call.name} keeps data for elsewhere", near="{{" + call.name)
        return ""
    source = source_of((call.node,))
    call.context.report("unsupported-function", f"{call.name} is not rendered", near="{{" + call.name)
    return call.frame.unsupported(source, f"{call.name} is not rendered by this version")
