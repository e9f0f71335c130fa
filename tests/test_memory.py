"""What is remembered of earlier runs: nothing stale is kept, nothing that stands is made again."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallwiki import NOW, site
from stillwiki.memory import Memory
from stillwiki.model import Page, Revision
from stillwiki.notes import Note, Vault
from stillwiki.pipeline import Means, Options, Tree, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Wiki
from stillwiki.titles import MODULE
from stillwiki.tracing import digest
from stillwiki.workers import mapper

TEXTS = {
    "Main Page": "[[A]] [[B]] [[Missing]] {{Box|x}}",
    "A": "{{Box|a}} [[B#Part]] [[Category:One]]",
    "B": "== Part ==\n{{#ifexist:C|there|not there}} [[A]] [[Category:Two]]",
    "D": "{{#invoke:M|main}} {{PAGESINCATEGORY:One}} {{NUMBEROFPAGES}}",
    "E": "plain",
    "F": "{{CURRENTYEAR}} {{Special:PrefixIndex/A}}",
    "Old": "#REDIRECT [[A]]",
    "Template:Box": "<b>{{{1}}}</b> {{Inner}}",
    "Template:Inner": "inner [[E]]",
    "Category:One": "The first. [[Category:Two]]",
    "Module:M": "local p = {}\nfunction p.main(f) return tostring(mw.title.new('B').exists) end\nreturn p",
}


def made(
    texts: Mapping[str, str], notes: Mapping[str, str] = {}, now: str = NOW
) -> tuple[Wiki, Vault | None]:  # only read
    """A wiki whose pages keep their numbers, whatever else it has."""
    here, pages = replace(site(), now=now), []
    for title, text in sorted(texts.items()):
        known = here.titles().parse(title)
        assert known is not None
        number = int(hashlib.sha256(title.encode()).hexdigest()[:6], 16)
        model = "Scribunto" if known.namespace == MODULE else "wikitext"
        revision = Revision(number + len(text), NOW, "Author", sha1=hashlib.sha256(text.encode()).hexdigest())
        pages.append(Page(known, number, text, model, revision))
    vault = Vault("V", {path: Note(path, text) for path, text in notes.items()}, {}) if notes else None
    return Wiki(here, tuple(pages)), vault


BOXES = "Template:Box, Template:Inner"
Made = dict[str, tuple[str, ...]]


@dataclass
class Home:
    """A tree that is made again and again."""

    path: Path

    def run(self, texts: Mapping[str, str], *, jobs: int = 1, **more: object) -> tuple[Tree, Made]:
        """A run in so many processes; with none, in this one, with results as they would come from another."""
        wiki, vault = made(texts, **more)  # type: ignore[arg-type]
        options = Options(treatments(wiki.site, {}))
        with Memory(self.path / "memory.sqlite", digest((replace(wiki.site, now=""), options))) as memory:
            tree = convert_wiki(wiki, options, vault, Means(mapper(jobs) if jobs else sent, memory=memory))
        return tree, memory.made


def sent(function: Callable[[object], object], items: Iterable[object]) -> Iterator[object]:
    return (pickle.loads(pickle.dumps(function(item))) for item in items)  # noqa: S301  # our own


def fresh(texts: Mapping[str, str], **more: object) -> Tree:
    wiki, vault = made(texts, **more)  # type: ignore[arg-type]
    return convert_wiki(wiki, Options(treatments(wiki.site, {})), vault)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is remembered of the first run, of which each test has a copy."""
    found = Home(tmp_path_factory.mktemp("first"))
    found.run(TEXTS)
    return found.path


@pytest.fixture
def home(tmp_path: Path, first: Path) -> Home:
    return Home(Path(shutil.copytree(first, tmp_path, dirs_exist_ok=True)))


def same(one: Tree, other: Tree) -> bool:
    return one.files == other.files and one.diagnostics == other.diagnostics


def test_nothing_is_made_twice(home: Home) -> None:
    tree, again = home.run(TEXTS)
    assert again == {"scan": (), "recount": (), "convert": ()}
    assert same(tree, fresh(TEXTS))


@pytest.mark.parametrize(
    ("change", "scanned", "converted"),
    [
        ({"E": "other"}, "E", "E"),
        ({"Template:Inner": "other [[E]]"}, f"A, Main Page, {BOXES}", f"A, Main Page, {BOXES}"),
        ({"Module:M": TEXTS["Module:M"] + " "}, "D, Module:M", "Module:M"),  # D says what it said
        ({"Missing": "no more"}, "D, Missing", "D, Main Page, Missing"),  # D counts; Main Page's link is blue now
        ({"AA": "new"}, "AA, D, F", "AA, D, F"),  # F lists what begins with A
        ({"B": None}, "D", "A, D, Main Page"),  # D asks for it and counts; A and Main Page have a red link
        ({"Category:One": "Said anew. [[Category:Two]]"}, "Category:One", "Category:One"),
        ({"Old": "#REDIRECT [[B]]"}, "Old", "A, B"),  # what leads to a page stands on it
    ],
)
def test_what_is_stale_is_made_again_and_nothing_else(
    home: Home, change: dict[str, str | None], scanned: str, converted: str
) -> None:
    texts = {title: text for title, text in (TEXTS | change).items() if text is not None}
    tree, again = home.run(texts)
    assert same(tree, fresh(texts))
    assert (", ".join(again["scan"]), ", ".join(again["convert"])) == (scanned, converted)


