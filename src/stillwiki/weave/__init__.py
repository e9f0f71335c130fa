"""The pages that nobody wrote: categories, lists, special pages, redirects, a home page where there is none.

Pure functions over the index. What they add to a page stands in an element of class `generated`; what they
link is a relative `.md` link, so that MkDocs checks it. The room refuses files, clocks and the text of articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.weave import backlinks, categories, home, redirects, special, tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stillwiki.index import Index
    from stillwiki.model import Document, Static


def weave(index: Index, counts: Mapping[str, int] | None = None) -> Iterator[Document | Static]:
    """Every file of the tree that no page of the source stands behind, in a fixed order."""
    if home.missing(index):
        yield home.page(index)
    yield from categories.without_text(index)
    yield from categories.long_lists(index)
    yield from special.pages(index, counts)
    yield special.random_list(index)
    yield from backlinks.pages(index)
    yield from redirects.stubs(index)
    yield from tags.pages(index)
