"""Compares what Zensical makes of the tree with what MkDocs made of it: pages that are missing, and their words.

Titles, navigation and contents are each theme's own; what is compared is the text of the article.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import yaml
from selectolax.lexbor import LexborHTMLParser

HERE = Path(__file__).parents[1]
SHOWN = 10


def words(path: Path) -> list[str]:
    """Words of an article, without what a theme puts beside its headings."""
    page = LexborHTMLParser(path.read_text("utf-8"))
    for mark in page.css(".headerlink, nav, h1, details.contents"):
        mark.decompose()
    article = page.css_first("article")
    return article.text(separator=" ").split() if article else []


def build(site: str) -> None:
    """Run Zensical with our configuration and a site of its own; it wants both inside the project."""
    configuration = HERE / f"{site}.yml"
    configuration.write_text(yaml.safe_dump({"INHERIT": "mkdocs.yml", "site_dir": site}), "utf-8")
    zensical = str(Path(sys.executable).with_name("zensical"))
    subprocess.run([zensical, "build", "--clean", "--config-file", str(configuration)], cwd=HERE, check=True)  # noqa: S603  # our own words


def main() -> None:
    """Build, compare, and fail where pages or words are missing."""
    build(".canary")
    other, ours = HERE / ".canary", HERE / "site"
    pages = sorted(path.relative_to(ours) for path in ours.rglob("index.html"))
    pages = [page for page in pages if words(ours / page)]
    missing = [page for page in pages if not (other / page).is_file()]
    differing = [page for page in pages if page not in missing and words(ours / page) != words(other / page)]
    for what, found in (("missing", missing), ("other words", differing)):
        for page in found[:SHOWN]:
            click.echo(f"{page}: {what}")
    click.echo(f"{len(pages)} pages; {len(missing)} missing, {len(differing)} with other words")
    sys.exit(bool(missing or differing))


main()
