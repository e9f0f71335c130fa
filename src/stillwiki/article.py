"""One page of the source in its final form: front matter, Markdown, and what was found on the way.

`convert` is pure: it asks the index and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from stillwiki import dom, names
from stillwiki.diagnostics import Diagnostic
from stillwiki.dom import Element, Node
from stillwiki.entries import NOTE
from stillwiki.index import Index, IndexPlace
from stillwiki.infobox import infobox
from stillwiki.markdown.write import write
from stillwiki.model import Converted, Document, Facts, Found, Missing, Page
from stillwiki.titles import CATEGORY, FILE, HELP, MODULE, PROJECT, TEMPLATE
from stillwiki.weave import backlinks, categories, source, trees
from stillwiki.weave.indicators import indicators
from stillwiki.wikitext.passes.tidy import tidy

KINDS = {CATEGORY: "category", HELP: "help", PROJECT: "project", FILE: "file", TEMPLATE: "template", MODULE: "module"}
MAX_LINES = 6
"""Lines of a difference that a diagnostic shows."""

MAX_DESCRIPTION = 240
"""Characters of a page's first paragraph that search engines and previews are told."""


@dataclass(frozen=True, slots=True)
class Article:
    """A page to convert."""

    page: Page
    facts: Facts
    treatment: str
    """`page` for rendered text, `source` for source code with its documentation."""
    text: bytes
    """The facts' HTML: where there are many pages it is kept here alone, and bytes take half the room of a string."""

    @property
    def html(self) -> str:
        """MediaWiki's HTML before tidying."""
        return self.text.decode("utf-8", "surrogatepass")


def convert(article: Article, index: Index, *, self_check: bool = False, fault: Diagnostic | None = None) -> Converted:
    """Front matter and Markdown of a page; after a `fault`, its source."""
    page, facts = article.page, article.facts
    full = page.title.full
    path = index.entries[full].path
    place = IndexPlace(path, index)
    found = [*facts.diagnostics, *_links(facts, index)]
    tree = tidy(article.html)
    found += [*_own_fragments(tree, full, index), *trees.plant(tree, index, full)]
    if fault is not None or any(d.code == "internal-error" for d in facts.diagnostics):
        found += [fault] if fault else []
        body = source.section(page.text, page.model, title="")
    else:
        body = write(tree, place)
        found += _differences(full, tree, body, place) if self_check else []
        if article.treatment == "source" or page.model != "wikitext":
            body += source.section(page.text, page.model)
        if page.model not in ("wikitext", "Scribunto"):
            found.append(Diagnostic("model-unsupported", full, 0, f"pages of the model {page.model} show their source"))
        if page.title.namespace == CATEGORY:
            body += "\n" + categories.section(index, full, path)
    signs, lost = indicators(facts, index)
    meta = _meta(article, index, tree) | ({"indicators": signs} if signs else {})
    return Converted(full, Document(path, meta, body), (*found, *lost))


def _links(facts: Facts, index: Index) -> list[Diagnostic]:
    """Links to nothing, and to sections that do not exist."""
    found = []
    for link in facts.links:
        target = index.resolve(link.title, link.fragment)
        if isinstance(target, Missing):
            found.append(Diagnostic("link-missing", facts.title, 0, f"{target.title} does not exist"))
        elif isinstance(target, Found) and target.fragment and not index.anchor(target.title, target.fragment):
            found.append(Diagnostic("anchor-missing", facts.title, 0, f"{target.title} has no #{target.fragment}"))
    return found


def _own_fragments(tree: Element, full: str, index: Index) -> list[Diagnostic]:
    """Settle links within the page; one to a section that does not exist stays as plain text."""
    found = []
    for link in tree.elements("a"):
        fragment = link.attrs.get("href", "")[1:]
        if not link.attrs.get("href", "").startswith("#") or fragment.startswith(("cite_note-", "cite_ref-")):
            continue
        if anchor := index.anchor(full, fragment):
            link.attrs["href"] = f"#{anchor}"
        else:
            del link.attrs["href"]
            found.append(Diagnostic("anchor-missing", full, 0, f"the page has no #{fragment}"))
    return found


def _differences(full: str, tree: Element, body: str, place: IndexPlace) -> list[Diagnostic]:
    from stillwiki.markdown import selfcheck  # noqa: PLC0415  # with Python-Markdown, which only a check needs

    lines = selfcheck.differences(tree, body, place)
    return [Diagnostic("round-trip", full, 0, " / ".join(lines[:MAX_LINES]))] if lines else []


# -- front matter ----------------------------------------------------------------------------------


