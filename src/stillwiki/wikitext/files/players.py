"""Audio and video: the browser's own player, which needs no script.

Rules: mediawiki.org, Extension:TimedMediaHandler. There is one source, the original file.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.files import sizes
from stillwiki.wikitext.files.kinds import kind_of

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context
    from stillwiki.wikitext.files.options import Options


def player(title: Title, chosen: Options, context: Context) -> str:
    """The element that plays a file."""
    tag = kind_of(title.text)
    info = context.inventory.media_info.get(title.text)
    width, height = sizes.shown(title.text, info, chosen) if tag == "video" else (0, 0)
    flags = "".join(f' {name}=""' for name in ("loop", "muted") if name in chosen.flags)
    size = "".join(f' {key}="{number}"' for key, number in (("width", width), ("height", height)) if number)
    span = _span(chosen, info.duration if info else 0.0)
    source = f'<source src="file:{escape(title.text)}{f"#{span}" if span else ""}">'
    return f'<span><{tag} controls="" preload="none"{flags}{size}>{source}</{tag}></span>'


def _span(chosen: Options, duration: float) -> str:
    """The part that is played, as a fragment of the address says it (W3C, Media Fragments)."""
    start, end = _seconds(chosen.values.get("start", "")), _seconds(chosen.values.get("end", ""))
    if start is None and end is None:
        return ""
    latest = max(duration - 1, 0.0) if duration else float("inf")
    begin = min(start or 0.0, latest)
    return f"t={_clock(begin)}" + (f",{_clock(end)}" if end is not None and end > begin else "")


def _seconds(text: str) -> float | None:
    if not re.fullmatch(r"(?:(?:\d+:)?\d+:)?\d+(?:\.\d+)?", text):
        return None
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"
