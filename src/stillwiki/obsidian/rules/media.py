"""Embeds and images: pictures, players, documents, and notes within notes."""

from __future__ import annotations

from collections.abc import Iterator

from stillwiki.obsidian import embeds
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule


@rule("embed")
def embed(found: Found, page: Page) -> Iterator[Edit]:
    """`![[target|size]]`."""
    yield from embeds.edits(found, page)


@rule("image")
def image(found: Found, page: Page) -> Iterator[Edit]:
    """`![alt|100](address)`."""
    yield from embeds.image(found, page)
