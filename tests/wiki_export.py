"""The export of a wiki in memory, version 0.11."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from stillwiki.sources.digest import base36
from wiki_model import NAMESPACES, Page, Revision, Wiki


def export(wiki: Wiki, pages: Sequence[Page], base: str, *, history: bool = False) -> str:
    """An export of these pages, version 0.11."""
    spaces = "".join(
        f'<namespace key="{number}" case="first-letter">{escape(name)}</namespace>'
        for number, name in NAMESPACES.items()
    )
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n'
        f"  <siteinfo><sitename>{escape(wiki.name)}</sitename><dbname>loopbackwiki</dbname>"
        f"<base>{base}/wiki/{wiki.main.replace(' ', '_')}</base><generator>MediaWiki 1.45.1</generator>"
        f"<case>first-letter</case><namespaces>{spaces}</namespaces></siteinfo>\n"
        + "".join(_exported(page, page.revisions if history else page.revisions[-1:]) for page in pages)
        + "</mediawiki>\n"
    )


def _exported(page: Page, revisions: Sequence[Revision]) -> str:
    target = page.last.text.partition("[[")[2].partition("]]")[0].partition("#")[0]
    redirect = f"<redirect title={quoteattr(target)} />" if page.redirect else ""
    return (
        f"  <page><title>{escape(page.title)}</title><ns>{page.namespace}</ns><id>{page.id}</id>{redirect}"
        + "".join(_exported_revision(page, revision) for revision in revisions)
        + "</page>\n"
    )


def _exported_revision(page: Page, revision: Revision) -> str:
    sha1 = base36(bytes.fromhex(revision.sha1))
    parent = f"<parentid>{revision.parent}</parentid>" if revision.parent else ""
    author = "ip" if revision.user[:1].isdigit() else "username"
    number = "" if author == "ip" else "<id>1</id>"
    size = len(revision.text.encode())
    return (
        f"<revision><id>{revision.id}</id>{parent}<timestamp>{revision.time}</timestamp>"
        f"<contributor><{author}>{escape(revision.user)}</{author}>{number}</contributor>"
        f"<comment>{escape(revision.comment)}</comment><origin>{revision.id}</origin>"
        f"<model>{page.model}</model><format>text/x-wiki</format>"
        f'<text bytes="{size}" sha1="{sha1}" xml:space="preserve">{escape(revision.text)}</text>'
        f"<sha1>{sha1}</sha1></revision>"
    )
