"""HTML of a file link, as MediaWiki writes it since 1.41 (figure, figcaption).

A picture is `<img src="file:Name">`; the index decides later where that, and the page that describes it, are. A file
whose bytes the source does not hold is shown by a label, as a red link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import TYPE_CHECKING

from stillwiki.titles import FILE
from stillwiki.wikitext.files import options as file_options
from stillwiki.wikitext.files import players, sizes
from stillwiki.wikitext.files.barred import is_barred
from stillwiki.wikitext.files.kinds import kind_of
from stillwiki.wikitext.files.options import Options
from stillwiki.wikitext.passes.external import clean_url
from stillwiki.wikitext.passes.quotes import all_quotes
from stillwiki.wikitext.release import release
from stillwiki.wikitext.tracking import track

if TYPE_CHECKING:
    from stillwiki.titles import Title
    from stillwiki.wikitext.context import Context

_TYPES = {"thumb": "mw:File/Thumb", "frame": "mw:File/Frame", "frameless": "mw:File/Frameless", "": "mw:File"}
_LABELLED = (1, 40)
"""Release since which a missing file is shown by its alternative text or caption instead of its title."""


def file_html(title: Title, options: str, context: Context, inline: Callable[[str], str]) -> str:
    """HTML of `[[title|options]]`; `inline` finishes wikitext of the caption."""

    def plain(text: str) -> str:
        return text_of(text, context)

    chosen = file_options.read(options.split("|") if options else [], title, context, plain)
    caption = inline(chosen.caption)
    return html(title, chosen, caption, context).replace("\n", " ")


def html(title: Title, chosen: Options, caption: str, context: Context) -> str:
    """HTML of a file with its options read and its caption finished."""
    media, broken = medium(title, chosen, caption, context)
    classes = classes_of(chosen)
    attributes = (f' class="{escape(classes)}"' if classes else "") + f' typeof="{type_of(chosen, broken=broken)}"'
    if chosen.block:
        return f"<figure{attributes}>{media}<figcaption>{caption}</figcaption></figure>"
    return f"<span{attributes}>{media}</span>"


def medium(title: Title, chosen: Options, caption: str, context: Context) -> tuple[str, bool]:
    """What is shown of a file, and whether that is only a label."""
    held = found(title, context)
    if held is None:
        return _missing(title, chosen, caption, context), True
    if is_barred(held, context):
        return f'<a href="wiki:{escape(held.full)}">{escape(held.full, quote=False)}</a>', True
    if "thumb" in chosen.values:
        return _other(held, chosen, context)
    if kind_of(held.text) in ("audio", "video"):
        return players.player(held, chosen, context), False
    return linked(held, chosen, context, picture(held, chosen, caption, context)), False


def found(title: Title, context: Context) -> Title | None:
    """The file a link leads to, after a redirect of its page; None where the source has no such file."""
    redirect = context.inventory.redirect(title.full)
    if title.text not in context.inventory.media and redirect is not None and redirect.namespace == FILE:
        title = redirect
    context.files[title.text] = None
    return title if title.text in context.inventory.media else None


def picture(title: Title, chosen: Options, caption: str, context: Context) -> str:
    """The image element."""
    alt = chosen.values.get("alt")
    if alt is None:
        alt = "" if chosen.framed else text_of(caption, context)
    width, height = sizes.shown(title.text, context.inventory.media_info.get(title.text), chosen)
    size = "".join(f' {key}="{number}"' for key, number in (("width", width), ("height", height)) if number)
    return f'<img src="file:{escape(title.text)}" alt="{escape(alt)}"{size} class="mw-file-element">'


def linked(title: Title, chosen: Options, context: Context, html: str, classes: str = "mw-file-description") -> str:
    """The element in its link: to the page that describes the file unless another one is asked for."""
    if chosen.link is None:
        shown = f' class="{classes}"' if classes else ""
        return f'<a href="wiki:{escape(title.full)}"{shown}>{html}</a>'
    if not chosen.link:
        return f"<span>{html}</span>"
    href = address(chosen.link, context)
    return f'<a href="{escape(href)}">{html}</a>' if href else html


def address(link: str, context: Context) -> str:
    """Where a link by address or title leads; nothing for an impossible title."""
    if file_options.is_address(link):
        context.external[clean_url(link)] = None
        return clean_url(link)
    title = context.inventory.titles.parse(link)
    if title is None:
        return ""
    fragment = "#" + title.fragment.replace(" ", "_") if title.fragment else ""
    if title.interwiki:
        return context.inventory.site.interwiki[title.interwiki].replace("$1", title.text.replace(" ", "_")) + fragment
    if not title.text:
        return fragment
    context.link(title)
    return f"wiki:{title.full}{fragment}"


def _other(title: Title, chosen: Options, context: Context) -> tuple[str, bool]:
    """A file shown by another picture."""
    name = file_options.file_title(chosen.values["thumb"], context)
    other = found(name, context) if name else None
    if other is None:
        return linked(title, chosen, context, "Error creating thumbnail: ", ""), True
    return linked(title, chosen, context, picture(other, chosen, "", context), ""), False


def _missing(title: Title, chosen: Options, caption: str, context: Context) -> str:
    context.report("file-missing", f"{title.full} is not in the source", near=title.text)
    track(context, "broken-file-category")
    label = ""
    if release(context.inventory.site) >= _LABELLED:
        label = chosen.values.get("alt") or ("" if chosen.framed else text_of(caption, context))
    return red(title, escape(label, quote=False) or all_quotes(escape(title.full, quote=False)))


def red(title: Title, label: str) -> str:
    """A link to a file that is not there; `label` is finished."""
    return f'<span class="new" title="{escape(title.full)}">{label}</span>'


def type_of(chosen: Options, *, broken: bool) -> str:
    """MediaWiki's word for how a file is shown."""
    return ("mw:Error " if broken else "") + _TYPES[chosen.format]


def classes_of(chosen: Options) -> str:
    """Classes of the element round a file."""
    names = [] if chosen.width or chosen.height or chosen.format == "frame" else ["mw-default-size"]
    names += [f"mw-halign-{chosen.side}"] if chosen.side else []
    names += [f"mw-valign-{chosen.place}"] if chosen.place and not chosen.block else []
    names += [f"mw-file-{chosen.format}"] if chosen.format else []
    names += ["mw-image-border"] if chosen.border else []
    names += [chosen.values["class"]] if chosen.values.get("class") else []
    return " ".join(names)


def text_of(html: str, context: Context) -> str:
    """The words of finished wikitext, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", context.strip.unstrip(html))).split())