def test_what_follows_from_an_index_is_unpacked_for_those_who_ask(home: Home) -> None:
    index = home.run(TEXTS | {"E": "other"})[0].index
    assert {"_links", "_members"} <= index.known.keys()
    assert "_members" not in vars(index)
    plain = fresh(TEXTS | {"E": "other"}).index
    assert [index.members(each) for each in sorted(index.category_names)] == [
        plain.members(each) for each in sorted(plain.category_names)
    ]
    assert all(index.members(each) for each in index.category_names)


def test_a_new_clock_is_told_to_those_who_ask(home: Home) -> None:
    tree, again = home.run(TEXTS, now="2031-01-01T00:00:00Z")
    assert same(tree, fresh(TEXTS, now="2031-01-01T00:00:00Z"))
    assert again["scan"] == ("F",), "which asks for the year"


def test_a_note_turns_a_red_link_blue(home: Home) -> None:
    notes = {"Missing.md": "A note. [[A]]"}
    tree, again = home.run(TEXTS, notes=notes)
    assert same(tree, fresh(TEXTS, notes=notes))
    assert again["scan"] == ()
    assert again["convert"] == ("A", "Main Page"), "Main Page links the note, and the note links A"


PIECES = [
    "word ", "[[A]] ", "[[B]] ", "[[Category:One]]", "[[Category:Two]]", "{{Box|x}} ", "{{Inner}} ", "\n== Part ==\n",
    "{{#ifexist:A|yes|no}} ", "{{PAGESINCATEGORY:One}} ", "{{NUMBEROFARTICLES}} ", "{{:B}} ", "{{#invoke:M|main}} ",
    "#REDIRECT [[B]]", "<ref>x</ref>", "{{DISPLAYTITLE:''A''}}", "__HIDDENCAT__", "[[B#Part]] ", "{{REVISIONID}} ",
]  # fmt: skip
TITLES = ["A", "B", "C", "Main Page", "Template:Box", "Template:Inner", "Category:One", "Module:M", "User:X", "Talk:A"]
EDIT = st.tuples(st.sampled_from(TITLES), st.none() | st.lists(st.sampled_from(PIECES), max_size=4).map("".join))
NOTES = st.dictionaries(st.sampled_from(["A.md", "Z.md"]), st.sampled_from(["[[B]] #t", "# x\n\n[[C]]"]), max_size=2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(runs=st.lists(st.tuples(st.lists(EDIT, max_size=3), NOTES), min_size=1, max_size=4))
def test_any_edits_give_what_a_clean_run_gives(
    first: Path,
    tmp_path_factory: pytest.TempPathFactory,
    runs: list[tuple[list[tuple[str, str | None]], dict[str, str]]],
) -> None:
    """The last of its runs is in another process, as all of the command are; to start one is dear."""
    home, texts = Home(tmp_path_factory.mktemp("home")), dict(TEXTS)
    shutil.copytree(first, home.path, dirs_exist_ok=True)
    for number, (edits, notes) in enumerate(runs, 1):
        for title, text in edits:
            texts.pop(title, None)
            if text is not None:
                texts[title] = TEXTS["Module:M"] + "\n--" + text.replace("\n", "") if title == "Module:M" else text
        tree, _ = home.run(texts, jobs=int(number == len(runs)), notes=notes)
        assert same(tree, fresh(texts, notes=notes))


def test_several_processes_remember_the_same(home: Home, tmp_path: Path) -> None:
    texts = TEXTS | {"Template:Inner": "again"}
    (tmp_path / "other").mkdir()
    other = Home(tmp_path / "other")
    other.run(TEXTS, jobs=3)
    assert same(other.run(texts, jobs=3)[0], home.run(texts)[0])
    assert other.run(texts)[1] == {"scan": (), "recount": (), "convert": ()}


def test_a_memory_that_cannot_be_read_is_made_anew(home: Home) -> None:
    for content in (b"no database", b"SQLite format 3\0" + b"x" * 5000):
        for path in home.path.glob("memory.sqlite*"):
            path.unlink()
        (home.path / "memory.sqlite").write_bytes(content)
        assert same(home.run(TEXTS)[0], fresh(TEXTS))
    assert home.run(TEXTS)[1]["scan"] == ()


def test_another_site_is_another_world(home: Home) -> None:
    wiki, _ = made(TEXTS)
    with Memory(home.path / "memory.sqlite", digest("another")) as memory:
        convert_wiki(wiki, Options(treatments(wiki.site, {})), None, Means(memory=memory))
    assert len(memory.made["scan"]) == len(TEXTS)


def test_a_run_that_fails_is_not_remembered(home: Home) -> None:
    wiki, _ = made(TEXTS | {"E": "new"})
    options = Options(treatments(wiki.site, {}))

    def stop(_event: object) -> None:
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        Memory(home.path / "memory.sqlite", digest((replace(wiki.site, now=""), options))) as memory,
    ):
        convert_wiki(wiki, options, None, Means(on_event=stop, memory=memory))
    assert home.run(TEXTS)[1]["scan"] == ()


def test_equal_values_have_equal_digests_in_any_order() -> None:
    assert digest({"a": 1, "b": frozenset("xyz")}) == digest({"b": frozenset("zyx"), "a": 1})
    assert len({digest(value) for value in ("1", 1, True, None, b"1", ("1",), ["1", "1"], {"1": 1}, 1.0)}) == 9
    with pytest.raises(TypeError, match="no digest"):
        digest(object())
