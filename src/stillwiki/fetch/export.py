"""The wiki's pages as a dump: MediaWiki's export, version 0.11, as its own `dumpBackup.php` lays it out.

Every page is a block of lines from `  <page>` to `  </page>`, so that a page that has not changed is copied as it is.
The format is https://www.mediawiki.org/xml/export-0.11.xsd. What MediaWiki's API does not tell, and its importer does
not read, differs from its own dumps: there is no page protection, and a slot's `origin` is its own revision.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr, unescape

from stillwiki.fetch.files import Upload
from stillwiki.fetch.pages import Record, Revision, Slot
from stillwiki.fetch.site import About
from stillwiki.sources.digest import base36

_URI = "http://www.mediawiki.org/xml/export-0.11"
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold (XML 1.0, 2.2)."""
_SITEINFO = {"sitename": "sitename", "dbname": "wikiid", "base": "base", "generator": "generator", "case": "case"}
"""Elements of a dump, to what the API calls them."""
_START = 1 << 14
FOOT = b"</mediawiki>\n"
_FIRST, _LAST = b"  <page>\n", b"  </page>\n"
_UPLOAD = b"    <upload>\n"
_HEAD = re.compile(rb"<title>(.*?)</title>\s*<ns>(-?\d+)</ns>\s*<id>(\d+)</id>")
_REVISION = re.compile(rb"<revision>\s*<id>(\d+)</id>")


