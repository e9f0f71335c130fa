"""A bot password is said to the wiki's login, and to nobody else: not in states, caches, messages, nor addresses."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fetching import Once, attempt
from misbehaviour import FAULTS, UNREADABLE, WELL
from stillwiki.fetch.api import PASSWORD as NAME_OF_PASSWORD
from stillwiki.fetch.api import USER as NAME_OF_USER
from wiki_model import small
from wiki_server import PASSWORD, USER, Request, Response, Server, json_response, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        one.reset(small())
        one.asks_login = True
        yield one


@pytest.fixture
def logged_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv(NAME_OF_USER, USER)
    monkeypatch.setenv(NAME_OF_PASSWORD, PASSWORD)
    return tmp_path / "dump"


def everything_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def asked_with_password(server: Server) -> list[Request]:
    return [each for each in server.requests if PASSWORD in json.dumps([each.path, *each.params.values()])]


def test_a_wiki_that_asks_for_a_login_gets_it_once(
    server: Server, logged_in: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    assert attempt(server, logged_in).code == WELL
    (login,) = asked_with_password(server)
    assert (login.method, login.params["action"]) == ("POST", "login")
    assert not any(PASSWORD in value for each in server.requests for value in each.headers.values())
    assert PASSWORD.encode() not in everything_below(logged_in.parent)
    assert PASSWORD not in caplog.text + "".join(capsys.readouterr())


def test_a_session_that_expires_is_begun_again(server: Server, logged_in: Path) -> None:
    def expire(request: Request, honest: Response) -> Response:
        """Forget the session once, in the middle."""
        if request.number == 9:
            return json_response({"error": {"code": "assertuserfailed", "info": "You are no longer logged in."}})
        return honest

    server.spoil = expire
    assert attempt(server, logged_in).code == WELL
    assert len(asked_with_password(server)) == 2


def test_without_a_login_a_closed_wiki_is_not_read(
    server: Server, logged_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(NAME_OF_PASSWORD)
    monkeypatch.delenv(NAME_OF_USER)
    made = attempt(server, logged_in)
    assert made.code == UNREADABLE
    assert "readapidenied" in made.said


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("fault", FAULTS[::9], ids=lambda fault: fault.name)
def test_no_message_holds_the_password(server: Server, logged_in: Path, fault: object, number: int) -> None:
    server.spoil = Once(fault.spoil, number, lasts=True)  # type: ignore[attr-defined]
    made = attempt(server, logged_in)
    assert PASSWORD not in made.said
    assert PASSWORD.encode() not in everything_below(logged_in.parent)
    elsewhere = [each for each in asked_with_password(server) if each.params.get("action") != "login"]
    assert not elsewhere


def test_an_echo_of_the_password_is_not_repeated(server: Server, logged_in: Path) -> None:
    """A server that throws back what it was told."""

    def echo(request: Request, honest: Response) -> Response:
        if request.params.get("action") != "login":
            return honest
        return json_response({"error": {"code": "badlogin", "info": f"{dict(request.params)}"}})

    server.spoil = echo
    made = attempt(server, logged_in)
    assert made.code == UNREADABLE
    assert PASSWORD not in made.said


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
def test_the_command_says_nothing_of_it(server: Server, logged_in: Path, *, wrong: bool) -> None:
    secret = PASSWORD + "x" * wrong
    environment = {**os.environ, NAME_OF_PASSWORD: secret, "XDG_CACHE_HOME": str(logged_in.parent / "caches")}
    asked = [sys.executable, "-m", "stillwiki", "fetch", f"{server.url}/w/api.php", "--into", str(logged_in)]
    if not wrong:
        server.spoil = lambda request, honest: honest if request.number < 4 else Response(404, {}, b"")
    done = subprocess.run(asked, env=environment, capture_output=True, check=False, cwd=logged_in.parent)  # noqa: S603
    assert done.returncode == UNREADABLE
    assert secret.encode() not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
    assert secret.encode() not in everything_below(logged_in.parent)
