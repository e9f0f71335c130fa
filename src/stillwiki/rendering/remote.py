"""Pages rendered by processes that have this program, but none of the files.

Once a process is told the configuration as it was read, the names of all files and the pages of the navigation; with
each task come the pages' own files, and their HTML goes back. What MkDocs says there is said here, in the order of the
pages. Refuses to be asked for configurations whose pages may depend on more (`environment` knows).
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import get_ident
from typing import Any, NamedTuple, overload

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, ConfigurationError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file
from mkdocs.utils.yaml import yaml_load

from stillwiki.errors import Error
from stillwiki.memory import Mapper
from stillwiki.rendering import environment
from stillwiki.rendering.asking import Asking, Row
from stillwiki.rendering.page import Made, Renderer

_CLOCK = "SOURCE_DATE_EPOCH"
"""The variable in which MkDocs is told what time it is; all others the configuration has asked for already."""
_LOG = logging.getLogger("mkdocs")


class Brief(NamedTuple):
    """What a process is told once."""

    configuration: bytes
    """As it was read, with what it inherits and the variables it asks for: a pickled dictionary."""
    folders: Mapping[str, str]
    """Options of the configuration that name files of the caller's, which are not looked for."""
    theme: bytes
    """Digest of our templates."""
    clock: str | None
    rows: Mapping[str, Row]
    """All files of the site's sources, by path."""
    shown: Mapping[str, bytes]
    """Files of the navigation's pages, of which others show the front matter."""
    depth: int
    """Python frames that a page may take."""


class Sent(NamedTuple):
    """A page on its way there."""

    path: str
    source: str
    """SHA-256 of its file."""
    content: bytes


class Came(NamedTuple):
    """What came back."""

    made: Made | None
    output: bytes | None
    said: tuple[tuple[str, int, str], ...]
    """Loggers, levels and words of what MkDocs said."""
    error: Exception | None


# -- here ------------------------------------------------------------------------------------------


def brief(config: MkDocsConfig, files: Asking, nav: Navigation) -> Brief | None:
    """What processes have to be told of a build; none where its configuration is more than data."""
    try:
        with Path(config.config_file_path).open("rb") as file:
            told = pickle.dumps(yaml_load(file), pickle.HIGHEST_PROTOCOL)
    except (ConfigurationError, pickle.PickleError, AttributeError, TypeError):  # which of them, depends on what it is
        return None
    folders = {name: str(config[name]) for name in ("docs_dir", "site_dir", "config_file_path")}
    shown = {page.file.src_uri: page.file.content_bytes for page in nav.pages}
    return Brief(told, folders, environment.theme(), os.environ.get(_CLOCK), files.rows, shown, sys.getrecursionlimit())


def rendered(
    told: Brief, files: Sequence[File], sources: Mapping[str, str], mapper: Mapper, unread: Callable[[File], object]
) -> Iterator[Made]:
    """Have pages rendered elsewhere, and write them into the site.

    A file that cannot be read is given to `unread`, which says so as MkDocs does.
    """
    outgoing = _Outgoing(files, sources, unread)
    for file, came in zip(files, mapper(Away(told), outgoing), strict=True):
        for name, level, words in came.said:
            logging.getLogger(name).log(level, words)
        if came.error:
            raise came.error
        if came.output is not None:
            write_file(came.output, file.abs_dest_path)
        if came.made:
            yield came.made


@dataclass(frozen=True)
class _Outgoing(Sequence[Sent]):
    """Pages with their content, which is read when they leave."""

    files: Sequence[File]
    sources: Mapping[str, str]
    unread: Callable[[File], object]

    def __len__(self) -> int:
        return len(self.files)

    @overload
    def __getitem__(self, at: int) -> Sent: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sent]: ...
    def __getitem__(self, at: int | slice) -> Sent | Sequence[Sent]:
        return [self._sent(file) for file in self.files[at]] if isinstance(at, slice) else self._sent(self.files[at])

    def _sent(self, file: File) -> Sent:
        try:
            return Sent(file.src_uri, self.sources[file.src_uri], file.content_bytes)
        except OSError:
            self.unread(file)
            raise


# -- there -----------------------------------------------------------------------------------------


