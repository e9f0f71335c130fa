"""Measures import and site on synthetic wikis of growing size, in one run.

`scripts/bench --synthetic [PAGES]` runs it; with `--once` only the first import and the first site of a wiki of so many
pages, for sizes at which everything would take hours. CPU seconds of child processes, their own children included, and
the largest memory of any of them; ratios count, for machines differ. The memory of earlier runs is empty at first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import synthetic

from stillwiki import search

PARSE = """
import sys, mwparserfromhell
from stillwiki import sources
from stillwiki.sources import Settings
from pathlib import Path
wiki = sources.read(Path(sys.argv[1]), Settings())
import time
before = time.process_time()
for page in wiki.pages:
    mwparserfromhell.parse(page.text)
print(time.process_time() - before)
"""
INDEX = (
    "import sys; from pathlib import Path; from stillwiki import search; search.Pagefind('en').index(Path(sys.argv[1]))"
)
PLAIN = """
site_name: Plain
docs_dir: docs
theme: {name: material, font: false}
plugins: [search]
nav: [{Home: index.md}]
not_in_nav: "*"
markdown_extensions: [toc, tables, fenced_code, admonition, attr_list, def_list, footnotes, md_in_html, sane_lists]
"""
"""MkDocs and its theme as they come, for the same Markdown."""


TOO_LARGE = "error site-too-large"
"""What a build says that did all it should, of a site that GitHub Pages would not take."""
Steps = Iterator[tuple[str, "Cost"]]


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    """CPU, user and system."""
    memory: float
    """Largest resident set of it or of any process that it started, in MiB."""
    said: str


def spent(*command: str, folder: Path, **told: str) -> Cost:
    """Run a command to its end, with more variables in its environment; compiled code is kept, as where people work."""
    ours = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment = os.environ | ours | {"NO_MKDOCS_2_WARNING": "1"} | told
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as wrong:
        running = subprocess.Popen([sys.executable, *command], stdout=said, stderr=wrong, env=environment)  # noqa: S603  # ours
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        wrong.seek(0)
        words = wrong.read().decode()
        if running.returncode and TOO_LARGE not in words:
            sys.exit(f"{' '.join(command)}\n{words[-2000:]}")
        said.seek(0)
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said.read().decode())


def measure(count: int, folder: Path) -> Steps:
    """All steps on a wiki of so many articles."""
    dump, told = folder / "wiki.xml", ["--pages", str(folder / "home/pages"), "--jobs", "1"]
    synthetic.write(dump, synthetic.texts(count))
    run = ("-m", "stillwiki", "import", "--dump", str(dump), *told)
    yield "import", spent(*run, folder=folder)
    yield "nothing changed", spent(*run, folder=folder)
    change(dump, count)
    yield "ten changed", spent(*run, folder=folder)
    parsed = spent("-c", PARSE, str(dump), folder=folder)
    yield "mwparserfromhell", Cost(float(parsed.said), parsed.memory, "")
    yield from sites(count, told, folder)


def change(dump: Path, count: int) -> None:
    """Let ten pages be others than as they are made up first."""
    synthetic.write(dump, synthetic.texts(count), frozenset(f"Page {number * (count // 10)}" for number in range(10)))


def sites(count: int, told: list[str], folder: Path) -> Steps:
    """Our way from dump to site, then MkDocs on the tree, and on a plain tree of as many pages of the same size."""
    dump = folder / "wiki.xml"
    built = ("-m", "stillwiki", "build", "--dump", str(dump), *told, "--site", str(folder / "home/site"))
    yield "build", spent(*built, folder=folder)
    yield "nothing changed, with site", spent(*built, folder=folder)
    synthetic.write(dump, synthetic.texts(count))  # in which ten pages are others than in the last
    yield "ten changed, with site", spent(*built, folder=folder)
    change(dump, count)
    yield "ten changed, each night", spent(*built, folder=folder)  # which has a replaced site to begin with
    searched = search.chosen(map(str, (folder / "home/pages").rglob("*.md")), "en")
    site = ("-m", "mkdocs", "build", "-q", "-f", str(folder / "home/mkdocs.yml"), "-d", str(folder / "again"))
    yield "site", spent(*site, folder=folder, **(search.ENVIRONMENT if searched else {}))
    if searched:
        yield "search index", spent("-c", INDEX, str(folder / "again"), folder=folder)
    plain = folder / "plain"
    for path in (folder / "home/pages").rglob("*.md"):
        target = plain / "docs" / path.relative_to(folder / "home/pages")
        target.parent.mkdir(parents=True, exist_ok=True)
        body = path.read_text("utf-8").partition("\n---\n")[2]
        target.write_text(f"# {path.stem}\n{body}", "utf-8")
    (plain / "mkdocs.yml").write_text(PLAIN, "utf-8")
    yield "plain site", spent("-m", "mkdocs", "build", "-q", "-f", str(plain / "mkdocs.yml"), folder=folder)


def once(count: int, folder: Path) -> Steps:
    """The first import and the first site, on all processors."""
    dump, pages = folder / "wiki.xml", str(folder / "home/pages")
    synthetic.write(dump, synthetic.texts(count))
    told = ("--dump", str(dump), "--pages", pages, "--jobs", "0")
    yield "import", spent("-m", "stillwiki", "import", *told, folder=folder)
    yield "build", spent("-m", "stillwiki", "build", *told, "--site", str(folder / "home/site"), folder=folder)


def reported(count: int, steps: Callable[[int, Path], Steps]) -> dict[str, Cost]:
    """Measure in a folder that goes, and say what is found as it is found."""
    folder, found = Path(tempfile.mkdtemp(prefix="stillwiki-bench-")), {}
    try:
        for name, cost in steps(count, folder):
            found[name] = cost
            each = f"{cost.seconds:8.1f} s CPU {cost.seconds / count * 1000:7.2f} ms a page"
            click.echo(f"{count:>7} pages {name:>26} {each}; peak {cost.memory:.0f} MiB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def main() -> None:
    """A tenth of the size, then all of it."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    most = sizes[0] if sizes else 10_000
    if "--once" in sys.argv:
        reported(most, once)
        return
    small, large = reported(most // 10, measure), reported(most, measure)
    for one, other in RATIOS.items():
        click.echo(f"{one}: {large[one].seconds / large[other].seconds:.2f} x {other}")
    for name in ("import", "site"):
        growth = large[name].seconds / small[name].seconds / 10
        click.echo(f"{name}: a page costs {growth:.2f} x what it costs in a tenth of the wiki")


# MkDocs' own index is a part of the plain site; of ours Pagefind's is, in "build", and so are the walk and the seals.
RATIOS = {
    "import": "mwparserfromhell",
    "site": "plain site",
    "build": "plain site",
    "nothing changed": "import",
    "ten changed": "import",
}
RATIOS |= {"nothing changed, with site": "build", "ten changed, with site": "build", "ten changed, each night": "build"}
main()
