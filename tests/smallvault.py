"""A vault of a few notes, seen as the index would show it, for cases of the `obsidian` room alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from posixpath import basename

from stillwiki.model import Missing
from stillwiki.notes import Destination, InVault, Note, Outline, VaultFile, VaultSettings, Woven
from stillwiki.obsidian.convert import convert
from stillwiki.obsidian.resolve import Resolver
from stillwiki.obsidian.scan import scan


@dataclass(frozen=True)
class SmallView:
    """What one note sees."""

    path: str
    page: str
    texts: Mapping[str, str]
    settings: VaultSettings = field(default_factory=VaultSettings)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, target: str) -> Destination:
        hit = Resolver(self.texts, self.aliases).resolve(target, self.path)
        if hit is None:
            return Missing(target)
        return InVault(hit.path, f"notes/{hit.path}", basename(hit.path).removesuffix(".md"), hit.how, hit.candidates)

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


def woven(
    text: str,
    others: Mapping[str, str] | None = None,
    settings: VaultSettings | None = None,
    *,
    path: str = "Note.md",
    aliases: Mapping[str, str] | None = None,
) -> Woven:
    """A note of a vault, on its page."""
    texts = {path: text, **(others or {})}
    return convert(
        Note(path, text), SmallView(path, f"notes/{path}", texts, settings or VaultSettings(), aliases or {})
    )
