"""The pages themselves: revisions with their texts, their authors, and what of them is hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Trouble
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
    altered: set[int] = field(default_factory=set)
    """Pages with a text that is not what the wiki's own digest says, asked for twice."""


def current(api: Api, ids: Sequence[int]) -> Harvest:
    """The newest revision of each of these pages, at most `BATCH` of them."""
    found = _asked(api, ids, f"pages {ids[0]} to {ids[-1]}")
    if found.altered:
        second = _asked(api, sorted(found.altered), "pages whose digests are wrong, once more")
        found.records |= second.records
        found.altered = second.altered
        found.missing |= second.missing
        for key in second.missing:
            del found.records[key]
    _name_targets(api, found.records.values())
    return found


def whole(api: Api, page: int) -> Harvest:
    """A page with its whole history."""
    what = f"the history of page {page}"
    found = _asked(api, [page], what, rvlimit="max", rvdir="newer")
    if found.altered:
        found = _asked(api, [page], what, rvlimit="max", rvdir="newer")
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
    for some, missing in api.walk(_pages, what, **question, **more):
        found.missing |= missing & wanted
        for record in some:
            if record.id not in wanted:
                continue
            kept = found.records.setdefault(record.id, record)
            if kept is not record:
                kept.revisions += record.revisions
    for record in found.records.values():
        record.revisions = sorted(
            {revision.id: revision for revision in record.revisions}.values(), key=lambda revision: revision.id
        )
        if not all(map(_agrees, record.revisions)):
            found.altered.add(record.id)
    empty = [record.title for record in found.records.values() if not record.revisions]
    if empty:
        raise FetchError(f"{what}: the wiki gives no revision of {empty[0]!r}")
    if untold := wanted - found.records.keys() - found.missing:
        raise FetchError(f"{what}: the wiki says nothing of page {min(untold)}")
    numbers = [revision.id for record in found.records.values() for revision in record.revisions]
    if len(numbers) > len(set(numbers)):
        raise FetchError(f"{what}: the wiki gives one revision for two pages")
    found.missing -= found.records.keys()
    return found


def _pages(query: Object) -> tuple[list[Record], set[int]]:
    """Pages with the revisions that came with this answer; ids of those that the wiki has no longer."""
    told = shape.objects(query, "pages")
    gone = [page for page in told if shape.flag(page, "missing") or shape.flag(page, "invalid")]
    return [_page(page) for page in told if page not in gone], {shape.number(page, "pageid", 0) for page in gone}


def _page(page: Object) -> Record:
    record = Record(
        shape.number(page, "pageid"), shape.number(page, "ns"), shape.title(page, "title"), shape.flag(page, "redirect")
    )
    record.revisions = [_revision(revision) for revision in shape.objects(page, "revisions")]
    return record


def _revision(found: Object) -> Revision:
    hidden_user, hidden_comment = shape.flag(found, "userhidden"), shape.flag(found, "commenthidden")
    slots: Object = {}
    if not shape.flag(found, "slotsmissing"):
        slots = shape.inner(found, "slots")
        shape.inner(slots, "main")  # without it there is no text, and nothing says why
    hidden = shape.flag(found, "sha1hidden")
    told = Revision(
        id=shape.number(found, "revid"),
        parent=shape.number(found, "parentid", 0),
        timestamp=shape.moment(found, "timestamp"),
        user=None if hidden_user else shape.text(found, "user"),
        user_id=shape.number(found, "userid", 0),
        comment=None if hidden_comment else shape.text(found, "comment"),
        minor=shape.flag(found, "minor"),
        sha1="" if hidden else shape.sha1(found, "sha1"),
        slots=tuple(
            _slot(role, shape.inner(slots, role)) for role in sorted(slots, key=lambda role: (role != "main", role))
        ),
    )
    if told.id <= 0 or told.parent < 0:
        raise Trouble(f"a revision {told.id} that follows {told.parent}")
    return told


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
        sha1=shape.sha1(found, "sha1"),
        size=shape.number(found, "size", 0),
    )


def _agrees(revision: Revision) -> bool:
    """Whether all texts are what the wiki's digests say, if it says any; a revision of one slot has its digest."""
    for slot in revision.slots:
        told = {slot.sha1, revision.sha1 if len(revision.slots) == 1 else slot.sha1} - {""}
        if slot.text is not None and told:
            plain = slot.text.encode("utf-8", "surrogatepass")
            if told != {hashlib.sha1(plain, usedforsecurity=False).hexdigest()}:
                return False
    return True


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
