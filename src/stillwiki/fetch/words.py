"""A stranger's words in messages of ours: shown, but without what could steer a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text of one line, whatever is not to be seen replaced."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
