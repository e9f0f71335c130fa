"""MediaWiki dumps, one or several of one wiki: raw pages to pages under the wiki's own title rules.

A dump that breaks off gives the pages that are complete. Memory holds the latest text of each page, never the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from xml.parsers import expat  # see `export`

from stillwiki.errors import SourceError
from stillwiki.model import Page
from stillwiki.records import late
from stillwiki.sources import beside, media, siteinfo
from stillwiki.sources.archives import checked, is_archive
from stillwiki.sources.content_model import default_model
from stillwiki.sources.export import Export
from stillwiki.sources.formats import BrokenOff, Stream, unpacked
from stillwiki.sources.gather import Gathering
from stillwiki.sources.media import are_files, find_files
from stillwiki.sources.merge import Dump, age, merged
from stillwiki.sources.revisions import RawPage, Read, Upload
from stillwiki.sources.stretches import Stretches
from stillwiki.sources.wiki import Settings, Watch, Wiki, unwatched

_CHUNK = 1 << 18
_HEAD = 4096
_LOOKED = 1 << 28


def read_dumps(
    paths: Sequence[Path], settings: Settings, watch: Watch = unwatched, known: Stretches | None = None
) -> Wiki:
    """Read dumps of one wiki, packed or not, but for what is `known` of them."""
    with known or nullcontext():
        dumps = [dump for path in paths for dump in _dumps(path, watch, known)]
        if known and not any(dump.fault for dump in dumps):
            known.keep()
    info, pages = merged(dumps)
    gathering = Gathering(beside.completed(siteinfo.site(info, settings), settings, paths[0]))
    for dump in dumps:
        if dump.fault:
            _note_fault(dump, gathering)
    uploads: list[Upload] = []
    for page in pages:
        _file(page, gathering)
        uploads += filter(None, page.told.uploads)
    within = next((dump.files for dump in dumps if dump.files), None)
    source = settings.files or media.beside(paths[0]) or within
    return gathering.wiki(
        find_files(source, gathering, uploads, packed_together=source is not None and source is within)
    )


def is_dump(path: Path) -> bool:
    """Whether a file holds a MediaWiki export, by how its bytes begin when they are unpacked."""
    try:
        with unpacked(path) as stream:
            head = stream.peek(_HEAD)
        return b"<mediawiki" in head or (is_archive(path) and any(_is_export(head) for head in _heads(path)))
    except (SourceError, BrokenOff):
        return False


def _heads(path: Path) -> Iterator[bytes]:
    """How the files in an archive begin, as far as it can be known without unpacking gigabytes of images."""
    seen = 0
    for entry in checked(path):
        yield _Peeked(entry.content).head
        seen += entry.size
        if seen > _LOOKED:
            break


def _is_export(head: bytes) -> bool:
    return b"<mediawiki" in head


class _Peeked:
    """A stream whose beginning has been looked at."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.head = b""
        while len(self.head) < _HEAD and (piece := stream.read1(_HEAD)):
            self.head += piece
        self._left = self.head

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes."""
        given, self._left = self._left[:size], self._left[size:]
        return given or self._stream.read1(size)


def _dumps(path: Path, watch: Watch, known: Stretches | None = None) -> Iterator[Dump]:
    """The dump in a file, or those in an archive of files."""
    total = path.stat().st_size
    if not is_archive(path):
        if known:
            with suppress(SourceError, BrokenOff, expat.ExpatError), unpacked(path) as stream:
                export = Export(str(path))
                pages = known.read(export, stream, lambda: watch(stream.tell(), total))
                yield Dump(str(path), export.info, pages)
                return
        with unpacked(path) as stream:  # also to say what is wrong with it, and in which line
            yield _dump(str(path), stream, lambda: watch(stream.tell(), total))
        return
    found: list[Dump] = []
    files = None
    try:
        for entry in checked(path):
            files = path if are_files(entry.name) else files
            content = _Peeked(entry.content)
            if _is_export(content.head):
                position = entry.position
                name = f"{path}: {entry.name}"
                found.append(_dump(name, content, lambda position=position: watch(position(), total)))  # type: ignore[misc]
    except BrokenOff as error:
        if not found:
            raise SourceError(f"{path}: {error}") from error
    if not found:
        raise SourceError(f"{path}: is an archive that holds no MediaWiki export")
    found[0].files = files
    yield from found


def _dump(name: str, stream: Stream, tell: Callable[[], None]) -> Dump:
    """Read a dump to where it ends or breaks off."""
    export = Export(name)
    pages: list[RawPage] = []
    while not export.ended and not export.fault:
        try:
            export.feed(stream.read1(_CHUNK))
        except expat.ExpatError as error:
            export.fault = f"{expat.ErrorString(error.code)} in line {error.lineno}"
        except BrokenOff as error:
            export.fault = str(error)
        pages += export.take()
        tell()
    if not export.rooted:
        raise SourceError(f"{name}: is no MediaWiki export: {export.fault}")
    return Dump(name, export.info, pages, export.fault)


def _note_fault(dump: Dump, gathering: Gathering) -> None:
    last = dump.pages[-1].told.title if dump.pages else ""
    many = len(dump.pages)
    after = f"after this page, the last of {many} complete ones" if many else "before its first page ends"
    gathering.note("dump-truncated", last, f"the dump breaks off {after}: {dump.fault}", "fetch the dump again")


def _file(read: Read, gathering: Gathering) -> None:
    raw = read.told
    title = gathering.title(raw.title)
    if title is None:
        return
    if not raw.gist.edits:
        gathering.note("revision-missing-text", title.full, "a page without a revision; it is left out")
        return
    newest, shown = raw.gist.newest[1], raw.gist.shown[1]
    if not raw.has_text:
        gathering.note("revision-missing-text", title.full, f"no text of revision {newest} in the dump; shown empty")
    elif newest != shown:
        what = f"no text of revision {newest} in the dump; revision {shown} is shown"
        gathering.note("revision-missing-text", title.full, what)
    for fault in raw.altered:
        gathering.note("revision-altered", title.full, f"{fault}; it is shown all the same", "fetch the dump again")
    for role in raw.slots:
        gathering.note("slot-ignored", title.full, f"revision {shown} has a slot {role!r} that is not shown")
    model = raw.model or default_model(title)
    page = late(Page, _rest, read, title=title, id=raw.id, model=model, redirect=raw.redirect)
    gathering.add(page, raw.gist, raw.digest)


def _rest(page: Read) -> Mapping[str, object]:
    """What of a page is asked for only when it is made anew, and may be among the caches until then."""
    raw = page.whole()
    return {
        "text": raw.text,
        "revision": raw.latest,
        "history": tuple(sorted(raw.revisions, key=age)),
        "location": "",
        "altered": bool(raw.altered),
        "rendering": None,
    }
