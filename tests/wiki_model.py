"""A wiki in memory: pages with histories, files, and the logs of what was done to them. `wiki_api` answers from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

NAMESPACES = {
    -2: "Media",
    -1: "Special",
    0: "",
    2: "User",
    6: "File",
    10: "Template",
    14: "Category",
    828: "Module",
}
"""Fewer than MediaWiki has, for each costs every fetch a request."""
_NUMBERS = {name: number for number, name in NAMESPACES.items()}


@dataclass(slots=True)
class Revision:
    """One revision; `hidden` names what of it is not shown: text, user, comment."""

    id: int
    parent: int
    time: str
    user: str
    comment: str
    text: str
    hidden: frozenset[str] = frozenset()

    @property
    def sha1(self) -> str:
        return hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Page:
    """A page that exists, its latest revision last."""

    id: int
    title: str
    revisions: list[Revision] = field(default_factory=list)

    @property
    def namespace(self) -> int:
        return _NUMBERS.get(self.title.partition(":")[0], 0)

    @property
    def key(self) -> str:
        """The title within its namespace, as a database has it."""
        return self.title[len(NAMESPACES[self.namespace]) :].removeprefix(":").replace(" ", "_")

    @property
    def last(self) -> Revision:
        return self.revisions[-1]

    @property
    def redirect(self) -> bool:
        return self.last.text.upper().startswith("#REDIRECT")

    @property
    def model(self) -> str:
        if self.namespace == 828 and not self.title.endswith("/doc"):
            return "Scribunto"
        return "sanitized-css" if self.namespace == 10 and self.title.endswith(".css") else "wikitext"


@dataclass(slots=True)
class Upload:
    """The current version of a file."""

    name: str
    data: bytes
    time: str
    user: str

    @property
    def sha1(self) -> str:
        return hashlib.sha1(self.data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the logs, or (`kind` edit or new) of the recent changes alone."""

    id: int
    kind: str
    action: str
    title: str
    page: int
    time: str
    user: str
    revision: int = 0
    old: int = 0
    params: tuple[tuple[str, object], ...] = ()


class Wiki:
    """A wiki and what can be done to it; its clock goes on seven minutes with everything that is done."""

    def __init__(self, name: str = "Loopback Wiki") -> None:
        self.name = name
        self.licence = ("Creative Commons Attribution-ShareAlike", "https://creativecommons.org/licenses/by-sa/4.0/")
        self.main = "Main Page"
        self.pages: dict[str, Page] = {}
        self.deleted: dict[str, Page] = {}
        self.uploads: dict[str, Upload] = {}
        self.events: list[Event] = []
        self.retention = timedelta(days=90)
        self._clock = datetime(2026, 1, 1, tzinfo=UTC)
        self._revisions = 0
        self._ids = 0

    @property
    def now(self) -> str:
        return stamp(self._clock)

    @property
    def oldest_change(self) -> str:
        """Before when the list of recent changes knows nothing."""
        return stamp(self._clock - self.retention)

    def wait(self, **passing: float) -> None:
        """Let time pass."""
        self._clock += timedelta(**passing)

    def edit(self, title: str, text: str, comment: str = "", user: str = "Ada", *, silent: bool = False) -> Revision:
        """Save a page; a `silent` edit (a redirect left by a move) is not among the recent changes."""
        self.wait(minutes=7)
        new = title not in self.pages
        if new:
            self._ids += 1
            self.pages[title] = Page(self._ids, title)
        page = self.pages[title]
        before = 0 if new else page.last.id
        self._revisions += 1
        page.revisions.append(Revision(self._revisions, before, self.now, user, comment, text))
        if not silent:
            self._happened("new" if new else "edit", "", page, user, revision=page.last.id, old=before)
        return page.last

    def move(self, title: str, target: str, user: str = "Ada", *, redirect: bool = True) -> None:
        page = self.pages.pop(title)
        self.wait(minutes=7)
        params = (
            ("target_ns", Page(0, target).namespace),
            ("target_title", target),
            ("suppressredirect", not redirect),
        )
        self._happened("move", "move", page, user, params=params)
        page.title = target
        self.pages[target] = page
        self._revisions += 1
        page.revisions.append(
            Revision(self._revisions, page.last.id, self.now, user, f"{user} moved page", page.last.text)
        )
        if redirect:
            self.edit(title, f"#REDIRECT [[{target}]]", user=user, silent=True)

    def delete(self, title: str, user: str = "Ada") -> None:
        self.wait(minutes=7)
        page = self.deleted[title] = self.pages.pop(title)
        self.uploads.pop(page.key if page.namespace == 6 else "", None)
        self._happened("delete", "delete", page, user)

    def undelete(self, title: str, user: str = "Ada") -> None:
        self.wait(minutes=7)
        page = self.pages[title] = self.deleted.pop(title)
        self._happened("delete", "restore", page, user)

    def upload(self, name: str, data: bytes, text: str = "A file.", user: str = "Ada") -> None:
        again = name in self.uploads
        if not again:
            self.edit(f"File:{name.replace('_', ' ')}", text, user=user)
        self.wait(minutes=7)
        upload = self.uploads[name] = Upload(name, data, self.now, user)
        page = self.pages[f"File:{name.replace('_', ' ')}"]
        self._happened("upload", "overwrite" if again else "upload", page, user, params=(("img_sha1", upload.sha1),))

    def log(self, kind: str, action: str, title: str, user: str = "Ada") -> None:
        """Something that stands in the log alone."""
        self.wait(minutes=7)
        self._happened(kind, action, self.pages[title], user)

    def _happened(self, kind: str, action: str, page: Page, user: str, **more: object) -> None:
        number = len(self.events) + 1
        self.events.append(Event(number, kind, action, page.title, page.id, self.now, user, **more))  # type: ignore[arg-type]


def stamp(time: datetime) -> str:
    """A time as MediaWiki writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


def small() -> Wiki:
    """A wiki of some pages in six namespaces, redirects, histories, two files."""
    wiki = Wiki()
    wiki.edit("Main Page", "Welcome to the '''{{SITENAME}}'''. See [[Feature]], [[Circuit]] and [[Nowhere]].")
    for title in ("Feature", "Circuit", "Superposition", "Probe", "Ünïcödé", "C++ & co", "日本語"):
        wiki.edit(title, f"'''{title}''' is a thing. {{{{Box|{title}}}}} [[Category:Concepts]]", "made")
    wiki.edit(
        "Feature", "A '''feature''' is a direction. {{Box|feature}}\n\n== More ==\nSee [[Circuit]].", "better & <ok>"
    )
    wiki.edit(
        "Feature",
        "A '''feature''' is a direction.\n\n\t== More ==\nSee [[circuit]]s. é 語 ]]&gt;",
        "again",
        "192.0.2.7",
    )
    wiki.edit("Features", "#REDIRECT [[Feature]]")
    wiki.edit("Circuits", "#redirect [[Circuit#Top]]")
    wiki.edit("Empty", "")
    wiki.edit("Template:Box", "<div class='box'>{{{1|}}}</div>")
    wiki.edit("Template:Box/doc", "A box.")
    wiki.edit("Module:Box", "return {}")
    wiki.edit("Category:Concepts", "Ideas.")
    wiki.edit("Template:Box/styles.css", ".box { color: red }")
    wiki.upload("Dot.png", PNG, "A dot. {{Box|CC0}}")
    wiki.upload("Ünïcödé_dot.png", PNG + b"\0")
    wiki.upload("Notes.txt", b"plain notes\n")
    return wiki
