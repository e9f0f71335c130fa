"""What Cite says when a note is wrong, in the words of MediaWiki."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from stillwiki.wikitext.languages import words
from stillwiki.wikitext.languages.names import RIGHT_TO_LEFT
from stillwiki.wikitext.tracking import track

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_REF, _LIST = "<code>&lt;ref&gt;</code>", "<code>&lt;references&gt;</code>"
_MESSAGES = {
    "parameter": f'Invalid parameter "$1" in {_REF} tag. The supported parameters are: dir, follow, group, name.',
    "numeric": f"Invalid {_REF} tag; name cannot be a simple integer. Use a descriptive title.",
    "direction": 'Invalid <code>dir="$1"</code>, must be "ltr", "rtl" or "auto".',
    "malformed": f"The opening {_REF} tag is malformed or has a bad name.",
    "no-content": f"Invalid {_REF} tag; refs with no name must have content.",
    "no-text": f'Invalid {_REF} tag; no text was provided for refs named "$1".',
    "follow": 'A <code>&lt;ref follow="…"&gt;</code> tag that is the continuation of a previous one cannot be named '
    "individually or have details.",
    "details-content": f"A {_REF} tag with details must contain content or point to a parent reference by name.",
    "details-name": f"Invalid {_REF} tag; missing name attribute. A name attribute must be provided along with a "
    "details attribute.",
    "twice": f'Invalid {_REF} tag; name "$1" defined multiple times with different content.',
    "directions": f'One of the {_REF} tags with the name "$1" does have a conflicting dir attribute.',
    "labels": 'Ran out of custom link labels for group "$1".',
    "list-parameter": f'Invalid parameter "$1" in {_LIST} tag. The supported parameters are: group, responsive.',
    "list-group": f'{_REF} tag in {_LIST} has conflicting group attribute "$1".',
    "list-details": f'{_REF} tag with name "$1" cannot use details when inside {_LIST}.',
    "list-name": f"{_REF} tag defined in {_LIST} has no name attribute.",
    "list-content": f'{_REF} tag with name "$1" defined in {_LIST} group "$2" has no content.',
    "list-unused": f'{_REF} tag with name "$1" defined in {_LIST} is not used in prior text.',
    "no-list": f'{_REF} tags exist for a group named "$1", but no corresponding '
    '<code>&lt;references group="$1"/&gt;</code> tag was found.',
}


def error(context: Context, kind: str, *values: str) -> str:
    """A message as the reader sees it; it is reported, and the page is put where MediaWiki collects such pages."""
    text = _MESSAGES[kind]
    for place, value in enumerate(values, 1):
        text = text.replace(f"${place}", escape(value, quote=False))
    near = f'"{values[0]}"' if values and values[0] else "<ref"
    context.report("cite-error", unescape(re.sub(r"<[^>]*>", "", text)), near=near)
    track(context, "cite-tracking-category-cite-error")
    language = context.inventory.site.language
    side = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    shown = words.error(f"Cite error: {words.error(text, language)}", language)
    return f'<span class="error mw-ext-cite-error" lang="{escape(language)}" dir="{side}">{shown}</span>'
