"""What lies in the caches is what was kept, or it is not believed."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from stillwiki import kept
from stillwiki.cli import main
from stillwiki.memory import cache
from stillwiki.sources import stretches

HEAD = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n<siteinfo/>\n'
PAGE = "<page><title>{0}</title><ns>0</ns><id>{1}</id><revision><id>{2}</id><text>{3}</text></revision></page>\n"


def dump(path: Path, said: int) -> None:
    """A dump of thirty pages, of which one says something else each time."""
    texts = [f"[[Page {number + 1}]] {'x' * 200}" for number in range(30)]
    texts[said % 30] += f" {said}"
    pages = (PAGE.format(f"Page {at}", at + 1, at + 1 + 100 * said, text) for at, text in enumerate(texts))
    path.write_text(f"{HEAD}{''.join(pages)}</mediawiki>\n", "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(*words: str) -> None:
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_what_was_kept_comes_back_and_nothing_else() -> None:
    blob = kept.packed({"a": [1, "b"]})
    assert kept.unpacked(blob) == {"a": [1, "b"]}
    for at in range(len(blob)):
        with pytest.raises(kept.HarmedError):
            kept.unpacked(blob[:at] + bytes([blob[at] ^ 4]) + blob[at + 1 :])
    with pytest.raises(kept.HarmedError):
        kept.unpacked(b"")
    with pytest.raises(kept.HarmedError):
        kept.unpacked(None)


@pytest.mark.parametrize("seed", range(4))
def test_a_harmed_cache_costs_time_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(stretches, "_LEAST", 1)
    source, pages = tmp_path / "wiki.xml", tmp_path / "home/pages"
    words = ("import", "--dump", str(source), "--pages", str(pages), "--jobs", "1")
    dump(source, 0)
    run(*words)
    for said in range(1, 6):
        # Not what SQLite's connections in this very process share.
        left = (each for each in cache().rglob("*") if each.is_file() and not each.name.endswith(("-shm", "-wal")))
        path = chance.choice(sorted(left, key=lambda each: each.name.partition(".")[2]))
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 20, 200)) if content else 0):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content[: chance.randrange(len(content) + 1)] if chance.random() < 0.2 else content)
        dump(source, said)
        run(*words)
        found = tree(pages)
        run(*words, "--fresh")
        assert found == tree(pages), f"{path.name} was harmed"


def test_a_text_that_is_lost_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(stretches, "_LEAST", 1)
    monkeypatch.setattr(stretches, "_EACH", 1)
    source, pages = tmp_path / "wiki.xml", tmp_path / "home/pages"
    words = ("import", "--dump", str(source), "--pages", str(pages), "--jobs", "1")
    for said in ("before", "after"):
        texts = ["One", f"{{{{:Page 0}}}} {said}", "Last"]
        made = "".join(PAGE.format(f"Page {at}", at + 1, at + 1, text) for at, text in enumerate(texts))
        source.write_text(f"{HEAD}{made}</mediawiki>\n", "utf-8")
        run(*words)
        for known in cache().glob("*.dump.sqlite"):
            with closing(sqlite3.connect(known, isolation_level=None)) as base:
                base.execute("UPDATE stretch SET pages = substr(pages, 1, 40) WHERE key != x''")
    assert [each.read_text("utf-8").endswith("\nOne after\n") for each in pages.rglob("Page_1.md")] == [True]
    assert list(cache().glob("*.dump.sqlite")) == [], "which was met, and forgotten"
