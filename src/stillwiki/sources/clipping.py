"""Web pages that somebody clipped into a vault: Markdown without its newlines, page furniture, definitions, questions.

Only a text that shows one of three marks is taken for a clipping, and one with a link to a note never is, so that what
somebody wrote stays as it is. What no rule can tell stays too. Each change is a `Diagnostic`; the lines that later ones
name are those of the text as it is mended here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stillwiki.diagnostics import Diagnostic

FLAT = 400
"""Characters from which a line may be a whole page that lost its newlines."""
SHORT = 100
"""Characters below which a paragraph may be a label, a button or a slogan."""
LONG = 200
"""Characters from which a paragraph is text, never furniture."""
SLOGANS = 4
"""Paragraphs above the foot of a page that may belong to it."""
FEW = 6
"""Words of a label at most; and lone separators that make a menu at least."""

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_MARKUP = re.compile(r"\s*(?:[#>|`~]|[-*+] |\d+[.)] |!\[|\[\^)")
_DEFINITION = re.compile(r"[^\w#>|`\[*-]*quick definition\s*:?\s*(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_QUESTIONS = re.compile(r"\W*(?:questions (?:&|and) answers|frequently asked questions|faqs?)\W*", re.IGNORECASE)
_LEVEL = re.compile(r"[^\w\s]\s*(beginner|intermediate|advanced)\b", re.IGNORECASE)
_TAIL = re.compile(r"\W{0,2}(?:©|copyright\b)|←.*→\s*\Z", re.IGNORECASE)
_SEPARATOR = re.compile(r"[·•|]")

_INNER = re.compile(r"(?<=[.!?:)\"”`*]) +(?=#{1,6} \S)")
"""Where a heading begins in the middle of a line: behind the end of a sentence."""
_HEADING = re.compile(r"(?P<text>#{1,6} [^?!\n]{1,100}?(?:[?!]|(?= [*-] )|(?= ```))) +(?=\S)")
"""A heading whose end can be told: its own mark, or a list or code right behind it."""
_ITEM = re.compile(r"(?:(?<=[.!?:;)])|(?<=^)) +(?=[*-] \S)|(?<=\S) +(?=\* \*\*)")
_CODE = re.compile(r" *```(?P<language>\w*) +(?P<code>[^`]+?) *``` *")


@dataclass(slots=True)
class _Clip:
    """A text on its way, paragraph by paragraph."""

    parts: list[tuple[int, str]]
    """Line that each paragraph begins on, and its text."""
    properties: dict[str, object]
    said: list[tuple[int, str]] = field(default_factory=list)
    """Line and what was done."""


def unclipped(
    path: str, text: str, line: int, properties: Mapping[str, object], found: list[Diagnostic]
) -> tuple[str, Mapping[str, object]]:
    """A note's text and properties, mended if it is a clipped web page; `line` is the first of the text."""
    if "[[" in text or not _marked(text):
        return text, properties
    clip = _Clip(list(_paragraphs(text, line)), dict(properties))
    for step in (_repeated, _questions, _tail, _definition, _labels, _flat):
        step(clip)
    if not clip.said:
        return text, properties
    found.extend(Diagnostic("clipping-mended", path, at, what) for at, what in clip.said)
    return "\n\n".join(part for _, part in clip.parts) + "\n", clip.properties


def _marked(text: str) -> bool:
    """Whether there is a quick definition, a line with headings in its middle, or a menu."""
    if len(_SEPARATOR.findall(text)) >= FEW and _menu(text):
        return True
    if "definition" in text.lower() and any(map(_DEFINITION.fullmatch, text.split("\n"))):
        return True
    return any(_flattened(each) for each in text.split("\n") if len(each) >= FLAT)


def _menu(text: str) -> bool:
    return sum(bool(_SEPARATOR.fullmatch(each.strip())) for each in text.split("\n")) >= FEW


def _flattened(text: str) -> bool:
    return len(text) >= FLAT and len(_INNER.findall(text)) > 1


def _paragraphs(text: str, line: int) -> Iterator[tuple[int, str]]:
    """Paragraphs with their lines; a fenced block is one, whatever is in it."""
    held: list[str] = []
    fence = ""
    for number, each in enumerate(text.split("\n")):
        match = _FENCE.match(each)
        if match and not fence and "`" not in each[match.end() :]:
            fence = match[1]
        elif fence and each.strip() == fence:
            fence = ""
        if each.strip() or fence:
            held.append(each)
        elif held:
            yield line + number - len(held), "\n".join(held)
            held = []
    if held:
        yield line + text.count("\n") + 1 - len(held), "\n".join(held)


def _plain(part: str, most: int = SHORT) -> bool:
    return len(part) < most and not _MARKUP.match(part)


# -- what is taken out -----------------------------------------------------------------------------


def _tail(clip: _Clip) -> None:
    """The foot of the page, from the first menu, copyright or "previous, next" on, with the slogans above it."""
    at = next((n for n, (_, part) in enumerate(clip.parts) if _foot(part)), None)
    if at is None or any(_text(part) for _, part in clip.parts[at:]):
        return
    for _, above in clip.parts[at - 1 : 1 : -1][:SLOGANS]:
        if not _plain(above):
            break
        at -= 1
    clip.said.append((clip.parts[at][0], "the foot of the page is left out"))
    del clip.parts[at:]


