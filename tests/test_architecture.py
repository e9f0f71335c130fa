"""The house's law: who may import whom, and how large a thing may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "stillwiki"

BASE = {"model", "titles", "names", "dom", "inventory", "entities", "index", "interwiki", "diagnostics", "errors"}
BASE |= {"entries", "kept", "notes", "records", "tracing"}
ROOMS = {"sources", "wikitext", "obsidian", "markdown", "weave"}
PIPELINE = {
    "pipeline",
    "pagewise",
    "task",
    "memory",
    "article",
    "infobox",
    "uploads",
    "notebook",
    "notepage",
    "notewise",
    "stylesheets",
    "questions",
    "recalled",
    "scanned",
    "treefiles",
}
OUTSIDE = {"config", "plan", "output", "site", "crawl", "weight", "serve", "workers", "report", "refresh"}
OUTSIDE |= {
    "cycles",
    "following",
    "running",
    "executors",
    "guard",
    "integrity",
    "lock",
    "looking",
    "rendering",
    "sealed",
    "seen",
    "search",
    "siteinputs",
    "stamps",
    "standing",
    "swap",
}
"""What surrounds a conversion: files, processes, MkDocs, words for the user."""

ALLOWED = {
    **dict.fromkeys(BASE, BASE),
    **{name: BASE | {name} for name in ROOMS},
    "weave": BASE | {"weave", "markdown"},
    "obsidian": BASE | {"obsidian", "markdown"},
    **dict.fromkeys(PIPELINE, BASE | ROOMS | PIPELINE),
    **dict.fromkeys(OUTSIDE, BASE | ROOMS | PIPELINE | OUTSIDE),
    **dict.fromkeys(("following", "refresh"), BASE | ROOMS | PIPELINE | OUTSIDE | {"fetch"}),
    "fetch": BASE | {"fetch", "sources", "output", "swap", "memory", ""},
    "cli": BASE | ROOMS | PIPELINE | OUTSIDE | {"fetch", ""},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Parts of the house to the parts they may import; the empty name is the package itself, that is its version."""

PURE = {"wikitext", "obsidian", "markdown", "weave", "article", "index", "inventory", "entities", "titles", "names"}
PURE |= {"dom", "entries", "infobox", "model"}
IMPURE = {
    "os",
    "pathlib",
    "datetime",
    "time",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "shutil",
    "tempfile",
    "urllib.request",
}
FOR_USERS = {"click", "rich"}

MAX_MODULE = 400
MAX_FUNCTION = 60

MODULES = sorted(path for path in SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").as_posix()


def part(path: Path) -> str:
    return name_of(path).partition("/")[0]


def imports(path: Path) -> Iterator[str]:
    """Full names of everything a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> Iterator[str]:
    """Parts of the house that a module imports."""
    parts = {found.name.removesuffix(".py") for found in SOURCE.iterdir()}
    for name in imports(path):
        package, _, rest = name.partition(".")
        if package == "stillwiki":
            head = rest.partition(".")[0]
            yield head if head in parts else ""


every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@every_module
def test_who_may_import_whom(path: Path) -> None:
    assert part(path) in ALLOWED, "a new part of the house needs its place in the law"
    assert set(ours(path)) <= ALLOWED[part(path)]


@every_module
def test_converters_know_no_files_clocks_or_networks(path: Path) -> None:
    if part(path) in PURE:
        found = set(imports(path))
        assert not {name for name in found if {name, name.partition(".")[0], name.rpartition(".")[0]} & IMPURE}


@every_module
def test_only_the_command_line_and_the_report_talk(path: Path) -> None:
    if part(path) not in {"cli", "report"}:
        assert not FOR_USERS & {name.partition(".")[0] for name in imports(path)}


@every_module
def test_modules_are_small_and_say_what_they_own(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MAX_MODULE
    assert ast.get_docstring(ast.parse(text))


@every_module
def test_functions_are_a_screen_long(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MAX_FUNCTION, node.name


def test_names_come_from_the_field() -> None:
    banned = {"utils", "util", "helpers", "common", "misc", "manager"}
    assert not banned & {word for path in MODULES for word in path.stem.lower().split("_")}


OF_OTHERS = ("ftfy", "latex2mathml", "markdown", "markdown_it", "mwparserfromhell", "pygments", "rich", "tarfile")
OF_OTHERS += ("stillwiki.fetch", "stillwiki.notepage", "tinycss2", "urllib3")


@pytest.mark.parametrize(
    ("program", "apart"),
    [
        ("stillwiki.cli, stillwiki.pipeline", OF_OTHERS),
        ("stillwiki.rendering.__main__", ("concurrent.futures", "multiprocessing", "stillwiki.pipeline")),
    ],
)
def test_an_ordinary_run_loads_nothing_that_only_others_need(program: str, apart: tuple[str, ...]) -> None:
    told = f"import sys, {program}; print(*sorted({set(apart)} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.split() == []
