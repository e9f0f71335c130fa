"""Whole runs: from a plan to the tree, and to the checked site.

Owns the order of the steps, and says what came of them. Refuses to know the command line; what was found is returned.
"""

from __future__ import annotations

import functools
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stillwiki import integrity, output, report, search, site, sources
from stillwiki.crawl import Known, check_site
from stillwiki.cycles import seldom_collected
from stillwiki.diagnostics import Diagnostic
from stillwiki.executors import cluster
from stillwiki.kept import HARM, forget
from stillwiki.lock import only_run
from stillwiki.memory import Memory, place, program
from stillwiki.model import Mirror
from stillwiki.plan import Plan, treatments
from stillwiki.sources import Wiki
from stillwiki.stamps import Seen, regular
from stillwiki.standing import Standing
from stillwiki.tracing import digest
from stillwiki.weight import weigh
from stillwiki.workers import mapper

if TYPE_CHECKING:
    from stillwiki import pipeline


@seldom_collected()
def grow(plan: Plan, *, force: bool = False, fresh: bool = False) -> tuple[Diagnostic, ...]:
    """From the sources to the tree; gives what was found."""
    with only_run(plan.pages):
        last = Standing(plan, "import", site=False)
        found = None if fresh else recalled(plan, last)
        if found is None:
            wiki, tree, seen = made(plan, force=force, fresh=fresh)
            found = (*wiki.diagnostics, *tree.diagnostics)
            last.keep(found, {plan.pages: seen})
    return found


@seldom_collected()
def build(plan: Plan, *, force: bool = False, fresh: bool = False, names: bool = False) -> tuple[Diagnostic, ...]:
    """The whole way, from the source to the checked site; gives what was found."""
    with only_run(plan.pages):
        site.refuse_others(plan.site, None if plan.mkdocs else plan.derived)
        last = Standing(plan, "build", site=True)
        found = None if fresh else recalled(plan, last)
        if found is None:
            wiki, tree, seen = made(plan, force=force, fresh=fresh, names=names)
            if plan.mkdocs is None:
                text = site.derived(site.base_configuration(), wiki.site, plan, tree.files)
                output.replace(plan.derived, text.encode())
            searched = search.chosen(tree.files, wiki.site.language)
            seal = functools.partial(integrity.seal_site, plan)
            digests = tree.files.digests()
            way = site.Way(searched, digests, fresh, plan.jobs, seal, plan.scheduler, report.say)
            built = site.build(plan.mkdocs or plan.derived, plan.site, wiki.site, way)
            store = None if fresh else place(plan.site).with_suffix(".walk.sqlite")
            sizes = {name: each.st_size for name, each in regular(plan.site, built.seen)}
            known = Known(store, built.digests, digests, sizes)
            walked = check_site(plan.site, tree.files, known, mapper(plan.jobs) if plan.jobs > 1 else None)
            found = (*wiki.diagnostics, *tree.diagnostics, *walked, *weigh(plan.site, sizes=sizes))
            last.keep(found, {plan.pages: seen, plan.site: built.seen})
    report.say(f"The site is in {plan.site}\nLook at it: stillwiki serve --site {plan.site}")
    return found


def recalled(plan: Plan, last: Standing) -> tuple[Diagnostic, ...] | None:
    """What the last run found, if nothing has changed since."""
    found = last.recall()
    if found is not None:
        report.say(f"{plan.pages}: {report.changes(output.Changes())}; nothing has changed since the last run")
    return found


def made(plan: Plan, *, force: bool, fresh: bool, names: bool = False) -> tuple[Wiki, pipeline.Tree, Seen]:
    """Convert the sources and write the tree; all pages anew where what earlier runs left in the caches is harmed.

    Gives what is there of the tree since, too.
    """
    try:
        wiki, tree = convert(plan, fresh=fresh)
        seen = write(plan, tree, force=force, names=names)
    except HARM:
        if fresh:
            raise
        for database in (place(plan.pages), _stretches(plan)):
            forget(database)
        return made(plan, force=force, fresh=True, names=names)
    return wiki, tree, seen


def _stretches(plan: Plan) -> Path:
    return place(plan.pages).with_suffix(".dump.sqlite")


def convert(plan: Plan, *, self_check: bool = False, fresh: bool = True) -> tuple[Wiki, pipeline.Tree]:
    """Read the sources and convert them, in as many processes as the plan says; all pages anew, or only stale ones."""
    from stillwiki import pipeline  # noqa: PLC0415  # half a second that a run without news need not spend

    with report.progress() as tell:
        vault = sources.read_vault(plan.notes, plan.vault.name) if plan.notes else None
        if plan.dump:
            known = None if fresh else sources.Stretches(_stretches(plan), program())
            wiki = sources.read(plan.dumps, plan.settings, functools.partial(tell, report.READING), known)
        else:
            wiki = sources.no_wiki(vault.name if vault else "", plan.settings)
        wiki = replace(wiki, diagnostics=(*wiki.diagnostics, *(vault.diagnostics if vault else ())))
        told = options(plan, wiki, self_check=self_check)
        world = digest((replace(wiki.site, now="", mirror=Mirror()), told))
        working = cluster(plan.scheduler) if plan.scheduler else nullcontext(mapper(plan.jobs))
        with working as mapping, Memory(None if fresh else place(plan.pages), world) as memory:
            means = pipeline.Means(mapping, lambda event: tell(event.phase, event.done, event.total), memory)
            tree = pipeline.convert_wiki(wiki, told, vault, means)
    if plan.dump:
        places = ", ".join(map(str, plan.dumps))
        report.say(f"{wiki.site.name}: {len(wiki.pages)} pages read from {places}")
    if vault:
        report.say(f"{vault.name}: {len(vault.notes)} notes read from {plan.notes}")
    return wiki, tree


def options(plan: Plan, wiki: Wiki, *, self_check: bool = False) -> pipeline.Options:
    """What the pipeline has to be told of this wiki."""
    from stillwiki import pipeline  # noqa: PLC0415  # half a second that a run without news need not spend

    licence = (plan.vault.licence.name, plan.vault.licence.url)
    return pipeline.Options(treatments(wiki.site, plan.namespaces), plan.glossary, licence, self_check)


def write(plan: Plan, tree: pipeline.Tree, *, force: bool, names: bool) -> Seen:
    """Write the tree, and tell what that changed; gives what is there since."""
    titles = {entry.path: full for full, entry in tree.index.entries.items() if entry.path}
    seal = functools.partial(integrity.tree_seal, plan)
    done = output.write(plan.pages, tree.files, titles, seal=seal, force=force)
    report.say(f"{plan.pages}: {report.changes(done, names=names)}")
    return done.seen
