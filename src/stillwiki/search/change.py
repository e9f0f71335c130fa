"""What becomes of the words of an index when some of its pages are others. Refuses to know where words are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stillwiki.search.form import FormError
from stillwiki.search.words import Places, Word

_NONE = Word("", {}, {})


@dataclass(frozen=True)
class Change:
    """What pages said that are others now or no more, and what is said now."""

    gone: dict[str, Word]
    """By text, under the old numbers of their pages."""
    come: dict[str, Word]
    """By text, under the new ones."""
    numbers: Sequence[int] | None
    """New numbers of all old pages; None where all keep theirs."""

    def texts(self) -> list[str]:
        """Words of which something else is to be said than before, if all numbers are as they were."""
        return sorted(
            text for text in self.gone.keys() | self.come.keys() if self.gone.get(text) != self.come.get(text)
        )

    def words(self, there: Iterable[Word], texts: Iterable[str]) -> Iterable[Word]:
        """What is said now of words that are there, and of these texts.

        Raises:
            FormError: what is gone was not there.

        """
        known = {word.text: word for word in there}
        for text in sorted({*known, *texts}):
            word = self._word(known.get(text, _NONE), self.gone.get(text, _NONE), self.come.get(text, _NONE))
            if word.plain or word.forms:
                yield word._replace(text=text)

    def _word(self, there: Word, gone: Word, come: Word) -> Word:
        forms = {}
        for form in there.forms.keys() | gone.forms.keys() | come.forms.keys():
            forms[form] = self._places(*(each.forms.get(form, {}) for each in (there, gone, come)))
        plain = self._places(there.plain, gone.plain, come.plain)
        return Word("", plain, {form: places for form, places in forms.items() if places})

    def _places(self, there: Places, gone: Places, come: Places) -> Places:
        left = {number: told for number, told in there.items() if number not in gone}
        if len(left) + len(gone) != len(there):
            raise FormError("a page says what the index does not know")
        if self.numbers is not None:
            left = {self.numbers[number]: told for number, told in left.items()}
        return dict(sorted((left | come).items())) if come else left
