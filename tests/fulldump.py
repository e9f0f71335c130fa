"""A full-history dump of any size, written as it is made: the same bytes for the same seed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from stillwiki.sources.digest import base36

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>Wiki of Long Memory</sitename><dbname>longwiki</dbname>
<base>https://long.example.org/wiki/Main_Page</base><generator>MediaWiki 1.45.1</generator><case>first-letter</case>
</siteinfo>
"""
WORDS = (
    "attention head residual stream the of a logit lens feature circuit layer [[Induction head]] {{cite|a=b}} "
    "''probing'' ablation is are über → 語 &amp; x<y <ref>note</ref> == Method ==\n * item\n"
).split(" ")


def write(out: BinaryIO, size: int, seed: int = 1) -> int:
    """Write a dump of about `size` bytes; how many pages it has."""
    out.write(HEAD.encode())
    written = pages = 0
    for page in _pages(random.Random(seed)):  # noqa: S311  # no secret
        if written >= size:
            break
        written += out.write(page)
        pages += 1
    out.write(b"</mediawiki>\n")
    return pages


def _pages(chance: random.Random) -> Iterator[bytes]:
    """Pages of one to sixty revisions, each a paragraph longer or shorter than the one before."""
    pool = [" ".join(chance.choices(WORDS, k=chance.randint(20, 160))) for _ in range(400)]
    number = 0
    for page in range(1, 1 << 30):
        text = chance.choices(pool, k=chance.randint(1, 12))
        revisions = []
        for _ in range(chance.randint(1, 60)):
            number += 1
            if len(text) > 2 and chance.random() < 0.2:
                del text[chance.randrange(len(text))]
            else:
                text.insert(chance.randrange(len(text) + 1), chance.choice(pool))
            revisions.append(_revision(number, "\n\n".join(text), chance))
        yield f"<page><title>Page {page}</title><ns>0</ns><id>{page}</id>{''.join(revisions)}</page>\n".encode()


def _revision(number: int, text: str, chance: random.Random) -> str:
    plain = text.encode()
    sha1 = base36(hashlib.sha1(plain, usedforsecurity=False).digest())
    time = f"{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}"
    return (
        f"<revision><id>{number}</id><parentid>{number - 1}</parentid>"
        f"<timestamp>{2010 + number // 86400:04}-01-01T{time}Z</timestamp>"
        f"<contributor><username>User {chance.randint(1, 300)}</username><id>1</id></contributor>"
        f"<comment>edit {number}</comment><origin>{number}</origin>"
        "<model>wikitext</model><format>text/x-wiki</format>"
        f'<text bytes="{len(plain)}" sha1="{sha1}" xml:space="preserve">{escape(text)}</text>'
        f"<sha1>{sha1}</sha1></revision>"
    )
