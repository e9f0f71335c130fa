"""Whose HTML a page shows: ours, or the wiki's own where ours lacks what cannot run here.

Ours comes first, for it is the same whenever it is made. The wiki's is of one revision; of an older one it would show
what the page no longer says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.diagnostics import LACKING
from stillwiki.entities import normalise
from stillwiki.model import Category
from stillwiki.titles import CATEGORY
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.foreign.tree import adopted

if TYPE_CHECKING:
    from stillwiki.model import Rendering
    from stillwiki.wikitext.context import Context


def chosen(html: str, context: Context) -> str:
    """The HTML of a page: `html`, which we made, or the wiki's; then the context tells what that links and lacks."""
    made, lacking = context.page.rendering, _lacking(context)
    if made is None or not lacking:
        return html
    if made.revision != context.page.revision.id:
        words = f"there is one of revision {made.revision}, the page is revision {context.page.revision.id}"
        context.report("rendered-outdated", words, hint="fetch it again")
        return html
    _forget(context)
    context.report("rendered-used", f"the wiki's own HTML of revision {made.revision} is shown: {'; '.join(lacking)}")
    _categorise(made, context)
    return normalise(kill(adopted(made.html, context)))


def _lacking(context: Context) -> list[str]:
    """What our HTML lacks, in words."""
    stopped = [] if context.modules else ["its modules do not run"]
    return stopped + [found.message for found in context.diagnostics if found.code in LACKING]


def _forget(context: Context) -> None:
    """What was found in HTML that nobody will see is true of no page."""
    for found in (context.diagnostics, context.links, context.headings, context.files, context.external):
        found.clear()


def _categorise(made: Rendering, context: Context) -> None:
    """The page's categories are the wiki's, where it told them."""
    if made.categories is None:
        return
    context.categories.clear()
    for name, key in made.categories:
        title = context.inventory.titles.parse(f"Category:{name}")
        if title is not None and title.namespace == CATEGORY:
            context.categories.setdefault(title.full, Category(title.full, key))
