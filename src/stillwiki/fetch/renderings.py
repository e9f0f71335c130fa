"""HTML that the wiki makes of pages which cannot be made without it, for each revision once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from stillwiki.errors import SourceError
from stillwiki.fetch import folder
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Refused, Trouble
from stillwiki.fetch.shape import Object
from stillwiki.fetch.take import Tell
from stillwiki.model import Rendering
from stillwiki.sources import rendered


class Rendered(NamedTuple):
    """Full titles of the pages that cannot be made without the wiki."""

    needed: Sequence[str] = ()
    """Those whose HTML is not there."""
    used: Sequence[str] = ()
    """Those whose HTML is."""


def bring(api: Api, into: Path, pages: Rendered, tell: Tell) -> list[str]:
    """Fetch what the wiki makes of pages, and forget what nobody uses; gives what went wrong.

    Raises:
        FetchError: the wiki cannot be read now; what has come so far is kept.

    """
    held = {page.title: (key, page.revision) for key, page in folder.pages(into).items()}
    dump = into / folder.DUMP
    warnings = []
    wanted = [title for title in pages.needed if title in held]
    for done, title in enumerate(wanted, 1):
        key, revision = held[title]
        try:
            what = f"the HTML of {title!r}"
            made = api.ask(partial(_rendering, revision), what, **rendered.QUESTION, oldid=str(revision))
            rendered.write(dump, key, title, made)
        except Refused as refused:
            warnings.append(f"{title}: the wiki gives no HTML of it: {refused}")
        tell("fetch HTML of pages", done, len(wanted))
    rendered.prune(dump, {held[title][0] for title in (*wanted, *pages.used) if title in held})
    return warnings


def _rendering(revision: int, answer: Object) -> Rendering:
    try:
        made = rendered.rendering(answer)
    except SourceError as error:
        raise Trouble(str(error)) from error
    if made.revision != revision:
        raise Trouble(f"expected the HTML of revision {revision}, seen that of {made.revision}")
    return made
