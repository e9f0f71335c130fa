"""What is done note by note, with the pure functions that are mapped over notes; loaded where there is a vault.

A fault of ours costs the note its rendering and is a finding, as with pages (`pagewise`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stillwiki import notebook, notepage, uploads
from stillwiki.diagnostics import Diagnostic
from stillwiki.index import Index
from stillwiki.kept import HARM
from stillwiki.memory import Mapper
from stillwiki.notebook import Notebook
from stillwiki.notepage import NotePage
from stillwiki.notes import Note, Outline, Vault
from stillwiki.obsidian import canvas
from stillwiki.obsidian import scan as obsidian_scan
from stillwiki.pagewise import fault_of, given_up
from stillwiki.task import Task


def bound(vault: Vault, index: Index, mapping: Callable[[str, int], Mapper]) -> tuple[Notebook, list[Diagnostic]]:
    """Scan all notes and put them into the index; with what may not stand on the site."""
    locations = {path: Path(file.location) for path, file in vault.files.items() if not file.text}
    attached = {path: place for path, place in locations.items() if not path.lower().endswith(notebook.PAGES)}
    kept, unsafe = uploads.allowed(attached)
    notes = list(vault.notes.values())
    outlines = dict(mapping("notes", len(notes))(SCAN_NOTE, notes))
    outlines |= {path: canvas.outline(file) for path, file in vault.files.items() if path.lower().endswith(".canvas")}
    return notebook.bind(vault, outlines, index, frozenset(attached.keys() - kept.keys())), unsafe


def converted(book: Notebook, licence: tuple[str, str], mapping: Callable[[str, int], Mapper]) -> list[NotePage]:
    """The pages of all notes, canvases and bases."""
    paths = list(book.pages())
    return list(mapping("convert notes", len(paths))(CONVERT_NOTE.bound(book, licence), paths))


def scan_note(note: Note) -> tuple[str, Outline]:
    """Scan one note; a fault of ours leaves it without anchors, which its conversion then reports."""
    try:
        return note.path, obsidian_scan.scan(note)
    except Exception:  # noqa: BLE001  # one bad note never stops the others
        return note.path, Outline()


def _note_not_scanned(note: Note, _reason: str) -> tuple[str, Outline]:
    return note.path, Outline()


SCAN_NOTE = Task(scan_note, (_note_not_scanned,))
"""Takes a note."""


def convert_note(book: Notebook, licence: tuple[str, str], path: str) -> NotePage:
    """Convert one note, canvas or base; a fault of ours leaves its source to read."""
    try:
        return notepage.convert(book, path, licence)
    except HARM:  # of what is kept of pages
        raise
    except Exception as error:  # noqa: BLE001  # one bad note never stops the others
        return notepage.convert(book, path, licence, fault=fault_of(path, error))


def _note_not_converted(book: Notebook, licence: tuple[str, str], path: str, reason: str) -> NotePage:
    return notepage.convert(book, path, licence, fault=given_up(path, reason))


CONVERT_NOTE = Task(convert_note, (_note_not_converted,))
"""Takes the book, the notes' licence and a path."""