def _foot(part: str) -> bool:
    return _menu(part) or bool(_TAIL.match(part))


def _text(part: str) -> bool:
    return not _menu(part) and (len(part) >= LONG or bool(_MARKUP.match(part)))


def _repeated(clip: _Clip) -> None:
    """Buttons and slogans that stand on the page more than once."""
    seen = [part for _, part in clip.parts]
    doubled = {part for part in seen if seen.count(part) > 1 and _plain(part, SHORT // 2)}
    for at, _ in [each for each in clip.parts if each[1] in doubled]:
        clip.said.append((at, "a repeated line of the page is left out"))
    clip.parts = [each for each in clip.parts if each[1] not in doubled]


def _questions(clip: _Clip) -> None:
    """Questions and answers below their label, as the property `questions`."""
    label = next((n for n, (_, part) in enumerate(clip.parts) if _QUESTIONS.fullmatch(part)), None)
    if label is None or "questions" in clip.properties:
        return
    texts = [part for _, part in clip.parts]
    first = next((n for n in range(label + 1, min(label + 4, len(texts))) if texts[n].endswith("?")), None)
    if first is None or not all(map(_plain, texts[label + 1 : first])):
        return
    end = first
    while end + 1 < len(texts) and _asks(texts[end]) and not _asks(texts[end + 1]):
        end += 2
    if end > first:
        pairs = zip(texts[first:end:2], texts[first + 1 : end : 2], strict=True)
        clip.properties["questions"] = [{"question": ask, "answer": " ".join(told.split())} for ask, told in pairs]
        clip.said.append((clip.parts[label][0], "questions and answers are recognised"))
        del clip.parts[label:end]


def _asks(part: str) -> bool:
    return part.endswith("?") and _plain(part, LONG) and "\n" not in part


def _definition(clip: _Clip) -> None:
    """The quick definition, as the property `definition`; with the title, the level and the path of the page above."""
    for number, (line, part) in enumerate(clip.parts):
        match = _DEFINITION.fullmatch(part)
        if match is None:
            continue
        after = clip.parts[number + 1 : number + 2] if not match["text"] else []
        text = match["text"] or (after[0][1] if after else "")
        if text and not _MARKUP.match(text) and "definition" not in clip.properties:
            clip.properties["definition"] = " ".join(text.split())
            clip.said.append((line, "a quick definition is recognised"))
            clip.parts[: number + 1 + len(after)] = [each for each in clip.parts[:number] if not _head(clip, *each)]
        return


def _head(clip: _Clip, line: int, part: str) -> bool:
    """Whether a paragraph above the definition is only the page's title, its place, or its badges."""
    level = _LEVEL.search(part)
    if level and _plain(part):
        clip.properties.setdefault("level", level[1].lower())
    found = bool(_plain(part) and (level or len(part.split()) <= FEW))
    if found:
        clip.said.append((line, "the head of the page is left out"))
    return found


# -- what is put back ------------------------------------------------------------------------------


def _labels(clip: _Clip) -> None:
    """A few words without an end above a long paragraph are its heading."""
    for number, (line, part) in enumerate(clip.parts[:-1]):
        following = clip.parts[number + 1][1]
        few = _plain(part) and len(part.split()) <= FEW and part[-1] not in ".!:;,→" and "\n" not in part
        if few and len(following) >= LONG and not _MARKUP.match(following):
            clip.parts[number] = line, f"## {part}"
            clip.said.append((line, "a heading is restored"))


def _flat(clip: _Clip) -> None:
    """Headings, lists and code in the middle of a line, on lines of their own again."""
    for number, (line, part) in enumerate(clip.parts):
        lines = part.split("\n")
        if any(map(_flattened, lines)) and not _FENCE.match(part):
            clip.parts[number] = line, "\n".join(_lines(each) if _flattened(each) else each for each in lines)
            clip.said.append((line, "headings, lists and code in the middle of a line are restored"))


def _lines(text: str) -> str:
    codes: list[str] = []

    def kept(match: re.Match[str]) -> str:
        codes.append(f"```{match['language']}\n{match['code']}\n```")
        return f"\n\n\x00{len(codes) - 1}\x00\n\n"

    text = _CODE.sub(kept, text)
    blocks = [each for part in text.split("\n\n") for each in _INNER.split(part)]
    parts = [each for block in blocks for each in _headed(block)]
    joined = "\n\n".join(_listed(part) for part in parts if part.strip())
    return re.sub(r"\x00(\d+)\x00", lambda match: codes[int(match[1])], joined)


def _headed(block: str) -> Iterator[str]:
    """A heading and what stands behind it; where the heading ends nobody can tell, the block as it is."""
    match = _HEADING.match(block)
    if match:
        yield match["text"].strip()
        yield block[match.end() :].strip()
    else:
        yield block.strip()


def _listed(text: str) -> str:
    """Items on lines of their own, and the list apart from the paragraph before it."""
    lines = "\n".join(each.strip() for each in _ITEM.split(text))
    return re.sub(r"\A([^*\n-].*)\n(?=[*-] )", r"\1\n\n", lines)
