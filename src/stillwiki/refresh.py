"""The dump we hold, brought up to date: from the live wiki, or by a newer dump, from here or from an address.

A dump is only taken if it was read to its end, is of the same wiki, and is no older. Refuses to build anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from stillwiki import output, sources
from stillwiki.diagnostics import Diagnostic
from stillwiki.errors import ConfigError, OutputError, SourceError
from stillwiki.fetch import Outcome, Rendered, Wishes, download, fetch, fetch_renderings, is_pack
from stillwiki.fetch.folder import DUMP
from stillwiki.fetch.take import Tell
from stillwiki.sources import Settings
from stillwiki.sources.archives import checked, is_archive
from stillwiki.sources.formats import packed_like
from stillwiki.sources.rendered import needed


def bring(source: str, held: Path, settings: Settings, wishes: Wishes, tell: Tell) -> Outcome:
    """Bring the dump `held` up to date from a wiki, a dump's address or a dump's path; from the last wiki if empty.

    Raises:
        Error: of every kind that a fetch, a dump or a folder can give; what is held is as it was.

    """
    if source and Path(source).exists():
        take(Path(source), held, settings, force=wishes.force)
        return Outcome()
    if is_pack(source):
        with download(source, wishes) as pack:
            take(pack.dump, held, settings, force=wishes.force)
            if pack.images:
                _put(pack.images, held.with_name("images" + "".join(pack.images.suffixes[-2:])))
        return Outcome()
    if held.name != DUMP:
        raise ConfigError(f"{held}: what is fetched is written as {DUMP}; name that as 'dump' in the configuration")
    return fetch(source, held.parent, wishes, tell=tell)


def _put(file: Path, target: Path) -> None:
    """A large file in the place of another, which is there until the new one is whole."""
    fresh = target.with_name(f".{target.name}.new")
    try:
        shutil.copyfile(file, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(f"{target}: {error.strerror or error}") from error


def render(held: Path, found: Iterable[Diagnostic], wishes: Wishes, tell: Tell) -> tuple[bool, list[str]]:
    """Fetch the wiki's own HTML of pages that a run found to need it: whether any came, and what went wrong."""
    found = tuple(found)
    wanted = needed(found)
    used = sorted({each.page for each in found if each.code == "rendered-used"})
    warnings = fetch_renderings(held.parent, Rendered(wanted, used), wishes, tell=tell)
    return len(warnings) < len(wanted), warnings


def take(fresh: Path, held: Path, settings: Settings, *, force: bool = False) -> None:
    """Replace `held` by `fresh`; `force` takes it even if it is older or of another wiki, never if it is broken."""
    if held.is_dir():
        raise SourceError(f"{held}: is a folder; only a dump can be replaced by a newer one")
    new = sources.read(fresh, settings)
    broken = [diagnostic.message for diagnostic in new.diagnostics if diagnostic.code == "dump-truncated"]
    if broken or not new.pages:
        raise SourceError(f"{fresh}: {broken[0] if broken else 'holds no pages'}; {held} is kept")
    if held.exists() and not force:
        old = sources.read(held, settings)
        if old.site.database != new.site.database:
            what = f"is of another wiki ({new.site.database}, not {old.site.database})"
        elif old.site.now > new.site.now:
            what = f"is older than {held} ({new.site.now}, not {old.site.now})"
        else:
            what = ""
        if what:
            raise SourceError(f"{fresh}: {what}; {held} is kept (--force takes it all the same)")
    output.replace(held, _alone(fresh) or packed_like(fresh, held))


def _alone(archive: Path) -> bytes:
    """The dump in an archive that holds nothing else; one with other files is kept as it is."""
    if not is_archive(archive):
        return b""
    entries = checked(archive)
    first = next(entries, None)
    pieces = iter(lambda: first.content.read1(1 << 20), b"") if first else iter(())
    content = b"".join(pieces)
    return content if next(entries, None) is None else b""
