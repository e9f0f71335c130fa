"""Makes a wiki of any size that looks like one: articles of 3 KB with links, templates, a table, notes, categories.

A seed and a size give the same dump on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

WORDS = (
    "neuron feature circuit head layer token model weight sparse vector space linear probe patch attention residual "
    "stream logit lens direction basis activation gradient prompt task dataset metric baseline ablation result figure"
).split()
TEMPLATES = {
    "Template:Box": '{| class="infobox"\n! colspan="2" | {{{name|{{PAGENAME}}}}}\n|-\n! Kind\n| {{{kind|unknown}}}\n|}',
    "Template:Note": "<small>''{{{1}}}''</small>{{#if:{{{2|}}}| ({{{2}}})}}",
    "Template:Foot": "----\nSee also [[Page 0]], [[Page 1]] and [[:Category:Subject 0]].",
}


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Titles and texts: templates, categories, and so many articles."""
    chance = random.Random(seed)  # noqa: S311  # not a secret
    yield from TEMPLATES.items()
    subjects = max(1, count // 50)
    for number in range(subjects):
        yield (
            f"Category:Subject {number}",
            f"Subject {number}. [[Category:Subject {number // 7}]]" if number else "All.",
        )
    for number in range(count):
        yield f"Page {number}", article(number, count, subjects, chance)


def sketches(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Titles and texts of so many pages of a few words, for what depends on their number alone."""
    chance = random.Random(seed)  # noqa: S311  # not a secret
    for number in range(count):
        words = " ".join(chance.choice(WORDS) for _ in range(12))
        yield f"Page {number}", f"{words}, sketch{number} [[Page {chance.randrange(count)}]].\n\n== Part ==\n{words}"


def article(number: int, count: int, subjects: int, chance: random.Random) -> str:
    """One article."""

    def words(size: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(size))

    def link() -> str:
        return f"[[Page {chance.randrange(count + count // 100 + 1)}]]"

    parts = [f"{{{{Box|name=Page {number}|kind={words(1)}}}}}", f"'''Page {number}''' is {words(30)} {link()}."]
    for section in range(4):
        parts += [
            f"== {words(2).capitalize()} {section} ==",
            f"{words(45)} {link()} {words(20)} [[Page {section}|{words(2)}]].",
        ]
        parts += [
            f'{words(15)}<ref name="r{section}">{words(6)} [https://example.org/{number} source]</ref>',
            f"{words(3)} {{{{Note|{words(3)}|{section}}}}}.",
        ]
        parts += ["\n".join(f"* {words(6)} {link()}" for _ in range(4))]
    parts += ['{| class="wikitable"\n! a !! b\n' + "".join(f"|-\n| {words(2)} || {link()}\n" for _ in range(4)) + "|}"]
    parts += [words(40) + '<ref name="r0" />', "== References ==\n<references />", "{{Foot}}"]
    parts += [f"[[Category:Subject {chance.randrange(subjects)}]] [[Category:Subject {number % subjects}]]"]
    return "\n\n".join(parts)


def write(path: Path, pages: Iterator[tuple[str, str]], changed: frozenset[str] = frozenset()) -> None:
    """A dump of these pages; those that are `changed` say one thing more, in a later revision."""
    with path.open("w", encoding="utf-8") as out:
        out.write('<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n')
        out.write(
            "<siteinfo><sitename>Synthetic</sitename><dbname>synthetic</dbname>"
            "<base>https://s.example/wiki/Page_0</base>"
        )
        out.write('<case>first-letter</case><namespaces><namespace key="0" />')
        for key, name in ((10, "Template"), (14, "Category")):
            out.write(f'<namespace key="{key}">{name}</namespace>')
        out.write("</namespaces></siteinfo>\n")
        for number, (title, text) in enumerate(pages, 1):
            space = {"Template": 10, "Category": 14}.get(title.partition(":")[0], 0)
            said, revision = (f"{text}\n\nAnd more.", number + 10**7) if title in changed else (text, number)
            out.write(
                f"<page><title>{escape(title)}</title><ns>{space}</ns><id>{number}</id><revision><id>{revision}</id>"
            )
            out.write(
                "<timestamp>2026-01-01T00:00:00Z</timestamp><contributor><username>A</username><id>1</id></contributor>"
            )
            out.write('<model>wikitext</model><format>text/x-wiki</format><text xml:space="preserve">')
            out.write(f"{escape(said)}</text></revision></page>\n")
        out.write("</mediawiki>\n")
