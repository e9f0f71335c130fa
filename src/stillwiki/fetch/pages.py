"""The pages themselves: revisions with their texts, their authors, and what of them is hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.api import Api
from stillwiki.fetch.shape import Object

BATCH = 50
"""Pages that a visitor may ask for in one request (API:Query)."""
_PROPERTIES = "ids|timestamp|user|userid|comment|flags|size|sha1|contentmodel|content|roles|slotsha1|slotsize"


@dataclass(frozen=True, slots=True)
class Slot:
    """One content of a revision."""

    role: str
    model: str
    form: str
    text: str | None
    """None where it is hidden, or lost."""
    sha1: str
    """Hexadecimal, of the wiki; empty where it is hidden."""
    size: int


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a page."""

    id: int
    parent: int
    timestamp: str
    user: str | None
    """None where it is hidden."""
    user_id: int
    comment: str | None
    minor: bool
    sha1: str
    slots: tuple[Slot, ...]


@dataclass(slots=True)
class Record:
    """One page."""

    id: int
    namespace: int
    title: str
    redirect: bool
    target: str = ""
    """Where it redirects to, without section."""
    revisions: list[Revision] = field(default_factory=list)


@dataclass
class Harvest:
    """What came of a number of pages."""

    records: dict[int, Record] = field(default_factory=dict)
    missing: set[int] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)
    """Titles of pages with a text that is not what the wiki's own digest says, asked for twice."""


def current(api: Api, ids: Sequence[int]) -> Harvest:
    """The newest revision of each of these pages, at most `BATCH` of them."""
    found = _asked(api, ids, f"pages {ids[0]} to {ids[-1]}")
    if found.doubted:
        again = [record.id for record in found.records.values() if record.title in found.doubted]
        second = _asked(api, again, "pages whose digests are wrong, once more")
        found.records |= second.records
        found.doubted = second.doubted
    _name_targets(api, found.records.values())
    return found


def whole(api: Api, page: int) -> Harvest:
    """A page with its whole history."""
    found = _asked(api, [page], f"the history of page {page}", rvlimit="max", rvdir="newer")
    _name_targets(api, found.records.values())
    return found


def _asked(api: Api, ids: Sequence[int], what: str, **more: str) -> Harvest:
    wanted, found = set(ids), Harvest()
    question = {
        "action": "query",
        "pageids": "|".join(map(str, ids)),
        "prop": "info|revisions",
        "rvprop": _PROPERTIES,
        "rvslots": "*",
    }
    for some in api.walk(
        lambda query: [_page(page) for page in shape.objects(query, "pages")], what, **question, **more
    ):
        for record in some:
            if record is None or record.id not in wanted:
                continue
            kept = found.records.setdefault(record.id, record)
            if kept is not record:
                kept.revisions += record.revisions
    for record in found.records.values():
        record.revisions = sorted(
            {revision.id: revision for revision in record.revisions}.values(), key=lambda revision: revision.id
        )
        if not all(map(_agrees, (slot for revision in record.revisions for slot in revision.slots))):
            found.doubted.add(record.title)
    empty = [record.title for record in found.records.values() if not record.revisions]
    if empty:
        raise FetchError(f"{what}: the wiki gives no revision of {empty[0]!r}")
    found.missing = wanted - found.records.keys()
    return found


def _page(page: Object) -> Record | None:
    """A page with the revisions that came with this answer; none where the wiki has it no longer."""
    if shape.flag(page, "missing") or shape.flag(page, "invalid"):
        return None
    record = Record(
        shape.number(page, "pageid"), shape.number(page, "ns"), shape.text(page, "title"), shape.flag(page, "redirect")
    )
    record.revisions = [_revision(revision) for revision in shape.objects(page, "revisions")]
    return record


def _revision(found: Object) -> Revision:
    hidden_user, hidden_comment = shape.flag(found, "userhidden"), shape.flag(found, "commenthidden")
    slots = shape.inner(found, "slots") if "slots" in found else {}
    hidden = shape.flag(found, "sha1hidden")
    return Revision(
        id=shape.number(found, "revid"),
        parent=shape.number(found, "parentid", 0),
        timestamp=shape.moment(found, "timestamp"),
        user=None if hidden_user else shape.text(found, "user"),
        user_id=shape.number(found, "userid", 0),
        comment=None if hidden_comment else shape.text(found, "comment"),
        minor=shape.flag(found, "minor"),
        sha1="" if hidden else shape.text(found, "sha1", ""),
        slots=tuple(
            _slot(role, shape.inner(slots, role)) for role in sorted(slots, key=lambda role: (role != "main", role))
        ),
    )


def _slot(role: str, found: Object) -> Slot:
    gone = (
        any(shape.flag(found, name) for name in ("texthidden", "textmissing", "nosuchsection", "badcontentformat"))
        or "content" not in found
    )
    return Slot(
        role,
        model=shape.text(found, "contentmodel", "wikitext"),
        form=shape.text(found, "contentformat", "text/x-wiki"),
        text=None if gone else shape.text(found, "content"),
        sha1=shape.text(found, "sha1", ""),
        size=shape.number(found, "size", 0),
    )


def _agrees(slot: Slot) -> bool:
    """Whether a text is what the wiki's digest says, where there are both."""
    if slot.text is None or not slot.sha1:
        return True
    return hashlib.sha1(slot.text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest() == slot.sha1


def _name_targets(api: Api, records: Iterable[Record]) -> None:
    """Ask where redirects lead; only the wiki knows all words for it."""
    redirects = {record.title: record for record in records if record.redirect}
    if not redirects:
        return
    ids = "|".join(str(record.id) for record in redirects.values())
    for some in api.walk(_targets, "where redirects lead", action="query", pageids=ids, redirects="1"):
        for title, target in some:
            if title in redirects:
                redirects[title].target = target


def _targets(query: Object) -> list[tuple[str, str]]:
    found = shape.objects(query, "redirects")
    return [(shape.text(each, "from"), shape.text(each, "to")) for each in found if not each.get("tointerwiki")]


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids, in as many as fit into a question."""
    ordered = sorted(ids)
    yield from (ordered[place : place + BATCH] for place in range(0, len(ordered), BATCH))
