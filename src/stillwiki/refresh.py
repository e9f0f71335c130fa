"""A newer dump in the place of the one we hold: only one that was read to its end, of the same wiki, and no older."""

from __future__ import annotations

from pathlib import Path

from stillwiki import output, sources
from stillwiki.errors import SourceError
from stillwiki.sources import Settings
from stillwiki.sources.formats import packed_like


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
    output.replace(held, packed_like(fresh, held))
