"""The search of a large site: an index by Pagefind, of which a browser fetches no more than a query needs.

MkDocs' own search sends every reader the text of all pages, which is too much beyond some 1,500. The theme marks what
is searched (`data-pagefind-body`); Pagefind is run over a built site. Refuses to keep what the theme does not load.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stillwiki.errors import OutputError

MANY = 1_500
"""Pages that MkDocs' own search serves well."""
FOLDER = "search"
"""Where the index stands in the site; the tree leaves the name free, for MkDocs' index stands there, too."""
ENVIRONMENT = {"STILLWIKI_MKDOCS_SEARCH": "false", "STILLWIKI_PAGEFIND": "true"}
"""What tells `mkdocs.yml` that Pagefind is the search."""

_NOT_SEARCHED = ".headerlink, .footnote-ref, sup.reference, .about-page, details.contents, [data-search-exclude]"
"""What an article holds beside its text; MkDocs' own search leaves out the same."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_UNUSED = re.compile(r"pagefind-(?!worker\.js$|entry\.json$).+\.(?:js|css)")
"""Search boxes that Pagefind brings along."""


@dataclass(frozen=True, slots=True)
class Pagefind:
    """Search by Pagefind, for words of a language."""

    language: str
    """Code of the language whose endings are taken off words; of one that Pagefind does not know, none are."""

    def index(self, site: Path) -> None:
        """Write the index of a built site into it; the same site gives the same files."""
        language = self.language.lower()
        command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(site.absolute())]
        command += [f"--output-path={site.absolute() / FOLDER}", f"--exclude-selectors={_NOT_SEARCHED}"]
        command += [f"--force-language={language if _LANGUAGE.fullmatch(language) else 'unknown'}"]
        # Pagefind also listens to its environment and to a file where it runs; neither may decide what is built.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        done = subprocess.run(command, cwd=site, capture_output=True, text=True, env=environment, check=False)  # noqa: S603  # our own words
        if done.returncode or not (site / FOLDER / "pagefind.js").is_file():
            said = (done.stderr + done.stdout).strip() or "it says nothing"
            raise OutputError(f"{site}: Pagefind makes no index of the site:\n{said[-2000:]}")
        for path in (site / FOLDER).iterdir():
            if _UNUSED.fullmatch(path.name):
                path.unlink()


def chosen(tree: Iterable[str], language: str) -> Pagefind | None:
    """How a tree of these files is searched: by Pagefind where it has many pages, else by MkDocs itself."""
    return Pagefind(language) if sum(path.endswith(".md") for path in tree) > MANY else None
