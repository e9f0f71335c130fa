"""From the tree to the site: the configuration MkDocs gets for another wiki's tree, and the run that renders.

A site is built beside the old one and takes its place when it is whole. Refuses to empty a folder that holds no site.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import yaml

from stillwiki import swap
from stillwiki.errors import OutputError
from stillwiki.memory import place
from stillwiki.model import Site
from stillwiki.plan import Plan
from stillwiki.rendering import SAID, spare
from stillwiki.rendering.store import INDEX, TREE, Store
from stillwiki.search import ENVIRONMENT, Given, Pagefind, files_of
from stillwiki.siteinputs import inputs
from stillwiki.stamps import Seen, Stamped, look, regular
from stillwiki.weave.freshness import notice

PACKAGE = Path(__file__).parent
MARK = "# Written by stillwiki for the pages beside it; it is written anew with them.\n"
NOTICE = "STILLWIKI_NOTICE"
"""The variable in which the configuration is told what stands above every page."""
_UNLIKE = (spare.MistakenError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
"""What happens where an old site, which nobody looked at, is not what was noted of it."""
MAX_NAVIGATION = 10
"""Every page carries the navigation, so it must not grow with the wiki."""


class _Plain(yaml.SafeLoader):
    """Reads a MkDocs configuration as far as it is plain; names of Python objects become nothing."""


_Plain.add_multi_constructor("", lambda *_: None)


def base_configuration() -> Path:
    """The configuration that other wikis inherit: that of the checkout, or the copy that an installed package has."""
    for path in (PACKAGE.parent.parent / "mkdocs.yml", PACKAGE / "mkdocs.yml"):
        if path.is_file():
            return path
    raise OutputError(f"{PACKAGE}: the configuration of MkDocs is missing from this installation")


def derived(base: Path, site: Site, plan: Plan, tree: Container[str]) -> str:
    """A configuration for a tree of another wiki, to stand in the folder above its pages."""
    told = {
        "INHERIT": str(base.resolve()),
        "site_name": site.name,
        "site_url": plan.site_url,
        "site_description": f"A still of {site.name}.",
        "copyright": _copyright(site),
        "docs_dir": plan.pages.name,
        "site_dir": os.path.relpath(plan.site, plan.pages.parent),
        "theme": {"custom_dir": str(PACKAGE / "theme"), "language": theme_language(site.language)},
        "extra": {"language": site.language},
        "nav": navigation(base, tree),
    }
    return MARK + yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=120)


def _copyright(site: Site) -> str | None:
    if not site.licence:
        return None
    name, url = escape(site.licence), escape(site.licence_url)
    licence = f'<a href="{url}" rel="license">{name}</a>' if url.startswith(("https://", "http://")) else name
    return f"Text: {licence}, by the authors named on each page."


def navigation(base: Path, tree: Container[str]) -> list[dict[str, str]]:
    """The base's navigation, as far as its pages exist here."""
    entries = (yaml.load(base.read_text("utf-8"), _Plain) or {}).get("nav") or []  # noqa: S506  # a safe loader's child
    found = [{str(name): path} for entry in entries if isinstance(entry, dict) for name, path in entry.items()]
    return [entry for entry in found if next(iter(entry.values())) in tree][:MAX_NAVIGATION]


def theme_language(code: str) -> str:
    """The theme's own words in the wiki's language, in its nearest relative's, else in English."""
    spec = find_spec("material")
    folder = Path(spec.origin).parent / "templates/partials/languages" if spec and spec.origin else PACKAGE
    known = {path.stem.lower(): path.stem for path in folder.glob("*.html")}
    wanted = {"no": "nb", "zh-hans": "zh", "zh-cn": "zh", "zh-hk": "zh-Hant"}.get(code.lower(), code).lower()
    return known.get(wanted) or known.get(wanted.partition("-")[0]) or "en"


def refuse_others(target: Path, configuration: Path | None = None) -> None:
    """End the run, before it began, where a build would replace what we did not make."""
    try:
        if target.exists() and any(target.iterdir()) and not (target / "404.html").is_file():
            raise OutputError(f"{target}: is not empty and holds no site of MkDocs; it is not replaced")
        if configuration and configuration.exists() and not configuration.read_text("utf-8").startswith(MARK):
            raise OutputError(f"{configuration}: not written by Stillwiki, but in its way; choose other --pages")
    except OSError as error:
        raise OutputError(f"{error.filename}: {error.strerror or error}") from error


@dataclass(frozen=True)
class Way:
    """How a site is built."""

    search: Pagefind | None = None
    """Without one, MkDocs has its own."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the tree's files, as far as they can be relied on."""
    fresh: bool = False
    """Make every page anew."""
    jobs: int = 1
    """Processes that render pages."""
    seal: Callable[[Path, Seen, Mapping[str, Stamped]], tuple[Path, Mapping[str, str]]] | None = None
    """Is told where the site is when it is whole, before it takes the place of the old one, what is there, and what is
    known of files; gives the file that it wrote, and the digests of all others."""
    scheduler: str = ""
    """Address of the Dask cluster that renders pages; without one, processes of this machine do."""
    say: Callable[[str], None] = lambda _: None
    """Is told what the user should know."""


