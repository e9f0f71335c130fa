"""The command line: what was asked for becomes a plan, and the plan runs. Data on stdout, talk on stderr."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stillwiki import __version__, integrity, report, running, sources
from stillwiki.config import Config, did_you_mean, load, load_file
from stillwiki.diagnostics import Diagnostic, Severity
from stillwiki.errors import GATES, ConfigError, Error
from stillwiki.model import STAGES
from stillwiki.plan import Plan, Wishes, settings_of, settle

if TYPE_CHECKING:
    from stillwiki.fetch import Wishes as Wanted

EXIT_CODES = {
    0: "all is well",
    1: "done, but there are findings of severity error",
    2: "the command line is wrong, or names a page that does not exist",
    3: "the configuration is wrong",
    4: "the source cannot be read",
    5: "the tree or the site cannot be written",
    6: "another run is at work on the same tree",
    7: "the live wiki cannot be read now; the mirror is as it was",
    8: "the live wiki is so unlike the mirror that it is not taken; the mirror is as it was",
    9: "the live wiki is gone or closed to readers; the mirror is as it was, and says so",
    130: "interrupted",
}
SHOWN = 20
"""Errors listed after an import or a build; `check` lists everything."""

_PATH = click.Path(path_type=Path)
_DUMP = "MediaWiki dump, or folder of .mediawiki files or of dumps; several dumps of one wiki are merged."
_EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code:3}  {meaning}" for code, meaning in EXIT_CODES.items())


class _Commands(click.Group):
    """Errors end a run with their message and their exit code, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Error as error:
            from stillwiki.fetch.words import printable  # noqa: PLC0415  # see `following`

            report.say("\n".join(map(printable, f"stillwiki: {error}".splitlines())))
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            report.say("stillwiki: interrupted")
            ctx.exit(130)


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--config", type=_PATH, metavar="FILE", help="Configuration to take instead of the nearest one.")
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """Make a still of a wiki: from a MediaWiki dump to a Markdown tree, from the tree to a site."""
    ctx.obj = config


def configuration(ctx: click.Context) -> Config:
    """The configuration that was named, or the nearest one."""
    return load_file(ctx.obj) if ctx.obj else load(Path.cwd())


