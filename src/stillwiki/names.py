"""From titles to paths, from paths to addresses: total functions, readable where a file system allows it.

Every title has a path. Case and Unicode are kept; what some file system or server cannot hold becomes `-`.
Two titles whose names differ only in case or normal form, and names that had to be cut or are reserved, are
told apart by a short hash of the full title. The same set of titles always gives the same paths.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from stillwiki.titles import Title

MAX_STEM_BYTES = 150
"""Longest name of a page file without suffix, so that whole paths stay below 200 bytes."""

ROOT = "wiki"
"""Folder of the tree that holds the pages of a wiki."""

MEDIA = "media"
"""Folder of the tree that holds a wiki's files."""

STYLES = "assets/styles"
"""Folder of the tree that holds the style sheets of a wiki's templates."""

NOTES, TAGS = "notes", "tags"
"""Folders of the tree that hold the pages and files of a vault, and the pages of its tags."""

_ENDS_ADDRESS = re.compile(r'[\x00-\x20\x7f"<>]|%(?=[0-9A-Fa-f]{2})')
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#%`^{}\[\]]')
_SUFFIX = re.compile(r"[A-Za-z0-9]{1,16}")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|index|readme|404)(?:\..*)?$", re.IGNORECASE
)


def stem(text: str) -> str:
    """Name of the file for a title without its namespace; not yet told apart from its twins."""
    name = unicodedata.normalize("NFC", text.strip()).replace(" ", "_") or "-"  # a folder of a vault may be a blank
    name = _UNSAFE.sub("-", name)
    name = re.sub(r"^[._~-]+|[. ]+$", lambda m: "-" * len(m[0]), name)
    if _RESERVED.match(name):  # on Windows the part before the first dot is what counts
        head, dot, rest = name.partition(".")
        name = f"{head}-{_digest(text)}{dot}{rest}"
    if len(name.encode()) > MAX_STEM_BYTES:
        cut = name.encode()[: MAX_STEM_BYTES - 9].decode(errors="ignore")
        return f"{cut}-{_digest(text)}"
    return name


def paths(titles: Iterable[Title]) -> dict[str, str]:
    """Path of the page file for every title, by full title, without collisions on any file system.

    Of twins, the one whose name needed no change keeps it (the first in code point order if several did not).
    """
    wanted = []
    for title in titles:
        folder = f"{ROOT}/{stem(title.prefix)}" if title.prefix else ROOT
        name = f"{folder}/{stem(title.text)}"
        wanted.append((not name.endswith("/" + title.text.replace(" ", "_")), title.full, name))
    return {full: f"{name}.md" for full, name in _told_apart(wanted).items()}


def note_paths(files: Iterable[str]) -> dict[str, str]:
    """Path in the tree for every file of a vault, by its path there; notes, canvases and bases become pages."""
    wanted = []
    for file in files:
        *folders, name = file.split("/")
        root, suffix = _split(name)
        folder = "/".join([NOTES, *map(stem, folders)])
        # What becomes a page loses its suffix in its address, but a canvas and a note may share a name.
        spelled = stem(root) if suffix == "md" else f"{stem(root)}.{suffix}" if suffix else stem(root)
        wanted.append((spelled != name.removesuffix(".md").replace(" ", "_"), file, f"{folder}/{spelled}"))
    found = _told_apart(wanted)
    return {file: f"{name}.md" if file.lower().endswith((".md", ".canvas", ".base")) else _kept(file, name)
            for file, name in found.items()}  # fmt: skip


def _kept(file: str, name: str) -> str:
    """A file's path with its suffix at the end, also where a hash told it apart."""
    suffix = _split(file.rpartition("/")[2])[1]
    return f"{name}.{suffix}" if suffix and not name.endswith(f".{suffix}") else name


def _split(name: str) -> tuple[str, str]:
    """A file's name and its suffix in lower case; what could stand in no suffix belongs to the name."""
    root, dot, suffix = name.rpartition(".")
    return (root, suffix.lower()) if dot and _SUFFIX.fullmatch(suffix) else (name, "")


