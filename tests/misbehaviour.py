"""What a server may do wrong, a row for each, and what a fetch is to make of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import spoiled_words as words
from spoiled_wire import (
    HTML,
    NESTED,
    Spoil,
    bare_status,
    body,
    bomb,
    chunked,
    corrupt,
    cut,
    delivered,
    drip,
    endless_head,
    in_latin1,
    json_body,
    length,
    packed,
    raw,
    redirect,
    reset,
    stall,
    status,
    unending,
)
from spoiled_words import answers, error, of_items, of_revisions, of_slots, put, says

WELL, UNREADABLE, GATE, CLOSED = 0, 7, 8, 9
"""Exit codes of a fetch."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    spoil: Spoil
    once: frozenset[int]
    """With what a fetch may end when it happens once."""
    lasting: frozenset[int]
    """With what it may end when it happens from one request on."""
    seen: str = ""
    """What the message of a fetch that stops must name."""
    loses: bool = False
    """Whether pages and files may be out of the mirror until the server tells the truth."""
    lies: str = ""
    """When what it says adds up, so that nobody can know better: `always`, or if it `lasts`; any dump is right then."""
    brief: bool = False
    """Whether it is one of many values of a kind, of which one place says as much as three."""


def briefly(rows: Iterable[Fault]) -> Iterator[Fault]:
    """Rows that differ in a value alone."""
    return (replace(each, brief=True) for each in rows)


def passing(name: str, spoil: Spoil, seen: str = "") -> Fault:
    """A fault that a second try heals, and that stops a fetch if it lasts."""
    return Fault(name, spoil, frozenset({WELL}), frozenset({UNREADABLE}), seen)


def stopping(name: str, spoil: Spoil, *codes: int, seen: str = "") -> Fault:
    """A fault that stops a fetch if it lasts, and may do so if it does not."""
    return Fault(name, spoil, frozenset({*codes, WELL}), frozenset(codes), seen)


def row(name: str, spoil: Spoil, *codes: int, seen: str = "", loses: bool = False, lies: str = "") -> Fault:
    """A fault that stops a fetch, unless it finds its way round it."""
    return Fault(name, spoil, frozenset({*codes, WELL}), frozenset({*codes, WELL}), seen, loses, lies)


def harmless(name: str, spoil: Spoil) -> Fault:
    """What is no fault to a careful reader."""
    return Fault(name, spoil, frozenset({WELL}), frozenset({WELL}))


STATUSES = [
    passing("429", status(429), "429"),
    passing("429-retry-after", status(429, Retry_After="7"), "429"),
    passing("429-retry-after-date", status(429, Retry_After="Fri, 30 Jan 2026 08:00:05 GMT"), "429"),
    stopping("429-retry-after-years", status(429, Retry_After="99999999"), UNREADABLE, seen="429"),
    *(passing(str(number), status(number), str(number)) for number in (500, 502, 503, 504, 524)),
    stopping("304", status(304), UNREADABLE, seen="304"),
    *briefly(
        [
            stopping(
                "429-retry-after-far-date",
                status(429, Retry_After="Fri, 30 Jan 2099 08:00:00 GMT"),
                UNREADABLE,
                seen="429",
            ),
            passing("429-retry-after-nonsense", status(429, Retry_After="soon, I hope"), "429"),
            passing("429-retry-after-negative", status(429, Retry_After="-50"), "429"),
            stopping("429-retry-after-digits", status(429, Retry_After="9" * 5000), UNREADABLE, seen="429"),
            passing("503-json", bare_status(503), "503"),
            *(
                stopping(str(number), status(number), UNREADABLE, CLOSED, seen=str(number))
                for number in (401, 403, 404, 410, 418)
            ),
            *(
                stopping(f"{number}-json", bare_status(number), UNREADABLE, CLOSED, seen=str(number))
                for number in (404, 410)
            ),
            stopping("206", bare_status(206), UNREADABLE, seen="206"),
            stopping("204", status(204), UNREADABLE, seen="204"),
            stopping("999", status(999), UNREADABLE, seen="999"),
        ]
    ),
]

