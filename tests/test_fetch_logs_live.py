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


def merged(wiki: Loopback, editor: Editor, title: str) -> Change:
    """Revisions of a page become old revisions of another, whose newest one stays what it is."""
    for number in range(3):
        editor.edit(title, f"first {number}")
    editor.edit(f"{title} II", "second")
    wiki.sql("update revision set rev_timestamp = '20200101000000' where rev_page = ?", number_of(wiki, title))
    return lambda: editor.do("mergehistory", **{"from": title}, to=f"{title} II")


def undeleted_below(wiki: Loopback, editor: Editor, title: str) -> Change:
    """Of a deleted page the newest revision is back; then the older ones come."""
    for number in range(3):
        editor.edit(title, f"first {number}")
    editor.do("delete", title=title)
    wiki.sql("update archive set ar_timestamp = cast(20200101000000 + ar_rev_id as text)")
    newest = wiki.sql("select max(ar_timestamp) from archive")[0][0]
    editor.do("undelete", title=title, timestamps=newest)
    return lambda: editor.do("undelete", title=title)


def hidden(_: Loopback, editor: Editor, title: str) -> Change:
    """Text, author and summary of an old revision are hidden."""
    old = editor.edit(title, "a secret", summary="told")
    editor.edit(title, "nothing")
    return lambda: hide(editor, old, title)


def hidden_author(_: Loopback, editor: Editor, title: str) -> Change:
    """The author of the newest revision is hidden."""
    newest = editor.edit(title, "anything")
    return lambda: editor.do("revisiondelete", type="revision", ids=newest, hide="user|comment", target=title)


def shown(_: Loopback, editor: Editor, title: str) -> Change:
    """What was hidden is shown again."""
    old = editor.edit(title, "no secret", summary="told")
    editor.edit(title, "nothing")
    hide(editor, old, title)
    return lambda: editor.do("revisiondelete", type="revision", ids=old, show="content|user|comment", target=title)


def hidden_with_its_log(wiki: Loopback, editor: Editor, title: str) -> Change:
    """Text is hidden, and of the log's entry the title as well."""
    old = editor.edit(title, "a secret")
    editor.edit(title, "nothing")

    def change() -> None:
        hide(editor, old, title)
        entry = wiki.sql("select max(log_id) from logging")[0][0]
        editor.do("revisiondelete", type="logging", ids=entry, hide="content|user|comment")

    return change


def renamed_author(wiki: Loopback, editor: Editor, title: str) -> Change:
    """An account gets another name."""
    wiki.maintain("createAndPromote", "Somebody", "a-long-password")
    editor.edit(title, "by somebody")
    wiki.sql("insert or ignore into actor (actor_user, actor_name) select user_id, user_name from user")
    wiki.sql("update revision set rev_actor = (select actor_id from actor where actor_name = 'Somebody')")
    rename = "new MediaWiki\\Extension\\Renameuser\\RenameuserSQL('Somebody', 'Elsebody', $id, User::newFromId(1))"
    return lambda: wiki.evaluate(f"$id = User::newFromName('Somebody')->getId(); ({rename})->rename();\n")


def imported_below(_: Loopback, editor: Editor, title: str) -> Change:
    """An old revision from elsewhere comes below the newest one."""
    editor.edit(title, "here")
    return lambda: editor.take(
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><page>'
        f"<title>{title}</title><ns>0</ns><id>9</id><revision><id>9</id><timestamp>2001-02-03T04:05:06Z</timestamp>"
        "<contributor><username>Far</username><id>1</id></contributor><model>wikitext</model>"
        '<format>text/x-wiki</format><text xml:space="preserve">far</text></revision></page></mediawiki>'
    )


def another_file(_: Loopback, editor: Editor, title: str) -> Change:
    """A new version of a file, and back to the old one."""
    editor.upload(f"{title}.png", picture(3, 3, 1))
    editor.upload(f"{title}.png", picture(3, 3, 2))

    def change() -> None:
        info = {"action": "query", "prop": "imageinfo", "iiprop": "archivename", "iilimit": 9}
        versions = editor.ask(titles=f"File:{title}.png", **info)["query"]["pages"][0]["imageinfo"]
        editor.do("filerevert", filename=f"{title}.png", archivename=versions[-1]["archivename"])

    return change


def another_model(_: Loopback, editor: Editor, title: str) -> Change:
    """A page's text becomes JSON."""
    editor.edit(f"User:{title}/data.json", '{"a": 1}', contentmodel="wikitext")
    return lambda: editor.do("changecontentmodel", title=f"User:{title}/data.json", model="json", summary="-")


def forgotten(wiki: Loopback, editor: Editor, title: str) -> Change:
    """An edit that the list of recent changes does not hold any more."""
    editor.edit(title, "one")

    def change() -> None:
        editor.edit(title, "two")
        editor.edit(f"{title} II", "new")
        editor.do("move", **{"from": f"{title} II"}, to=f"{title} III", noredirect=1)
        wiki.sql("delete from recentchanges")

    return change


def all_forgotten(wiki: Loopback, editor: Editor, title: str) -> Change:
    """A page moved, and neither list tells of it, as after a repair of the database."""
    editor.edit(title, "one")

    def change() -> None:
        editor.edit(title, "two")
        editor.do("move", **{"from": title}, to=f"{title} III", noredirect=1)
        wiki.sql("delete from recentchanges")
        wiki.sql("delete from logging")

    return change


CHANGES = (
    (merged, undeleted_below, hidden, hidden_author, shown, imported_below, another_file, another_model),
    (hidden_with_its_log,),
    (renamed_author,),
    (forgotten,),
    (all_forgotten,),
)
"""Those in one wiki at the same time that do not make it look at all pages: each has one of its own."""


@pytest.mark.parametrize("prepares", CHANGES, ids=lambda prepares: prepares[0].__name__)
def test_what_no_revision_tells_is_followed(
    live_wiki: Loopback, tmp_path: Path, prepares: tuple[Callable[[Loopback, Editor, str], Change], ...]
) -> None:
    admin = Editor(live_wiki, "Admin")
    changes = [prepare(live_wiki, admin, prepare.__name__.capitalize()) for prepare in prepares]
    current, history = Mirror(tmp_path / "current", live_wiki), Mirror(tmp_path / "history", live_wiki, history=True)
    current.follow()
    needed = history.follow().requests
    broken_off = history._replace(home=tmp_path / "broken off")
    with pytest.raises(FetchError):
        broken_off.follow(needed - 1)
    for change in changes:
        change()
    for mirror in (current, history):
        before = mirror.held()
        assert mirror.follow().any == (mirror.held() != before)
        is_as_fetched_anew(mirror)
        is_as_exported(mirror, tmp_path / "export.xml")
    broken_off.follow()
    are_the_same(broken_off.held(), history.held())


def hide(editor: Editor, revision: int, title: str) -> None:
    editor.do("revisiondelete", type="revision", ids=revision, hide="content|user|comment", target=title)


def number_of(wiki: Loopback, title: str) -> int:
    return int(wiki.sql("select page_id from page where page_title = ?", title.replace(" ", "_"))[0][0])
