"""A note, canvas or base in its final form: front matter, Markdown, and the files it uses.

`convert` is pure but for the bytes of the attachments, which it names and the pipeline's caller reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from stillwiki import names
from stillwiki.article import companion, filed
from stillwiki.diagnostics import Diagnostic
from stillwiki.entries import note_title
from stillwiki.model import Document, Found
from stillwiki.notebook import PAGES, Notebook, name
from stillwiki.notes import InVault, Note, NoteLink, VaultFile, Woven
from stillwiki.obsidian import bases, canvas, plain, properties
from stillwiki.obsidian.convert import convert as convert_note
from stillwiki.weave import backlinks, source

_CLASS = re.compile(r"(?!md-)[A-Za-z_][\w-]{0,60}")
"""A class that a note may give its text; those of the theme are not for notes."""
LEVELS = ("beginner", "intermediate", "advanced")
_WIKILINK = re.compile(r"\s*\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]\s*")


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page of the tree that a note became."""

    document: Document
    files: tuple[tuple[str, bytes], ...] = ()
    """Attachments that it uses: path in the tree, and bytes."""
    diagnostics: tuple[Diagnostic, ...] = ()


def convert(book: Notebook, path: str, licence: tuple[str, str], fault: Diagnostic | None = None) -> NotePage:
    """Front matter and Markdown of a note, canvas or base; after a `fault`, its source."""
    note = book.vault.notes.get(path)
    held = note or book.vault.files[path]
    woven = _woven(book, held) if fault is None else Woven(source.section(held.text, "text", title=""))
    meta = _meta(book, path, note, woven, licence)
    body = woven.body if woven.body.endswith("\n") or not woven.body else woven.body + "\n"
    found = (*([fault] if fault else []), *woven.diagnostics)
    lost: list[Diagnostic] = []
    files = tuple(sorted(set(_files(book, path, (*woven.links, *book.linked(path)), lost))))
    return NotePage(Document(book.paths[path], meta, body), files, (*found, *dict.fromkeys(lost)))


def _woven(book: Notebook, held: Note | VaultFile) -> Woven:
    view = book.view(held.path)
    if isinstance(held, Note):
        return convert_note(held, view)
    if held.path.lower().endswith(".canvas"):
        return canvas.convert(held, view, lambda note: convert_note(note, view))
    if held.path.lower().endswith(".base"):
        return bases.convert(held, view)
    return Woven(source.section(held.text, "yaml", title=""))


def _files(
    book: Notebook, path: str, links: tuple[NoteLink, ...], lost: list[Diagnostic]
) -> Iterator[tuple[str, bytes]]:
    """Bytes of the attachments that a page links or shows."""
    view = book.view(path)
    for wanted in dict.fromkeys(link.target for link in links):
        target = view.resolve(wanted)
        if isinstance(target, InVault) and not target.path.lower().endswith(PAGES):
            try:
                yield target.page, Path(book.vault.files[target.path].location).read_bytes()
            except OSError as error:
                lost.append(Diagnostic("file-unreadable", target.path, 0, error.strerror or str(error)))


# -- front matter ----------------------------------------------------------------------------------


def _meta(book: Notebook, path: str, note: Note | None, woven: Woven, licence: tuple[str, str]) -> dict[str, object]:
    full, index = note_title(path).full, book.index
    said = note.properties if note else {}
    meta: dict[str, object] = {"title": name(path).replace("<", "‹"), "kind": _kind(path)}
    meta["source"] = _source(book, path, note, licence)
    described = properties.text(said, "description") or (plain.first_words(note.text) if note else "")
    meta |= {"description": described} if described else {}
    meta |= dict(_term(book, path, said))
    if listed := filed(index.facts[full], index):
        meta["categories"] = listed
    if tags := book.outlines[path].tags if path in book.outlines else ():
        meta["tags"] = [{"title": f"#{tag}", "url": names.address(names.tag_path(tag))} for tag in tags]
    if aliases := properties.aliases(said):
        meta["aliases"] = list(aliases)
    meta |= backlinks.facts(index, full) | companion(index, full)
    if classes := [each for each in properties.texts(said, "cssclasses", "cssclass") if _CLASS.fullmatch(each)]:
        meta["cssclasses"] = classes
    if woven.uses:
        meta["uses"] = sorted(woven.uses)
    if _kind(path) == "canvas":
        meta["hide"] = ["navigation", "toc"]
    elif len(index.facts[full].headings) < 2:
        meta["hide"] = ["toc"]
    return meta


def _kind(path: str) -> str:
    suffix = path.rpartition(".")[2].lower()
    return "note" if suffix == "md" else suffix


def _source(book: Notebook, path: str, note: Note | None, licence: tuple[str, str]) -> dict[str, object]:
    found: dict[str, object] = {"kind": "note", "vault": book.vault.name, "path": path}
    if note:
        found["sha1"] = note.sha1
    return found | ({"licence": {"name": licence[0], "url": licence[1]}} if licence[0] else {})


def _term(book: Notebook, path: str, said: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """What the note says of the term that it defines."""
    if definition := properties.text(said, "definition"):
        yield "definition", definition
    if (level := properties.text(said, "level").lower()) in LEVELS:
        yield "level", level
    if related := [_related(book, path, each) for each in properties.texts(said, "related")]:
        yield "related", related
    asked = said.get("questions")
    pairs = [each for each in asked if isinstance(each, dict)] if isinstance(asked, list) else []
    told = [{key: properties.text(each, key) for key in ("question", "answer")} for each in pairs]
    if told := [each for each in told if all(each.values())]:
        yield "questions", told


def _related(book: Notebook, path: str, text: str) -> dict[str, str]:
    match = _WIKILINK.fullmatch(text)
    target, shown = (match[1].strip(), match[2] or "") if match else (text, "")
    found = book.view(path).resolve(target)
    page = found.page if isinstance(found, InVault) else found.path if isinstance(found, Found) else ""
    shown = shown or name(target.rpartition("/")[2])
    return {"title": shown, "url": names.address(page)} if page else {"title": shown}
