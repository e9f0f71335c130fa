"""`<ref>`: a note, or another call of one by its name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.cite.attributes import Problem, Reference, reference
from stillwiki.wikitext.cite.errors import error
from stillwiki.wikitext.cite.notes import Called, Group, Note, Notes, copy_of, notes_of
from stillwiki.wikitext.expansion.calls import TagCall
from stillwiki.wikitext.registry import tag

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_LABELS = "MediaWiki:Cite link label group-"


@tag("ref")
def ref(call: TagCall) -> str:
    """The mark of a note in the text, or, inside `<references>`, the text of one."""
    context, notes = call.context, notes_of(call.context)
    read = reference(call)
    if notes.listed is not None:
        define(context, notes, read)
        return ""
    if read.fatal:
        return context.strip.add("general", error(context, *(*read.warnings, read.fatal)[0]))
    group = notes.group(read.group or "")
    if read.follow:
        return _continue(context, notes, group, read)
    html, touched = _enter(context, notes, group, read)
    marker = context.strip.add("general", html)
    notes.calls[marker] = Called(read, group, touched)
    return marker


def _continue(context: Context, notes: Notes, group: Group, read: Reference) -> str:
    """More text for a note that is there, or for one of another page."""
    note = group.named.get(read.follow)
    if note is None:
        notes.add(group, Note(0, follows=True, text=read.content))
    else:
        note.text = " ".join(text for text in (note.text, read.content) if text)
    return context.strip.add("general", "")


def _enter(
    context: Context, notes: Notes, group: Group, read: Reference
) -> tuple[str, tuple[tuple[Note, Note | None], ...]]:
    """Enter a call: its mark, and the notes it touched with what they were before."""
    known = group.named.get(read.name)
    before = copy_of(known) if known else None
    main = known or notes.add(group, Note(0, read.name))
    fill(context, main, read)
    group.number(main)
    note, touched = main, [(main, before)]
    if read.details:
        part = group.details(main, read.details)
        touched.append((part, copy_of(part)) if part else (_part(notes, group, main, read.details), None))
        note = touched[-1][0]
    complain(context, note, read.warnings)
    note.calls += 1
    return _mark(context, group, note), tuple(touched)


def _part(notes: Notes, group: Group, main: Note, text: str) -> Note:
    count = sum(note.main is main for note in group.notes)
    return notes.add(group, Note(0, number=main.number, main=main, part=count + 1, text=text))


def fill(context: Context, note: Note, read: Reference) -> None:
    """Give a note its text and direction, or say what contradicts those it has."""
    if read.direction and note.direction and read.direction != note.direction:
        note.complain(error(context, "directions", note.name))
    if read.content is None:
        if note.text is None:
            note.direction = note.direction or read.direction
    elif note.text is None:
        note.text, note.direction = read.content, read.direction
    elif note.text != read.content:
        note.complain(error(context, "twice", note.name))


def complain(context: Context, note: Note, problems: tuple[Problem, ...]) -> None:
    """Show errors with a note."""
    for problem in problems:
        note.complain(error(context, *problem))


def _mark(context: Context, group: Group, note: Note) -> str:
    link = f'<a href="#{escape(note.id)}">[{escape(_label(context, group, note))}]</a>'
    return f'<sup id="{escape(note.call_id(note.calls - 1))}" class="reference">{link}</sup>'


def _label(context: Context, group: Group, note: Note) -> str:
    """What stands in the brackets; a group may have labels of its own in a message of the wiki."""
    if note.main is not None:
        return f"{note.main.number}.{note.part}"
    labels = (context.inventory.text(_LABELS + group.name) or "").split() if group.name else []
    if not labels:
        return f"{group.name} {note.number}".lstrip()
    if note.number > len(labels):
        note.complain(error(context, "labels", group.name))
        return f"{group.name} {note.number}"
    return labels[note.number - 1]


def define(context: Context, notes: Notes, read: Reference) -> None:
    """A note defined inside `<references>`: it must be called in the text before."""
    listed = notes.listed or ""
    group = notes.group(listed)
    known = group.named.get(read.name)
    problem = _misplaced(read, listed, known)
    if read.content is None:
        if problem:
            notes.errors.append(error(context, *problem))
        return
    note = known or notes.add(group, Note(0, read.name))
    fill(context, note, read)
    complain(context, note, (problem,) if problem else ())


def _misplaced(read: Reference, listed: str, known: Note | None) -> Problem | None:
    if read.warnings:
        return read.warnings[0]
    if read.group is not None and read.group != listed:
        return ("list-group", read.group)
    if read.has_details:
        return ("list-details", read.name)
    if not read.name:
        return ("list-name",)
    if read.content is None:
        return ("list-content", read.name, listed)
    return None if known and known.number else ("list-unused", read.name)
