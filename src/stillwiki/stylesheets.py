"""The style sheets of a wiki's templates as files of the tree, and what of them may not stand there."""

from __future__ import annotations

from collections.abc import Mapping

from stillwiki.diagnostics import Diagnostic
from stillwiki.index import Index
from stillwiki.model import Page


def stylesheets(index: Index, pages: Mapping[str, Page]) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Files by path, one for each sheet that a page of the tree uses; findings, each on its line of the sheet."""
    files: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    if not index.style_paths:
        return files, found
    from stillwiki.wikitext import sheets  # noqa: PLC0415  # the grammar of CSS, which few wikis need

    for (full, within), path in index.style_paths.items():
        sheet = sheets.clean(pages[full].text, within)
        files[path] = sheet.css.encode()
        found += [Diagnostic("styles-removed", full, line, f"{what} is left out") for line, what in sheet.findings]
    return files, found
