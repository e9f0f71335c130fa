"""Real MediaWikis of many kinds: large, German, private, closed, gone, with extensions that nobody else has."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mediawiki.editor import Editor, picture
from mediawiki.loopback import PASSWORD, Loopback
from mediawiki.mirror import LONG, Hasty, Mirror, is_as_exported
from stillwiki.cli import main
from stillwiki.errors import FetchError, GateError, GoneError


@LONG
def test_answers_that_are_too_large_for_one(live_wiki: Loopback, tmp_path: Path) -> None:
    """A history of more revisions, and pages of more bytes, than MediaWiki gives in one answer (50; 8 MiB)."""
    editor = Editor(live_wiki, "Admin")
    for number in range(120):
        editor.edit("Long", f"line\n\n{number}")
    for number in range(12):
        editor.edit(f"Large {number}", f"{number}{'word ' * 200_000}")
    for history in (False, True):
        mirror = Mirror(tmp_path / f"history {history}", live_wiki, history)
        mirror.follow()
        is_as_exported(mirror, tmp_path / "export.xml")


def test_a_german_wiki(live_wiki: Loopback, tmp_path: Path) -> None:
    """Names of namespaces are its own, redirects too, and those of users depend on who they are."""
    live_wiki.otherwise("$wgLanguageCode = 'de'; $wgCapitalLinkOverrides = [ NS_TEMPLATE => false ];")
    live_wiki.maintain("createAndPromote", "Anna", PASSWORD)
    editor = Editor(live_wiki, "Anna")
    editor.do("options", change="gender=female")
    editor.edit("Hauptseite", "Willkommen.")
    editor.edit("Benutzer:Anna", "Ich. [[Datei:X.png]]")
    editor.edit("Benutzer Diskussion:Anna/Archiv", "Alt.")
    editor.edit("Weg", "#WEITERLEITUNG [[Benutzerin:Anna]]")
    editor.edit("Vorlage:klein", "klein")
    mirror = Mirror(tmp_path / "mirror", live_wiki)
    mirror.follow()
    is_as_exported(mirror, tmp_path / "export.xml")
    titles = {page["title"] for page in mirror.pages().values()}
    assert {"Benutzer:Anna", "Benutzer Diskussion:Anna/Archiv", "Vorlage:klein"} <= titles


def test_a_file_that_the_wiki_has_lost(live_wiki: Loopback, tmp_path: Path) -> None:
    """It is left out, named, and asked for again: no other page or file has to wait for it."""
    editor = Editor(live_wiki, "Admin")
    editor.upload("Good.png", picture(3, 3, 1))
    editor.upload("Lost.png", picture(3, 3, 2))
    editor.upload("Other.png", picture(3, 3, 3))
    lost, other = (next(live_wiki.folder.glob(f"images/?/??/{name}.png")) for name in ("Lost", "Other"))
    content = lost.read_bytes()
    lost.unlink()
    other.write_bytes(content)
    mirror = Mirror(tmp_path / "mirror", live_wiki)
    outcome = mirror.follow()
    assert [warning.partition(":")[2].partition(" is")[0] for warning in outcome.warnings] == ["Lost.png", "Other.png"]
    assert [path.name for path in (mirror.folder / "files").iterdir()] == ["Good.png"]
    lost.write_bytes(content)
    other.write_bytes(picture(3, 3, 3))
    editor.edit("First", "something has happened")
    assert mirror.follow().files == ["Lost.png", "Other.png"]
    is_as_exported(mirror, tmp_path / "export.xml")


def test_a_wiki_without_a_main_page(live_wiki: Loopback, tmp_path: Path) -> None:
    """Its address answers with status 404, and is the wiki's all the same."""
    editor = Editor(live_wiki, "Admin")
    editor.edit("First", "one")
    editor.do("delete", title="Main Page")
    mirror = Mirror(tmp_path / "mirror", live_wiki)
    with pytest.raises(GateError, match="main-page"):
        mirror.follow()
    assert not mirror.folder.exists()


