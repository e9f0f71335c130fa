"""What a fetch has done, in data and in words; the words are those of a commit's message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stillwiki.fetch.take import Held, Take
from stillwiki.fetch.words import printable


@dataclass
class Outcome:
    """What a fetch has done."""

    requests: int = 0
    came: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    """`Old → New`."""
    gone: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """Those that came or changed."""
    warnings: list[str] = field(default_factory=list)

    def compare(self, old: Mapping[int, Held], take: Take) -> None:
        """Say what a new dump changes of an old one."""
        ids = old if take.held else {}  # those of another source mean other pages
        moved = {key for key, entry in take.listed.items() if key in ids and ids[key].title != entry.title}
        was = {held.title: held.revision for key, held in old.items() if key not in moved}
        now = {entry.title: entry for key, entry in take.listed.items() if key not in moved}
        self.moved = sorted(f"{ids[key].title} → {take.listed[key].title}" for key in moved)
        self.came = sorted(now.keys() - was)
        self.gone = sorted(was.keys() - now)
        self.changed = sorted(
            title for title in was.keys() & now if was[title] != now[title].revision or take.is_other(now[title].id)
        )
        self.files = sorted(take.brought)
        self.warnings = take.warnings

    @property
    def any(self) -> bool:
        """Whether the dump is another one now."""
        return any((self.came, self.changed, self.moved, self.gone, self.files))

    def news(self) -> str:
        """A line of counts; an empty line; a line for each page and file."""
        kinds = (("came", self.came), ("changed", self.changed), ("moved", self.moved), ("went", self.gone))
        counts = [f"{len(titles)} {word}" for word, titles in kinds if titles]
        counts += [f"{len(self.files)} files" if len(self.files) > 1 else "1 file"] if self.files else []
        lines = [f"The wiki's changes: {', '.join(counts)}", ""] if counts else ["Nothing new on the wiki"]
        lines += [f"{word}: {title}" for word, titles in (*kinds, ("file", self.files)) for title in titles]
        return "\n".join(map(printable, lines))