CONNECTIONS = [
    passing("reset-before", delivered(reset(-1))),
    passing("reset-in-body", delivered(reset(0.5))),
    passing("closed-before", delivered(lambda _connection, _head, _content: None)),
    passing("closed-in-body", delivered(cut(0.5))),
    passing("stall-before", delivered(stall(0))),
    passing("stall-in-body", delivered(stall(0.9))),
    passing("slow-drip", delivered(drip)),
    stopping("body-unending", delivered(unending), UNREADABLE),
    passing("no-http", raw(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n")),
    passing("length-short", length(-1)),
    passing("length-long", length(10)),
    passing("chunk-missing", delivered(chunked)),
    *briefly(
        [
            passing("reset-in-head", delivered(reset(-0.5))),
            passing("reset-after-head", delivered(reset(0))),
            stopping("head-unending", delivered(endless_head), UNREADABLE),
            passing("status-line-broken", raw(b"HTTP/1.1 zweihundert OK\r\nContent-Length: 2\r\n\r\n{}")),
            passing(
                "chunk-size-broken", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")
            ),
            passing("length-negative", raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}")),
            passing("length-word", raw(b"HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n{}")),
        ]
    ),
]

BODIES = [
    passing("json-truncated", json_body(lambda content: content[:-20])),
    passing("html-with-200", body(lambda _content: HTML, Content_Type="text/html"), "html"),
    passing("empty", body(lambda _content: b"")),
    passing("json-in-html-type", json_body(lambda content: content, Content_Type="text/html; charset=utf-8"), "html"),
    passing("latin-1", json_body(in_latin1)),
    passing("invalid-utf-8", json_body(lambda content: content.replace(b'"', b'"\xff', 1))),
    passing("nested", json_body(lambda _content: NESTED)),
    stopping("gzip-bomb", packed(bomb), UNREADABLE),
    passing("gzip-corrupt", packed(corrupt)),
    passing("gzip-truncated", packed(lambda content: gzip.compress(content)[:-12])),
    *briefly(
        passing(f"json-{json.dumps(value)}", answers(value))
        for value in ([], None, 0, "query", {}, [[]], {"query": []})
    ),
    passing("query-null", says(put("query", None))),
    *briefly(
        [
            passing("html-as-json", json_body(lambda _content: HTML)),
            passing("xml", json_body(lambda _content: b"<api/>", Content_Type="text/xml"), "xml"),
            passing("number-of-many-digits", json_body(lambda content: content[:-1] + b',"n":' + b"9" * 10_000 + b"}")),
            passing("two-answers", json_body(lambda content: content + content)),
            passing("warning-before", json_body(lambda content: b"<b>Warning</b>: mysqli in /srv/x.php\n" + content)),
            passing("gzip-not", packed(lambda content: content)),
            row("encoding-unknown", packed(lambda content: content, "rot13"), UNREADABLE),
            passing("gzip-many-times", packed(lambda content: content, ", ".join(["gzip"] * 500))),
            passing("query-text", says(put("query", "yes"))),
        ]
    ),
]

REDIRECTS = [
    stopping("redirect-loop", redirect("{here}"), UNREADABLE, seen="redirect"),
    stopping(
        "redirect-elsewhere", redirect("https://elsewhere.example/w/api.php"), UNREADABLE, CLOSED, seen="elsewhere"
    ),
    stopping(
        "redirect-not-found-page",
        redirect("https://wikis.example/wiki/Wiki_not_found"),
        UNREADABLE,
        CLOSED,
        seen="wikis.example",
    ),
    stopping("redirect-file", redirect("file:///etc/passwd"), UNREADABLE, CLOSED, seen="file"),
    stopping(
        "redirect-private", redirect("http://169.254.169.254/latest/meta-data/"), UNREADABLE, CLOSED, seen="169.254"
    ),
    *briefly(
        [
            stopping("redirect-port", redirect("http://127.0.0.1:9/w/api.php"), UNREADABLE, CLOSED, seen="127.0.0.1:9"),
            stopping(
                "redirect-name", redirect("http://localhost:{port}/w/api.php"), UNREADABLE, CLOSED, seen="localhost"
            ),
            stopping(
                "redirect-userinfo", redirect("http://wiki.example@10.0.0.1/"), UNREADABLE, CLOSED, seen="10.0.0.1"
            ),
            stopping("redirect-nowhere", status(302), UNREADABLE, CLOSED),
            stopping("redirect-nonsense", redirect("http://[::1/ \t"), UNREADABLE, CLOSED),
        ]
    ),
]

ERRORS = [
    *(
        passing(f"error-{code}", error(code), code)
        for code in ("maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError")
    ),
    stopping("error-readapidenied", error("readapidenied"), UNREADABLE, CLOSED, seen="readapidenied"),
    stopping("error-assertuserfailed", error("assertuserfailed"), UNREADABLE, CLOSED, seen="assertuserfailed"),
    stopping(
        "error-badvalue",
        error("badvalue", "Unrecognized value for \x1b[31mparameter\u202e."),
        UNREADABLE,
        seen="badvalue",
    ),
    *briefly(
        stopping(f"error-{json.dumps(value)}", answers({"error": value}), UNREADABLE)
        for value in ("no", None, [], {}, {"code": None}, {"code": {"x": 1}, "info": [1]}, 7)
    ),
    harmless(
        "warnings", says(lambda answer: answer.update(warnings={"main": {"warnings": "Unrecognized parameter."}}))
    ),
    *briefly(
        [
            passing(
                "error-maxlag-retry-after",
                error("maxlag", "Waiting for db1: 9 seconds lagged.", Retry_After="9"),
                "maxlag",
            ),
        ]
    ),
]

SITES = [
    *briefly(
        harmless(f"clock-{value!r}", says(put("query.general.time", value)))
        for value in ("2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z")
    ),
    *briefly(
        passing(f"clock-{value!r}", says(put("query.general.time", value)))
        for value in ("0000-00-00T00:00:00Z", "now", "", None, 7)
    ),
    row("site-name", says(put("query.general.sitename", "Another Wiki")), GATE, seen="Another Wiki"),
    row("database", says(put("query.general.wikiid", "otherwiki")), GATE, seen="otherwiki"),
    stopping("licence-missing", says(put("query.rightsinfo", {"url": "", "text": ""})), GATE, seen="licence"),
    stopping(
        "licence-no-derivatives",
        says(
            put("query.rightsinfo", {"url": "https://creativecommons.org/licenses/by-nd/4.0/", "text": "CC BY-ND 4.0"})
        ),
        GATE,
        seen="licence",
    ),
    stopping("namespaces-missing", says(words.drop("query.namespaces")), UNREADABLE),
    row("statistics-nonsense", says(put("query.statistics", {"pages": "many", "edits": -1})), UNREADABLE),
    row("main-page-other", says(put("query.general.mainpage", "Nowhere at all")), GATE, seen="Nowhere at all"),
    *briefly(
        [
            stopping("database-steers", says(put("query.general.wikiid", "x\x1b[2J")), GATE, seen="(x"),
            stopping("database-half", says(put("query.general.wikiid", "\ud800")), UNREADABLE),
            stopping("licence-steers", says(put("query.rightsinfo.text", "CC\x07BY")), GATE, seen="licence"),
            stopping("namespace-half", says(put("query.namespaces.14.name", "\ud800")), UNREADABLE),
            stopping("site-name-null", says(put("query.general.sitename", None)), UNREADABLE, GATE),
            stopping(
                "licence-reserved",
                says(put("query.rightsinfo", {"url": "", "text": "All rights reserved"})),
                GATE,
                seen="licence",
            ),
            stopping("licence-null", says(put("query.rightsinfo", None)), UNREADABLE, GATE),
            stopping("licence-script", says(put("query.rightsinfo.url", "javascript:alert(1)")), UNREADABLE, GATE),
            stopping("general-missing", says(words.drop("query.general")), UNREADABLE),
            stopping("general-list", says(put("query.general", [])), UNREADABLE),
            stopping("namespaces-list", says(put("query.namespaces", [1, 2])), UNREADABLE),
            stopping("namespaces-none", says(put("query.namespaces", {})), UNREADABLE, GATE),
            stopping(
                "namespaces-nonsense", says(put("query.namespaces", {"x": {"id": "x", "name": None}})), UNREADABLE, GATE
            ),
            stopping("namespaces-many", says(words.many_namespaces), UNREADABLE),
            row("aliases-nonsense", says(put("query.namespacealiases", [7, {"id": [], "alias": {}}])), UNREADABLE),
            row("interwiki-nonsense", says(put("query.interwikimap", [None, {"prefix": 3}])), UNREADABLE),
            row("statistics-missing", says(words.drop("query.statistics")), UNREADABLE),
            stopping("main-page-null", says(put("query.general.mainpage", None)), UNREADABLE, GATE),
        ]
    ),
]

LISTINGS = [
    row("main-page-gone", says(words.without("Main Page")), UNREADABLE, GATE, seen="page", loses=True),
    row("half-gone", says(words.half), UNREADABLE, GATE, seen="page", loses=True),
    row("pages-missing", says(words.missing), UNREADABLE, GATE, loses=True),
    row("revisions-missing", says(words.no_revisions), UNREADABLE),
    row("cycle", says(words.again), UNREADABLE, seen="continu"),
    row("for-ever", says(words.for_ever), UNREADABLE),
    row("growing", says(words.growing), UNREADABLE, GATE),
    *briefly(
        passing(f"continue-{json.dumps(value)}", says(lambda answer, value=value: answer.update({"continue": value})))
        for value in ("x", 7, ["x"], {"apcontinue": {"a": 1}}, {"apcontinue": None})
    ),
    harmless("duplicates", says(words.twice("allpages", "pages", "allimages", "recentchanges", "logevents"))),
    row("one-title", says(words.same_title), UNREADABLE, GATE, loses=True),
    row("one-number", says(words.same_id), UNREADABLE, GATE, loses=True),
    row("case-changed", says(of_items("title", lambda title: str(title).swapcase())), UNREADABLE, GATE, lies="lasts"),
    *briefly(
        row(f"page-id-{value!r}", says(of_items("pageid", value)), UNREADABLE, GATE, loses=True)
        for value in ("7", None, -1, 0, 2**70, 1.5, True, [1])
    ),
    *briefly(
        row(f"title-{value[:12]!r}", says(of_items("title", value, "allpages", "pages")), UNREADABLE, GATE, loses=True)
        for value in ("", "a\nb", "../../etc/passwd", "<script>", "x" * 3000, "\ud800", "\x1b[2J", "|", "#")
    ),
    *briefly(
        row(f"last-revision-{value!r}", says(of_items("lastrevid", value)), UNREADABLE, GATE)
        for value in ("9", None, -1, 2**70)
    ),
    *briefly(
        row(f"namespace-{value!r}", says(of_items("ns", value)), UNREADABLE, GATE, loses=True)
        for value in ("0", None, -1, 99, {})
    ),
    *briefly(
        [
            row(
                "all-gone",
                says(lambda answer: [put(f"query.{name}", [])(answer) for name in ("allpages", "pages")]),
                UNREADABLE,
                GATE,
                loses=True,
            ),
            row(
                "items-null",
                says(lambda answer: [put(f"query.{name}", [None])(answer) for name in words._LISTS]),
                UNREADABLE,
            ),
            row(
                "items-object",
                says(lambda answer: [put(f"query.{name}", {"1": {}})(answer) for name in words._LISTS]),
                UNREADABLE,
            ),
        ]
    ),
]

TEXTS = [
    harmless("not-asked-for", says(words.stranger)),
    row("of-other-pages", says(words.swapped), UNREADABLE),
    row("older-than-listed", says(words.older), UNREADABLE),
    row("sha1-wrong", says(of_revisions("sha1", "0" * 40)), UNREADABLE, lies="lasts"),
    row("text-altered", says(of_slots("content", lambda text: f"{text} and more")), UNREADABLE, lies="lasts"),
    row(
        "hidden",
        says(lambda answer: [hide(revision) for revision in words.revisions(answer)]),
        UNREADABLE,
        WELL,
        lies="always",
    ),
    *briefly(
        row(f"text-with-{name}", says(words.text_with(extra)), UNREADABLE, lies="always")
        for name, extra in (
            ("nul", "\0"),
            ("surrogate", "\ud800"),
            ("control", "\x01\x0b\x1f"),
            ("noncharacter", "\ufffe"),
            ("carriage-return", "\r\n\r"),
            ("markup-of-exports", "]]></text></revision></page></mediawiki>"),
        )
    ),
    *briefly(
        row(f"time-{value!r}", says(of_revisions("timestamp", value)), UNREADABLE, lies="always")
        for value in ("yesterday", None, "2026-13-41T99:00:00Z", "", "2026-01-01T00:00:00Z</timestamp><text>", 7)
    ),
    *briefly(
        row(f"revision-id-{value!r}", says(of_revisions("revid", value)), UNREADABLE)
        for value in ("9", None, -1, 0, 2**70, {})
    ),
    *briefly(
        row(f"parent-{value!r}", says(of_revisions("parentid", value)), UNREADABLE, lies="always")
        for value in ("9", None, -1)
    ),
    *briefly(
        row(f"user-{value!r}"[:24], says(of_revisions("user", value)), UNREADABLE, lies="always")
        for value in (None, 7, "\x00\x07", "</username>", "x" * 100_000, "\ud800")
    ),
    *briefly(
        row(f"comment-{value!r}"[:24], says(of_revisions("comment", value)), UNREADABLE, lies="always")
        for value in (None, ["x"], "\x00\x0c", "\udfff")
    ),
    row("revisions-twice", says(of_items("revisions", lambda found: [*found, *found])), UNREADABLE),
    *briefly(
        [
            row("sha1-nonsense", says(of_revisions("sha1", "zz")), UNREADABLE),
            row("text-null", says(of_slots("content", None)), UNREADABLE),
            row("text-number", says(of_slots("content", 7)), UNREADABLE),
            row("slots-list", says(of_revisions("slots", [])), UNREADABLE),
            row("slots-empty", says(of_revisions("slots", {})), UNREADABLE),
            row(
                "slot-more", says(of_revisions("slots", lambda slots: slots | {"extra": slots["main"]})), lies="always"
            ),
            row("model-null", says(of_slots("contentmodel", None)), UNREADABLE, lies="always"),
            row("model-unknown", says(of_slots("contentmodel", "../flow<board>")), UNREADABLE, lies="always"),
            row("revisions-object", says(of_items("revisions", {"0": {}})), UNREADABLE),
            row("revisions-null", says(of_items("revisions", [None])), UNREADABLE),
        ]
    ),
]

CHANGES = [
    *briefly(
        row(f"change-time-{value!r}", says(of_items("timestamp", value, "recentchanges", "logevents")), UNREADABLE)
        for value in ("2099-01-01T00:00:00Z", "x", None)
    ),
    row("change-type-null", says(of_items("type", None)), UNREADABLE),
    row("log-title-null", says(of_items("title", None, "recentchanges", "logevents")), UNREADABLE),
    *briefly(
        [
            row("change-type", says(of_items("type", "teleport")), UNREADABLE),
            row("log-params-null", says(of_items("params", None)), UNREADABLE),
            row("log-params-list", says(of_items("params", [])), UNREADABLE),
        ]
    ),
]

FILES = [
    *briefly(
        row(f"file-at-{url[:28]}", says(of_items("url", url)), UNREADABLE, GATE, loses=True)
        for url in (
            "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data/",
            "http://localhost:9/x.png",
            "https://elsewhere.example/x.png",
            "//elsewhere.example/x.png",
            "ftp://127.0.0.1/x",
            "javascript:alert(1)",
            "",
            "http://[::1",
        )
    ),
    *briefly(
        row(f"files-below-{url!r}"[:40], says(of_items("rootUrl", url, "repos")), UNREADABLE, loses=True)
        for url in ("http://[::1", "http://169.254.169.254/", "file:///", "javascript:0", "", 7, None)
    ),
    *briefly(
        row(f"file-name-{name[:12]!r}", says(of_items("name", name)), UNREADABLE, GATE, loses=True)
        for name in (
            "../../evil.png",
            "/etc/passwd",
            "a/b.png",
            "CON",
            "",
            "x\0y.png",
            "x" * 400 + ".png",
            ".",
            "\ud800",
        )
    ),
    row("file-sha1-wrong", says(of_items("sha1", "0" * 40, "allimages")), UNREADABLE, loses=True),
    row("file-size-huge", says(of_items("size", 10**13, "allimages")), UNREADABLE, GATE, loses=True),
    row("file-size-wrong", says(of_items("size", 1, "allimages")), UNREADABLE, GATE, loses=True),
    *briefly(
        [
            row("file-at-null", says(of_items("url", None)), UNREADABLE, loses=True),
            row("file-name-null", says(of_items("name", None)), UNREADABLE, loses=True),
            row("file-sha1-null", says(of_items("sha1", None, "allimages")), UNREADABLE, loses=True),
            row("file-sha1-path", says(of_items("sha1", "../../x", "allimages")), UNREADABLE, loses=True),
            row("file-size-null", says(of_items("size", None, "allimages")), UNREADABLE, loses=True),
        ]
    ),
]


def hide(revision: dict[str, object]) -> None:
    """Show nothing of a revision but that it is there."""
    for name in ("user", "userid", "comment", "sha1", "slots"):
        revision.pop(name, None)
    main = {"texthidden": True, "contentmodel": "wikitext"}
    revision |= {"userhidden": True, "commenthidden": True, "sha1hidden": True, "slots": {"main": main}}


FAULTS = [*STATUSES, *CONNECTIONS, *BODIES, *REDIRECTS, *ERRORS, *SITES, *LISTINGS, *TEXTS, *CHANGES, *FILES]