class Built(NamedTuple):
    """A site in its place."""

    digests: Mapping[str, str]
    """SHA-256 of its files, as far as they are known."""
    seen: list[tuple[str, os.stat_result]]
    """All that is there, as the system shows it."""


def build(configuration: Path, target: Path, site: Site, way: Way = Way()) -> Built:
    """Build a site, strictly; the wiki's clock is the date that is written where one is."""
    configuration, target = configuration.absolute(), target.absolute()
    told = {NOTICE: notice(site)} | (ENVIRONMENT if way.search else {})
    try:
        swap.recover(target)
        store = None if inputs(configuration) is None else place(target).with_suffix(".site.sqlite")
        if store and way.fresh:
            store.unlink(missing_ok=True)
        command = _ours(configuration, target, store, way) if store else _theirs(configuration, target)
        if way.scheduler and not store:
            way.say(f"{configuration}: may load anything, so its pages are rendered here, not on the cluster")
        render = functools.partial(_run, now=site.now, told=told, say=lambda line: way.say(f"{configuration}: {line}"))
        with Store(store) as known:
            known.note(TREE, way.digests)
        render(command)
        try:
            return _finished(target, store, way)
        except _UNLIKE:
            if not store:
                raise
        swap.recover(target)
        render([*command, "--careful"])
        return _finished(target, store, way, careful=True)
    except OSError as error:
        raise OutputError(f"{error.filename or target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(swap.staging(target), ignore_errors=True)


def _finished(target: Path, store: Path | None, way: Way, *, careful: bool = False) -> Built:
    """Put a rendered site into its place, with all that goes with it.

    Raises:
        MistakenError: it is to be rendered once more, with care.

    """
    staged, spared = swap.staging(target), store and _spared(store)
    with Store(store) as known:
        last = known.state(INDEX)
        given = Given(target, last, known.holds, known.digests(), known.addresses(), way.jobs)
        index = way.search.index(staged, given) if way.search else {}
        begun = spare.begin(known, staged, spared) if spared and way.seal else {}
        there = dict(look(staged))
        if not careful:
            spare.check(known, staged, there, *files_of(index, last))
        known.note(INDEX, index)
        digests: Mapping[str, str] = known.digests()
        if way.seal:
            seal, digests = way.seal(staged, there.items(), known.stamps)
            there[str(seal)] = seal.stat()
        found = dict(regular(staged, there.items()))
        swap.install(target, map(staged.joinpath, found), spared)
        if spared and way.seal:  # who has all digests, without which nothing can be held against them
            spare.note(known, target, spared, begun, found)
        known.settle(digests, found)
        start = len(str(staged))
        return Built(digests, [(f"{target}{path[start:]}", seen) for path, seen in there.items()])


def _ours(configuration: Path, target: Path, store: Path, way: Way) -> list[str]:
    """The command that renders what has changed."""
    places = [str(path) for path in (configuration, swap.staging(target), target, _spared(store), store)]
    there = ["--scheduler", way.scheduler] if way.scheduler else []
    searched = ["--indexed"] if way.search else []
    return ["-m", "stillwiki.rendering", *places, "--jobs", str(way.jobs), *there, *searched]


def _spared(store: Path) -> Path:
    """Where the site that was replaced waits until it becomes the next one."""
    return store.with_suffix(".spared")


def _theirs(configuration: Path, target: Path) -> list[str]:
    """MkDocs' own, for a configuration of which it cannot be told what pages depend on."""
    places = ["--config-file", str(configuration), "--site-dir", str(swap.staging(target))]
    return ["-m", "mkdocs", "build", "--strict", *places]


def _run(command: list[str], now: str, told: dict[str, str], say: Callable[[str], None]) -> None:
    """Do it, and hand on what it has to say to the user."""
    environment = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(_seconds(now))} | os.environ | told
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=False)  # noqa: S603  # our own words
    if done.returncode:
        lines = (done.stderr + done.stdout).splitlines()
        said = [line for line in lines if line.strip() and not line.startswith("INFO")]
        raise OutputError("MkDocs does not build the site:\n" + "\n".join(f"  {line}" for line in said[-20:]))
    for line in done.stdout.splitlines():
        if line.startswith(SAID):
            say(line.removeprefix(SAID))


def _seconds(now: str) -> int:
    """Seconds since 1970 of a date as MediaWiki writes it; of none that can be read, 1970 itself."""
    try:
        return max(int(datetime.fromisoformat(now).timestamp()), 0)
    except (ValueError, OverflowError):
        return 0
