"""Pages of tags: every tag of a vault with its notes, and a list of all tags. Nested tags stand under their parents.

Rules: Obsidian's help, "Tags": case is ignored, a search for `#a` finds `#a/b`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stillwiki import names
from stillwiki.model import Document
from stillwiki.weave.lists import alphabetical, letter
from stillwiki.weave.spelling import bullets, columns, count, generated, link, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stillwiki.index import Index

PATH = f"{names.TAGS}.md"


def pages(index: Index) -> Iterator[Document]:
    """The list of all tags, and a page for each; nothing where there are no tags."""
    if not index.tags:
        return
    roots = sorted((key for key in index.tags if "/" not in key), key=alphabetical)
    listed = columns((letter(key), _tag(index, key, PATH)) for key in roots)
    number = count(len(index.tags), "tag")
    yield _document(PATH, "Tags", f"{number}.", listed)
    below: dict[str, list[str]] = defaultdict(list)
    for key in index.tags:
        below[key.rpartition("/")[0]].append(key)
    for key, (spelled, members) in index.tags.items():
        path = names.tag_path(spelled)
        shown = sorted((alphabetical(index.label(full)), index.label(full), full) for full in members)
        notes = ((letter(label), link(label, path, index.entries[full].path)) for _, label, full in shown)
        lead = f"{count(len(members), 'note')} with this tag. {link('All tags', path, PATH)}."
        yield _document(
            path, f"#{spelled}", lead, bullets(_tag(index, other, path) for other in below[key]), columns(notes)
        )


def _tag(index: Index, key: str, path: str) -> str:
    spelled, members = index.tags[key]
    return f"{link('#' + spelled, path, names.tag_path(spelled))} {quiet(count(len(members), 'note'))}"


def _document(path: str, title: str, *blocks: str) -> Document:
    meta: dict[str, object] = {"title": title, "kind": "special", "generated": True}
    return Document(path, meta | {"search": {"exclude": True}}, generated(*blocks))