def planned(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say what to read and where to write; the command gets a plan."""

    @click.option("--dump", "dumps", type=_PATH, multiple=True, metavar="PATH", help=_DUMP)
    @click.option("--notes", type=_PATH, metavar="PATH", help="Obsidian vault.")
    @click.option("--pages", type=_PATH, metavar="DIR", help="Where the Markdown tree is written.")
    @click.option("--site", type=_PATH, metavar="DIR", help="Where the site is built.")
    @click.option("--jobs", type=int, metavar="N", help="Processes that make pages; 0: one for each processor.")
    @click.option("--scheduler", metavar="ADDRESS", help="Dask cluster that makes pages instead: tcp://HOST:PORT.")
    @click.pass_context
    @functools.wraps(command)
    def run(ctx: click.Context, /, **given: Any) -> None:
        given["dump"], *more = given.pop("dumps") or (None,)
        wishes = Wishes(**{wish.name: given.pop(wish.name, None) for wish in fields(Wishes)} | {"more": tuple(more)})
        command(settle(configuration(ctx), wishes), **given)

    return run


def formatted(command: Callable[..., None]) -> Callable[..., None]:
    """The option that says how findings are shown."""
    choice = click.Choice(report.FORMATS)
    return click.option("--format", "form", type=choice, default="text", show_default=True)(command)


_fresh = click.option("--fresh", is_flag=True, help="Make everything anew, whatever is remembered of earlier runs.")
_force = click.option("--force", is_flag=True, help="Take over files that are in the way and not ours.")


@main.command("import")
@_force
@_fresh
@planned
def import_(plan: Plan, *, force: bool, fresh: bool) -> None:
    """Read the source and write the Markdown tree."""
    conclude(running.grow(plan, force=force, fresh=fresh))


@main.command()
@_force
@_fresh
@click.option("--names", is_flag=True, help="Name the pages that came, changed and went.")
@click.option("--site-url", metavar="URL", help="Where the site will be published, if not with our own mkdocs.yml.")
@planned
def build(plan: Plan, *, force: bool, fresh: bool, names: bool) -> None:
    """Import, build the site with MkDocs, and check every link of what was built."""
    conclude(running.build(plan, force=force, fresh=fresh, names=names))


def fetching(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say how the live wiki is fetched; the command gets wishes."""

    @click.option(
        "--history/--current", default=None, help="All revisions, or the newest; as the last time by default."
    )
    @click.option("--images/--no-images", default=None, help="Uploaded files as well; as the last time by default.")
    @click.option("--accept", multiple=True, type=click.Choice(GATES), help="Take it although this has changed.")
    @click.option("--full", is_flag=True, help="Compare every page, even if the wiki says that nothing has happened.")
    @click.option("--force", is_flag=True, help="Take a dump even if it is older, or of another wiki.")
    @click.option("--contact", default="", metavar="ADDRESS", help="Your page or mail, for the wiki's operators.")
    @click.pass_context
    @functools.wraps(command)
    def run(ctx: click.Context, /, accept: tuple[str, ...], **given: Any) -> None:
        from stillwiki.fetch import Wishes as Wanted  # noqa: PLC0415  # see `following`

        asked = {wish.name: given.pop(wish.name) for wish in fields(Wanted) if wish.name in given}
        command(configuration(ctx), Wanted(accept=frozenset(accept), **asked), **given)

    return run


@main.command()
@click.argument("source", default="")
@click.option("--into", type=_PATH, metavar="DIR", help="Folder of the dump; that of the configured one by default.")
@fetching
def fetch(config: Config, wanted: Wanted, *, source: str, into: Path | None) -> None:
    """Bring the dump up to date with a SOURCE: a wiki's address, a dump, a dump's address; else the last wiki."""
    from stillwiki.following import DUMP, brought  # noqa: PLC0415  # which says why

    dump = (into / DUMP if into else config.dump or Path("content/dump") / DUMP).absolute()
    put(brought(source, dump, settings_of(config), wanted).news())


@main.command()
@click.argument("source", default="")
@click.option("--news", type=_PATH, metavar="FILE", help="Write there what changed on the wiki, as a commit's message.")
@fetching
def refresh(config: Config, wanted: Wanted, *, source: str, news: Path | None) -> None:
    """Fetch as `fetch` does; build; fetch the wiki's HTML of pages that cannot be made without it, and build again."""
    from stillwiki.following import follow  # noqa: PLC0415  # which says why

    conclude(follow(settle(config, Wishes()), source, wanted, news))


@main.command()
@click.option("--site", "folder", type=_PATH, metavar="DIR", help="The built site.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="0 takes any that is free.")
@click.pass_context
def serve(ctx: click.Context, folder: Path | None, host: str, port: int) -> None:
    """Serve the built site on this machine."""
    from stillwiki.serve import server  # noqa: PLC0415  # see `following`

    config = configuration(ctx)
    with server(folder or config.site, host, port) as started:
        report.say(f"http://{host}:{started.server_address[1]}/ (stop with Ctrl-C)")
        started.serve_forever()


@main.command()
@click.option("--self", "self_check", is_flag=True, help="Also render every page's Markdown and compare.")
@formatted
@planned
def check(plan: Plan, *, form: str, self_check: bool) -> None:
    """Import without writing anything, and list all findings."""
    wiki, tree = running.convert(plan, self_check=self_check)
    found = (*wiki.diagnostics, *tree.diagnostics)
    put(report.listing(found, form))
    conclude(found, shown=0)


@main.command()
@formatted
@planned
def verify(plan: Plan, *, form: str) -> None:
    """Read every byte of the dump, the tree and the site again, and list what is not as it was made."""
    wiki = sources.read(plan.dumps, plan.settings) if plan.dump else None
    said = [each for each in (wiki.diagnostics if wiki else ()) if each.code in integrity.OF_SOURCES]
    found = (*integrity.verify(plan), *said)
    put(report.listing(found, form))
    conclude(found, shown=0)


@main.command("report")
@formatted
@planned
def report_(plan: Plan, *, form: str) -> None:
    """Count the findings of an import by kind, with examples."""
    wiki, tree = running.convert(plan)
    put(report.summary((*wiki.diagnostics, *tree.diagnostics), form))


@main.command()
@click.argument("page")
@click.option("--stage", type=click.Choice(STAGES), default="markdown", show_default=True)
@planned
def show(plan: Plan, *, page: str, stage: str) -> None:
    """Show one page at one stage of its way."""
    from stillwiki import pipeline  # noqa: PLC0415  # which takes half a second that `build` need not always spend

    if plan.dump is None:
        raise ConfigError("only pages of a wiki can be shown; name one with --dump PATH")
    wiki = sources.read(plan.dumps, plan.settings)
    known = {found.title.full for found in wiki.pages}
    title = wiki.site.titles().parse(page)
    if title is None or title.full not in known:
        raise Error(f"the source holds no page {page!r}{did_you_mean(page, known)}")
    put(pipeline.stage(wiki, running.options(plan, wiki), title.full, stage))


def put(text: str) -> None:
    """Data."""
    if text:
        click.echo(text)


def conclude(found: Iterable[Diagnostic], shown: int = SHOWN) -> None:
    """Say how it went; errors show in the exit code."""
    found = tuple(found)
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if errors and shown:
        report.say(report.listing(errors[:shown], "text"))
    report.say(report.count(found))
    if errors:
        click.get_current_context().exit(1)
