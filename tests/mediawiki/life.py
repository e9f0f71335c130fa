"""A seeded life of a wiki: deeds of all kinds, drawn by chance.

What the wiki refuses (a move onto a page that is there, say) is drawn again.
"""

from __future__ import annotations

import random
from typing import Any

from mediawiki.editor import Editor, Refused, drawing, picture
from mediawiki.loopback import Loopback

WORDS = (
    "neuron feature circuit head layer token model weight sparse vector space probe patch attention residual stream "
    "Ångström naïve Ωmega 数学 🧠 e\u0301tude <nowiki>[[x]]</nowiki> a&amp;b ]]> <!--note--> \ttab '''bold''' {{{x|y}}}"
).split(" ")
NAMES = (
    'Alpha;Beta;Gamma;Delta;Epsilon;AC/DC;C++;Who?;100%;A & B;Quote "q";It\'s;Ångström unit;数学;🧠 brain;'
    "Étude;ß sharp;A/b/c;Dots...;(Bracket);Semi:colon;Plus+minus;Tilde ~ x;Long " + "name " * 40 + ";!Mark;$money;"
    "Talk:Alpha;User:Somebody;User talk:Somebody;Project:About;Template:Box;Template:Note/doc;Category:Things;"
    "Category:Ünïcode;Help:How;MediaWiki:Sitenotice;Module:Sum;User:Admin/common.css;Zeta;Eta;Theta;Iota;Kappa"
).split(";")
PICTURES = "Grey.png;Dark picture.png;Ünï.png;Square.svg;A & B.png;Mark (2).svg".split(";")


