"""A MediaWiki dump: raw pages to pages under the wiki's own title rules.

A dump that breaks off gives the pages that are complete. Memory holds the latest text of each page, never the others.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from gzip import BadGzipFile
from pathlib import Path
from xml.parsers import expat  # see `export`

from stillwiki.errors import SourceError
from stillwiki.model import Page, Revision
from stillwiki.sources import siteinfo
from stillwiki.sources.archive import unpacked
from stillwiki.sources.content_model import default_model
from stillwiki.sources.export import Export, RawPage
from stillwiki.sources.gather import Gathering
from stillwiki.sources.media import beside, find_files
from stillwiki.sources.wiki import Settings, Watch, Wiki, unwatched

_CHUNK = 1 << 18


def read_dump(path: Path, settings: Settings, watch: Watch = unwatched) -> Wiki:
    """Read a dump, packed or not."""
    export = Export(str(path))
    gathering: Gathering | None = None
    last = ""
    for raw in _raw_pages(path, export, watch):
        # The first page closes what the dump says of its site, and with it the rules for titles.
        gathering = gathering or Gathering(siteinfo.site(export.info, settings))
        last = raw.title
        _file(raw, gathering)
    gathering = gathering or Gathering(siteinfo.site(export.info, settings))
    if export.fault:
        after = "before its first page ends" if not last else "after this page, the last complete one"
        gathering.note("dump-truncated", last, f"the dump breaks off {after}: {export.fault}", "fetch the dump again")
    return gathering.wiki(find_files(settings.files or beside(path), gathering))


def _raw_pages(path: Path, export: Export, watch: Watch) -> Iterator[RawPage]:
    """The complete pages of a dump, to where it ends or breaks off."""
    with unpacked(path) as (stream, raw):
        total = path.stat().st_size
        while not export.ended and not export.fault:
            try:
                chunk = stream.read1(_CHUNK)
                export.feed(chunk)
            except expat.ExpatError as error:
                export.fault = f"{expat.ErrorString(error.code)} in line {error.lineno}"
            except (EOFError, zlib.error, BadGzipFile) as error:
                export.fault = str(error)
            yield from export.take()
            watch(raw.tell(), total)
    if not export.rooted:
        raise SourceError(f"{path}: is no MediaWiki export: {export.fault}")


def _file(raw: RawPage, gathering: Gathering) -> None:
    title = gathering.title(raw.title)
    if title is None:
        return
    if raw.latest is None:
        gathering.note("revision-missing-text", title.full, "a page without a revision; it is left out")
        return
    newest = max(raw.revisions, key=_age)
    if not raw.has_text:
        gathering.note("revision-missing-text", title.full, f"no text of revision {newest.id} in the dump; shown empty")
    elif newest is not raw.latest:
        what = f"no text of revision {newest.id} in the dump; revision {raw.latest.id} is shown"
        gathering.note("revision-missing-text", title.full, what)
    gathering.add(
        Page(
            title=title,
            id=raw.id,
            text=raw.text,
            model=raw.model or default_model(title),
            revision=raw.latest,
            history=tuple(sorted(raw.revisions, key=_age)),
            redirect=raw.redirect,
        )
    )


def _age(revision: Revision) -> tuple[str, int]:
    return revision.timestamp, revision.id
