"""What the wiki answers to Lua: titles, pages, namespaces, addresses, counts, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.titles import CATEGORY, MAIN, MEDIAWIKI, SPECIAL, Title
from stillwiki.wikitext.addresses import address
from stillwiki.wikitext.labels import label
from stillwiki.wikitext.lua.host import Fault, Value, Values, answers, decode, encode
from stillwiki.wikitext.release import release

if TYPE_CHECKING:
    from stillwiki.wikitext.lua.machine import Machine

# -- titles ------------------------------------------------------------------------------------------------------------


def _fields(title: Title | None) -> Values:
    if title is None or not (title.text or title.fragment or title.interwiki):
        return (None,)
    return (title.namespace, *map(encode, (title.text, title.fragment, title.interwiki, title.full)))


@answers("title")
def title(machine: Machine, text: bytes, default: float) -> Values:
    """Namespace, text, fragment, interwiki prefix and full title of what a link may say; nothing if it is none."""
    return _fields(machine.context.inventory.titles.parse(decode(text), int(default)))


@answers("make_title")
def make_title(machine: Machine, namespace: float, text: bytes, fragment: bytes, interwiki: bytes) -> Values:
    """The same for a title whose namespace is known."""
    titles = machine.context.inventory.titles
    name = machine.context.inventory.site.namespaces[int(namespace)].name
    prefix = ":".join(part for part in (decode(interwiki), name) if part)
    wanted = f"{prefix}:{decode(text)}" if prefix else decode(text)
    found = titles.parse(wanted)
    if found is None or found.fragment or (interwiki and not found.interwiki):
        return (None,)
    return _fields(Title(found.namespace, found.text, found.prefix, decode(fragment), found.interwiki))


@answers("now")
def now(machine: Machine) -> Values:
    """The site's clock; asked for only when a module wants to know, so that other pages do not depend on it."""
    return (machine.now,)


@answers("current_title")
def current_title(machine: Machine) -> Values:
    """The page that is rendered."""
    return _fields(machine.context.title)


@answers("title_by_id")
def title_by_id(machine: Machine, number: float) -> Values:
    """The page of this number."""
    _expensive(machine)
    return _fields(machine.context.inventory.numbered(number))


# -- pages -------------------------------------------------------------------------------------------------------------


def _expensive(machine: Machine, kind: str = "", title: str = "") -> None:
    """Count an expensive question, on a title once; too many are an error of the module."""
    context = machine.context
    if not (context.afford(kind, title) if kind else context.afford_anew()):
        raise Fault("too many expensive function calls")


@answers("expensive")
def expensive(machine: Machine) -> Values:
    """Count an expensive question."""
    _expensive(machine)
    return ()


@answers("page")
def page(machine: Machine, full: bytes, namespace: float, interwiki: bytes) -> Values:
    """Number, existence, content model, and whether it is a redirect."""
    text, inventory = decode(full), machine.context.inventory
    if text != machine.context.title.full:
        _expensive(machine, "lua", text)
        machine.context.known.add(("page", text))
    found = inventory.pages.get(text)
    if found is None or interwiki:
        return (0, namespace == SPECIAL, b"wikitext", False)
    return (found.id, True, encode(found.model), inventory.redirect(text) is not None)


@answers("redirect_target")
def redirect_target(machine: Machine, full: bytes) -> Values:
    """Where a page redirects to."""
    return _fields(machine.context.inventory.redirect(decode(full)))


@answers("content")
def content(machine: Machine, full: bytes) -> Values:
    """Source of a page."""
    text = machine.context.inventory.text(decode(full))
    if text is not None:
        machine.context.templates[decode(full)] = None
    return (None if text is None else encode(text),)


@answers("json_page")
def json_page(machine: Machine, name: bytes) -> Values:
    """Source of a page that holds JSON."""
    inventory = machine.context.inventory
    found = inventory.titles.parse(decode(name))
    held = inventory.pages.get(found.full) if found else None
    if held is None or held.model != "json":
        raise Fault(f"bad argument #1 to 'mw.loadJsonData' ('{decode(name)}' is not a valid JSON page)")
    machine.context.templates[held.title.full] = None
    return (encode(held.text),)