@dataclass
class Away:
    """Renders pages in a process that knows no files; the function that goes there."""

    told: Brief
    _room: Room | None = field(default=None, compare=False)

    def __call__(self, sent: Sent) -> Came:
        """Render a page."""
        with _as_there(self.told) as said:
            if self._room is None:
                try:
                    self._room = Room(self.told)
                except Exception as error:
                    raise Error(f"a process of the executor cannot render pages: {error}") from error
                said.clear()  # which the caller has heard already
            try:
                made, output = self._room.render(sent)
            except Exception as error:  # noqa: BLE001  # it is raised where the page is waited for
                return Came(None, None, tuple(said), _portable(error))
            return Came(made, output, tuple(said), None)


@contextmanager
def _as_there(told: Brief) -> Iterator[list[tuple[str, int, str]]]:
    """Have the caller's clock and depth, and hear what MkDocs says in this thread."""
    said: list[tuple[str, int, str]] = []
    here, level, clock, depth = _Hearing(said), _LOG.level, os.environ.get(_CLOCK), sys.getrecursionlimit()
    _LOG.addHandler(here)
    _LOG.setLevel(logging.WARNING)
    _set_clock(told.clock)
    sys.setrecursionlimit(told.depth)
    try:
        yield said
    finally:
        sys.setrecursionlimit(depth)
        _set_clock(clock)
        _LOG.setLevel(level)
        _LOG.removeHandler(here)


def _set_clock(clock: str | None) -> None:
    if clock is None:
        os.environ.pop(_CLOCK, None)
    else:
        os.environ[_CLOCK] = clock


class _Hearing(logging.Handler):
    """Takes note of warnings and errors that are given in the thread that it was made in."""

    def __init__(self, said: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.WARNING)
        self._said, self._thread = said, get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Take note."""
        if record.thread == self._thread:
            self._said.append((record.name, record.levelno, record.getMessage()))


def _portable(error: Exception) -> Exception:
    """An error that can go home."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    except Exception:  # noqa: BLE001  # there are no rules what these raise
        return BuildError(f"{type(error).__name__}: {error}")
    return error


class Room:
    """MkDocs, as far as it is in a process that knows no files."""

    def __init__(self, told: Brief) -> None:
        if told.theme != environment.theme():
            raise Error("its theme is another")
        with TemporaryDirectory() as folder:
            config = _configured(told, Path(folder))
            config.plugins.on_startup(command="build", dirty=False)
            self.config = config = config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            self.files = Asking(told.rows, config)
            env = config.theme.get_env()
            for number, (path, content) in enumerate(told.shown.items()):
                self.files.at(path).abs_src_path = str(Path(folder, str(number)))
                Path(folder, str(number)).write_bytes(content)
            nav = config.plugins.on_nav(self.files.navigation(), config=config, files=self.files)
            for page in nav.pages:
                page.read_source(config)
            env = config.plugins.on_env(env, config=config, files=self.files)
        self._shown = frozenset(told.shown)
        self._render = Renderer(config, self.files, nav, env)

    def render(self, sent: Sent) -> tuple[Made, bytes | None]:
        """Render a page, and give the HTML if there is any."""
        with TemporaryDirectory() as folder:
            source, output = Path(folder, "page.md"), Path(folder, "index.html")
            source.write_bytes(sent.content)
            file = self.files.at(sent.path)
            file.abs_src_path, file.abs_dest_path = str(source), str(output)
            made = self._render(file, sent.source)
            self.files.forget(self._shown)
            return made, output.read_bytes() if made.record.digest else None


def _configured(told: Brief, folder: Path) -> MkDocsConfig:
    """The configuration, with the folders that the caller has."""
    read: dict[str, Any] = pickle.loads(told.configuration)  # noqa: S301  # from whom gives us work
    read.pop("watch", None)  # folders that have to be there, which only `mkdocs serve` looks at
    if isinstance(read.get("theme"), dict) and "custom_dir" in read["theme"]:
        read["theme"]["custom_dir"] = str(environment.THEME)
    (folder / "docs").mkdir()
    config = MkDocsConfig()
    config.load_dict(read | {"docs_dir": str(folder / "docs"), "site_dir": str(folder / "site"), "strict": True})
    failed, _ = config.validate()
    if failed:
        raise Error("; ".join(f"{name}: {error}" for name, error in failed))
    for name, value in told.folders.items():
        config[name] = value
    return config
