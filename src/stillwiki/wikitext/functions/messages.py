"""`int`: messages of the interface.

A wiki's own message is a page of namespace MediaWiki.
"""

from __future__ import annotations

from stillwiki.titles import MEDIAWIKI, Title
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.transclusion import enter
from stillwiki.wikitext.labels import label
from stillwiki.wikitext.registry import function


@function("int")
def int_(call: Call) -> str | None:
    """`{{int: message | $1 | $2}}`: the wiki's own text, MediaWiki's label, or the message's name in brackets."""
    if not call.first:
        return None
    text = message(call, call.first)
    if text is None:
        return f"⧼{call.first}⧽"
    frame = enter(call.frame, message_title(call, call.first))
    if isinstance(frame, str):
        return frame
    for number, value in enumerate(call.args()[1:], 1):
        text = text.replace(f"${number}", value)
    shown = frame.expand_text(text)
    return shown if call.context.spend(len(shown)) else ""


def message_title(call: Call, key: str) -> Title:
    """The page that holds a wiki's own text of a message."""
    return call.context.inventory.titles.make(MEDIAWIKI, key[:1].upper() + key[1:].replace("_", " "))


def message(call: Call, key: str) -> str | None:
    """The text of a message, with its `$1`."""
    inventory = call.context.inventory
    title = message_title(call, key)
    own = inventory.text(title.full)
    if own is not None:
        call.context.templates[title.full] = None
        return own
    return label(key, inventory.site.language, inventory.site.name)
