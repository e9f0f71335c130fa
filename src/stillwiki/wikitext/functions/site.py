"""Magic words that tell of the site.

Rules: mediawiki.org, Help:Magic words (Technical metadata).
"""

from __future__ import annotations

from collections.abc import Callable

from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.languages.names import RIGHT_TO_LEFT
from stillwiki.wikitext.registry import function, variable


def _site(name: str) -> Callable[[Frame], str]:
    return lambda frame: str(getattr(frame.context.inventory.site, name))


variable("SITENAME")(_site("name"))
variable("SERVER", "server")(_site("server"))
variable("SCRIPTPATH", "scriptpath")(_site("script_path"))
variable("CONTENTLANGUAGE", "CONTENTLANG", "PAGELANGUAGE", "USERLANGUAGE")(_site("language"))
variable("ARTICLEPATH", "articlepath")(_site("article_path"))
variable("STYLEPATH", "stylepath")(lambda _frame: "/skins")
variable("SERVERNAME", "servername")(
    lambda frame: frame.context.inventory.site.server.partition("//")[2].partition(":")[0]
)
variable("CURRENTVERSION")(lambda frame: frame.context.inventory.site.generator.removeprefix("MediaWiki ").strip())
variable("DIRECTIONMARK", "DIRMARK")(
    lambda frame: "\u200f" if frame.context.inventory.site.language in RIGHT_TO_LEFT else "\u200e"
)
variable("NOEXTERNALLANGLINKS", "noexternallanglinks", "CASCADINGSOURCES")(lambda _frame: "")


@variable("!")
def pipe(_frame: Frame) -> str:
    """A pipe that does not separate arguments."""
    return "|"


@variable("=")
def equals(_frame: Frame) -> str:
    """An equals sign that does not name an argument."""
    return "="


MODELS = {
    "css": "CSS",
    "javascript": "JavaScript",
    "json": "JSON",
    "text": "plain text",
    "sanitized-css": "Sanitized CSS",
    "Scribunto": "Scribunto module",
}
"""What MediaWiki calls content models."""


@variable("#contentmodel")
def contentmodel(frame: Frame) -> str:
    """What kind of page this is."""
    return MODELS.get(frame.context.page.model, frame.context.page.model)


@function("#contentmodel")
def contentmodel_as(call: Call) -> str:
    """`{{#contentmodel: local or canonical | title}}`."""
    titles = call.context.inventory.titles
    title = titles.parse(call.arg(1)) if call.arg(1) else call.context.title
    page = call.context.inventory.pages.get(title.full) if title else None
    model = page.model if page else call.context.page.model
    return MODELS.get(model, model) if call.first.lower() != "canonical" else model


@function("CASCADINGSOURCES", "PROTECTIONLEVEL", "PROTECTIONEXPIRY", "noexternallanglinks", "NOEXTERNALLANGLINKS")
def not_kept(_call: Call) -> str:
    """A dump knows nothing of these; for most pages there is nothing to know."""
    return ""
