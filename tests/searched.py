"""Sites of odd pages to be searched, and the runs of Pagefind that are made over them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stillwiki.search import program

WORDS = (
    "neuron neurons running runs café cafe Café naïve ünïcode Wörter XMLHttpRequest x_y 3.14 神经元 网络 日本語 слово "
    "слова מילה &lt;b&gt; won't e-mail"
).split()
IMAGE = '<img src="a.png" alt="A picture of café">'
ODD = ("wiki/100% sure", "wiki/Ünïcode wörter", "wiki/C & F?", "wiki/A+B", "wiki/Quote \" and '", "wiki/a/b/c", ".")


def a_page(chance: random.Random, *, marked: bool = True) -> str:
    text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 60)))
    parted = f'<h2 id="part">Part {chance.choice(WORDS)}</h2><p>{" ".join(chance.choices(WORDS, k=9))}</p>'
    mark = "data-pagefind-body" if marked else "title='data-pagefind-body'"
    return (
        f"<!doctype html><html lang=en><head><title>T</title></head><body><nav>menu</nav><article {mark}>"
        f"<h1>{chance.choice(WORDS)} {chance.randrange(99)}</h1>{IMAGE * chance.randrange(2)}<p>{text}</p>{parted}"
        "<p data-search-exclude>hidden</p></article></body></html>"
    )


def a_site(folder: Path, count: int = 60, seed: int = 1) -> Path:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    for number in range(count):
        name = ODD[number] if number < len(ODD) else f"wiki/P{number}"
        put(folder / "site", name, a_page(chance, marked=number % 5 != 4))
    put(folder / "site", "wiki/Redirect", "<html><head><link rel=canonical href=x></head><body>moved</body></html>")
    return folder / "site"


def put(site: Path, name: str, text: str) -> None:
    (site / name).mkdir(parents=True, exist_ok=True)
    (site / name / "index.html").write_text(text, "utf-8")


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def noted(patch: pytest.MonkeyPatch) -> list[str]:
    """Folders that Pagefind is run over from now on."""
    found: list[str] = []
    run = program.run

    def noting(pages: Path, output: Path, language: str) -> None:
        found.append(pages.parent.name)
        run(pages, output, language)

    patch.setattr(program, "run", noting)
    return found


_MADE: dict[bytes, dict[str, bytes]] = {}
_MOST = 100


@contextmanager
def remembered() -> Iterator[None]:
    """While Pagefind is not run over pages again that it was run over here before: they give the same files."""
    run = program.run

    def remembering(pages: Path, output: Path, language: str) -> None:
        told = hashlib.sha256(repr((language, sorted(state(pages).items()))).encode()).digest()
        if told in _MADE:
            for name, content in _MADE[told].items():
                (output / name).parent.mkdir(parents=True, exist_ok=True)
                (output / name).write_bytes(content)
            return
        run(pages, output, language)
        if len(_MADE) == _MOST:
            _MADE.clear()
        _MADE[told] = state(output)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "run", remembering)
        yield
