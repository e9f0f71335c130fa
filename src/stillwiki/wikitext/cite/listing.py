"""`<references>`: the list of a group's notes, and what a page shows of notes that no list took."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.cite.errors import error
from stillwiki.wikitext.cite.marks import define
from stillwiki.wikitext.cite.notes import Group, Note, Notes, notes_of
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.passes.sanitise import decode_attributes
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.wikitext.expansion.expand import Frame

WIDE_LIST = 10
"""Lists longer than this are set in columns; mediawiki.org, Extension:Cite, responsive lists."""
_KNOWN = frozenset({"group", "responsive"})


@tag("references")
def references(call: TagCall) -> str:
    """The list of a group's notes, here; notes called inside it are defined by that."""
    context, notes = call.context, notes_of(call.context)
    if notes.listed is not None:
        return escape(call.source(), quote=False)
    found = decode_attributes(call.attributes)
    unknown = next((name for name in found if name not in _KNOWN), None)
    if unknown is not None:
        return context.strip.add("general", error(context, "list-parameter", unknown))
    notes.listed = found.get("group", "")
    _read(call, notes)
    html = _list(notes.groups.pop(notes.listed, None), call.frame, plain=found.get("responsive") == "0")
    if notes.errors:
        html += "\n" + "<br>\n".join(notes.errors)
    notes.listed, notes.errors = None, []
    return context.strip.add("general", html)


def _read(call: TagCall, notes: Notes) -> None:
    """Define the notes in the list's content; `{{#tag:references}}` has called them already, which is taken back."""
    content = call.content or ""
    called = [(marker, made) for marker, made in notes.calls.items() if marker in content]
    for _marker, made in reversed(called):
        made.take_back()
    for marker, made in called:
        content = content.replace(marker, "")
        define(call.context, notes, made.reference)
    if content.strip():
        call.frame.language.render(content, call.frame)


def _list(group: Group | None, frame: Frame, *, plain: bool = False) -> str:
    if group is None or not group.notes:
        return ""
    main = sorted((note for note in group.notes if note.main is None), key=lambda note: note.number)
    items = "\n".join(_item(note, group, frame) for note in main)
    data = f' data-mw-group="{escape(group.name)}"' if group.name else ""
    html = f'<ol class="references"{data}>\n{items}\n</ol>'
    columns = " mw-references-columns" if len(main) > WIDE_LIST else ""
    return html if plain else f'<div class="mw-references-wrap{columns}">{html}</div>'


def _item(note: Note, group: Group, frame: Frame) -> str:
    text = _text(note, frame)
    if note.follows:
        return f"<p>{text}</p>"
    parts = [_item(part, group, frame) for part in group.notes if part.main is note]
    details = "\n" + '<ol class="mw-subreference-list">' + "\n".join(parts) + "\n</ol>" if parts else ""
    known = f' id="{escape(note.id)}"' if note.calls else ""
    side = f' class="mw-cite-dir-{note.direction}"' if note.direction else ""
    return f'<li{known}{side}><span class="mw-cite-backlink">{_back(note)}</span> {text}{details}\n</li>'


def _text(note: Note, frame: Frame) -> str:
    text = frame.language.render(note.text.rstrip(), frame) if note.text is not None else ""
    errors = [error(frame.context, "no-text", note.name)] if note.text is None else []
    shown = " ".join([text, *errors, *note.errors])
    side = ' dir="auto"' if note.direction == "auto" else ""
    return f'<span class="reference-text"{side}>{shown}</span>'


def _back(note: Note) -> str:
    """Links to the places in the text."""
    places = [f"#{escape(note.call_id(number))}" for number in range(note.calls)]
    if len(places) == 1:
        return f'<a href="{places[0]}">↑</a>'
    label = note.part or note.number
    marks = (f'<sup><a href="{place}">{label}.{number}</a></sup>' for number, place in enumerate(places))
    return " ".join(["↑", *marks])


def remaining(frame: Frame) -> str:
    """What a page shows at its end for notes that no list took: the list, or an error for a named group."""
    notes = frame.context.notes
    if notes is None:
        return ""
    groups, notes.groups = notes.groups, {}
    out = []
    for group in groups.values():
        if group.notes and group.name:
            out.append("<br>\n" + error(frame.context, "no-list", group.name))
        elif group.notes:
            out.append(_list(group, frame))
    return "\n" + "\n".join(out) if out else ""
