"""Labels of MediaWiki's interface that pages transclude, in English, and elsewhere as `languages.words` knows them.

Months and days are there in any language. No sentence of MediaWiki's is kept.
"""

from __future__ import annotations

import re

from stillwiki.titles import lower_first
from stillwiki.wikitext.dates.months import names
from stillwiki.wikitext.languages.words import label as spoken

_LABELS = """
and= and |article=Content page|brackets=[$1]|cancel=Cancel|categories=Categories|comma-separator=, |colon-separator=: |
contribslink=contribs|contributions=User contributions|cur=cur|days=$1 days|delete=Delete|diff=diff|edit=Edit|
editsection=edit|ellipsis=...|filedesc=Summary|go=Go|help=Help|hide=Hide|hidetoc=hide|hist=hist|history=Page history|
history_short=History|hours=$1 hours|last=prev|license-header=Licensing|login=Log in|logout=Log out|mainpage=Main Page|
mainpage-description=Main page|minoreditletter=m|minutes=$1 minutes|move=Move|navigation=Navigation|newpageletter=N|
next=next|nstab-category=Category|nstab-help=Help page|nstab-image=File|nstab-main=Page|nstab-mediawiki=Message|
nstab-project=Project page|nstab-special=Special page|nstab-template=Template|nstab-user=User page|ok=OK|
pagecategories=Categories|parentheses=($1)|percent=$1%|pipe-separator= \\| |preferences=Preferences|protect=Protect|
quotation-marks="$1"|randompage=Random page|recentchanges=Recent changes|redirectto=Redirect to:|search=Search|
seconds=$1 seconds|semicolon-separator=; |show=Show|showtoc=show|size-bytes=$1 bytes|size-kilobytes=$1 KB|
size-megabytes=$1 MB|specialpages=Special pages|talk=Discussion|talkpagelinktext=talk|toc=Contents|unit-pixel=px|
upload=Upload file|viewsource=View source|watch=Watch|watchlist=Watchlist|word-separator= |about=About|
blanknamespace=(Main)|boteditletter=b|feedback-thanks-title=Thank you!|group-bot=Bots|
group-bureaucrat=Bureaucrats|group-sysop=Administrators|group-user=Users|
"""
_MESSAGES = {
    key: value.replace("\\|", "|")
    for key, _, value in (entry.partition("=") for entry in re.split(r"(?<!\\)\|", _LABELS.replace("\n", "")) if entry)
}
_MONTH_KEYS = ("january", "february", "march", "april", "may_long", "june", "july", "august", "september", "october",
               "november", "december")  # fmt: skip
_DAY_KEYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def label(key: str, language: str, site: str) -> str | None:
    """MediaWiki's own label for a message."""
    key = lower_first(key.replace(" ", "_"))
    words, english = names(language), names("en")
    if key in _DAY_KEYS:
        return words.days[_DAY_KEYS.index(key)]
    for number, month in enumerate(_MONTH_KEYS):
        short = english.short_months[number].lower()
        named = {month: words.months, f"{month.partition('_')[0]}-gen": words.genitive, short: words.short_months}
        if key in named:
            return named[key][number]
    for number, day in enumerate(english.short_days):
        if key == day.lower():
            return words.short_days[number]
    site_words = {"sitetitle": site, "sitesubtitle": "", "tagline": f"From {site}"}
    return site_words.get(key) if key in site_words else spoken(key, language) or _MESSAGES.get(key)
