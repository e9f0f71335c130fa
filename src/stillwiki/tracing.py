"""Questions that a page asked of what it may ask, and what it was told: it is stale when an answer is another now.

Owns the recorder that stands for an inventory or an index, and the digests of answers. Refuses to know which questions
there are: whatever is read of the world is recorded, so that nothing can be forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import PurePath
from typing import Any, NamedTuple

from stillwiki.kept import packed

CLOCKS = frozenset({"now", "mirror"})
"""What of a site is new with every dump, so it is a question; on all else of it every answer depends."""
_NOTHING = "no such item"
SIZE = 8
"""Bytes of a digest."""


class Question(NamedTuple):
    """What was read: an attribute as a whole, an item of it, whether it has one, or what a method says."""

    attribute: str
    how: str
    """value, item, has, call."""
    arguments: tuple[Any, ...] = ()


Asked = Mapping[bytes, bytes]
"""Digests of answers, by what was asked as it is kept: bytes go from one process to another sooner than questions."""


class Answers:
    """What a world answers now, each question asked once."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self._known: dict[Question, bytes] = {}
        self._spelled: dict[Question, bytes] = {}

    def digest(self, question: Question) -> bytes:
        """Digest of the answer to a question."""
        known = self._known.get(question)
        return known if known is not None else self.note(question, self._answer(question))

    def note(self, question: Question, answer: object) -> bytes:
        """Digest of an answer that was just given."""
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = digest(answer)
        return known

    def spelled(self, question: Question) -> bytes:
        """A question as it is kept, spelled once."""
        known = self._spelled.get(question)
        if known is None:
            known = self._spelled[question] = packed(question)
        return known

    def _answer(self, question: Question) -> object:
        value = attrgetter(question.attribute)(self.world)
        if question.how == "call":
            return value(*question.arguments)
        if question.how == "has":
            return question.arguments[0] in value
        if question.how == "item":
            return value.get(question.arguments[0], _NOTHING)
        return value


class Recorder:
    """Stands for a world, answers as it does, and keeps what was asked."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.trace: dict[Question, bytes] = {}
        self.site = _Site(self)
        if hasattr(answers.world, "titles"):
            self.titles = answers.world.titles

    @property
    def asked(self) -> Asked:
        """All that was asked so far."""
        return {self.answers.spelled(question): answer for question, answer in self.trace.items()}

    def record(self, answer: object, attribute: str, how: str, *arguments: object) -> None:
        """Keep a question and the digest of its answer."""
        question = Question(attribute, how, arguments)
        if question not in self.trace:
            self.trace[question] = self.answers.note(question, answer)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.answers.world, name)
        if isinstance(value, Mapping):
            return _Mapping(self, name, value)
        if isinstance(value, AbstractSet):
            return _Set(self, name, value)
        if callable(value):
            return _Method(self, name, value)
        self.record(value, name, "value")
        return value


class _Site:
    """The site, whose clocks are recorded."""

    def __init__(self, recorder: Recorder) -> None:
        site = recorder.answers.world.site
        self.__dict__.update({name: value for name, value in vars(site).items() if name not in CLOCKS})
        self._recorder, self._site = recorder, site

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._site, name)
        if name in CLOCKS:
            self._recorder.record(value, f"site.{name}", "value")
        return value


class _Method:
    def __init__(self, recorder: Recorder, name: str, function: Callable[..., Any]) -> None:
        self._recorder, self._name, self._function = recorder, name, function

    def __call__(self, *arguments: object) -> Any:
        answer = self._function(*arguments)
        self._recorder.record(answer, self._name, "call", *arguments)
        return answer


class _Mapping(Mapping[Any, Any]):
    def __init__(self, recorder: Recorder, name: str, value: Mapping[Any, Any]) -> None:
        self._recorder, self._name, self._value = recorder, name, value

    def __getitem__(self, key: object) -> Any:
        there = key in self._value
        answer = self._value[key] if there else _NOTHING
        self._recorder.record(answer, self._name, "item", key)
        if not there:
            raise KeyError(key)
        return answer

    def __contains__(self, key: object) -> bool:
        answer = key in self._value
        self._recorder.record(answer, self._name, "has", key)
        return answer

    def __iter__(self) -> Iterator[Any]:
        self._recorder.record(self._value, self._name, "value")
        return iter(self._value)

    def __len__(self) -> int:
        self._recorder.record(self._value, self._name, "value")
        return len(self._value)


class _Set(AbstractSet[Any]):
    def __init__(self, recorder: Recorder, name: str, value: AbstractSet[Any]) -> None:
        self._recorder, self._name, self._value = recorder, name, value

    def __contains__(self, item: object) -> bool:
        answer = item in self._value
        self._recorder.record(answer, self._name, "has", item)
        return answer

    def __iter__(self) -> Iterator[Any]:
        self._recorder.record(self._value, self._name, "value")
        return iter(self._value)

    def __len__(self) -> int:
        self._recorder.record(self._value, self._name, "value")
        return len(self._value)


# -- digests ---------------------------------------------------------------------------------------


def digest(value: object) -> bytes:
    """The same for values that are equal, in any process."""
    parts: list[bytes] = []
    _feed(value, parts.append)
    return hashlib.blake2b(b"".join(parts), digest_size=SIZE).digest()


def _feed(value: Any, tell: Callable[[bytes], None]) -> None:
    kind: Any = type(value)
    if kind is str:  # as most are
        data = value.encode("utf-8", "surrogatepass")
        tell(b"str%d:" % len(data))
        tell(data)
    elif kind is bytes:
        tell(b"bytes%d:" % len(value))
        tell(value)
    elif value is None or kind in _PLAIN:
        tell(f"{kind.__name__}{value!r};".encode())
    else:
        parts = list(_parts(kind)(value))
        tell(f"{kind.__name__}{len(parts)}:".encode())
        for part in parts:
            _feed(part, tell)


_PLAIN = frozenset({bool, int, float})


@lru_cache(maxsize=256)
def _parts(kind: Any) -> Callable[[Any], Iterable[object]]:
    """What things of a kind are made of, in an order that is the same everywhere."""
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        names = kind._fields if hasattr(kind, "_fields") else [field.name for field in fields(kind)]
        return attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]
    if issubclass(kind, list | tuple):
        return iter
    if issubclass(kind, Mapping):
        return lambda value: sorted(digest(key) + digest(item) for key, item in value.items())
    if issubclass(kind, AbstractSet):
        return lambda value: sorted(map(digest, value))
    if issubclass(kind, str | int | float | PurePath):
        return lambda value: [repr(value)]
    raise TypeError(f"{kind.__name__}: no digest of such a thing is defined")
