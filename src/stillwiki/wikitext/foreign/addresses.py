"""What an address in a wiki's HTML leads to: a page of the wiki, an uploaded file, a place on the page, the web.

Rules: mediawiki.org, Manual:Short URL (`$wgArticlePath`), Manual:Parameters to index.php, and
Manual:$wgHashedUploadDirectory for the places of files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from stillwiki.titles import FILE, SPECIAL, Title
from stillwiki.wikitext.passes.external import SCHEMES, clean_url

if TYPE_CHECKING:
    from stillwiki.inventory import Inventory

_UPLOAD = re.compile(r"/(?:thumb/)?([0-9a-f])/\1[0-9a-f]/([^/]+)(?:/[^/]*)?$")
_FLAT = re.compile(r"/images/(?:thumb/([^/]+)/[^/]+|([^/]+))$")
"""Where `$wgHashedUploadDirectory` is off."""
_RED = {"action": ["edit"], "redlink": ["1"]}
"""What a link to a missing page asks for beside its title."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads; one of the first three, or nowhere."""

    title: Title | None = None
    """A page of the wiki, with the fragment."""
    file: str = ""
    """Title of an uploaded file, without namespace: its bytes."""
    url: str = ""
    """An address of the web, or `#fragment`."""


def target(href: str, inventory: Inventory) -> Target:
    """Read the address of a link."""
    href = href.strip()
    if href.startswith("#"):
        return Target(url="#" + unquote(href[1:]))
    absolute = _absolute(href, inventory)
    try:
        parts = urlsplit(absolute)
    except ValueError:
        return Target()
    local = parts.netloc.lower() == urlsplit(inventory.site.server).netloc.lower()
    if local and (title := _title(parts.path, parts.query, unquote(parts.fragment), inventory)) is not None:
        return Target(title)
    if name := uploaded(absolute, inventory):
        return Target(file=name)
    known = absolute.lower().startswith((*SCHEMES, "//"))
    return Target(url=clean_url(absolute)) if known else Target()


def uploaded(address: str, inventory: Inventory) -> str:
    """Title of the file that an address of bytes or of a thumbnail belongs to, where the source holds that."""
    name = name_of_upload(address, inventory)
    return held(inventory.titles.make(FILE, name), inventory) if name else ""


def name_of_upload(address: str, inventory: Inventory) -> str:
    """Title of the file that an address of bytes or of a thumbnail belongs to by its form, or nothing."""
    path, _, query = address.partition("#")[0].partition("?")
    if path.endswith(("/thumb.php", "/img_auth.php", "/thumb_handler.php")) and query:
        name = parse_qs(query).get("f", [""])[0]
    elif match := _UPLOAD.search(path):
        name = unquote(match[2])
    else:
        match = _FLAT.search(path)
        name = unquote(match[1] or match[2]) if match else ""
    title = inventory.titles.parse(name, FILE) if name else None
    return title.text if title is not None and title.namespace == FILE else ""


def held(title: Title, inventory: Inventory) -> str:
    """Title without namespace of a file whose bytes the source holds, after a redirect of its page, or nothing."""
    redirect = inventory.redirect(title.full)
    for found in (title, redirect):
        if found is not None and found.namespace == FILE and found.text in inventory.media:
            return found.text
    return ""


def _absolute(href: str, inventory: Inventory) -> str:
    """The address with its host, where it is one of the wiki's own."""
    server = inventory.site.server
    if href.startswith("//"):
        scheme = server.partition("//")[0] or "https:"
        return scheme + href if urlsplit(scheme + href).netloc == urlsplit(server).netloc else href
    if href.startswith("/"):
        return server + href if server else href
    if href.startswith("./"):  # as Parsoid writes links
        return server + inventory.site.article_path.replace("$1", href[2:])
    return href


def _title(path: str, query: str, fragment: str, inventory: Inventory) -> Title | None:
    """The page that an address of this wiki shows; none where it asks for more than to see it."""
    site = inventory.site
    before, _, after = site.article_path.partition("$1")
    script = f"{site.script_path}/index.php"
    asked = parse_qs(query, keep_blank_values=True)
    if path == script or (path.endswith("/index.php") and _RED.items() <= asked.items()):
        name = asked.pop("title", [""])[0]  # where scripts are, a dump does not tell; red links are none but the wiki's
    elif path.startswith(f"{script}/"):
        name = unquote(path[len(script) + 1 :])
    elif path.startswith(before) and path.endswith(after) and len(path) > len(before) + len(after):
        name = unquote(path[len(before) : len(path) - len(after)])
    else:
        return None
    title = inventory.titles.parse(name)
    if title is None or title.interwiki or not title.text:
        return None
    if title.namespace == SPECIAL and "wpDestFile" in asked:
        return inventory.titles.parse(asked["wpDestFile"][0], FILE)
    if asked and asked != _RED:
        return None
    return Title(title.namespace, title.text, title.prefix, fragment)


def live(title: Title) -> str:
    """Our address of a page, which the index settles."""
    return f"wiki:{title.full}" + (f"#{title.fragment}" if title.fragment else "")
