"""MediaWiki's Action API: questions and answers, errors, continuation, login (`format=json&formatversion=2`).

Refuses to believe an answer that is not one: content type and shape are looked at before anything in it is.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from typing import TypeVar

from stillwiki.errors import FetchError
from stillwiki.fetch import shape
from stillwiki.fetch.errors import Refused, Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.manners import Caller, retry_after
from stillwiki.fetch.shape import Object
from stillwiki.fetch.wire import Answer
from stillwiki.fetch.words import printable

T = TypeVar("T")

USER, PASSWORD = "STILLWIKI_USER", "STILLWIKI_PASSWORD"  # names of variables
_FORM = {"format": "json", "formatversion": "2", "maxlag": "5"}
"""What every question says; `maxlag` is how many seconds copies of the wiki's database may be behind before we wait."""
_PASSING = frozenset({"maxlag", "ratelimited", "readonly", "badtoken", "timeout", "cirrussearch-too-busy-error"})
"""Errors that may be over a moment later; so are all that begin with `internal_api_error`."""
_EXPIRED = frozenset({"assertuserfailed", "assertbotfailed", "assertnameduserfailed"})
_IDLE = 100
"""Answers without anything new in them that may follow one another in a continuation."""
_SHOWN = 300
"""Characters of what a wiki says that a message repeats."""


class Api:
    """The API of one wiki."""

    def __init__(self, caller: Caller, url: str, limits: Limits) -> None:
        """Take the address of `api.php`."""
        self.url = url
        self._caller, self._limits = caller, limits
        self._user, self._password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
        self._logged_in = False

    @property
    def requests(self) -> int:
        """How many have been made."""
        return self._caller.requests

    def ask(self, read: Callable[[Object], T], what: str, **parameters: str) -> T:
        """Ask one question, and read the answer with `read`, which raises `Trouble` where it is none.

        Raises:
            FetchError: there is no answer, or the wiki refuses to give one.

        """
        for last in (False, True):
            if self._user and not self._logged_in:
                self._log_in()
            try:
                return self._asked(read, what, parameters | ({"assert": "user"} if self._logged_in else {}))
            except Refused as refused:
                if last or refused.code not in _EXPIRED:
                    raise
                self._logged_in = False
        raise AssertionError("unreachable")

    def walk(self, read: Callable[[Object], T], what: str, **parameters: str) -> Iterator[T]:
        """Ask, and go on asking for as long as the wiki says that there is more; `read` gets what is under `query`.

        Raises:
            FetchError: as of `ask`; or the wiki says what it has said before, or nothing again and again.

        """
        may_be_empty = "generator" in parameters

        def part(body: Object) -> tuple[T, dict[str, str], bytes]:
            query = _query(body, may_be_empty=may_be_empty)
            return read(query), _continuation(body), _mark(query)

        more: dict[str, str] = {}
        tokens, parts, idle = set(), set(), 0
        while True:
            answer, more, mark = self.ask(part, what, **parameters | more)
            yield answer
            if not more:
                return
            token = json.dumps(more, sort_keys=True)
            idle = idle + 1 if mark in parts else 0
            if token in tokens or idle > _IDLE:
                again = f"it says again to continue with {token[:_SHOWN]}"
                raise FetchError(f"{what}: the wiki goes round in a circle: {again}")
            tokens.add(token)
            parts.add(mark)

    def _asked(self, read: Callable[[Object], T], what: str, parameters: dict[str, str]) -> T:
        return self._caller.post(self.url, _FORM | parameters, lambda answer: read(self._body(answer)), what=what)

    def _body(self, answer: Answer) -> Object:
        """The object that an answer holds, if it reports no error."""
        if answer.kind != "application/json":
            start = " ".join(answer.body[:300].decode("utf-8", "replace").split())[:80]
            raise Trouble(f"expected JSON of {self.url}, seen {answer.kind or 'no type'}: {start!r}")
        body = shape.parsed(answer.body, self._limits.depth)
        if "error" in body:
            error = shape.inner(body, "error")
            code, info = shape.text(error, "code", ""), shape.text(error, "info", "")
            told = printable(f"the wiki says {code[:_SHOWN]}: {info[:_SHOWN]}")
            if code in _PASSING or code.startswith("internal_api_error"):
                raise Trouble(told, retry_after(answer.headers), code)
            raise Refused(told, answer.status, code)
        return body

    def _log_in(self) -> None:
        """Log in with a bot password (API:Login); the session's cookies do the rest."""
        token = self._asked(
            lambda body: shape.text(shape.inner(body, "query", "tokens"), "logintoken"),
            "the login token", {"action": "query", "meta": "tokens", "type": "login"},
        )  # fmt: skip
        form = {"action": "login", "lgname": self._user, "lgpassword": self._password, "lgtoken": token}
        result = self._caller.post(self.url, _FORM | form, self._login_result, what="the login")
        if result != "Success":
            raise Refused(f"the login as {self._user} fails ({result}); {USER} and {PASSWORD} give a bot password")
        self._logged_in = True

    def _login_result(self, answer: Answer) -> str:
        """With what a login ended; where the wiki throws back what it was told, nothing of it gets into a message."""
        if self._password.encode() in answer.body:
            raise Refused("the wiki repeats the password in its answer to the login, which is not looked at further")
        return shape.text(shape.inner(self._body(answer), "login"), "result")


def _query(body: Object, *, may_be_empty: bool) -> Object:
    """What was asked for; of pages that are generated there may be none, and then that is all that is said."""
    if "query" not in body and may_be_empty and shape.flag(body, "batchcomplete"):
        return {}
    return shape.inner(body, "query")


def _mark(query: Object) -> bytes:
    """What tells one part of a list from another."""
    return hashlib.sha256(json.dumps(query, sort_keys=True).encode()).digest()


def _continuation(body: Object) -> dict[str, str]:
    """What the next question has to repeat; opaque, and empty at the end."""
    found = shape.inner(body, "continue") if "continue" in body else {}
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}