def test_a_private_wiki(live_wiki: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Editor(live_wiki, "Admin").edit("First", "one")
    live_wiki.otherwise("$wgGroupPermissions['*']['read'] = false; $wgEnableBotPasswords = true;")
    live_wiki.maintain("createBotPassword", "--appid", "mirror", "--grants", "basic", "Admin", "b" * 32)
    mirror = Mirror(tmp_path / "mirror", live_wiki)
    with pytest.raises(FetchError):
        mirror.follow()
    monkeypatch.setenv("STILLWIKI_USER", "Admin@mirror")
    monkeypatch.setenv("STILLWIKI_PASSWORD", "b" * 32)
    mirror.follow()
    assert {page["title"] for page in mirror.pages().values()} == {"Main Page", "First"}
    assert not any(b"b" * 32 in path.read_bytes() for path in mirror.folder.rglob("*") if path.is_file())
    monkeypatch.delenv("STILLWIKI_USER")
    with pytest.raises(GoneError):
        mirror.follow()


@LONG
def test_a_wiki_that_does_not_answer(empty_wiki: Loopback, tmp_path: Path) -> None:
    """In words for people: what, how often, why."""
    mirror = Mirror(tmp_path / "mirror", empty_wiki)
    with pytest.raises(FetchError, match=r"given up after 6 attempts: 127\.0\.0\.1: [^()]*Connection refused"):
        mirror.follow()


def test_a_wiki_that_is_closed_and_at_last_gone(live_wiki: Loopback, tmp_path: Path) -> None:
    Editor(live_wiki, "Admin").edit("First", "one")
    mirror = Mirror(tmp_path / "mirror", live_wiki)
    mirror.follow()
    held = mirror.held()
    live_wiki.otherwise("$wgReadOnly = 'This wiki has been closed.';")
    mirror.follow()
    assert mirror.state().closed == "This wiki has been closed."
    live_wiki.otherwise("header( 'HTTP/1.1 410 Gone' ); exit;")
    with pytest.raises(GoneError):
        mirror.follow()
    assert mirror.state().gone
    assert mirror.held() == held
    live_wiki.otherwise("")
    mirror.follow()
    assert not mirror.state().gone
    assert not mirror.state().closed
    assert mirror.held() == held


WEATHER = """
$wgHooks['ParserFirstCallInit'][] = static function ( $parser ) {
    $parser->setHook( 'weather', static fn ( $place ) => "<b class='sun'>Sunny in $place</b>" );
};
"""


@LONG
def test_pages_that_only_the_wiki_can_make(
    live_wiki: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_wiki.otherwise(WEATHER)
    editor = Editor(live_wiki, "Admin")
    editor.edit("First", "It is <weather>Bern</weather>, see [[Second]].\n\n[[Category:Places]]")
    editor.edit("Second", "Plain.")
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setattr("stillwiki.fetch.Clock", Hasty)
    (home / "stillwiki.toml").write_text('dump = "dump/wiki.xml"\npages = "pages"\nsite = "site"\n', "utf-8")
    refreshed(live_wiki.url)
    first = (home / "pages/wiki/First.md").read_text("utf-8")
    assert 'It is <b class="sun">Sunny in Bern</b>' in first
    assert "[Second](Second.md)" in first
    assert asked(live_wiki, "parse") == 1
    refreshed()
    assert asked(live_wiki, "parse") == 0
    editor.edit("First", "It is <weather>Rome</weather>.")
    refreshed()
    assert "Sunny in Rome</b>" in (home / "pages/wiki/First.md").read_text("utf-8")
    assert asked(live_wiki, "parse") == 1


def refreshed(*source: str) -> None:
    done = CliRunner().invoke(main, ["refresh", *source])
    assert done.exit_code == 0, done.output


def asked(wiki: Loopback, action: str) -> int:
    """How often something was asked since the last time somebody wanted to know."""
    count = sum(request.form.get("action") == action for request in wiki.requests())
    wiki.forget()
    return count
