"""External links: `[address text]`, bare addresses, and the magic links RFC, PMID and ISBN.

Rules: mediawiki.org, Help:Links and Help:Magic links; extLinks and magicLinks of the parser tests.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from stillwiki.entities import decode

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

SCHEMES = tuple(
    "bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: mms:// "
    "news: nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp:".split()
)
"""mediawiki.org, Manual:$wgUrlProtocols."""
_SCHEME = "|".join(map(re.escape, SCHEMES))
_CHAR = r'[^\[\]<>"\x00-\x20\x7f\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffd]'
_REST = rf"(?:\[[0-9a-f:.]+\]{_CHAR}*|{_CHAR}+)"
"""After the scheme; the host may be an IPv6 address in brackets."""
_BRACKETED = re.compile(rf"\[((?:{_SCHEME}|//){_REST})([^\]\n\x00-\x08\x0e-\x1f]*?)\]", re.IGNORECASE)
_BARE = re.compile(
    rf"(?P<skip><a[ \t\r\n>].*?</a>)|(?P<tag><[^<>]*>)|"
    rf"(?P<url>(?<![\w])(?:{_SCHEME}){_REST})|"
    r"\b(?P<kind>RFC|PMID)[ \t\u00a0]+(?P<number>[0-9]+)\b|"
    r"\bISBN[ \t\u00a0]+(?P<isbn>(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx])\b",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY_END = re.compile(r"&(?:lt|gt|nbsp|#x0*(?:3[CcEe]|[Aa]0)|#0*(?:60|62|160));", re.IGNORECASE)


def bracketed(text: str, context: Context) -> str:
    """Replace `[address text]`; an address without text is numbered."""
    if "[" not in text:
        return text

    def link(match: re.Match[str]) -> str:
        url, label = match[1], match[2]
        entity = _ENTITY_END.search(url)
        if entity:
            url, label = url[: entity.start()], url[entity.start() :] + label
        label = label.strip(" \t\u00a0\u3000")
        if not url.partition(":")[2] and not url.startswith("//"):
            return match[0]
        if not label:
            context.external_count += 1
            return anchor(url, f"[{context.external_count}]", context, "external autonumber")
        return anchor(url, label, context, "external text")

    return _BRACKETED.sub(link, text)


def bare(text: str, context: Context) -> str:
    """Replace addresses that stand in the text."""
    if ":" not in text and not re.search(r"RFC|PMID|ISBN", text):
        return text

    def link(match: re.Match[str]) -> str:
        if match["url"]:
            return _bare(match["url"], context)
        magic = context.inventory.site.magic_links
        if match["kind"] and match["kind"] in magic:
            return _magic(match["kind"], match["number"], context)
        if match["isbn"] and "ISBN" in magic and match[0].startswith("ISBN"):
            number = re.sub(r"[- ]", "", match["isbn"]).upper()
            return f'<a href="wiki:Special:BookSources/{number}" class="internal mw-magiclink-isbn">{match[0]}</a>'
        return match[0]

    return _BARE.sub(link, text)


def _bare(url: str, context: Context) -> str:
    trail = ""
    entity = _ENTITY_END.search(url)
    if entity:
        url, trail = url[: entity.start()], url[entity.start() :]
    quotes = url.find("''")
    if quotes >= 0:
        url, trail = url[:quotes], url[quotes:] + trail
    ends = ",;\\.:!?" + ("" if "(" in url else ")")
    stripped = url.rstrip(ends)
    if (
        stripped != url
        and url[len(stripped)] == ";"
        and re.search(r"&(?:[a-z]+|#x[\da-f]+|#\d+)$", stripped, re.IGNORECASE)
    ):
        stripped += ";"
    url, trail = stripped, url[len(stripped) :] + trail
    if not re.match(rf"(?:{_SCHEME}).", url, re.IGNORECASE | re.DOTALL):
        return url + trail
    return anchor(url, escape(clean_url(decode(url)), quote=False), context, "external free") + trail


def _magic(kind: str, number: str, context: Context) -> str:
    if kind == "RFC":
        url, label = f"https://datatracker.ietf.org/doc/html/rfc{number}", "mw-magiclink-rfc"
    else:
        url, label = f"//www.ncbi.nlm.nih.gov/pubmed/{number}?dopt=Abstract", "mw-magiclink-pmid"
    return anchor(url, f"{kind} {number}", context, f"external {label}")


def anchor(url: str, html: str, context: Context, classes: str) -> str:
    """An external link; `html` is finished."""
    url = clean_url(decode(url))
    context.external[url] = None
    return f'<a class="{classes}" href="{escape(url)}" rel="nofollow">{html}</a>'


def clean_url(url: str) -> str:
    """An address in the form MediaWiki writes: characters that end an address encoded, all others as they are."""
    parts = _HOST.match(url)
    head, host, rest = parts.groups() if parts else ("", "", url)
    return head + _UNSAFE.sub(_encoded, _IGNORED.sub("", host)) + _UNSAFE_PATH.sub(_encoded, rest)


_HOST = re.compile(r"([a-z+.-]*://)(\[[0-9a-f:.]+\]|[^/?#\s]*)(.*)$", re.IGNORECASE | re.DOTALL)
_UNSAFE = re.compile(r"[<>\"\x00-\x20|\x7f]|''")
_UNSAFE_PATH = re.compile(rf"{_UNSAFE.pattern}|[\][]")
_IGNORED = re.compile("[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
"""What names of hosts drop: soft hyphens, joiners and the like."""


def _encoded(match: re.Match[str]) -> str:
    return "".join("+" if char == " " else f"%{ord(char):02X}" for char in match[0])
