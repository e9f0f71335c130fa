"""What a real MediaWiki exports is read as what its own API says; skipped where none is installed (`scripts/live`)."""

from __future__ import annotations

from pathlib import Path

from mediawiki.editor import Editor
from mediawiki.life import Life
from mediawiki.loopback import Loopback
from stillwiki import sources
from stillwiki.sources import Settings


def test_an_export_holds_what_the_wiki_says(live_wiki: Loopback, tmp_path: Path) -> None:
    Life(live_wiki, seed=7).live(30)
    dump = tmp_path / "wiki.xml"
    live_wiki.maintain("dumpBackup", "--full", "--uploads", "--quiet", f"--output=file:{dump}")
    wiki = sources.read(dump, Settings())
    read = {page.title.full: (page.id, page.revision.id, page.text.rstrip(), page.model) for page in wiki.pages}
    told = {}
    for title in pages(live_wiki):
        page = Editor(live_wiki).ask(
            action="query", prop="revisions", titles=title, rvprop="ids|content|contentmodel", rvslots="main"
        )["query"]["pages"][0]
        revision = page["revisions"][0]
        text = revision["slots"]["main"]
        told[title] = (page["pageid"], revision["revid"], text["content"].rstrip(), text["contentmodel"])
    assert read == told
    assert wiki.site.name == "Loopback Wiki"


def pages(wiki: Loopback) -> list[str]:
    """Titles of all pages, in all namespaces."""
    editor = Editor(wiki)
    found = editor.ask(action="query", meta="siteinfo", siprop="namespaces")["query"]["namespaces"]
    return [
        page["title"]
        for space in found
        if int(space) >= 0
        for page in editor.ask(action="query", list="allpages", aplimit="max", apnamespace=space)["query"]["allpages"]
    ]
