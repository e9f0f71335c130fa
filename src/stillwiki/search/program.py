"""Runs of Pagefind: from a folder of pages to the files of an index.

Owns the words of its command line; nothing that stands around decides what it makes. Refuses to keep what the theme
does not load.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from stillwiki.errors import OutputError

UNUSED = re.compile(r"pagefind-(?!worker\.js$|entry\.json$).+\.(?:js|css)")
"""Search boxes that Pagefind brings along."""

_NOT_SEARCHED = ".headerlink, .footnote-ref, sup.reference, .about-page, details.contents, [data-search-exclude]"
"""What an article holds beside its text; MkDocs' own search leaves out the same."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


def run(pages: Path, output: Path, language: str) -> None:
    """Write the index of all pages in a folder; the same pages give the same files."""
    language = language.lower()
    command = [*_program(), "--silent", "--site", str(pages.absolute()), f"--output-path={output.absolute()}"]
    command += [f"--exclude-selectors={_NOT_SEARCHED}"]
    command += [f"--force-language={language if _LANGUAGE.fullmatch(language) else 'unknown'}"]
    # Pagefind also listens to its environment and to a file where it runs; neither may decide what is built.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(command, cwd=pages, capture_output=True, text=True, env=environment, check=False)  # noqa: S603  # our own words
    if done.returncode or not (output / "pagefind.js").is_file():
        said = (done.stderr + done.stdout).strip() or "it says nothing"
        raise OutputError(f"{pages}: Pagefind makes no index of the site:\n{said[-2000:]}")
    for path in output.iterdir():
        if UNUSED.fullmatch(path.name):
            path.unlink()


def _program() -> list[str]:
    """The program itself, where its package has it: to ask Python for it takes five times what a small run does."""
    spec = find_spec("pagefind_bin")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    found = [folder / name for name in ("pagefind_extended", "pagefind")] if folder and os.name == "posix" else []
    return next(([str(path)] for path in found if path.is_file()), [sys.executable, "-m", "pagefind"])