def style_paths(sheets: Iterable[tuple[Title, str]]) -> dict[tuple[str, str], str]:
    """Path of the file for every style sheet, by the full title of its page and what it is bound to."""
    wanted, keys = [], {}
    for title, within in sheets:
        key = f"{title.full}\n{within}"
        keys[key] = title.full, within
        text = title.text.removesuffix(".css")
        folder = f"{STYLES}/{stem(title.prefix)}" if title.prefix else STYLES
        name = f"{folder}/{stem(text)}" + (f"-{_digest(within)}" if within else "")
        wanted.append((not name.endswith("/" + text.replace(" ", "_")), key, name))
    return {keys[key]: f"{name}.css" for key, name in _told_apart(wanted).items()}


def tag_path(tag: str) -> str:
    """Path of a tag's page; tags that differ only in case are one, others never share a page."""
    return "/".join([TAGS, *map(_tag_name, tag.lower().split("/"))]) + ".md"


def _tag_name(part: str) -> str:
    name = stem(part)
    return name if name == part and name != "index" else f"{name}-{_digest(part)}"


def _told_apart(wanted: Iterable[tuple[bool, str, str]]) -> dict[str, str]:
    """Names without twins, by key; each wish says whether the name had to be changed, the key, and the name."""
    twins: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for changed, key, name in wanted:
        twins[_fold(name)].append((changed, key, name))
    taken = set(twins)
    found: dict[str, str] = {}
    for _, group in sorted(twins.items()):
        for place, (_, full, name) in enumerate(sorted(set(group))):
            found[full] = name if place == 0 else _unlike(name, full, taken)
    return found


def _unlike(name: str, full: str, taken: set[str]) -> str:
    for size in range(6, 65):
        other = f"{name}-{_digest(full, size)}"
        if _fold(other) not in taken:
            break
    taken.add(_fold(other))
    return other


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _digest(text: str, size: int = 8) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:size]


def media_paths(files: Iterable[str]) -> dict[str, str]:
    """Path in the tree for the bytes of every file, by its title without namespace; twins are told apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for file in sorted(files):
        root, suffix = _split(file)
        suffix = suffix and f".{suffix}"
        path = f"{MEDIA}/{stem(root)}{suffix}"
        if _fold(path) in taken:
            path = f"{MEDIA}/{stem(root)}-{_digest(file)}{suffix}"
        taken.add(_fold(path))
        found[file] = path
    return found


@lru_cache(maxsize=1 << 16)
def address(path: str, fragment: str = "") -> str:
    """Address under the site's root of a file of the tree, percent-encoded; the home page is `.`.

    The only function that knows how MkDocs maps files to addresses (`use_directory_urls`).
    """
    if path.endswith(".md"):
        folder, _, name = path[:-3].rpartition("/")
        path = folder if name == "index" else f"{folder}/{name}".lstrip("/")
        path = f"{path}/" if path else "."
    mark = f"#{quote(fragment, safe='-._~:/?@!$&()*+,;=')}" if fragment else ""
    return quote(path) + mark


def relative(source: str, target: str, fragment: str = "") -> str:
    """Link from one file of the tree to another, percent-encoded as MkDocs expects it in Markdown."""
    path = "" if source == target and fragment else _between(source, target)
    return quote(path) + (f"#{anchor(fragment)}" if fragment else "")


def _between(source: str, target: str) -> str:
    """`posixpath.relpath` from the folder of `source`, which asks the machine for its current folder each time."""
    here, there = source.split("/")[:-1], target.split("/")
    if not {"", ".", ".."}.isdisjoint((*here, *there)):
        return posixpath.relpath(target, posixpath.dirname(source) or ".")
    same = 0
    while same < len(here) and same < len(there) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def anchor(fragment: str) -> str:
    """Fragment of a link in Markdown: MkDocs holds it against the ids as they stand, so little is encoded."""
    return _ENDS_ADDRESS.sub(lambda match: quote(match[0]), fragment)
