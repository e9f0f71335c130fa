"""What else is asked of a server that misbehaves: where the API is, a first fetch, HTML of pages, dumps."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fetching import LIMITS, Once, StillClock, attempt, contents, texts
from misbehaviour import BODIES, CONNECTIONS, ERRORS, REDIRECTS, STATUSES, UNREADABLE, WELL, Fault
from spoiled_wire import Spoil
from stillwiki.errors import Error
from stillwiki.fetch import Rendered, Wishes, download, fetch_renderings
from wiki_model import small
from wiki_server import Request, Response, Server, json_response, serving

WIRE = [fault for fault in (*STATUSES, *CONNECTIONS, *BODIES, *REDIRECTS) if not fault.brief]
ANY = [*WIRE, *(fault for fault in ERRORS if not fault.brief)]
every_wire = pytest.mark.parametrize("fault", WIRE, ids=lambda fault: fault.name)
every = pytest.mark.parametrize("fault", ANY, ids=lambda fault: fault.name)


@pytest.fixture(scope="module")
def serve() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def server(serve: Server) -> Server:
    serve.reset(small())
    return serve


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        monkeypatch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        yield Path(folder)


@dataclass(frozen=True)
class Whole:
    """The small wiki with its histories as an undisturbed first fetch brings it, and how many requests that takes."""

    files: dict[str, bytes]
    requests: int


@pytest.fixture(scope="module")
def whole(serve: Server, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    serve.reset(small())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        assert attempt(serve, folder / "dump", Wishes(images=True, history=True)).code == WELL
    return Whole(contents(folder / "dump"), len(serve.requests))


@pytest.fixture(scope="module")
def mirrored(serve: Server) -> Iterator[Path]:
    """A mirror of the small wiki, of which tests take copies."""
    memory = Path("/dev/shm")  # noqa: S108
    serve.reset(small())
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{folder}/caches")
        assert attempt(serve, Path(folder, "dump")).code == WELL
        yield Path(folder, "dump")


@every_wire
def test_finding_the_api(server: Server, room: Path, fault: Fault) -> None:
    server.spoil = Once(fault.spoil, 1, lasts=False)
    made = attempt(server, room / "dump", url="/")
    assert made.code in {WELL, UNREADABLE}, made.said
    assert (room / "dump").exists() == (made.code == WELL)


@pytest.mark.parametrize(
    "href",
    [
        *("https://elsewhere.example/w/api.php", "//elsewhere.example/w/api.php", "http://localhost:9/w/api.php"),
        *(
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://[::1",
            "http://x:y@127.0.0.1/w/api.php",
            "ftp://127.0.0.1/",
        ),
    ],
)
def test_a_page_that_names_an_api_elsewhere(server: Server, room: Path, href: str) -> None:
    page = f'<html><head><link rel="EditURI" href="{href}"></head></html>'.encode()

    def elsewhere(request: Request, honest: Response) -> Response:
        return replace(honest, body=page) if request.path == "/" else honest

    server.spoil = elsewhere
    made = attempt(server, room / "dump", url="/")
    assert made.code == UNREADABLE, made.said
    assert len(server.requests) == 1
    assert not (room / "dump").exists()


@every
def test_a_first_fetch_of_histories_goes_on_where_it_was_broken_off(
    server: Server, room: Path, whole: Whole, fault: Fault
) -> None:
    wishes = Wishes(images=True, history=True)
    server.spoil = Once(fault.spoil, whole.requests * 2 // 3, lasts=True)
    made = attempt(server, room / "dump", wishes)
    assert made.code in fault.lasting, made.said
    assert (room / "dump").exists() == (made.code == WELL)
    server.reset(server.wiki)
    assert attempt(server, room / "dump", wishes).code == WELL
    assert contents(room / "dump")["wiki.xml"] == whole.files["wiki.xml"]
    assert len(server.requests) < whole.requests


MADE: dict[str, Spoil] = {
    "another-revision": lambda _, honest: changed(honest, revid=1),
    "no-revision": lambda _, honest: changed(honest, revid=None),
    "revision-true": lambda _, honest: changed(honest, revid=True),
    "text-null": lambda _, honest: changed(honest, text=None),
    "text-object": lambda _, honest: changed(honest, text={"*": "old"}),
    "categories-nonsense": lambda _, honest: changed(honest, categories=[None, 7, {"category": {}}]),
    "surrogates": lambda _, honest: changed(honest, text="\ud800\0<script>"),
    "parse-list": lambda *_: json_response({"parse": []}),
    "nosuchrevid": lambda *_: json_response({"error": {"code": "nosuchrevid", "info": "There is no revision."}}),
}


def changed(honest: Response, **values: object) -> Response:
    return json_response({"parse": {**honest.json["parse"], **values}})


@pytest.mark.parametrize(
    "spoil", [*(fault.spoil for fault in ANY), *MADE.values()], ids=[*(fault.name for fault in ANY), *MADE]
)
def test_html_of_pages(mirrored: Path, server: Server, room: Path, spoil: Spoil) -> None:
    mirror = shutil.copytree(mirrored, room / "dump", copy_function=os.link)
    before = contents(mirror)
    wanted = Rendered(needed=["Feature", "Circuit", "Probe"])

    def spoiled(request: Request, honest: Response) -> Response:
        return spoil(request, honest) or honest if request.params.get("action") == "parse" else honest

    server.spoil = spoiled
    wishes = Wishes(limits=LIMITS)
    try:
        said = fetch_renderings(mirror, wanted, wishes, StillClock())
    except Error as error:
        ended, said = error.exit_code, str(error)
        assert ended == UNREADABLE, said
    else:
        made = [name for name in contents(mirror) if name.startswith("rendered/")]
        assert len(said) + len(made) == 3
    assert {name: data for name, data in contents(mirror).items() if not name.startswith("rendered/")} == before
    server.spoil = None
    assert not fetch_renderings(mirror, wanted, wishes, StillClock())
    assert len([name for name in contents(mirror) if name.startswith("rendered/")]) == 3
    assert texts(mirror)


@every_wire
def test_dumps_that_lie_ready(server: Server, fault: Fault) -> None:
    honest = server.answer("GET", "/dumps/wiki.xml", {"Host": server.url[7:]}, b"").body
    for lasts in (False, True):
        server.reset(server.wiki)
        server.spoil = Once(fault.spoil, 1, lasts=lasts)
        try:
            with download(
                f"{server.url}/dumps/wiki.xml", Wishes(limits=replace(LIMITS, dump=1 << 20)), StillClock()
            ) as got:
                # What a server calls a dump is one as far as downloads can tell; who reads it sees what it is.
                assert got.dump.read_bytes() == honest or fault in BODIES or fault.name.startswith("length-")
        except Error as error:
            told = error.exit_code, str(error).lower()
            assert told[0] == UNREADABLE, told
            assert fault.seen.lower() in told[1]
        assert not server.faults