@answers("page_categories")
def page_categories(_machine: Machine, _full: bytes) -> Values:
    """What categories another page is in is known only after all are scanned."""
    return ()


@answers("file_exists")
def file_exists(machine: Machine, name: bytes) -> Values:
    """Whether the source holds a file."""
    _expensive(machine)
    return (decode(name) in machine.context.inventory.media,)


# -- the site ----------------------------------------------------------------------------------------------------------


@answers("site")
def site(machine: Machine) -> Values:
    """Name, server, path of scripts, version."""
    found = machine.context.inventory.site
    version = found.generator.removeprefix("MediaWiki ").strip() or ".".join(map(str, release(found)))
    return tuple(map(encode, (found.name, found.server, found.script_path, version)))


@answers("namespaces")
def namespaces(machine: Machine) -> Values:
    """Six values for each: key, name, English name, subpages, capitalised, content."""
    found = machine.context.inventory.site
    flat: list[Value] = []
    for key, space in sorted(found.namespaces.items()):
        own, english = encode(space.name), encode(space.canonical)
        flat += (key, own, english, space.subpages, not space.case_sensitive, key in found.content_namespaces)
    return tuple(flat)


@answers("namespace_aliases")
def namespace_aliases(machine: Machine) -> Values:
    """Further names of namespaces and their keys."""
    aliases = {"Image": 6, "Image talk": 7, **machine.context.inventory.site.namespace_aliases}
    return tuple(value for name, key in aliases.items() for value in (encode(name), key))


@answers("interwiki")
def interwiki(machine: Machine) -> Values:
    """Prefixes and addresses of other wikis."""
    rows = machine.context.inventory.site.interwiki.items()
    return tuple(encode(value) for row in list(rows)[:1000] for value in row)


@answers("counts")
def counts(machine: Machine) -> Values:
    """Pages, articles, files, edits, users, active users, administrators."""
    found = machine.context.inventory.counts
    known = (found.get(name, 0) for name in ("pages", "articles", "files", "edits", "users"))
    return (*known, 0, 0)


@answers("category_counts")
def category_counts(machine: Machine, name: bytes) -> Values:
    """All members of a category, pages, subcategories, files; known when all pages are scanned."""
    context = machine.context
    context.asked_counts = True
    found = context.inventory.titles.parse(decode(name), CATEGORY)
    _expensive(machine, "category", found.full if found else decode(name))
    by_category = context.inventory.category_counts or {}
    pages, subcategories, files = by_category.get(found.full, (0, 0, 0)) if found else (0, 0, 0)
    return (pages + subcategories + files, pages, subcategories, files)


@answers("pages_in_namespace")
def pages_in_namespace(machine: Machine, key: float) -> Values:
    """Pages in a namespace."""
    return (machine.context.inventory.counts_by_namespace.get(int(key), 0),)


@answers("url")
def url(machine: Machine, kind: bytes, name: bytes, query: bytes) -> Values:
    """Address of a page on the live wiki."""
    inventory = machine.context.inventory
    found = inventory.titles.parse(decode(name), MAIN)
    if found is None:
        return (None,)
    return (encode(address(found, decode(query), inventory, full=kind != b"local")),)


@answers("current_url")
def current_url(machine: Machine) -> Values:
    """Address of the page that is rendered."""
    return (encode(address(machine.context.title, "", machine.context.inventory, full=True)),)


@answers("message")
def message(machine: Machine, key: bytes, language: bytes) -> Values:
    """Text of an interface message: the wiki's own, or a label that is known."""
    inventory, name = machine.context.inventory, decode(key)
    own = None
    if name:
        own = inventory.text(inventory.titles.make(MEDIAWIKI, name[:1].upper() + name[1:].replace("_", " ")).full)
    if own is None:
        own = label(name, decode(language) or inventory.site.language, inventory.site.name)
    return (None if own is None else encode(own),)


@answers("warn")
def warn(machine: Machine, text: bytes) -> Values:
    """A warning for whoever edits the page: here, for the report."""
    machine.context.report("lua-error", f"warning: {decode(text)}")
    return ()
