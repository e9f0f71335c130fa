"""The rules by which a wiki's own HTML becomes what our passes would have made of the same page.

Rules: mediawiki.org, Help:Formatting, Help:Images and the output of MediaWiki 1.39 to 1.44; HTML of extensions is kept
as far as wikitext itself may write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki import dom
from stillwiki.dom import Element
from stillwiki.wikitext.foreign import boxes, links, media
from stillwiki.wikitext.foreign.reader import Reader, Rule

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_RULES: tuple[Rule, ...] = (
    boxes.formula,
    boxes.code,
    boxes.form,
    boxes.category_tree,
    links.heading,
    links.link,
    media.picture,
    media.player,
    media.window,
    media.image_map,
    media.gallery_text,
)
"""The first that answers counts."""


def adopted(html: str, context: Context) -> str:
    """Our HTML of a page, from the wiki's; links, headings, files and addresses go to the context."""
    reader = Reader(context, _RULES, parsoid="data-mw-section-id=" in html)
    return dom.serialise(Element("body", {}, reader.nodes(dom.parse(html).children)))
