"""What the elements of an export say of a page: revisions, their slots and flags, uploads.

Of a revision whose text an administrator has hidden, or that the wiki has lost, the record stays. Digests are compared
for the revision that is kept: that of each slot, and that of the revision, which is made of those of its slots. Older
ones, whose texts nobody is shown, are taken as they are: hashing all takes a fifth of the time of reading.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from sys import intern
from typing import NamedTuple, Protocol

from stillwiki.inventory import NO_GIST, Gist, gist
from stillwiki.model import Revision
from stillwiki.records import compact
from stillwiki.sources.digest import agrees, base36, raw, sha1

_OLD_STYLE_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}(?:\d{1,3}|xxx)|[\w.-]+\.xxx")
"""As wikis of 2002 and before credited visitors: with the last part hidden."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One version of a file, as the dump knows it."""

    name: str
    """With underscores, without namespace."""
    timestamp: str
    size: int
    sha1: str
    """Base 36."""


class Told(NamedTuple):
    """What is asked of every page of a dump: plain values, which come out of caches fast; all are a `RawPage`'s."""

    title: str
    id: int
    redirect: str
    model: str
    has_text: bool
    slots: tuple[str, ...]
    altered: tuple[str, ...]
    gist: Gist
    digest: bytes
    uploads: tuple[Upload | None, ...]


_told = attrgetter(*Told._fields[:-1])


class Read(Protocol):
    """A page of a dump, wherever most of it is."""

    @property
    def told(self) -> Told:
        """What is at hand of it."""

    def whole(self) -> RawPage:
        """All of it; raises what is in `kept.HARM` where that is lost."""


@compact
@dataclass(slots=True)
class RawPage:
    """A `<page>` element; what is missing in it is empty."""

    title: str = ""
    id: int = 0
    redirect: str = ""
    model: str = ""
    """Of the revision kept; empty when the export does not say (before 0.6)."""
    text: str = ""
    latest: Revision | None = None
    """The revision whose text is kept; none when the page has no revision at all."""
    has_text: bool = False
    slots: tuple[str, ...] = ()
    """Roles of what that revision holds beside its text."""
    revisions: list[Revision] = field(default_factory=list)
    altered: tuple[str, ...] = ()
    """What of that revision is not as its digests say, in the words of a finding."""
    hidden: set[int] = field(default_factory=set)
    """Numbers of the revisions whose text an administrator has hidden."""
    uploads: list[Upload | None] = field(default_factory=list)
    """Current versions of the page's file; none stands for an old one."""
    kept: Element | None = None
    """The element of that revision, until the page is complete."""
    gist: Gist = NO_GIST
    digest: bytes = b""
    """Of all of that, where somebody needs it more than once."""

    @property
    def told(self) -> Told:
        """What is asked of every page."""
        return Told._make((*_told(self), tuple(self.uploads)))

    def whole(self) -> RawPage:
        """All of it, which is here."""
        return self


@dataclass(slots=True)
class Element:
    """The leaf elements met so far inside a page or a revision: text and attributes by name."""

    texts: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    slots: list[Element] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Text of a leaf; empty when it is not there."""
        return self.texts.get(name, "")

    def attribute(self, name: str, key: str) -> str:
        """Attribute of a leaf; empty when it is not there."""
        return self.attributes[name].get(key, "") if name in self.attributes else ""


def keep(page: RawPage, read: Element) -> None:
    """File a revision; its text too, if it is the latest so far (one without text never wins over one with)."""
    there = _has_text(read)
    revision = _revision(read)
    page.revisions.append(revision)
    if not there and "deleted" in read.attributes.get("text", ()):
        page.hidden.add(revision.id)
    rank = (there, revision.timestamp, revision.id)
    if page.latest is None or rank >= (page.has_text, page.latest.timestamp, page.latest.id):
        page.latest, page.has_text, page.kept = revision, there, read


def finish(page: RawPage) -> None:
    """All revisions are filed: what counts of the one that is kept."""
    read, page.kept = page.kept, None
    if read is None or page.latest is None:
        return
    page.text = read.text("text")
    page.model = read.text("model").strip()
    page.slots = tuple(slot.text("role").strip() for slot in read.slots)
    if page.has_text:
        digest = raw(page.text)
        page.altered = tuple(_faults(read, page.latest.id, digest))
        if not page.latest.sha1:
            whole = replace(page.latest, sha1=base36(digest))
            page.revisions[page.revisions.index(page.latest)] = whole
            page.latest = whole
    page.gist = gist(page.text, page.revisions, page.latest)


def _has_text(read: Element) -> bool:
    """Hidden text, text lost in the wiki's storage and text left out of the dump all come as an empty element."""
    if "text" not in read.texts:
        return False
    attributes = read.attributes.get("text", {})
    if "deleted" in attributes:
        return False
    return bool(read.texts["text"]) or number(attributes.get("bytes", "")) == 0


def _faults(read: Element, revision: int, digest: bytes) -> list[str]:
    """What of a revision is not as its digests say; `digest` is that of its text."""
    promised = read.text("sha1").strip()
    own = read.attribute("text", "sha1") or ("" if read.slots else promised)
    if not read.slots and agrees(digest, own or base36(digest)) and promised in {"", own}:
        return []
    slots = {"main": (digest, own)}
    for slot in read.slots:
        if _has_text(slot):
            slots[slot.text("role").strip() or "?"] = raw(slot.text("text")), slot.attribute("text", "sha1")
    found = [
        f"slot {role} of revision {revision} has the digest {base36(made)}, the dump says {said}"
        for role, (made, said) in slots.items()
        if said and not agrees(made, said)
    ]
    whole = _combined({role: base36(made) for role, (made, _) in slots.items()})
    if not found and promised and promised != whole and len(slots) == len(read.slots) + 1:
        found.append(f"revision {revision} has the digest {whole}, the dump says {promised}")
    return found


def _combined(slots: Mapping[str, str]) -> str:
    """Digest of a revision: that of its only slot, or of what those before give, followed by the next one's."""
    whole = ""
    for _, digest in sorted(slots.items()):
        whole = sha1(whole + digest) if whole else digest
    return whole


def _revision(read: Element) -> Revision:
    author = read.text("contributor/username").strip()
    visitor = "contributor/ip" in read.texts or _is_address(author)
    return Revision(
        id=number(read.text("id")),
        timestamp=read.text("timestamp").strip(),
        author="" if visitor else intern(author),
        anonymous=visitor,
        comment=read.text("comment"),
        minor="minor" in read.texts,
        size=number(read.attribute("text", "bytes")) or len(read.text("text").encode()),
        sha1=read.text("sha1").strip(),
        parent=number(read.text("parentid")),
    )


def _is_address(name: str) -> bool:
    """Whether what stands as a user name is the address of a visitor, as in imported (`w>192.0.2.1`) and old edits."""
    name = name.rpartition(">")[2]
    if not name or not (name[0].isdigit() or ":" in name or name.endswith(".xxx")):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(_OLD_STYLE_ADDRESS.fullmatch(name))
    return True


def upload(read: Element) -> Upload | None:
    """A version of a file; none for one that a later one has replaced."""
    if read.text("archivename").strip():
        return None
    return Upload(
        read.text("filename").strip(),
        read.text("timestamp").strip(),
        number(read.text("size")),
        read.text("sha1base36").strip(),
    )


def number(text: str) -> int:
    """A number as an export writes it; 0 for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
