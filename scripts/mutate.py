"""Renders mutated pages of a dump from wikitext to HTML, and tells of those that fail, last or leak.

A seed gives the same pages on every machine. What is found is written as it stands, one file for each page.
"""

from __future__ import annotations

import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

import click

from stillwiki import sources
from stillwiki.index import Index, IndexPlace
from stillwiki.inventory import Inventory, inventory
from stillwiki.markdown import dialect, selfcheck
from stillwiki.markdown.write import write
from stillwiki.model import Page
from stillwiki.pagewise import DEEP, scan_page
from stillwiki.pipeline import build_index
from stillwiki.wikitext.passes.tidy import tidy

SECONDS = 5.0
"""Processor time that a page may take."""
SHOWN = 600
"""Characters of a finding that are shown."""
LONGEST = 40_000
"""Characters of a page, so that those made of pages do not grow for ever."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML, and so no dump, can hold."""
LEAKED = re.compile("\x7f|UNIQ-|-QINU")
PIECES = [
    piece.replace("·", " ")
    for piece in """
{{ }} {{{ }}} {{{1| {| |} |- |+ | || ! !! [[ ]] [ ] '' ''' ''''' = == ====== * # : ; ---- ~~~~ -{ }- __TOC__
__NOTOC__ <!-- --> <nowiki> </nowiki> <ref> </ref> <ref/> <ref·name="a"/> <references/> <pre> </pre> <math>
</math> <poem> </poem> <gallery> </gallery> <includeonly> </includeonly> <noinclude> </noinclude> <onlyinclude>
<tabber> </tabber> <imagemap> </imagemap> <syntaxhighlight> </syntaxhighlight> <div> </div> <b> </b> <table>
<tr> <td> </table> <ul> <li> </ul> <br> <span·style="color:red"> </span> <small> </small> <blockquote>
</blockquote> [[File:A.png|thumb| [[File: |100px [[Category: [[: http:// https://a.b/ mailto: RFC·1
ISBN·1234567890 {{# {{#if: {{#switch: {{#expr: {{#invoke: {{#tag:ref| {{#time: {{#titleparts: {{PAGENAME}}
{{subst: {{msgnw: {{!}} {{=}} {{: {{/ &amp; &#0; &#x7f; &#127; &lt; &nbsp; & < > " ' \\ ` $ ~
""".split()
]
BLANKS = ["\n", "\n\n", " ", "\t", "\n ", "\u00a0", "\u200e", "\x00", "\x7f", "\r", "\ufffe", "\U0001f600"]
BRACKETS = [("{{", "}}"), ("{{{", "}}}"), ("[[", "]]"), ("<div>", "</div>"), ("''", "''"), ("{|\n|", "\n|}")]
Mutation = Callable[[str, random.Random, str], str]


class Late(Exception):  # noqa: N818 - what it says
    """A page has had its time."""


@dataclass
class Tally:
    """What was found."""

    into: Path
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def find(self, kind: str, number: int, text: str, why: str) -> None:
        """Count a page and keep it."""
        self.counts[kind] += 1
        path = self.into / f"{kind}-{number}.wiki"
        path.write_text(text, "utf-8", newline="")
        click.echo(f"{path}: {why[-SHOWN:]}")


# -- mutations -------------------------------------------------------------------------------------


def _span(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + int(chance.expovariate(1 / 60)))


def _cut(text: str, chance: random.Random, _other: str) -> str:
    start, end = _span(text, chance)
    return text[:start] + text[end:]


def _splice(text: str, chance: random.Random, other: str) -> str:
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _duplicate(text: str, chance: random.Random, _other: str) -> str:
    start, end = _span(text, chance)
    return text[:end] + text[start:end] * chance.choice([1, 1, 2, 30]) + text[end:]


def _drop_lines(text: str, chance: random.Random, _other: str) -> str:
    share = chance.random() / 3
    return "\n".join(line for line in text.split("\n") if chance.random() > share)


def _insert(text: str, chance: random.Random, _other: str) -> str:
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        piece = chance.choice(chance.choice([PIECES, PIECES, BLANKS]))
        text = text[:at] + piece + text[at:]
    return text


def _flip(text: str, chance: random.Random, _other: str) -> str:
    signs = list(text)
    for _ in range(min(len(signs), chance.randint(1, 5))):
        at = chance.randrange(len(signs))
        signs[at] = chance.choice([chr(ord(signs[at]) ^ 1 << chance.randrange(7)), chance.choice(signs)])
    return "".join(signs)


def _nest(text: str, chance: random.Random, _other: str) -> str:
    start, end = _span(text, chance)
    opening, closing = chance.choice(BRACKETS)
    count = chance.choice([1, 2, 5, 50, 150])
    return text[:start] + opening * count + text[start:end] + closing * chance.choice([count, count - 1]) + text[end:]


MUTATIONS: tuple[Mutation, ...] = (_cut, _splice, _duplicate, _drop_lines, _insert, _insert, _flip, _nest)


def mutated(text: str, other: str, chance: random.Random) -> str:
    """A page that nobody wrote."""
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(MUTATIONS)(text, chance, other)
    return FORBIDDEN.sub("", text[:LONGEST])


# -- rendering -------------------------------------------------------------------------------------


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise Late


def examine(page: Page, held: Inventory, index: Index, number: int, tally: Tally) -> None:
    """Render a page in all steps under a time limit, and judge it."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, 4 * SECONDS)
    try:
        facts = scan_page(held, page)
        tree, place = tidy(facts.html), IndexPlace(index.entries[page.title.full].path, index)
        markdown = write(tree, place)
        html = dialect.render(markdown)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        for fault in (d for d in facts.diagnostics if d.code == "internal-error"):
            tally.find("error", number, page.text, fault.message + "\n" + fault.hint)
        spent = time.process_time() - started
        tally.slowest = max(tally.slowest, spent)
        if spent > SECONDS:
            tally.find("slow", number, page.text, f"{spent:.1f} s")
        if leak := LEAKED.search(html):
            tally.find("leak", number, page.text, html[max(0, leak.start() - 60) : leak.end() + 60])
        if lines := selfcheck.differences(tree, markdown, place):
            tally.find("differs", number, page.text, " / ".join(line[:60] for line in lines[:6]))
    except Late:
        tally.find("endless", number, page.text, traceback.format_exc(limit=-4))
    except Exception:  # noqa: BLE001 - the very thing we look for
        tally.find("error", number, page.text, traceback.format_exc(limit=-6))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> None:
    """Mutate pages until there are enough."""
    dump = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    sys.setrecursionlimit(DEEP)
    signal.signal(signal.SIGVTALRM, _late)
    wiki = sources.read(dump)
    held = inventory(wiki.site, wiki.pages)
    index = build_index(held, {page.title.full: scan_page(held, page) for page in wiki.pages})
    pages = [page for page in wiki.pages if page.model == "wikitext" and index.entries[page.title.full].path]
    chance = random.Random(seed)  # noqa: S311 - not a secret
    tally = Tally(Path(tempfile.mkdtemp(prefix="fuzz-")))
    for number in range(count):
        page, other = chance.choice(pages), chance.choice(pages)
        examine(replace(page, text=mutated(page.text, other.text, chance)), held, index, number, tally)
    found = ", ".join(f"{number} {kind}" for kind, number in sorted(tally.counts.items())) or "nothing"
    click.echo(f"{dump}, seed {seed}: {count} pages; {found}; slowest {tally.slowest:.1f} s of processor time")


main()
