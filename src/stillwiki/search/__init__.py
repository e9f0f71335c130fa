"""The search of a large site: an index by Pagefind, of which a browser fetches no more than a query needs.

MkDocs' own search sends every reader the text of all pages, which is too much beyond some 1,500. The theme marks what
is searched (`data-pagefind-body`); Pagefind is run over parts of a built site, or over the pages of it that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from stillwiki.search import program
from stillwiki.search.making import Given, Making
from stillwiki.search.parts import ENTRY
from stillwiki.search.whole import Index

__all__ = ["ENVIRONMENT", "FOLDER", "MANY", "Given", "Pagefind", "chosen", "files_of"]

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
    part: int = 512
    """Pages of which one run makes an index: it takes 116 KB of memory for each."""

    def index(self, site: Path, given: Given | None = None) -> Mapping[str, object]:
        """Write the index of a built site into it; the same site gives the same files, whatever is known of another.

        Gives what is to be told the next time.
        """
        site = site.absolute()
        made = Making(site, FOLDER, self.language, self.part, given or Given()).make()
        if made:
            return made.told()
        program.run(site, site / FOLDER, self.language)
        return {}


def files_of(told: Mapping[str, object], last: Mapping[str, object]) -> tuple[set[str], set[str]]:
    """Files that an index took over from the last one, and those that were made, by what was told of both."""
    files = Index.files_of(told)
    same = files & Index.files_of(last) - {f"{FOLDER}/{ENTRY}"}
    return same, files - same


def chosen(tree: Iterable[str], language: str) -> Pagefind | None:
    """How a tree of these files is searched: by Pagefind where it has many pages, else by MkDocs itself."""
    return Pagefind(language) if sum(path.endswith(".md") for path in tree) > MANY else None
