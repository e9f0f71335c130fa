"""A base as Markdown: its views, each a table, cards or a list; what cannot be told is its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from stillwiki import names
from stillwiki.diagnostics import Diagnostic
from stillwiki.markdown import escape
from stillwiki.model import Found
from stillwiki.notes import InVault, NoteLink, VaultFile, View, Woven
from stillwiki.obsidian.bases import values, views
from stillwiki.obsidian.bases.evaluate import Asked, Scope
from stillwiki.obsidian.bases.parse import ExpressionError, parse
from stillwiki.obsidian.bases.values import File, Link, Picture

MAX_ROWS = 2_000
IMAGES = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADINGS = {
    "file.name": "Name",
    "file.basename": "Name",
    "file.tags": "Tags",
    "file.path": "Path",
    "file.links": "Links",
}
_WEB = re.compile(r"https?://[^\s<>\"]+")


def convert(file: VaultFile, view: View, name: str = "") -> Woven:
    """The page of a base, or the view of this name."""
    return _Base(file.text, view, file.path, name).woven()


def block(source: str, view: View, line: int = 0) -> Woven:
    """What stands for a fence of a base in a note."""
    return _Base(source, view, view.path, "", line).woven()


class _Base:
    """One base while it is told."""

    def __init__(self, source: str, view: View, path: str, name: str, line: int = 0) -> None:
        self.source, self.view, self.path, self.name, self.line = source, view, path, name, line
        self.links: list[NoteLink] = []
        self.found: list[Diagnostic] = []

    def woven(self) -> Woven:
        """All views; the source where they cannot be told."""
        try:
            data = yaml.load(self.source, _Loader) or {}  # noqa: S506  # a safe loader
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            return self._as_source("is no YAML", self.line + (mark.line + 1 if mark else 0))
        if not isinstance(data, dict):
            return self._as_source("holds no views", self.line)
        formulas = _table(data.get("formulas"))
        self.scope = Scope(self.view, {str(key): str(value) for key, value in formulas.items()})
        self.shown = {
            key: str(_table(said).get("displayName") or "") for key, said in _table(data.get("properties")).items()
        }
        self.summaries = {str(key): str(value) for key, value in _table(data.get("summaries")).items()}
        listed = [each for each in data.get("views") or [] if isinstance(each, dict)] or [{"type": "table", "name": ""}]
        if self.name:
            listed = [each for each in listed if str(each.get("name", "")).lower() == self.name.lower()] or listed[:1]
        blocks = [part for each in listed for part in self._view(data, each, alone=len(listed) == 1)]
        body = '<div class="base" markdown="block">\n\n' + "\n\n".join(blocks) + "\n\n</div>\n"
        return Woven(body, tuple(dict.fromkeys(self.links)), tuple(dict.fromkeys(self.found)))

    def _as_source(self, message: str, line: int) -> Woven:
        self._report(message, line)
        return Woven(_fence(self.source), (), tuple(self.found))

    def _report(self, message: str, line: int = 0) -> None:
        self.found.append(Diagnostic("base-unsupported", self.path, line or self.line, message))

    def _view(self, data: Mapping[str, object], view: Mapping[str, object], *, alone: bool) -> Iterator[str]:
        title, kind = str(view.get("name") or ""), str(view.get("type") or "table")
        if title and not alone:
            yield f"**{_words(title)}**"
        try:
            views.known(kind)
            paths = views.chosen(self.scope, [data.get("filters"), view.get("filters")])
            groups = views.arranged(self.scope, view, paths)
        except ExpressionError as error:
            self._report(f"{title or kind}: {error}")
            yield _fence(yaml.safe_dump(dict(view), sort_keys=False, allow_unicode=True))
            return
        if not paths:
            yield "No notes."
        listed = view.get("order")
        columns = [str(each) for each in listed] if isinstance(listed, list) else []
        for group in groups if paths else []:
            if group.value is not None or len(groups) > 1:
                by = str(_table(view.get("groupBy")).get("property"))
                yield f"{_words(self._heading(by))}: **{self._told(group.value, '') or '–'}**"
            yield from self._told_by(kind, view, columns or ["file.name"], group.paths[:MAX_ROWS])

    def _told_by(
        self, kind: str, view: Mapping[str, object], columns: Sequence[str], paths: Sequence[str]
    ) -> Iterator[str]:
        if kind == "table":
            yield "\n".join(self._table(view, columns, paths))
        elif kind == "list":
            yield "\n".join(self._item(columns, path) for path in paths)
        else:
            yield '<div class="base-cards" markdown="block">'
            for path in paths:
                yield from self._card(view, columns, path)
            yield "</div>"

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, view: Mapping[str, object], columns: Sequence[str], paths: Sequence[str]) -> Iterator[str]:
        yield _row(_words(self._heading(name)) for name in columns)
        yield _row("---" for _ in columns)
        for path in paths:
            yield _row(self._cell(name, path) for name in columns)
        wanted = {str(key): str(value) for key, value in _table(view.get("summaries")).items()}
        if any(name in wanted for name in columns):
            yield _row(self._summary(name, wanted[name], paths) if name in wanted else "" for name in columns)

    def _heading(self, name: str) -> str:
        short = name.partition(".")[2] if name.startswith(("note.", "formula.")) else name
        return self.shown.get(name) or self.shown.get(short) or _HEADINGS.get(name) or short

    def _value(self, name: str, path: str) -> object:
        """A cell's value; an expression that has none is reported once and shows nothing."""
        try:
            return views.cell(self.scope, name, path)
        except ExpressionError as error:
            self._report(f"{name}: {error}")
            return None

    def _cell(self, name: str, path: str) -> str:
        if name in ("file.name", "file.basename", "file.file"):
            return self._linked(File(path), path)
        return self._told(self._value(name, path), path)

    def _summary(self, name: str, summary: str, paths: Sequence[str]) -> str:
        given = [self._value(name, path) for path in paths]
        try:
            value = self._summed(summary, given)
        except ExpressionError as error:
            self._report(f"{name}: {error}")
            return ""
        rounded = round(value, 4) if isinstance(value, float) else value
        return f"*{_words(summary)}:* {self._told(rounded, '')}"

    def _summed(self, summary: str, given: list[object]) -> object:
        if summary in self.summaries:
            return Asked(self.scope, self.view.path, {"values": given}).value(parse(self.summaries[summary]))
        if summary not in views.SUMMARIES:
            raise ExpressionError(f"has no summary {summary!r}")
        return views.SUMMARIES[summary](given)

    # -- lists and cards -----------------------------------------------------------------------------

    def _item(self, columns: Sequence[str], path: str) -> str:
        first, *others = (self._cell(name, path) for name in columns)
        told = ", ".join(each for each in others if each)
        return f"- {first}" + (f": {told}" if told else "")

    def _card(self, view: Mapping[str, object], columns: Sequence[str], path: str) -> Iterator[str]:
        yield '<div class="base-card" markdown="block">'
        image = view.get("image")
        if isinstance(image, str) and (picture := self._picture(self._value(image, path), path)):
            yield picture
        for name in columns:
            told = self._cell(name, path)
            if told and name.startswith("file.") and name in _HEADINGS and name != "file.tags":
                yield f"**{told}**"
            elif told:
                yield f"{_words(self._heading(name))}: {told}"
        yield "</div>"

    # -- values --------------------------------------------------------------------------------------

    def _told(self, value: object, path: str) -> str:
        """A value as Markdown in a line."""
        if isinstance(value, list):
            return ", ".join(told for each in value[:100] if (told := self._told(each, path)))
        if isinstance(value, Link | File):
            return self._linked(value, path)
        if isinstance(value, Picture):
            return self._picture(value, path)
        if isinstance(value, bool):
            return "☑" if value else "☐"
        told = " ".join(values.text(value).split())
        if _WEB.fullmatch(told):
            return f"[{_words(told)}]({escape.address(told).replace('|', '%7C')})"
        return _words(told)

    def _linked(self, value: Link | File, path: str) -> str:
        source = self.view.within(path) if path else self.view
        target = source.resolve("/" + value.path if isinstance(value, File) else value.target.partition("#")[0])
        shown = value.shown if isinstance(value, Link) else ""
        if isinstance(target, InVault):
            self.links.append(NoteLink("/" + target.path))
            return self._link(shown or target.title, target.page)
        if isinstance(target, Found):
            return self._link(shown or target.title, target.path)
        return _words(shown or values.text(value).rpartition("/")[2])

    def _link(self, shown: str, page: str) -> str:
        return f"[{_words(shown)}]({escape.address(names.relative(self.view.page, page)).replace('|', '%7C')})"

    def _picture(self, value: object, path: str) -> str:
        """A picture of the vault; one of another host is a link, for nothing is fetched from there."""
        target = value.target if isinstance(value, Link | Picture) else values.text(value)
        if _WEB.fullmatch(target):
            return self._told(target, path)
        source = self.view.within(path) if path else self.view
        found = source.resolve(target.removeprefix("[[").removesuffix("]]")) if target else None
        if not isinstance(found, InVault) or not found.path.lower().endswith(IMAGES):
            return ""
        self.links.append(NoteLink("/" + found.path, embed=True))
        return f"![{_words(found.title)}]({escape.address(names.relative(self.view.page, found.page))})"


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _words(text: str) -> str:
    return escape.text(text, line=True, link=True, cell=True)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fence(source: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", source)), default=2)
    return f"{'`' * (longest + 1)}yaml\n{source.rstrip()}\n{'`' * (longest + 1)}\n"