class Life:
    """A seeded life of a wiki: the same seed on the same wiki does the same deeds."""

    def __init__(self, wiki: Loopback, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  # not a secret
        self._editors = [Editor(wiki, "Admin"), Editor(wiki)]
        self.done: list[str] = []
        self.refused: list[str] = []

    def live(self, deeds: int, among: dict[str, int] | None = None) -> None:
        """Do so many things; `among` says which and how often."""
        among = among or DEEDS
        self.done.clear()
        tries = 0
        while len(self.done) < deeds:
            tries += 1
            if tries > 20 * deeds:
                raise AssertionError(f"the wiki refuses everything: {self.refused[-5:]}")
            name = self._chance.choices(list(among), list(among.values()))[0]
            try:
                said = getattr(self, f"_{name}")(self._chance.choice(self._editors))
            except Refused as refusal:
                self.refused.append(f"{name}: {refusal}")
                continue
            if said:
                self.done.append(f"{name}: {said}")

    def _pages(self, editor: Editor, space: int | None = None, **more: Any) -> list[str]:
        spaces = [space] if space is not None else [0, 0, 0, 1, 2, 10, 14]
        found = editor.ask(
            action="query", list="allpages", aplimit="max", apnamespace=self._chance.choice(spaces), **more
        )
        return [page["title"] for page in found["query"]["allpages"]]

    def _some(self, titles: list[str], *, home: bool = False) -> str:
        """One of them; the main page only to be edited: a wiki without one is a case of its own."""
        titles = [title for title in titles if home or title != "Main Page"]
        if not titles:
            raise Refused("nothing", "there is no such page")
        return self._chance.choice(titles)

    def _text(self) -> str:
        chance = self._chance

        def words(most: int) -> str:
            return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(most) + 1))

        parts = [words(40), f"== {words(3)} ==", f"{words(9)} [[{chance.choice(NAMES).strip()}|{words(2)}]]"]
        parts += [f"{{{{Box|{words(2)}}}}}", f"[[File:{chance.choice(PICTURES)}|thumb|{words(3)}]]"]
        parts += [f"<ref>{words(5)}</ref>", f"[[Category:{chance.choice(['Things', 'Ünïcode', 'Gone'])}]]"]
        if chance.random() < 0.05:
            parts.append(words(9) * chance.randrange(400))
        chance.shuffle(parts)
        return "\n\n".join(parts[: chance.randrange(len(parts)) + 1]) + chance.choice(["", "", "\n", "  ", "\n\n\n"])

    def _body(self, title: str) -> str:
        if title.startswith("Module:"):
            return f"return {{ sum = function() return {self._chance.randrange(99)} end }} -- <&> é"
        if title.endswith(".css"):
            return f"p > a {{ margin: {self._chance.randrange(9)}px }} /* <b> & */"
        return self._text() if self._chance.random() < 0.97 else ""

    def _comment(self) -> str:
        return self._chance.choice(["", "", "a word", '/* Part */ <b> & "q" é 🧠', "x" * 600, " spaces  here "])

    def _write(self, editor: Editor, title: str, text: str) -> str:
        minor = {"minor": 1} if self._chance.random() < 0.2 else {}
        return title if editor.edit(title, text, summary=self._comment(), **minor) else ""

    def _edit(self, editor: Editor) -> str:
        title = self._some(self._pages(editor), home=True)
        return self._write(editor, title, self._body(title))

    def _create(self, editor: Editor) -> str:
        title = self._chance.choice(NAMES).strip()
        if self._chance.random() < 0.5:
            title += f" {self._chance.randrange(1000)}" if not title.endswith(".css") else ""
        return self._write(editor, title, self._body(title))

    def _null(self, editor: Editor) -> str:
        """An edit that changes nothing: it leaves no trace."""
        title = self._some(self._pages(editor))
        editor.do("edit", title=title, appendtext="", summary="nothing")
        return title

    def _redirect(self, editor: Editor) -> str:
        target = self._chance.choice([*self._pages(editor, 0)[:30], "Nowhere", "Alpha#Part"])
        title = f"{self._chance.choice(NAMES[:20]).strip()} too"
        return self._write(editor, title, f"#REDIRECT [[{target}]]{self._chance.choice(['', ' [[Category:Things]]'])}")

    def _move(self, editor: Editor) -> str:
        old = self._some(self._pages(editor))
        prefix = old.partition(":")[0] + ":" if old.startswith(("Talk:", "User:", "Template:", "Category:")) else ""
        new = f"{prefix}{self._chance.choice(NAMES[:25]).strip()} {self._chance.choice(['', 'moved', 'II'])}".strip()
        quiet = {"noredirect": 1} if self._chance.random() < 0.5 else {}
        also = {"movetalk": 1, "movesubpages": 1} if self._chance.random() < 0.3 else {}
        editor.do("move", **{"from": old}, to=new, reason=self._comment(), **quiet, **also)
        return f"{old} to {new}{' quietly' if quiet else ''}"

    def _swap(self, editor: Editor) -> str:
        """Two pages take each other's title."""
        titles = self._pages(editor, 0, apfilterredir="nonredirects")
        one, other = self._some(titles), self._some(titles)
        if one == other:
            return ""
        for old, new in ((one, "Between"), (other, one), ("Between", other)):
            editor.do("move", **{"from": old}, to=new, noredirect=1, ignorewarnings=1)
        return f"{one} and {other}"

    def _back(self, editor: Editor) -> str:
        """Move a page away and back over the redirect that it left."""
        title = self._some(self._pages(editor, 0))
        editor.do("move", **{"from": title}, to=f"{title[:60]} away")
        editor.do("move", **{"from": f"{title[:60]} away"}, to=title)
        return title

    def _delete(self, editor: Editor) -> str:
        title = self._some(self._pages(editor))
        editor.do("delete", title=title, reason="no longer wanted")
        return title

    def _again(self, editor: Editor) -> str:
        """Delete a page and write another of its title."""
        title = self._delete(editor)
        return self._write(editor, title, self._body(title) + " anew")

    def _undelete(self, editor: Editor) -> str:
        gone = editor.ask(action="query", list="logevents", letype="delete", leaction="delete/delete", lelimit=20)
        title = self._some([event["title"] for event in gone["query"]["logevents"]])
        editor.do("undelete", title=title, reason="wanted again")
        return title

    def _hide(self, editor: Editor) -> str:
        """Hide text, author or comment of a revision."""
        title = self._some(self._pages(editor))
        found = editor.ask(action="query", prop="revisions", titles=title, rvprop="ids", rvlimit=20)
        revision = self._chance.choice(found["query"]["pages"][0]["revisions"])["revid"]
        what = "|".join(self._chance.sample(["content", "user", "comment"], self._chance.randrange(3) + 1))
        editor.do("revisiondelete", type="revision", ids=revision, hide=what, target=title)
        return f"{what} of {revision}"

    def _show(self, editor: Editor) -> str:
        """Show again what was hidden."""
        found = editor.ask(action="query", list="logevents", letype="delete", leaction="delete/revision", lelimit=10)
        event = self._chance.choice(found["query"]["logevents"] or [{}])
        if not event:
            return ""
        ids = "|".join(map(str, event["params"]["ids"]))
        editor.do("revisiondelete", type="revision", ids=ids, show="content|user|comment", target=event["title"])
        return ids

    def _upload(self, editor: Editor) -> str:
        name, shade = self._chance.choice(PICTURES), self._chance.randrange(10_000)
        size = self._chance.randrange(40) + 1
        content = drawing(shade) if name.endswith("svg") else picture(size, 5, shade)
        editor.upload(name, content, self._text(), self._comment()[:200])
        return name

    def _rename(self, editor: Editor) -> str:
        """Move a file."""
        old = self._some(self._pages(editor, 6))
        new = f"File:Renamed {self._chance.randrange(9)}.{old.rpartition('.')[2]}"
        quiet = {"noredirect": 1} if self._chance.random() < 0.5 else {}
        editor.do("move", **{"from": old}, to=new, **quiet)
        return f"{old} to {new}"

    def _discard(self, editor: Editor) -> str:
        """Delete a file with its page."""
        title = self._some(self._pages(editor, 6))
        editor.do("delete", title=title)
        return title

    def _category(self, editor: Editor) -> str:
        title = self._some(self._pages(editor, 0))
        name = self._chance.choice(["Things", "Ünïcode", "Gone", "New"])
        editor.do("edit", title=title, appendtext=f"\n[[Category:{name}]]")
        return f"{title} into {name}"

    def _protect(self, editor: Editor) -> str:
        title = self._some(self._pages(editor))
        level = self._chance.choice(["edit=sysop", "edit=all", "move=sysop", "edit=autoconfirmed|move=sysop"])
        editor.do("protect", title=title, protections=level, expiry="infinite", reason="for the test")
        return f"{title} {level}"

    def _import(self, editor: Editor) -> str:
        """Import a page with an old revision: no line of recent changes tells of its text."""
        title, said = self._chance.choice(NAMES[:20]).strip(), self._chance.choice(WORDS[:10])
        stamp = f"20{self._chance.randrange(10, 20)}-01-02T03:04:05Z"
        dump = (
            '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><page>'
            f"<title>{title.replace('&', '&amp;')} imported</title><ns>0</ns><id>1</id><revision><id>1</id>"
            f"<timestamp>{stamp}</timestamp><contributor><username>Far</username><id>1</id></contributor>"
            "<model>wikitext</model><format>text/x-wiki</format>"
            f'<text xml:space="preserve">{said} {stamp}</text></revision></page></mediawiki>'
        )
        editor.take(dump)
        return f"{title} imported"


DEEDS = {
    "edit": 30,
    "create": 24,
    "null": 2,
    "redirect": 6,
    "move": 9,
    "swap": 1,
    "back": 1,
    "delete": 6,
    "again": 2,
    "undelete": 5,
    "hide": 2,
    "show": 1,
    "upload": 8,
    "rename": 2,
    "discard": 2,
    "category": 5,
    "protect": 3,
    "import": 2,
}
"""What is done, and how often among all."""
