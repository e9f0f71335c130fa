"""What is done page by page: the pure functions that are mapped over pages and articles (of notes: `notewise`).

A fault of ours costs the page its rendering and is a finding; it never ends the run. Where the process that was
at a page is lost, the page is made once more, without its modules, and at last shows its source.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from functools import partial

from stillwiki.article import Article, convert
from stillwiki.diagnostics import Diagnostic
from stillwiki.index import Index
from stillwiki.inventory import Inventory
from stillwiki.kept import HARM
from stillwiki.markdown import frontmatter
from stillwiki.model import Converted, Facts, Page
from stillwiki.task import Task
from stillwiki.wikitext.render import scan

DEEP = 20_000
"""Python frames that nested templates may take: a hundred levels of transclusion with deep arguments."""


# -- scan ------------------------------------------------------------------------------------------


def scan_page(held: Inventory, page: Page, *, modules: bool = True) -> Facts:
    """Scan one page; a fault of ours costs the page its rendering, not the run."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEP))
    try:
        return scan(page, held, modules=modules)
    except HARM:  # the caches', not the page's: the run begins anew without them
        raise
    except Exception as error:  # noqa: BLE001  # one bad page never stops the others
        return _without_expansion(held, page, fault_of(page.title.full, error))


def _scan_without_modules(held: Inventory, page: Page, reason: str) -> Facts:
    facts = scan_page(held, page, modules=False)
    return replace(facts, diagnostics=(_lost(page.title.full, reason, "shown without its modules"), *facts.diagnostics))


def _not_expanded(held: Inventory, page: Page, reason: str) -> Facts:
    return _without_expansion(held, page, given_up(page.title.full, reason))


def _not_scanned(_held: Inventory, page: Page, reason: str) -> Facts:
    return Facts(page.title.full, diagnostics=(given_up(page.title.full, reason),))


def _without_expansion(held: Inventory, page: Page, fault: Diagnostic) -> Facts:
    """What is left of a page that cannot be expanded: the wiki's own HTML of it, if there is any, or its source."""
    if page.rendering is not None and page.rendering.revision == page.revision.id:
        with suppress(Exception):
            facts = scan(page, held, modules=False, expanded=False)
            lost = replace(fault, code="process-lost", message=f"{fault.message}; shown as the wiki rendered it")
            return replace(facts, diagnostics=(lost, *facts.diagnostics))
    return Facts(page.title.full, diagnostics=(fault,))


SCAN = Task(scan_page, (_scan_without_modules, _not_expanded, _not_scanned))
"""Takes inventory and page."""


# -- convert ---------------------------------------------------------------------------------------


def convert_page(index: Index, article: Article, *, self_check: bool = False) -> Converted:
    """Convert one page; a fault of ours leaves its source to read."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEP))
    try:
        done = convert(article, index, self_check=self_check)
    except HARM:  # as above
        raise
    except Exception as error:  # noqa: BLE001  # one bad page never stops the others
        done = convert(article, index, fault=fault_of(article.page.title.full, error))
    # Spelled here, so that it is done by all processes, and once for each page that is remembered.
    return replace(done, document=replace(done.document, head=frontmatter.dump(done.document.meta)))


def _convert_again(index: Index, article: Article, reason: str) -> Converted:
    done = convert_page(index, article)
    return replace(done, diagnostics=(_lost(article.page.title.full, reason, "converted once more"), *done.diagnostics))


def _not_converted(index: Index, article: Article, reason: str) -> Converted:
    bare = replace(article, facts=replace(article.facts, display_title=""), treatment="source", text=b"")
    return convert(bare, index, fault=given_up(article.page.title.full, reason))


def converting(*, self_check: bool) -> Task[Converted]:
    """Takes index and article."""
    return Task(partial(convert_page, self_check=self_check), (_convert_again, _not_converted))


# -- findings --------------------------------------------------------------------------------------


def fault_of(page: str, error: Exception) -> Diagnostic:
    """A fault of ours, and where it is."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{where.filename.rpartition('stillwiki/')[2]}:{where.lineno}"
    return Diagnostic("internal-error", page, 0, f"{type(error).__name__}: {error}", f"at {place}")


def _lost(page: str, reason: str, done: str) -> Diagnostic:
    return Diagnostic("process-lost", page, 0, f"{reason}; {done}")


def given_up(page: str, reason: str) -> Diagnostic:
    """That a page took every process with it."""
    return Diagnostic("internal-error", page, 0, f"{reason}, more than once")
