"""The honest server that the misbehaving one is made of: that it is a MediaWiki as far as a fetch can see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from wiki_server import Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as one:
        one.reset()
        yield one


def ask(server: Server, **params: str) -> Any:
    asked = urlencode({"format": "json", "formatversion": "2", "action": "query", **params}).encode()
    with urlopen(Request(f"{server.url}/w/api.php", asked)) as answer:  # noqa: S310
        return json.load(answer)


def walk(server: Server, **params: str) -> Iterator[Any]:
    more: dict[str, str] | None = {}
    while more is not None:
        answer = ask(server, **params, **more)
        yield answer
        more = answer.get("continue")


def test_all_pages_come_in_parts(server: Server) -> None:
    parts = [answer["query"]["allpages"] for answer in walk(server, list="allpages", aplimit="max")]
    assert len(parts) > 1
    titles = [page["title"] for part in parts for page in part]
    wanted = [page.title for page in server.wiki.pages.values() if page.namespace == 0]
    assert sorted(titles) == sorted(wanted)


def test_texts_of_a_generator_come_in_parts_of_parts(server: Server) -> None:
    asked = {"generator": "allpages", "gaplimit": "max", "prop": "revisions", "rvprop": "ids|content", "rvslots": "*"}
    texts: dict[str, str] = {}
    answers = list(walk(server, **asked))
    for answer in answers:
        for page in answer["query"]["pages"]:
            for revision in page.get("revisions", ()):
                assert page["title"] not in texts
                texts[page["title"]] = revision["slots"]["main"]["content"]
    assert texts == {page.title: page.last.text for page in server.wiki.pages.values() if page.namespace == 0}
    assert any("batchcomplete" not in answer for answer in answers)


@pytest.mark.parametrize("direction", ["newer", "older"])
def test_a_history_comes_in_the_order_asked_for(server: Server, direction: str) -> None:
    asked = {"prop": "revisions", "titles": "Feature", "rvlimit": "1", "rvdir": direction}
    numbers = [answer["query"]["pages"][0]["revisions"][0]["revid"] for answer in walk(server, **asked)]
    made = [revision.id for revision in server.wiki.pages["Feature"].revisions]
    assert numbers == (made if direction == "newer" else made[::-1])


@pytest.mark.parametrize(("name", "key"), [("recentchanges", "rcid"), ("logevents", "logid")])
def test_changes_since_a_time(server: Server, name: str, key: str) -> None:
    prefix = {"recentchanges": "rc", "logevents": "le"}[name]
    start = server.wiki.events[8].time
    asked = {"list": name, f"{prefix}dir": "newer", f"{prefix}start": start, f"{prefix}limit": "max"}
    found = [change[key] for answer in walk(server, **asked) for change in answer["query"][name]]
    wanted = [
        event.id
        for event in server.wiki.events
        if event.time >= start and (name == "recentchanges" or event.kind not in {"edit", "new"})
    ]
    assert found == wanted


def test_files_are_served(server: Server) -> None:
    images = [image for answer in walk(server, list="allimages", ailimit="1") for image in answer["query"]["allimages"]]
    assert len(images) == len(server.wiki.uploads)
    for image in images:
        with urlopen(image["url"]) as answer:  # noqa: S310
            assert len(answer.read()) == image["size"]


def test_errors_come_with_status_200(server: Server) -> None:
    with urlopen(f"{server.url}/w/api.php?format=json&formatversion=2&action=nonsense") as answer:  # noqa: S310
        assert answer.headers["MediaWiki-API-Error"] == "badvalue"
        assert json.load(answer)["error"]["code"] == "badvalue"
    assert not server.faults
