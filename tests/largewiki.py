"""A wiki of so many pages that Pagefind searches its site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import synthetic
from selectolax.lexbor import LexborHTMLParser

PAGES = 1_600
ODD = ("C & F?", "100% sure", "Ünïcode wörter", "A+B", "Slash/Part", "Quote \" and '")
"""Titles whose addresses are not what they look like."""
TEXTS = {
    title: f"Oddword{number} here. <nowiki><img src=x onerror=top.hit=1></nowiki>" for number, title in enumerate(ODD)
}


def built(folder: Path, count: int = PAGES) -> Path:
    """The site of a wiki of so many pages, and of some with odd titles."""
    folder.mkdir(exist_ok=True)
    synthetic.write(
        folder / "wiki.xml", iter([*synthetic.sketches(count), *TEXTS.items(), ("Template:T", "hiddenword")])
    )
    command = [sys.executable, "-m", "stillwiki", "build", "--dump", str(folder / "wiki.xml"), "--jobs", "1"]
    command += ["--pages", str(folder / "pages"), "--site-url", "https://me.example/mirror/"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    assert done.returncode == 0, done.stderr
    return folder / "site"


def html(site: Path, page: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / page / "index.html").read_text("utf-8"))
