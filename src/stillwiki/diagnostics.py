"""What is wrong with a page, as data.

Owns the table of codes and the `Diagnostic` record. It refuses presentation: `report` turns
diagnostics into text, JSON or GitHub annotations.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from stillwiki.records import compact


class Severity(IntEnum):
    """How much a reader of the site loses: nothing, some fidelity, or part of a page."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of diagnostic."""

    severity: Severity
    meaning: str


CODES: dict[str, Code] = {
    "internal-error": Code(Severity.ERROR, "a fault of Stillwiki's own; the page shows its source"),
    "process-lost": Code(Severity.WARNING, "a page whose process hung or died; it was made once more"),
    "title-invalid": Code(Severity.ERROR, "a title MediaWiki itself would refuse; the page is left out"),
    "title-duplicate": Code(Severity.WARNING, "two pages of one title; the later revision is kept"),
    "dump-truncated": Code(Severity.ERROR, "the dump ends in mid-page; complete pages are kept"),
    "revision-missing-text": Code(Severity.WARNING, "a revision without text (deleted, or not in this dump)"),
    "revision-altered": Code(Severity.WARNING, "a revision that is not what its digest says; shown all the same"),
    "slot-ignored": Code(Severity.NOTE, "what a revision holds beside its text; it is not shown"),
    "file-altered": Code(Severity.WARNING, "an uploaded file that is not what the dump says of it; shown all the same"),
    "files-truncated": Code(Severity.ERROR, "an archive of files that breaks off; complete files are kept"),
    "model-unsupported": Code(Severity.NOTE, "a content model that is kept as source"),
    "template-missing": Code(Severity.NOTE, "a template the dump does not hold; shown as a red link"),
    "template-loop": Code(Severity.WARNING, "a template that transcludes itself"),
    "limit-depth": Code(Severity.WARNING, "expansion deeper than the limit"),
    "limit-size": Code(Severity.WARNING, "expansion larger than the limit"),
    "limit-expensive": Code(Severity.WARNING, "more expensive questions than the limit; the answer to others is no"),
    "unsupported-annotation": Code(Severity.NOTE, "a semantic annotation whose value the wiki writes in another way"),
    "unsupported-function": Code(Severity.WARNING, "a parser function that cannot run here; its source is shown"),
    "unsupported-library": Code(Severity.WARNING, "a module that needs what cannot be here (Wikibase, Cargo, ...)"),
    "function-silent": Code(Severity.NOTE, "a function or tag that keeps data and shows nothing; nothing stands there"),
    "unsupported-tag": Code(Severity.WARNING, "an extension tag that cannot run here; its source is shown"),
    "rendered-used": Code(Severity.NOTE, "a page that needs what cannot run here; the wiki's own HTML of it is shown"),
    "rendered-reduced": Code(Severity.NOTE, "a part of the wiki's own HTML that cannot stand here; words or a link do"),
    "rendered-outdated": Code(Severity.NOTE, "the wiki's own HTML is of another revision and is not used"),
    "rendered-unreadable": Code(Severity.WARNING, "a file that should hold the wiki's own HTML of a page; not used"),
    "cite-error": Code(Severity.WARNING, "a note that MediaWiki reports as an error"),
    "lua-error": Code(Severity.WARNING, "a module that failed, as MediaWiki reports it; the trace is in the hint"),
    "time-error": Code(Severity.WARNING, "a date that MediaWiki reports as an error"),
    "limit-loops": Code(Severity.WARNING, "more rounds of loops than the limit"),
    "expression-error": Code(Severity.WARNING, "an expression MediaWiki reports as an error"),
    "link-missing": Code(Severity.NOTE, "a link to a page that does not exist (a red link)"),
    "link-case": Code(Severity.NOTE, "a link that names its note in another case"),
    "link-alias": Code(Severity.NOTE, "a link to an alias, which Obsidian itself does not follow"),
    "link-ambiguous": Code(Severity.NOTE, "a link that several notes fit; Obsidian's rules chose one"),
    "html-removed": Code(Severity.NOTE, "an element or attribute in a note that no page may hold"),
    "embed-loop": Code(Severity.WARNING, "a note that shows itself; a link stands there"),
    "anchor-missing": Code(Severity.NOTE, "a link to a section that does not exist"),
    "file-missing": Code(Severity.NOTE, "a file the source does not hold; shown as a red link"),
    "code-language": Code(Severity.NOTE, "code in a language without a highlighter"),
    "form-replaced": Code(Severity.NOTE, "a form of the wiki, which a still site cannot have; a note stands there"),
    "indicator-reduced": Code(Severity.NOTE, "a sign beside a title that holds more than words, pictures and links"),
    "imagemap-error": Code(Severity.WARNING, "an image map that MediaWiki reports as an error"),
    "infobox-error": Code(Severity.WARNING, "an infobox that is no XML; its source is shown"),
    "styles-ignored": Code(Severity.WARNING, "a style sheet that MediaWiki reports as an error"),
    "styles-removed": Code(Severity.NOTE, "a part of a template's style sheet that may not stand on the site"),
    "tree-cut": Code(Severity.NOTE, "a tree of categories that is too large; its branches end in links"),
    "file-unsafe": Code(Severity.WARNING, "an uploaded file that could run or load something; it is left out"),
    "redirect-broken": Code(Severity.WARNING, "a redirect to nothing, or round in a circle"),
    "display-title": Code(Severity.NOTE, "a DISPLAYTITLE that could not be used"),
    "base-unsupported": Code(Severity.WARNING, "a part of a base that cannot be told; its source is shown, or nothing"),
    "canvas-invalid": Code(Severity.WARNING, "a part of a canvas that is no JSON Canvas; it is left out"),
    "settings-invalid": Code(Severity.WARNING, "a setting of the vault that cannot be read; the default holds"),
    "file-unreadable": Code(Severity.ERROR, "a file that cannot be read; it is left out"),
    "text-damaged": Code(Severity.WARNING, "a file that is not UTF-8; what cannot be read is replaced"),
    "text-mended": Code(Severity.NOTE, "text that went through a wrong encoding, restored"),
    "clipping-mended": Code(Severity.NOTE, "a clipped web page: its furniture left out, its structure restored"),
    "front-matter-invalid": Code(Severity.WARNING, "front matter that is no YAML; the note is shown without it"),
    "round-trip": Code(Severity.ERROR, "the Markdown does not give back the structure of its HTML"),
    "address-dead": Code(Severity.ERROR, "an address in front matter that leads nowhere"),
    "site-too-large": Code(Severity.ERROR, "a site that GitHub Pages would refuse"),
    "page-heavy": Code(Severity.WARNING, "a page of HTML that is slow to load and to search"),
    "seal-broken": Code(Severity.ERROR, "a seal that is missing, or not as it was written"),
    "source-altered": Code(Severity.ERROR, "a source that is not what the tree was made of"),
    "tree-altered": Code(Severity.ERROR, "a file of the tree that is not as it was written"),
    "site-altered": Code(Severity.ERROR, "a file of the site that is not as it was built"),
    "site-stale": Code(Severity.ERROR, "a site that was built of another tree"),
    "file-foreign": Code(Severity.NOTE, "a file among ours that we did not write"),
    "link-dead": Code(Severity.ERROR, "a link of the built site that leads nowhere"),
}

LACKING = frozenset(
    "internal-error process-lost unsupported-annotation unsupported-function unsupported-library "
    "unsupported-tag".split()
)
"""Codes that say: the wiki's own HTML of this page holds what ours cannot."""


@compact
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `page` is a full title (or note path), `line` counts from 1, 0 is the page as a whole."""

    code: str
    page: str
    line: int
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Severity of the code, one place for all."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.code} {self.message}"
