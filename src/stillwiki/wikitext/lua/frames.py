"""What frames answer to Lua: arguments, expansion of text, templates, parser functions and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.wikitext.expansion import transclusion
from stillwiki.wikitext.expansion.arguments import given
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.expansion.nodes import Braces, Part
from stillwiki.wikitext.expansion.preprocess import preprocess
from stillwiki.wikitext.lua import code
from stillwiki.wikitext.lua.host import Fault, Value, Values, answers, decode, encode

if TYPE_CHECKING:
    from stillwiki.wikitext.lua.machine import Machine

_EXPANDING = 20
"""Price of a byte of text that is expanded."""
_BATCH = 100
_NO_FIRST = (
    "callParserFunction: At least one unnamed parameter (the parameter that comes after the colon in wikitext) must be "
    "provided"
)


@answers("library")
def library(_machine: Machine, name: bytes) -> Values:
    """Code of one of the house's chunks."""
    return (code.library(name.decode()),)


@answers("module", per_byte=0)
def module(machine: Machine, name: bytes) -> Values:
    """Full title of a module page and its code, or its title, nothing, and why it cannot be compiled."""
    inventory = machine.context.inventory
    title = inventory.titles.parse(decode(name))
    page = inventory.pages.get(title.full) if title else None
    if title is None or page is None or page.model != "Scribunto":
        return (None,)
    machine.context.templates[title.full] = None
    done, result = code.module(title.full, page.text)
    return (encode(title.full), result) if done else (encode(title.full), None, result)


@answers("frame_title")
def frame_title(machine: Machine, frame: int) -> Values:
    """Title of a frame's template or page."""
    return (encode(machine.frames[frame].title.full),)


@answers("arg")
def arg(machine: Machine, frame: int, name: bytes) -> Values:
    """Value of one argument."""
    found = machine.frames[frame]
    value = found.argument(decode(name))
    return (None if value is None else encode(value),)


@answers("arg_names")
def arg_names(machine: Machine, frame: int, start: float) -> Values:
    """Names of a batch of arguments, after the number of the next batch or -1."""
    names, first = _names(machine.frames[frame]), int(start)
    following = first + _BATCH if first + _BATCH < len(names) else -1
    return (following, *map(encode, names[first : first + _BATCH]))


def _names(frame: Frame) -> list[str]:
    return list(frame.arguments)


@answers("args")
def args(machine: Machine, frame: int, start: float) -> Values:
    """Names and values of a batch of arguments, after the number of the next batch or -1."""
    found = machine.frames[frame]
    names, first = _names(found), int(start)
    flat: list[Value] = [first + _BATCH if first + _BATCH < len(names) else -1]
    for name in names[first : first + _BATCH]:
        flat += (encode(name), encode(found.argument(name) or ""))
    return tuple(flat)


@answers("preprocess", per_byte=_EXPANDING)
def preprocess_(machine: Machine, frame: int, text: bytes) -> Values:
    """Text expanded as if it stood in the frame's template; markers in it stay what they are."""
    found = machine.frames[frame]
    nodes = preprocess(decode(text), found.language.known_tags, inclusion=found.parent is not None)
    return (encode(found.expand(nodes)),)


@answers("template", per_byte=_EXPANDING)
def template(machine: Machine, frame: int, name: bytes, *flat: Value) -> Values:
    """A template transcluded with these arguments; that it is missing is an error."""
    found, text = machine.frames[frame], decode(name)
    title = transclusion.template_title(found, text)
    if title is None:
        raise Fault(f'expandTemplate: invalid title "{text}"')
    if not machine.context.inventory.exists(title.full):
        raise Fault(f'expandTemplate: template "{text}" does not exist')
    result = transclusion.template(found, text, _braces(text, _parts(flat)))
    return (encode(result or ""),)


@answers("call", per_byte=_EXPANDING)
def call(machine: Machine, frame: int, name: bytes, *flat: Value) -> Values:
    """A parser function called with these arguments."""
    found, text = machine.frames[frame], decode(name)
    parts = _parts(flat)
    if ":" not in text:
        if not parts and text in found.language.variables:
            return (encode(found.language.variables[text](found)),)
        if not any(part.name is None for part in parts):
            raise Fault(_NO_FIRST)
        text, parts = _first(text, parts)
    result = found.function(text, _braces(text, parts))
    if result is None:
        raise Fault(f'callParserFunction: function "{decode(name)}" was not found')
    return (encode(result),)


@answers("tag", per_byte=_EXPANDING)
def tag(machine: Machine, frame: int, name: bytes, content: bytes, _given: bool, *flat: Value) -> Values:  # noqa: FBT001
    """An extension tag with this content."""
    found, text = machine.frames[frame], decode(name)
    parts = (Part(None, (decode(content),)), *_parts(flat))
    braces = _braces(f"#tag:{text}", parts)
    return (encode(found.language.functions["#tag"](Call("#tag", text, braces, found)) or ""),)


@answers("child")
def child(machine: Machine, parent: int, title: bytes, *flat: Value) -> Values:
    """A frame with arguments of the module's choice."""
    above = machine.frames[parent]
    found = machine.context.inventory.titles.parse(decode(title)) if title else above.title
    if found is None:
        raise Fault(f'frame:newChild: invalid title "{decode(title)}"')
    machine.frames.append(above.within(found, given(_parts(flat), above)))
    return (len(machine.frames) - 1,)


# -- arguments as if they had been written -----------------------------------------------------------------------------


def _parts(flat: tuple[Value, ...]) -> tuple[Part, ...]:
    """Numbered arguments in their order, then named ones; values are text, in which nothing is expanded."""
    pairs = list(zip(flat[::2], flat[1::2], strict=True))
    numbered = sorted((key, value) for key, value in pairs if isinstance(key, int | float))
    parts = []
    for count, (key, value) in enumerate(numbered, 1):
        parts.append(Part(None if key == count else (_text(key),), (_text(value),)))
    return (*parts, *(Part((_text(key),), (_text(value),)) for key, value in pairs if isinstance(key, bytes)))


def _text(value: Value) -> str:
    return decode(value) if isinstance(value, bytes) else f"{value:g}"


def _braces(title: str, parts: tuple[Part, ...]) -> Braces:
    return Braces((title,), parts, line_start=True)


def _first(name: str, parts: tuple[Part, ...]) -> tuple[str, tuple[Part, ...]]:
    """The first argument without a name stands after the colon."""
    at = next(number for number, part in enumerate(parts) if part.name is None)
    text = "".join(str(node) for node in parts[at].value)
    return f"{name}:{text}", parts[:at] + parts[at + 1 :]
