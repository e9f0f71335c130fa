"""Strip markers: finished HTML that the passes over wikitext must not see.

A marker is a token between two DEL characters, which wikitext cannot contain (they are removed on the way in).
"""

from __future__ import annotations

import re

DEL = "\x7f"
_MARKER = re.compile(DEL + r"'\"`UNIQ-([a-z]+)-([0-9a-f]+)-QINU`\"'" + DEL)


class StripState:
    """The finished pieces of one page.

    `general` markers are put back before paragraphs are made, `nowiki` markers (plain text) and `link` markers after.
    """

    def __init__(self) -> None:
        self.pieces: dict[str, str] = {}

    def add(self, kind: str, html: str) -> str:
        """Keep `html`, give the marker that stands for it."""
        marker = f"{DEL}'\"`UNIQ-{kind}-{len(self.pieces):08x}-QINU`\"'{DEL}"
        self.pieces[marker] = html
        return marker

    def unstrip(self, text: str, *kinds: str) -> str:
        """Put back the pieces of these kinds (of all kinds if none is named), also markers inside pieces."""
        if DEL not in text:
            return text

        def piece(match: re.Match[str]) -> str:
            if kinds and match[1] not in kinds:
                return match[0]
            return self.unstrip(self.pieces.get(match[0], ""), *kinds)

        return _MARKER.sub(piece, text)


def kill(text: str) -> str:
    """Text without any marker or part of one, for places that hold plain text."""
    return _MARKER.sub("", text).replace(DEL, "") if DEL in text else text


def clean(text: str) -> str:
    """Source text as it may enter: without characters that markers are made of."""
    return text.replace(DEL, "\ufffd").replace("\x00", "\ufffd")
