"""The search of a large site: an index by Pagefind, of which a browser fetches no more than a query needs.

MkDocs' own search sends every reader the text of all pages, which is too much beyond some 1,500. The theme marks what
is searched (`data-pagefind-body`); Pagefind is run over a built site, or over its parts where it is very large.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stillwiki.search import program
from stillwiki.search.parts import Given, Parts

__all__ = ["ENVIRONMENT", "FOLDER", "MANY", "Given", "Pagefind", "chosen"]

MANY = 1_500
"""Pages that MkDocs' own search serves well."""
FOLDER = "search"
"""Where the index stands in the site; the tree leaves the name free, for MkDocs' index stands there, too."""
ENVIRONMENT = {"STILLWIKI_MKDOCS_SEARCH": "false", "STILLWIKI_PAGEFIND": "true"}
"""What tells `mkdocs.yml` that Pagefind is the search."""


@dataclass(frozen=True, slots=True)
class Pagefind:
    """Search by Pagefind, for words of a language."""

    language: str
    """Code of the language whose endings are taken off words; of one that Pagefind does not know, none are."""
    whole: int = 2_500
    """Pages of which one run makes the index: it takes 116 KB of memory for each."""
    part: int = 128
    """Pages beyond which a part is divided; a changed page costs as much as its part."""

    def index(self, site: Path, given: Given | None = None) -> None:
        """Write the index of a built site into it; the same site gives the same files, whatever is known of another."""
        site = site.absolute()
        parts = Parts(site, FOLDER, self.language, self.part, given or Given())
        if parts.count <= self.whole or not parts.write():
            program.run(site, site / FOLDER, self.language)


def chosen(tree: Iterable[str], language: str) -> Pagefind | None:
    """How a tree of these files is searched: by Pagefind where it has many pages, else by MkDocs itself."""
    return Pagefind(language) if sum(path.endswith(".md") for path in tree) > MANY else None
