"""What is done page by page: the pure functions that are mapped over pages, notes and articles.

A fault of ours costs the page its rendering and is a finding; it never ends the run.
"""

from __future__ import annotations

import sys
import traceback

from stillwiki import notepage
from stillwiki.article import Article, convert
from stillwiki.diagnostics import Diagnostic
from stillwiki.index import Index
from stillwiki.inventory import Inventory
from stillwiki.model import Converted, Facts, Page
from stillwiki.notebook import Notebook
from stillwiki.notepage import NotePage
from stillwiki.notes import Note, Outline
from stillwiki.obsidian import scan as obsidian_scan
from stillwiki.wikitext.render import scan

DEEP = 20_000
"""Python frames that nested templates may take: a hundred levels of transclusion with deep arguments."""


def scan_page(held: Inventory, page: Page) -> Facts:
    """Scan one page; a fault of ours costs the page its rendering, not the run."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEP))
    try:
        return scan(page, held)
    except Exception as error:  # noqa: BLE001  # one bad page never stops the others
        return Facts(page.title.full, diagnostics=(_fault(page.title.full, error),))


def convert_page(index: Index, article: Article, *, self_check: bool = False) -> Converted:
    """Convert one page; a fault of ours leaves its source to read."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEP))
    try:
        return convert(article, index, self_check=self_check)
    except Exception as error:  # noqa: BLE001  # one bad page never stops the others
        return convert(article, index, fault=_fault(article.page.title.full, error))


def scan_note(note: Note) -> tuple[str, Outline]:
    """Scan one note; a fault of ours leaves it without anchors, which its conversion then reports."""
    try:
        return note.path, obsidian_scan.scan(note)
    except Exception:  # noqa: BLE001  # one bad note never stops the others
        return note.path, Outline()


def convert_note(book: Notebook, licence: tuple[str, str], path: str) -> NotePage:
    """Convert one note, canvas or base; a fault of ours leaves its source to read."""
    try:
        return notepage.convert(book, path, licence)
    except Exception as error:  # noqa: BLE001  # one bad note never stops the others
        return notepage.convert(book, path, licence, fault=_fault(path, error))


def _fault(page: str, error: Exception) -> Diagnostic:
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{where.filename.rpartition('stillwiki/')[2]}:{where.lineno}"
    return Diagnostic("internal-error", page, 0, f"{type(error).__name__}: {error}", f"at {place}")
