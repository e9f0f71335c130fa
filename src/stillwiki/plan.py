"""What a run is to do: the configuration and the command line, settled into one record.

A source named on the command line replaces the configured one and all that the configuration says of it, so that
another wiki never gets our wiki's name or licence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from stillwiki.config import Config, Vault, did_you_mean
from stillwiki.errors import ConfigError
from stillwiki.model import Site
from stillwiki.sources import Settings
from stillwiki.titles import CATEGORY, FILE, HELP, MODULE, PROJECT, TEMPLATE

PAGE, SOURCE, OFF = "page", "source", "off"
"""What can become of a namespace: rendered pages, pages that show their source, nothing."""

DEFAULTS = {PROJECT: PAGE, FILE: PAGE, HELP: PAGE, CATEGORY: PAGE, TEMPLATE: SOURCE, MODULE: SOURCE}
"""What becomes of MediaWiki's own namespaces; articles are always pages, everything else is off."""


@dataclass(frozen=True)
class Plan:
    """One run."""

    dump: Path | None
    """The wiki: a dump, or a folder of `.mediawiki` files or of dumps; none where there is only a vault."""
    notes: Path | None
    """The vault of notes."""
    vault: Vault
    """What the configuration says of the vault."""
    pages: Path
    site: Path
    mkdocs: Path | None
    """Configuration of MkDocs for these pages; none when one has to be derived."""
    site_url: str
    """Where the site will be published; empty when nobody said."""
    jobs: int
    settings: Settings
    scheduler: str = ""
    """Address of the Dask cluster that converts pages; without one, processes of this machine do."""
    glossary: frozenset[str] = frozenset()
    """Titles of categories, without their namespace."""
    more: tuple[Path, ...] = ()
    """Further dumps of the same wiki."""
    namespaces: Mapping[str, str] = field(default_factory=dict)
    """As configured: any name or the number of a namespace, to what becomes of it."""

    @property
    def dumps(self) -> tuple[Path, ...]:
        """All that the wiki is read from."""
        return (self.dump, *self.more) if self.dump else ()

    @property
    def derived(self) -> Path:
        """Where a derived configuration of MkDocs stands."""
        return self.pages.parent / "mkdocs.yml"


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for; whatever is none is left to the configuration."""

    dump: Path | None = None
    notes: Path | None = None
    pages: Path | None = None
    site: Path | None = None
    jobs: int | None = None
    scheduler: str | None = None
    site_url: str | None = None
    more: tuple[Path, ...] = ()
    """Dumps beside the first."""


def settle(config: Config, wishes: Wishes) -> Plan:
    """One plan from both; raises `ConfigError` for what cannot be done."""
    alone = wishes.notes and config.dump and not wishes.dump
    if alone or _foreign(wishes.dump, config.dump):
        config = _without_wiki(config)
    if _foreign(wishes.notes, config.notes):
        config = replace(config, vault=Vault())
    named = wishes.dump or wishes.notes
    dump, notes = (wishes.dump, wishes.notes) if named else (config.dump, config.notes)
    if dump is None and notes is None:
        raise ConfigError("no source: name one with --dump PATH or --notes DIR, or as 'dump' in the configuration")
    pages = (wishes.pages or config.pages).absolute()
    foreign = pages != config.pages.absolute()
    site = (wishes.site or (pages.parent / "site" if foreign else config.site)).absolute()
    if site == pages or site in pages.parents or pages in site.parents:
        raise ConfigError(f"the site ({site}) and the pages ({pages}) must not lie inside one another")
    return Plan(
        dump=dump,
        more=wishes.more,
        notes=notes,
        vault=config.vault,
        pages=pages,
        site=site,
        mkdocs=None if foreign or not config.mkdocs.is_file() else config.mkdocs.absolute(),
        site_url=wishes.site_url or ("" if foreign else config.site_url),
        jobs=_jobs(config.jobs if wishes.jobs is None else wishes.jobs),
        scheduler=wishes.scheduler or "",
        settings=settings_of(config),
        glossary=frozenset(config.glossary),
        namespaces=config.namespaces,
    )


def _foreign(wanted: Path | None, configured: Path | None) -> bool:
    """Whether the command line names another source than the configuration."""
    return bool(wanted and configured and wanted.absolute() != configured.absolute())


def _without_wiki(config: Config) -> Config:
    """The configuration without what it says of the wiki it was written for."""
    kept = {name: getattr(config, name) for name in ("notes", "vault", "pages", "site", "mkdocs", "jobs")}
    return Config(**kept)


def _jobs(wanted: int) -> int:
    if wanted < 0:
        raise ConfigError(f"jobs: {wanted} processes cannot be started")
    return wanted or os.cpu_count() or 1


def settings_of(config: Config) -> Settings:
    """What the configuration tells of the wiki."""
    return Settings(
        name=config.wiki.name,
        language=config.wiki.language,
        base=config.wiki.base,
        now=config.wiki.now,
        licence=config.licence.name,
        licence_url=config.licence.url,
        interwiki={prefix.lower(): url for prefix, url in config.interwiki.items()},
        namespace_aliases=config.namespace_aliases,
        content_namespaces=frozenset({0, *config.content_namespaces}),
        titles=config.titles,
        files=config.files,
    )


def treatments(site: Site, wanted: Mapping[str, str]) -> dict[int, str]:
    """What becomes of every namespace that is not off, by its number."""
    titles = replace(site, interwiki={}).titles()
    found = dict.fromkeys(site.content_namespaces, PAGE) | DEFAULTS
    for name, treatment in wanted.items():
        key = int(name) if name.lstrip("-").isdecimal() else 0 if not name else titles.namespace_key(name)
        if key is None or key not in site.namespaces:
            known = [space.name for space in site.namespaces.values()]
            raise ConfigError(f"namespaces: the wiki has no namespace {name!r}{did_you_mean(name, known)}")
        if treatment not in {PAGE, SOURCE, OFF}:
            guess = did_you_mean(treatment, (PAGE, SOURCE, OFF))
            raise ConfigError(f"namespaces.{name}: {treatment!r} is none of page, source, off{guess}")
        found[key] = treatment
    return {key: treatment for key, treatment in sorted(found.items()) if treatment != OFF and key in site.namespaces}
