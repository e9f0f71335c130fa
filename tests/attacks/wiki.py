"""A wiki whose every page is an attack, and the site that comes of it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from attacks.vectors import FIELDS, notes, texts, titles
from stillwiki import interwiki, output
from stillwiki import site as site_
from stillwiki.config import Config
from stillwiki.model import Page, Rendering, Revision, Site
from stillwiki.notes import Vault
from stillwiki.pipeline import Options, convert_wiki
from stillwiki.plan import Wishes, settle, treatments
from stillwiki.sources import Wiki
from stillwiki.sources.content_model import default_model
from stillwiki.sources.vault import read_vault
from stillwiki.titles import default_namespaces

NOW = "2026-01-30T08:00:00Z"
FILES = ("Real.png", 'A"onerror=top.canary=1.png', 'A"onerror=top.canary=1.webm', "A'onerror=top.canary=1.ogg")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" onload="top.canary=1"><script>top.canary=1</script></svg>'
_ILLEGAL = re.compile(r"[<>\[\]{}|#&;]")
HARMLESS = "Harmless"
HEADINGS = "== One ==\nx\n== Two ==\nx\n== Three ==\nx\n"
STYLED = (
    '<templatestyles src="SHEET" /><templatestyles src="SHEET" wrapper="~ .about-page, html" />'
    '<templatestyles src="SHEET" wrapper="}*{display:none!important} x" />'
    '<div class="attack md-header" title="https://evil.example/x.png"><p>x</p>'
    "<ul><li>[https://me.example x]</li></ul></div>"
)
HELPERS = {
    "Main Page": "Welcome. [[Harmless]]",
    HARMLESS: HEADINGS + "[[Category:Attacks]]",
    "Template:Hostile": "{{{1|<script>top.canary=1</script>}}}",
    "Template:Script": "script",
    "Template:Attack.css": "body{background:url(https://evil.example/x.png)} </style><script>top.canary=1</script>",
    "MediaWiki:Hostile": "<script>top.canary=1</script>",
    "MediaWiki:Common.css": "body{background:url(https://evil.example/x.png)}",
}


def plain() -> Site:
    """A wiki that says nothing hostile of itself but has neighbours that are."""
    known = {**interwiki.DEFAULT, "evil": "javascript:$1//", "xx": "javascript:top.canary=1//$1"}
    return Site(
        "Attacked",
        default_namespaces("Attacked"),
        server="https://wiki.example",
        now=NOW,
        interwiki={**known, "yy": 'https://evil.example/"onclick="top.canary=1$1'},
        language_links=frozenset({"xx", "yy"}),
    )


def hostile(value: str) -> Site:
    """A wiki that says this of itself, whatever it is asked."""
    spaces = {
        key: replace(space, name=f"N{key} {_ILLEGAL.sub('', value)}") if key in (4, 12, 14) else space
        for key, space in default_namespaces("X").items()
    }
    return Site(
        value,
        spaces,
        database=value,
        base=value,
        generator=value,
        language=value,
        server=value,
        article_path=f"/{value}/$1",
        script_path=f"/{value}",
        interwiki={"evil": f"{value}$1"},
        language_links=frozenset({"evil"}),
        licence=value,
        licence_url=value,
        now=NOW,
    )


def _pages() -> dict[str, str]:
    pages = dict(HELPERS)
    for vector in texts():
        text = vector.text
        if vector.kind == "lua":
            module = f"Module:{vector.name}"
            pages[module] = f"local p = {{}}\nfunction p.main(frame)\n{text}\nend\nreturn p"
            text = f"{{{{#invoke:{vector.name}|main}}}}"
        if vector.kind == "sheets":
            pages[f"Template:{vector.title}/styles.css"] = text
            text = STYLED.replace("SHEET", f"{vector.title}/styles.css")
        pages[vector.title] = text
        if vector.kind in ("html", "attributes", "styles"):  # a wiki's own HTML may say the same
            pages[f"Rendered {vector.title}"] = text
    for title in titles():
        pages[title] = f"{HEADINGS}[[:{title}]] [[:{title}|x]] [[:{title} missing]] [[Category:Attacks]]\n"
        pages[f"To {title}"] = f"#REDIRECT [[:{title}#{title}]]"
        pages[f"{title} from"] = "#REDIRECT [[Harmless#One]]"
    for number, prefix in enumerate(("evil:top.canary=1", "yy:x", 'User:"onclick=x', "Special:Nothing/<", "Nowhere'")):
        pages[f"Away {number}"] = f"#REDIRECT [[:{prefix}]]"
    return {**pages, "All": "".join(f"[[:{title}]] " for title in titles()) + "[[xx:Hostile]] [[yy:Hostile]]"}


def made(site: Site, texts_: dict[str, str], folder: Path) -> Wiki:
    """A wiki of these pages, by hostile authors, with hostile files."""
    authors, rules, pages = cycle(FIELDS), site.titles(), {}
    for number, (name, text) in enumerate(sorted(texts_.items()), 1):
        title = rules.parse(name)
        if title is None or title.interwiki:
            continue  # no wiki can have this page
        model = default_model(title)
        who = tuple(Revision(number, stamp, next(authors), comment=next(authors)) for stamp in (next(authors), NOW))
        page = Page(title, number, text, model, who[-1] if number % 2 else who[0], who)
        pages[title.full] = _rendered(page) if name.startswith("Rendered ") else page
    media = dict.fromkeys((*FILES, "Evil.html", "Evil.js"), folder / "file.bin") | {"Evil.svg": folder / "e.svg"}
    folder.joinpath("file.bin").write_bytes(b"x")
    folder.joinpath("e.svg").write_text(DRAWING, "utf-8")
    return Wiki(site, tuple(pages[full] for full in sorted(pages)), media=media)


def _rendered(page: Page) -> Page:
    """The page with its text as the wiki's own HTML, and with another text that needs it."""
    said = tuple((field, field) for field in FIELDS)
    return replace(page, text="<timeline>x</timeline>", rendering=Rendering(page.revision.id, page.text, said))


def _vault(folder: Path) -> Vault:
    """A vault of hostile notes, with hostile files and names."""
    folder.mkdir()
    for vector in notes():
        name = vector.title if "." in vector.title else f"{vector.title}.md"
        folder.joinpath(name).write_text(vector.text, "utf-8")
    for name in titles():
        if (stem := name.replace("/", "∕").replace("\0", "")).strip(" ."):
            folder.joinpath(f"{stem[:80]}.md").write_text(f"# {name}\n\n[[{name}]] [[{name}|x]] #{name}\n", "utf-8")
    for name in (*FILES, "Evil.html", "Evil.js", "Evil.pdf"):
        folder.joinpath(name).write_bytes(b"x")
    folder.joinpath("Evil.svg").write_text(DRAWING, "utf-8")
    return read_vault(folder)


def build(site: Site, texts_: dict[str, str], folder: Path, vault: Vault | None = None) -> Path:
    """Convert a wiki and a vault, write their tree, run MkDocs."""
    wiki = made(site, texts_, folder)
    tree = convert_wiki(wiki, Options(treatments(site, {})), vault)
    output.write(folder / "pages", tree.files, {})
    plan = settle(Config(), Wishes(Path("x"), pages=folder / "pages", site_url="https://me.example/still/"))
    (folder / "mkdocs.yml").write_text(site_.derived(site_.base_configuration(), site, plan, tree.files), "utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build.build(config)
    return folder / "site"


def attacked(folder: Path) -> Path:
    """The site of all attacks by texts and titles."""
    return build(plain(), _pages(), folder, _vault(folder / "vault"))
