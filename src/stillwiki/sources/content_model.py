"""What kind of content a page holds when its dump does not say (exports before 0.6, folders).

MediaWiki's defaults, with those of Scribunto and TemplateStyles.
"""

from __future__ import annotations

from stillwiki.titles import MEDIAWIKI, MODULE, TEMPLATE, USER, Title

WIKITEXT = "wikitext"
_PROGRAMS = {"css": "css", "js": "javascript", "json": "json"}


def default_model(title: Title) -> str:
    """The content model MediaWiki gives a new page of this title."""
    subpage = "/" in title.text
    suffix = title.text.rpartition(".")[2] if "." in title.text else ""
    if title.namespace == MODULE:
        return WIKITEXT if title.text.endswith("/doc") else "Scribunto"
    if title.namespace == MEDIAWIKI or (title.namespace == USER and subpage):
        return _PROGRAMS.get(suffix, WIKITEXT)
    if title.namespace == TEMPLATE and subpage and suffix == "css":
        return "sanitized-css"
    return WIKITEXT