def _meta(article: Article, index: Index, tree: Element) -> dict[str, object]:
    page, facts = article.page, article.facts
    full = page.title.full
    home = index.entries[full].path == "index.md"
    kind = "home" if home else KINDS.get(page.title.namespace, "article" if page.title.namespace == 0 else "other")
    meta: dict[str, object] = {"title": _shown(facts, full)}
    if "<" in facts.display_title:
        from stillwiki.markdown import gate  # noqa: PLC0415  # with Python-Markdown, which few pages need

        meta["heading"] = gate.clean(facts.display_title)
    meta |= {"kind": kind, "source": _source(page, index)}
    if described := description(tree):
        meta["description"] = described
    if article.treatment == "page" and (box := infobox(page.text, article.html, tree, index.site)):
        meta["infobox"] = box
    if listed := filed(facts, index):
        meta["categories"] = listed
    if aliases := index.aliases.get(full):
        meta["aliases"] = list(aliases)
    if facts.languages:
        meta["languages"] = [_language(prefix, title, index) for prefix, title in facts.languages]
    meta |= backlinks.facts(index, full) | companion(index, full) | _styles(facts, index)
    if not facts.index:
        meta["index"] = False
    if kind not in ("article", "home", "help", "project"):
        meta["search"] = {"exclude": True} if kind in ("template", "module", "file") else {"boost": 0.5}
    if facts.toc is False or (facts.toc is None and len(facts.headings) < 2):
        meta["hide"] = ["toc"]
    return meta


def _shown(facts: Facts, full: str) -> str:
    """The title as plain text. The theme's search shows titles as HTML, so none may hold a `<`."""
    shown = " ".join(dom.parse(facts.display_title).text().split()) if facts.display_title else full
    return shown.replace("<", "‹")


def _source(page: Page, index: Index) -> dict[str, object]:
    site, revision = index.site, page.revision
    history = page.history or (revision,)
    found: dict[str, object] = {"kind": "wiki", "wiki": site.name, "title": page.title.full, "page": page.id}
    found |= {"revision": revision.id, "timestamp": revision.timestamp, "sha1": revision.sha1}
    found["authors"] = list(dict.fromkeys(r.author for r in history if r.author))
    if anonymous := sum(r.anonymous for r in history):
        found["anonymous"] = anonymous
    if history[0].parent and history[0].parent not in {r.id for r in history}:
        found["earlier"] = True
    if page.altered:
        found["altered"] = True
    if site.server:
        found["url"] = index.live(page.title.full)
        query = quote(page.title.underscored, safe="/:@!$()*,;~'")
        found["history"] = f"{site.server}{site.script_path}/index.php?title={query}&action=history"
    if site.licence:
        found["licence"] = {"name": site.licence, "url": site.licence_url}
    return found


def _styles(facts: Facts, index: Index) -> dict[str, object]:
    """The key `styles`."""
    paths = ((sheet.title, index.style_paths[sheet.title, sheet.within]) for sheet in facts.styles)
    found = [{"title": title, "url": names.address(path)} for title, path in paths]
    return {"styles": found} if found else {}


def companion(index: Index, full: str) -> dict[str, object]:
    """The note that goes with an article, or the article that goes with a note: the key `companion`."""
    other, definition = index.companions.get(full, ("", ""))
    if not other:
        return {}
    kind = "note" if index.entries[other].title.namespace == NOTE else "article"
    found: dict[str, object] = {"title": index.label(other), "url": names.address(index.entries[other].path)}
    return {"companion": found | {"kind": kind} | ({"definition": definition} if definition else {})}


def filed(facts: Facts, index: Index) -> list[dict[str, object]]:
    """The key `categories`."""
    listed: list[dict[str, object]] = []
    for category in facts.categories:
        target = index.resolve(category.name)
        if isinstance(target, Found):
            entry: dict[str, object] = {"title": index.shown(target.title), "url": names.address(target.path)}
            listed.append(entry | ({"hidden": True} if index.hidden(target.title) else {}))
    return listed


def _language(prefix: str, title: str, index: Index) -> dict[str, str]:
    address = index.site.interwiki.get(prefix, "").replace("$1", quote(title.replace(" ", "_")))
    return {"title": title, "url": address, "language": prefix}


def description(tree: Element) -> str:
    """Plain text of the first paragraph that says something; notes and what is hidden do not count."""
    for child in tree.children:
        if isinstance(child, Element) and child.tag == "p":
            text = " ".join(_words(child).split())
            if len(text) > 1:
                return text if len(text) <= MAX_DESCRIPTION else text[: MAX_DESCRIPTION - 1].rpartition(" ")[0] + "…"
    return ""


def _words(node: Node) -> str:
    if not isinstance(node, Element):
        return node.text
    if "reference" in node.classes() or node.tag in ("style", "script"):
        return ""
    return "".join(_words(child) for child in node.children)