def _text(text: str) -> str:
    """Text between tags; a carriage return would become a line feed when it is read."""
    return escape(_INVALID.sub("\N{REPLACEMENT CHARACTER}", text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(_INVALID.sub("\N{REPLACEMENT CHARACTER}", text))


def head(about: About) -> bytes:
    """What stands before the first page."""
    general = about.general
    schema = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{_URI}/ {_URI}.xsd"'
    lines = [
        f'<mediawiki xmlns="{_URI}/" {schema} version="0.11" xml:lang={_attribute(general["lang"])}>',
        "  <siteinfo>",
        *(f"    <{tag}>{_text(general[name])}</{tag}>" for tag, name in _SITEINFO.items()),
        "    <namespaces>",
        *(_namespace(space["id"], space["case"], space["name"]) for space in about.namespaces),
        "    </namespaces>",
        "  </siteinfo>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _namespace(key: int, case: str, name: str) -> str:
    start = f'      <namespace key="{key}" case={_attribute(case)}'
    return f"{start}>{_text(name)}</namespace>" if name else f"{start} />"


def block(record: Record) -> bytes:
    """A page."""
    lines = [
        "  <page>",
        f"    <title>{_text(record.title)}</title>",
        f"    <ns>{record.namespace}</ns>",
        f"    <id>{record.id}</id>",
    ]
    if record.redirect and record.target:
        lines.append(f"    <redirect title={_attribute(record.target)} />")
    for revision in record.revisions:
        lines += _revision(revision)
    lines.append("  </page>")
    return "".join(f"{line}\n" for line in lines).encode()


def bare(content: bytes) -> bytes:
    """A page without what is said of its file."""
    page, begun, _ = content.partition(_UPLOAD)
    return page + _LAST if begun else content


def with_upload(content: bytes, upload: Upload | None) -> bytes:
    """A page with what the wiki says of its file now."""
    said = "".join(f"{line}\n" for line in _upload(upload)).encode() if upload else b""
    return bare(content).removesuffix(_LAST) + said + _LAST


def _revision(revision: Revision) -> Iterator[str]:
    yield from ("    <revision>", f"      <id>{revision.id}</id>")
    if revision.parent:
        yield f"      <parentid>{revision.parent}</parentid>"
    yield f"      <timestamp>{revision.timestamp}</timestamp>"
    yield from _contributor(revision.user, revision.user_id)
    if revision.minor:
        yield "      <minor />"
    yield from _comment(revision.comment)
    main = next(
        (slot for slot in revision.slots if slot.role == "main"), Slot("main", "wikitext", "text/x-wiki", None, "", 0)
    )
    yield from _content(main, revision.id, "      ")
    for slot in revision.slots:
        if slot is not main:
            yield from ("      <content>", f"        <role>{_text(slot.role)}</role>")
            yield from _content(slot, revision.id, "        ")
            yield "      </content>"
    yield f"      <sha1>{digest(revision.sha1)}</sha1>" if revision.sha1 else "      <sha1 />"
    yield "    </revision>"


def _content(slot: Slot, origin: int, indent: str) -> Iterator[str]:
    yield f"{indent}<origin>{origin}</origin>"
    yield f"{indent}<model>{_text(slot.model)}</model>"
    yield f"{indent}<format>{_text(slot.form)}</format>"
    if slot.text is None:
        yield f'{indent}<text bytes="{slot.size}" deleted="deleted" />'
        return
    marks = f'bytes="{len(slot.text.encode("utf-8", "replace"))}"' + (
        f' sha1="{digest(slot.sha1)}"' if slot.sha1 else ""
    )
    yield (
        f'{indent}<text {marks} xml:space="preserve">{_text(slot.text)}</text>'
        if slot.text
        else f"{indent}<text {marks} />"
    )


def _contributor(user: str | None, key: int) -> Iterator[str]:
    """Who it was: visitors have addresses, imported edits (`w>Name`) have names without an account."""
    if user is None:
        yield '      <contributor deleted="deleted" />'
        return
    yield "      <contributor>"
    if key or not _is_address(user):
        yield from (f"        <username>{_text(user)}</username>", f"        <id>{key}</id>")
    else:
        yield f"        <ip>{_text(user)}</ip>"
    yield "      </contributor>"


def _is_address(user: str) -> bool:
    try:
        ipaddress.ip_address(user)
    except ValueError:
        return False
    return True


def _comment(comment: str | None) -> Iterator[str]:
    if comment is None:
        yield '      <comment deleted="deleted" />'
    elif comment:
        yield f"      <comment>{_text(comment)}</comment>"


def _upload(upload: Upload) -> Iterator[str]:
    yield from ("    <upload>", f"      <timestamp>{upload.timestamp}</timestamp>")
    yield from _contributor(upload.user, upload.user_id)
    yield from _comment(upload.comment)
    yield f"      <filename>{_text(upload.name)}</filename>"
    yield f"      <src>{_text(upload.url)}</src>"
    yield f"      <size>{upload.size}</size>"
    yield f"      <sha1base36>{digest(upload.sha1)}</sha1base36>"
    yield from (f"      <rel>{_text(upload.place)}</rel>", "    </upload>")


def digest(hexadecimal: str) -> str:
    """A digest of the API as an export writes it."""
    return base36(bytes.fromhex(hexadecimal))


@dataclass(frozen=True, slots=True)
class Block:
    """A page of a dump, as it stands there."""

    id: int
    namespace: int
    title: str
    revision: int
    """The newest one."""
    content: bytes


def blocks(dump: Path) -> Iterator[Block]:
    """The pages of a dump, if it is laid out as `block` does it; one of another layout seems to have none."""
    with dump.open("rb") as file:
        lines: list[bytes] = []
        for line in file:
            if line == _FIRST:
                lines.clear()
            lines.append(line)
            if line == _LAST:
                content = b"".join(lines)
                lines.clear()
                found = _HEAD.search(content)
                if found:
                    title = unescape(found[1].decode("utf-8", "replace"), {"&#13;": "\r"})
                    newest = max(map(int, _REVISION.findall(content)), default=0)
                    yield Block(int(found[3]), int(found[2]), title, newest, content)


def named(dump: Path) -> tuple[str, str]:
    """Name and database of the wiki that a dump is of; empty where it does not say."""
    with dump.open("rb") as file:
        start = file.read(_START)
    found = [re.search(rb"<%s>(.*?)</%s>" % (tag, tag), start) for tag in (b"sitename", b"dbname")]
    name, database = (unescape(each[1].decode("utf-8", "replace")) if each else "" for each in found)
    return name, database
