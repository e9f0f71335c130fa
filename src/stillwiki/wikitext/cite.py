"""Cite: `<ref>` and `<references>`, with names, groups and list-defined notes.

Rules: mediawiki.org, Help:Cite, and the extension's parser tests. A note's text is wikitext of the page, expanded where
the list stands, not where the note is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.registry import tag
from stillwiki.wikitext.sanitise import decode_attributes, escape_id

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context
    from stillwiki.wikitext.expand import Frame, TagCall

_REF = "<code>&lt;ref&gt;</code>"
_ERRORS = {
    "numeric": f"Invalid {_REF} tag; name cannot be a simple integer. Use a descriptive title",
    "no-name": f"Invalid {_REF} tag; refs with no content must have a name",
    "no-content": f"Invalid {_REF} tag; refs with no name must have content",
    "parameters": f"Invalid {_REF} tag; invalid names, e.g. too many",
    "no-text": f"Invalid {_REF} tag; no text was provided for refs named <code>$1</code>",
    "no-list": f"{_REF} tags exist for a group named \"$1\", but no corresponding "
    '<code>&lt;references group="$1"/&gt;</code> tag was found',
    "unused": f'{_REF} tag with name "$1" defined in <code>&lt;references&gt;</code> is not used in prior text.',
    "list-no-name": f"{_REF} tag defined in <code>&lt;references&gt;</code> has no name attribute.",
    "list-no-content": f'{_REF} tag in <code>&lt;references&gt;</code> with name "$1" has no content.',
    "list-other-group": f'{_REF} tag in <code>&lt;references&gt;</code> has conflicting group attribute "$1".',
    "twice": f'Invalid {_REF} tag; name "$1" defined multiple times with different content',
    "references": "Invalid parameter in <code>&lt;references&gt;</code> tag",
}
_ALLOWED = frozenset({"name", "group", "follow", "dir", "details", "extends"})
WIDE_LIST = 10
"""Lists longer than this are set in columns; mediawiki.org, Extension:Cite, responsive lists."""


@dataclass(slots=True)
class Note:
    """One note of a group."""

    key: int
    name: str
    number: int
    """Shown in the text, from 1 in each group; 0 as long as nothing calls it."""
    text: str | None = None
    calls: int = 0
    error: str = ""
    dir: str = ""


@dataclass(slots=True)
class Notes:
    """The notes of a page that no list has shown yet."""

    groups: dict[str, dict[str, Note]] = field(default_factory=dict)
    count: int = 0
    in_note: bool = False
    list_group: str | None = None
    """Group of the `<references>` whose content is being read."""
    errors: list[str] = field(default_factory=list)


def _notes(context: Context) -> Notes:
    if context.notes is None:
        context.notes = Notes()
    return context.notes


def _error(context: Context, kind: str, value: str = "") -> str:
    text = _ERRORS[kind].replace("$1", escape(value))
    plain = re.sub(r"<[^>]*>", "", text).replace("&lt;", "<").replace("&gt;", ">")
    context.report("cite-error", plain, near=f'"{value}"' if value else "<ref")
    return f'<span class="error mw-ext-cite-error" lang="en" dir="ltr">Cite error: {text}</span>'


@tag("ref")
def ref(call: TagCall) -> str:
    """A note, or another call of one by its name."""
    context, notes = call.context, _notes(call.context)
    if notes.in_note:
        return escape(call.source(), quote=False)
    found = decode_attributes(call.attributes)
    name, group = " ".join(found.get("name", "").split("_")).strip(), found.get("group", notes.list_group or "")
    content = call.content if call.content is not None and call.content.strip() else None
    if notes.list_group is not None:
        return _listed(context, notes, group, name, content)
    problem = _problem(found, name, call.content, content)
    if problem:
        return context.strip.add("general", _error(context, problem, name))
    note = _enter(notes, group, name, content, found.get("dir", ""))
    if content is not None and note.text != content:
        note.error = note.error or _error(context, "twice", name)
    note.calls += 1
    if not note.number:
        note.number = 1 + max((other.number for other in notes.groups[group].values()), default=0)
    label = f"{escape(group)} {note.number}" if group else str(note.number)
    marker = f'<a href="#{_note_id(note)}">[{label}]</a>'
    return context.strip.add("general", f'<sup id="{_call_id(note, note.calls - 1)}" class="reference">{marker}</sup>')


def _problem(found: dict[str, str], name: str, raw: str | None, content: str | None) -> str:
    if not found.keys() <= _ALLOWED:
        return "parameters"
    if name.isdigit():
        return "numeric"
    if not name and content is None:
        return "no-name" if raw is None else "no-content"
    return ""


def _enter(notes: Notes, group: str, name: str, content: str | None, direction: str) -> Note:
    members = notes.groups.setdefault(group, {})
    key = name or f"\0{notes.count + 1}"
    note = members.get(key)
    if note is None:
        notes.count += 1
        note = members[key] = Note(notes.count, name, 0, content, dir=direction)
    elif note.text is None:
        note.text = content
    return note


def _listed(context: Context, notes: Notes, group: str, name: str, content: str | None) -> str:
    """A note defined inside `<references>`."""
    members = notes.groups.get(notes.list_group or "", {})
    if group != notes.list_group:
        notes.errors.append(_error(context, "list-other-group", group))
    elif not name:
        notes.errors.append(_error(context, "list-no-name"))
    elif content is None:
        notes.errors.append(_error(context, "list-no-content", name))
    elif name not in members:
        notes.errors.append(_error(context, "unused", name))
    elif members[name].text is None:
        members[name].text = content
    elif members[name].text != content:
        members[name].error = members[name].error or _error(context, "twice", name)
    return ""


@tag("references")
def references(call: TagCall) -> str:
    """The list of a group's notes, here."""
    context, notes = call.context, _notes(call.context)
    if notes.in_note or notes.list_group is not None:
        return escape(call.source(), quote=False)
    found = decode_attributes(call.attributes)
    if not found.keys() <= {"group", "responsive"}:
        return context.strip.add("general", _error(context, "references"))
    group = found.get("group", "")
    if call.content and call.content.strip():
        notes.list_group = group
        call.frame.language.render(call.content, call.frame)
        notes.list_group = None
    html = note_list(group, call.frame)
    if notes.errors:
        html += "\n" + "<br>\n".join(notes.errors)
        notes.errors = []
    return context.strip.add("general", html)


