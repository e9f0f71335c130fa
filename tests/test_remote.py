"""Pages rendered by other processes, which see none of our files: the same site, and the same words where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from building import BASE, NOW, PAGES, THEME, WIKI, Home, state
from cluster import closed
from stillwiki import executors, site
from stillwiki.errors import OutputError
from stillwiki.executors import Crew
from stillwiki.pipeline import Mapper
from stillwiki.rendering import SAID, environment
from stillwiki.rendering import __main__ as process
from stillwiki.rendering.store import Store

MORE = """docs_dir: pages
site_url: https://me.example/w/
repo_url: https://code.example/w
edit_uri: edit/pages/
nav: [{Home: index.md}, {Parts: [{List: wiki/List.md}, {Other: https://other.example/}]}]
not_in_nav: "*"
exclude_docs: /drafts/
extra: {notice: !ENV [THE_NOTICE, "none"]}
watch: [pages/media]
"""
TREE = PAGES | {
    "wiki/D.md": "\ufeff---\r\ntitle: D & <D>\r\ntags: [a, 1]\r\n---\r\nLines  \r\nand *more*.\r\n\r\n$x^2$",
    "wiki/E.md": "[No](../drafts/X.md#Part) title [List](List.md#x) [^1]\n\n# A title\n\n[^1]: Note.\n",
    "wiki/List.md": PAGES["wiki/List.md"] + "<a id='x'></a> [Home](../index.md)\n",
    "wiki/A/index.md": "In the same place as A. ## Part\n",
    "wiki/Empty.md": "",
    "drafts/X.md": "Left out.",
    "wiki/Ünï/Wört (1).md": "```python\nx = 1\n```\n\n[up](../A.md#Part)\n",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A tree with what differs from page to page; nothing is built yet."""
    found = Home(tmp_path / "home")
    found.write({"mkdocs.yml": BASE + MORE + THEME})
    for name, content in TREE.items():
        path = found.path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    monkeypatch.setenv("THE_NOTICE", "of here")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(site._seconds(NOW)))
    return found


Hired = Callable[[Path], Executor]


def threads(_folder: Path) -> Executor:
    return ThreadPoolExecutor(2)


def processes(folder: Path) -> Executor:
    """They are started anew, so that they know nothing of ours, not even the variables."""
    return ProcessPoolExecutor(2, get_context("spawn"), initializer=closed, initargs=(str(folder),))


def build(home: Home, monkeypatch: pytest.MonkeyPatch, hired: Hired | None) -> dict[str, bytes]:
    """Render in this process, or have rendered, as `site` has it done in a process of its own."""
    asked: list[str] = []

    @contextmanager
    def cluster(address: str) -> Iterator[Mapper]:
        asked.append(address)
        assert hired
        with monkeypatch.context() as context:
            context.delenv("THE_NOTICE")
            executor = hired(home.path)
            list(executor.map(str, range(4)))  # the processes are there now
        with executor:
            yield Crew(executor, 2)

    def run(command: list[str], **_: object) -> None:
        try:
            process.main(command[2:])
        except (SystemExit, Abort) as error:
            raise OutputError("no site") from error

    with monkeypatch.context() as context:
        context.setattr(executors, "cluster", cluster)
        context.setattr(site, "_run", run)
        way = site.Way(fresh=True, scheduler="there" if hired else "")
        site.build(home.path / "mkdocs.yml", home.path / "site", replace(WIKI, now=NOW), way)
    assert len(asked) <= 1
    return state(home.path / "site")


@pytest.mark.parametrize("hired", [threads, processes])
def test_any_executor_makes_the_site_of_mkdocs(home: Home, monkeypatch: pytest.MonkeyPatch, hired: Hired) -> None:
    whole = home.whole()
    assert whole
    assert b"of here" in whole["wiki/C/index.html"]
    assert build(home, monkeypatch, hired) == whole
    there = known(home)
    build(home, monkeypatch, None)
    assert there == known(home), "so that the next build, wherever it is, has as much to go by"


def known(home: Home) -> dict[str, tuple[object, ...]]:
    with Store(home.store) as store:
        return {path: tuple(line) for path, line in store.lines().items()}


FAULTS = {
    "link": ({"wiki/C.md": "[gone](gone.md) [b](b.md)", "wiki/B.md": "## Part\n\n[C](C.html)"}, processes),
    "anchor": ({"wiki/C.md": "[A](A/index.md#gone) [me](#gone)"}, threads),
    "encoding": ({"wiki/C.md": "\udcff"}, processes),
    "template": ({"wiki/C.md": "---\ntemplate: gone.html\n---\n"}, threads),
}


@pytest.mark.parametrize(("fault", "hired"), FAULTS.values(), ids=FAULTS.keys())
def test_what_mkdocs_says_of_a_page_is_said_here(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Mapping[str, str],
    hired: Hired,
) -> None:
    for name, content in fault.items():
        (home.path / "pages" / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    said, errors = [], []
    for way in (None, hired):
        with pytest.raises(Exception) as error:  # noqa: PT011  # which, depends on the fault
            build(home, monkeypatch, way)
        errors.append((type(error.value), str(error.value)))
        said.append(capsys.readouterr().err)
    assert "wiki/C.md" in said[0]
    assert said[0] == said[1]
    assert errors[0] == errors[1]
    assert not (home.path / "site").exists()


def test_a_page_that_cannot_be_read_is_said_as_mkdocs_says_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home.path / "pages/wiki/C.md"
    monkeypatch.setattr(process.Build, "_source", lambda *_: "known from whoever wrote the tree")
    path.unlink()
    path.symlink_to("nowhere")
    said = []
    for hired in (None, threads):
        with pytest.raises(OutputError, match="No such file"):
            build(home, monkeypatch, hired)
        said.append(capsys.readouterr().err)
    assert "File not found: wiki/C.md" in said[0]
    assert said[0] == said[1]


def test_another_theme_renders_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    digests = iter([b"ours", b"theirs"])
    monkeypatch.setattr(environment, "theme", lambda: next(digests))
    with pytest.raises(OutputError):
        build(home, monkeypatch, threads)
    assert "a process of the executor cannot render pages: its theme is another" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        ("nav: [{Home: index.md}", "nav: [index.md"),  # the title stands in the page
        ("extra: {", "extra: {place: !relative , "),  # no data
        (THEME, "theme: {custom_dir: theme}\n"),
    ],
)
def test_what_may_depend_on_more_is_rendered_here(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: tuple[str, str]
) -> None:
    home.write({"theme/partials/x.html": "", "mkdocs.yml": (BASE + MORE + THEME).replace(*change)})
    whole = home.whole()
    assert whole
    assert build(home, monkeypatch, NOBODY) == whole
    assert capsys.readouterr().out == (
        f"{SAID}does not tell all that pages depend on, so they are rendered here, not on the cluster\n"
    )


def NOBODY(_folder: Path) -> Executor:  # noqa: N802  # no function that is called
    raise AssertionError("nobody is asked")
