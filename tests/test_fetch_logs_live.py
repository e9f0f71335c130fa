"""Changes of a real MediaWiki that no new revision tells of: only its log does, or nothing but a count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mediawiki.editor import Editor, picture
from mediawiki.loopback import Loopback
from mediawiki.mirror import Mirror, are_the_same, is_as_exported, is_as_fetched_anew
from stillwiki.errors import FetchError

Change = Callable[[], object]


def merged(wiki: Loopback, editor: Editor) -> Change:
    """Revisions of a page become old revisions of another, whose newest one stays what it is."""
    for number in range(3):
        editor.edit("First", f"first {number}")
    editor.edit("Second", "second")
    wiki.sql("update revision set rev_timestamp = '20200101000000' where rev_page = ?", number_of(wiki, "First"))
    return lambda: editor.do("mergehistory", **{"from": "First"}, to="Second")


def undeleted_below(wiki: Loopback, editor: Editor) -> Change:
    """Of a deleted page the newest revision is back; then the older ones come."""
    for number in range(3):
        editor.edit("First", f"first {number}")
    editor.do("delete", title="First")
    wiki.sql("update archive set ar_timestamp = cast(20200101000000 + ar_rev_id as text)")
    newest = wiki.sql("select max(ar_timestamp) from archive")[0][0]
    editor.do("undelete", title="First", timestamps=newest)
    return lambda: editor.do("undelete", title="First")


def hidden(_: Loopback, editor: Editor) -> Change:
    """Text, author and summary of an old revision are hidden."""
    old = editor.edit("First", "a secret", summary="told")
    editor.edit("First", "nothing")
    return lambda: hide(editor, old)


def hidden_author(_: Loopback, editor: Editor) -> Change:
    """The author of the newest revision is hidden."""
    newest = editor.edit("First", "anything")
    return lambda: editor.do("revisiondelete", type="revision", ids=newest, hide="user|comment", target="First")


def shown(_: Loopback, editor: Editor) -> Change:
    """What was hidden is shown again."""
    old = editor.edit("First", "no secret", summary="told")
    editor.edit("First", "nothing")
    hide(editor, old)
    return lambda: editor.do("revisiondelete", type="revision", ids=old, show="content|user|comment", target="First")


def hidden_with_its_log(wiki: Loopback, editor: Editor) -> Change:
    """Text is hidden, and of the log's entry the title as well."""
    old = editor.edit("First", "a secret")
    editor.edit("First", "nothing")

    def change() -> None:
        hide(editor, old)
        entry = wiki.sql("select max(log_id) from logging")[0][0]
        editor.do("revisiondelete", type="logging", ids=entry, hide="content|user|comment")

    return change


def renamed_author(wiki: Loopback, editor: Editor) -> Change:
    """An account gets another name."""
    wiki.maintain("createAndPromote", "Somebody", "a-long-password")
    editor.edit("First", "by somebody")
    wiki.sql("insert or ignore into actor (actor_user, actor_name) select user_id, user_name from user")
    wiki.sql("update revision set rev_actor = (select actor_id from actor where actor_name = 'Somebody')")
    rename = "new MediaWiki\\Extension\\Renameuser\\RenameuserSQL('Somebody', 'Elsebody', $id, User::newFromId(1))"
    return lambda: wiki.evaluate(f"$id = User::newFromName('Somebody')->getId(); ({rename})->rename();\n")


def imported_below(_: Loopback, editor: Editor) -> Change:
    """An old revision from elsewhere comes below the newest one."""
    editor.edit("First", "here")
    return lambda: editor.take(
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><page>'
        "<title>First</title><ns>0</ns><id>9</id><revision><id>9</id><timestamp>2001-02-03T04:05:06Z</timestamp>"
        "<contributor><username>Far</username><id>1</id></contributor><model>wikitext</model>"
        '<format>text/x-wiki</format><text xml:space="preserve">far</text></revision></page></mediawiki>'
    )


def another_file(_: Loopback, editor: Editor) -> Change:
    """A new version of a file, and back to the old one."""
    editor.upload("Grey.png", picture(3, 3, 1))
    editor.upload("Grey.png", picture(3, 3, 2))

    def change() -> None:
        info = {"action": "query", "prop": "imageinfo", "iiprop": "archivename", "iilimit": 9}
        versions = editor.ask(titles="File:Grey.png", **info)["query"]["pages"][0]["imageinfo"]
        editor.do("filerevert", filename="Grey.png", archivename=versions[-1]["archivename"])

    return change


def another_model(_: Loopback, editor: Editor) -> Change:
    """A page's text becomes JSON."""
    editor.edit("User:Somebody/data.json", '{"a": 1}', contentmodel="wikitext")
    return lambda: editor.do("changecontentmodel", title="User:Somebody/data.json", model="json", summary="-")


def forgotten(wiki: Loopback, editor: Editor) -> Change:
    """An edit that the list of recent changes does not hold any more."""
    editor.edit("First", "one")

    def change() -> None:
        editor.edit("First", "two")
        editor.edit("Second", "new")
        editor.do("move", **{"from": "Second"}, to="Third", noredirect=1)
        wiki.sql("delete from recentchanges")

    return change


def all_forgotten(wiki: Loopback, editor: Editor) -> Change:
    """A page moved, and neither list tells of it, as after a repair of the database."""
    editor.edit("First", "one")

    def change() -> None:
        editor.edit("First", "two")
        editor.do("move", **{"from": "First"}, to="Third", noredirect=1)
        wiki.sql("delete from recentchanges")
        wiki.sql("delete from logging")

    return change


CHANGES = (merged, undeleted_below, hidden, hidden_author, shown, hidden_with_its_log, renamed_author, imported_below)
CHANGES += (another_file, another_model, forgotten, all_forgotten)


@pytest.mark.parametrize("prepare", CHANGES, ids=lambda prepare: prepare.__name__)
def test_what_no_revision_tells_is_followed(
    live_wiki: Loopback, tmp_path: Path, prepare: Callable[[Loopback, Editor], Change]
) -> None:
    change = prepare(live_wiki, Editor(live_wiki, "Admin"))
    current, history = Mirror(tmp_path / "current", live_wiki), Mirror(tmp_path / "history", live_wiki, history=True)
    current.follow()
    needed = history.follow().requests
    broken_off = history._replace(folder=tmp_path / "broken off")
    with pytest.raises(FetchError):
        broken_off.follow(needed - 1)
    change()
    for mirror in (current, history):
        before = mirror.held()
        assert mirror.follow().any == (mirror.held() != before)
        is_as_fetched_anew(mirror)
        is_as_exported(mirror, tmp_path / "export.xml")
    broken_off.follow()
    are_the_same(broken_off.held(), history.held())


def hide(editor: Editor, revision: int) -> None:
    editor.do("revisiondelete", type="revision", ids=revision, hide="content|user|comment", target="First")


def number_of(wiki: Loopback, title: str) -> int:
    return int(wiki.sql("select page_id from page where page_title = ?", title)[0][0])