def note_list(group: str, frame: Frame) -> str:
    """The list of a group; its notes are shown now and not again."""
    notes = _notes(frame.context)
    members = [note for note in notes.groups.pop(group, {}).values() if note.number]
    if not members:
        return ""
    notes.in_note = True
    items = "\n".join(_item(note, frame) for note in sorted(members, key=lambda note: note.number))
    notes.in_note = False
    data = f' data-mw-group="{escape(group)}"' if group else ""
    columns = " mw-references-columns" if len(members) > WIDE_LIST else ""
    return f'<div class="mw-references-wrap{columns}"><ol class="references"{data}>\n{items}\n</ol></div>'


def _item(note: Note, frame: Frame) -> str:
    text = frame.language.render(note.text.rstrip(), frame) if note.text is not None else ""
    if note.text is None:
        text = _error(frame.context, "no-text", note.name)
    if note.error:
        text += " " + note.error
    if note.calls == 1 or not note.name:
        back = f'<b><a href="#{_call_id(note, 0)}">↑</a></b>'
    else:
        back = "↑ " + " ".join(
            f'<sup><a href="#{_call_id(note, n)}"><b>{note.number}.{n}</b></a></sup>' for n in range(note.calls)
        )
    direction = f' class="mw-cite-dir-{note.dir}"' if note.dir in ("ltr", "rtl") else ""
    return (
        f'<li id="{_note_id(note)}"{direction}><span class="mw-cite-backlink">{back}</span> '
        f'<span class="reference-text">{text}</span></li>'
    )


def _note_id(note: Note) -> str:
    return escape(escape_id(f"cite_note-{note.name}-{note.key}" if note.name else f"cite_note-{note.key}"))


def _call_id(note: Note, number: int) -> str:
    return escape(escape_id(f"cite_ref-{note.name}_{note.key}-{number}" if note.name else f"cite_ref-{note.key}"))


def remaining(frame: Frame) -> str:
    """What a page shows at its end for notes that no list took: the list, or an error for a named group."""
    notes = frame.context.notes
    if notes is None:
        return ""
    out = []
    for group in list(notes.groups):
        if not any(note.number for note in notes.groups[group].values()):
            continue
        out.append(note_list(group, frame) if not group else "<br>\n" + _error(frame.context, "no-list", group))
    return "\n" + "\n".join(out) if out else ""
