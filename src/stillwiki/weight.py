"""What a built site weighs, held against what its host takes and what a reader waits for.

Rules: GitHub Docs, "GitHub Pages limits": a published site may be 1 GB. It refuses to judge anything but bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from stillwiki.diagnostics import Diagnostic
from stillwiki.stamps import regular

SITE_BYTES = 1_000_000_000
PAGE_BYTES = 1_000_000
"""Of the HTML of one page, before it is compressed."""


def weigh(
    folder: Path, site_bytes: int = SITE_BYTES, page_bytes: int = PAGE_BYTES, sizes: Mapping[str, int] | None = None
) -> Iterator[Diagnostic]:
    """What is too heavy in a built site: the whole, and single pages; `sizes` of its files, if somebody has looked."""
    sizes = {name: found.st_size for name, found in regular(folder)} if sizes is None else sizes
    if (total := sum(sizes.values())) > site_bytes:
        largest = sorted(sizes, key=lambda name: (-sizes[name], name))[:5]
        hint = "largest: " + ", ".join(f"{name} ({megabytes(sizes[name])})" for name in largest)
        yield Diagnostic(
            "site-too-large", ".", 0, f"{megabytes(total)}; GitHub Pages takes {megabytes(site_bytes)}", hint
        )
    for name, size in sorted(sizes.items()):
        if name.endswith(".html") and size > page_bytes:
            yield Diagnostic("page-heavy", name, 0, f"{megabytes(size)} of HTML")


def megabytes(size: int) -> str:
    """A number of bytes for people."""
    return f"{size / 1e6:,.1f} MB"
