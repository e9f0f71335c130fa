"""The theme's templates as they were compiled, which takes longer than to render ten pages with them."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode

from jinja2 import BytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket

from stillwiki.rendering.store import Store

_NOTED = "templates"


class Seen(FileSystemLoader):
    """Lists no hidden folders, of whose files MkDocs takes none: Material has ten thousand icons in one."""

    def list_templates(self) -> list[str]:
        """Paths of all other files, as MkDocs' own loader gives them."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, below, names in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                inside = os.path.relpath(folder, top).replace(os.sep, "/")
                found.update(name if inside == "." else f"{inside}/{name}" for name in names)
        return sorted(found)


class Compiled(BytecodeCache):
    """Lies with the store, so that it is sealed, and void with it when the theme or a version changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = store.state(_NOTED)
        self._is_news = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known; Jinja itself compares it with the template's source."""
        told = self._known.get(bucket.key)
        if isinstance(told, str):
            bucket.bytecode_from_string(b64decode(told))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take note of a template that had to be compiled."""
        self._known[bucket.key] = b64encode(bucket.bytecode_to_string()).decode()
        self._is_news = True

    def keep(self) -> None:
        """Let the next build have it."""
        if self._is_news:
            self._store.note(_NOTED, self._known)
