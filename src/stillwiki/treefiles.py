"""The files of a tree by path: their digests are known, their bytes are made when somebody asks for them.

Refuses to know what stands in them, and where they go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial


def digest(content: bytes) -> str:
    """What a file is recognised by."""
    return hashlib.sha256(content).hexdigest()


class Files(Mapping[str, bytes]):
    """Files by path, in the order of their paths once they are all there."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, Callable[[], bytes]]] = {}

    def add(self, path: str, content: bytes) -> None:
        """A file whose bytes are at hand."""
        self._files[path] = digest(content), partial(bytes, content)

    def promise(self, path: str, told: str, content: Callable[[], bytes]) -> None:
        """A file of which only the digest is known as yet."""
        self._files[path] = told, content

    def sorted(self) -> Files:
        """The same, in the order of their paths."""
        ordered = Files()
        ordered._files = dict(sorted(self._files.items()))
        return ordered

    def digest(self, path: str) -> str:
        """Digest of a file."""
        return self._files[path][0]

    def digests(self) -> dict[str, str]:
        """Digests of all files by path."""
        return {path: told for path, (told, _) in self._files.items()}

    def __getitem__(self, path: str) -> bytes:
        return self._files[path][1]()

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
