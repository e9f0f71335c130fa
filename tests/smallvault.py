"""A vault of a few notes, seen as the index would show it, for cases of the `obsidian` room alone.

A target is a path or the end of one, without regard to case; Obsidian's whole order of preference is the index's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from posixpath import basename

from stillwiki.model import Missing
from stillwiki.notes import Destination, InVault, Note, Outline, VaultFile, VaultSettings, Woven
from stillwiki.obsidian.convert import convert
from stillwiki.obsidian.scan import scan


@dataclass(frozen=True)
class SmallView:
    """What one note sees."""

    path: str
    page: str
    texts: Mapping[str, str]
    settings: VaultSettings = field(default_factory=VaultSettings)

    def resolve(self, target: str) -> Destination:
        if not target:
            return InVault(self.path, f"notes/{self.path}", basename(self.path).removesuffix(".md"), "self")
        wanted = target.lower().removeprefix("./")
        for name in (wanted, wanted + ".md"):
            fits = [path for path in self.texts if f"/{path.lower()}".endswith("/" + name)]
            if fits:
                path = min(fits, key=lambda path: (len(path), path))
                return InVault(path, f"notes/{path}", basename(path).removesuffix(".md"))
        return Missing(target)

    def within(self, path: str) -> SmallView:
        return replace(self, path=path)

    def note(self, path: str) -> Note | None:
        return Note(path, self.texts[path]) if path.endswith(".md") and path in self.texts else None

    def file(self, path: str) -> VaultFile | None:
        known = path in self.texts and not path.endswith(".md")
        return VaultFile(path, PurePath(path), self.texts[path]) if known else None

    def outline(self, path: str) -> Outline:
        note = self.note(path)
        return scan(note) if note else Outline()

    def notes(self) -> Sequence[Note]:
        return [Note(path, text) for path, text in sorted(self.texts.items()) if path.endswith(".md")]


def woven(text: str, others: Mapping[str, str] | None = None, settings: VaultSettings | None = None) -> Woven:
    """A note `Note.md` of a vault, on its page."""
    view = SmallView("Note.md", "notes/Note.md", {"Note.md": text, **(others or {})}, settings or VaultSettings())
    return convert(Note("Note.md", text), view)
