"""Expressions at work: a tree, and the note it is asked of, to a value. Every step counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stillwiki.model import Missing
from stillwiki.notes import InVault, Note, View
from stillwiki.obsidian import properties
from stillwiki.obsidian.bases import values
from stillwiki.obsidian.bases.functions import ANY, FIELDS, GLOBAL, METHODS
from stillwiki.obsidian.bases.operators import compared, computed
from stillwiki.obsidian.bases.parse import (
    Apply,
    Call,
    ExpressionError,
    Get,
    Items,
    Literal,
    Name,
    Pattern,
    Table,
    Tree,
    parse,
)  # fmt: skip
from stillwiki.obsidian.bases.patterns import pattern
from stillwiki.obsidian.bases.values import File, Link, text, typed

MAX_STEPS = 400_000
"""Nodes of expressions that one base may cost: hundreds of notes with a dozen formulas each."""


@dataclass
class Scope:
    """One base: its formulas, what it may ask, and what it has cost."""

    view: View
    formulas: Mapping[str, str] = field(default_factory=dict)
    steps: int = 0
    trees: dict[str, Tree] = field(default_factory=dict)
    open: list[tuple[str, str]] = field(default_factory=list)
    """Formulas that are being computed, by file."""

    def value(self, expression: str, path: str) -> object:
        """What an expression is for a file; raises `ExpressionError`."""
        if expression not in self.trees:
            self.trees[expression] = parse(expression)
        return Asked(self, path).value(self.trees[expression])

    def formula(self, name: str, path: str) -> object:
        """A formula of the base."""
        if name not in self.formulas:
            raise ExpressionError(f"names the formula {name!r}, which the base has not")
        if (name, path) in self.open:
            raise ExpressionError(f"asks for the formula {name!r} while that is being computed")
        self.open.append((name, path))
        try:
            return self.value(self.formulas[name], path)
        finally:
            self.open.pop()

    def properties(self, path: str) -> Mapping[str, object]:
        """The properties of a note."""
        note = self.view.note(path)
        return note.properties if note else {}

    def links(self, path: str) -> list[Link]:
        """Links of a file, those in its properties included."""
        said = (*self.view.outline(path).links, *properties.links(self.properties(path)))
        return [Link(link.target) for link in said if link.target]

    def path(self, value: object, source: str) -> str:
        """The file that a value names, by path; empty where it names none."""
        if isinstance(value, File):
            return value.path
        target = value.target if isinstance(value, Link) else text(value).removeprefix("[[").removesuffix("]]")
        found = self.view.within(source).resolve(target.partition("|")[0].partition("#")[0])
        return found.path if isinstance(found, InVault) else "" if isinstance(found, Missing) else found.title


@dataclass
class Asked:
    """One expression for one file."""

    scope: Scope
    path: str
    names: Mapping[str, object] = field(default_factory=dict)
    """What `value`, `index` and `acc` are, in the loops of lists."""

    def value(self, tree: Tree) -> object:  # noqa: PLR0911  # one for each kind of tree
        """The value of a tree."""
        self.scope.steps += 1
        if self.scope.steps > MAX_STEPS:
            raise ExpressionError(f"the base costs more than {MAX_STEPS:,} steps")
        match tree:
            case Literal(value):
                return value
            case Pattern(source, flags):
                return pattern(source, flags)
            case Items(items):
                return [self.value(item) for item in items]
            case Table(pairs):
                return {key: self.value(item) for key, item in pairs}
            case Name(name):
                return self.name(name)
            case Get(of, key):
                return self.part(self.value(of), self.value(key))
            case Call():
                return self.call(tree)
            case Apply(operator, operands):
                return self.apply(operator, operands)

    def name(self, name: str) -> object:
        """What a bare name stands for: a variable of a loop, `file`, `note`, `formula`, `this`, or a property."""
        if name in self.names:
            return self.names[name]
        if name == "file":
            return File(self.path)
        if name == "this":
            return File(self.scope.view.path)
        said = self.scope.properties(self.path)
        if name == "note":
            return typed(said)
        return _Formulas(self.scope, self.path) if name == "formula" else typed(said.get(name))

    def part(self, of: object, key: object) -> object:
        """A part of a value; what is not there is null."""
        if isinstance(of, _Formulas):
            return self.scope.formula(text(key), of.path)
        if isinstance(of, File):
            return self.of_file(of.path, text(key))
        if isinstance(of, Mapping):
            return of.get(text(key))
        if isinstance(of, list | str) and isinstance(key, float):
            return of[int(key)] if -len(of) <= int(key) < len(of) else None
        known = FIELDS.get(values.kind(of), {}).get(text(key))
        return known(of) if known else None

    def of_file(self, path: str, key: str) -> object:
        """A property of a file."""
        note, name = self.scope.view.note(path), path.rpartition("/")[2]
        stem, dot, suffix = name.rpartition(".")
        known: dict[str, Callable[[], object]] = {
            "name": lambda: stem if suffix == "md" else name,
            "basename": lambda: stem if dot else name,
            "path": lambda: path,
            "folder": lambda: path.rpartition("/")[0],
            "ext": lambda: suffix if dot else "",
            "size": lambda: float(note.size) if note else None,
            "properties": lambda: typed(self.scope.properties(path)),
            "tags": lambda: [f"#{tag}" for tag in self.scope.view.outline(path).tags],
            "links": lambda: self.scope.links(path),
            "embeds": lambda: [Link(link.target) for link in self.scope.view.outline(path).links if link.embed],
            "backlinks": lambda: [File(other.path) for other in self.scope.view.notes() if self.linked(other, path)],
            "file": lambda: File(path),
            # A checkout does not keep when a file was made or changed; a note that says it itself is believed.
            "ctime": lambda: _said(note, "created", "date"),
            "mtime": lambda: _said(note, "modified", "updated"),
        }
        return known[key]() if key in known else typed(self.scope.properties(path).get(key))

    def linked(self, note: Note, path: str) -> bool:
        """Whether a note links a file."""
        return any(self.scope.path(link, note.path) == path for link in self.scope.links(note.path))

    # -- functions ---------------------------------------------------------------------------------

    def call(self, tree: Call) -> object:
        """A function or a method."""
        if tree.of is None:
            return self.function(tree)
        of = self.value(tree.of)
        if isinstance(of, list) and tree.name in ("filter", "map", "reduce"):
            return self.loop(of, tree)
        given = [self.value(each) for each in tree.arguments]
        if isinstance(of, File | Link) and tree.name in _OF_FILES:
            return _called(tree.name, _OF_FILES[tree.name], self, of, *given)
        known = METHODS.get(values.kind(of), {}).get(tree.name) or ANY.get(tree.name)
        if known is None:
            if of is None:
                return None
            raise ExpressionError(f"asks a {values.kind(of)} for {tree.name}(), which the help does not define")
        return _called(tree.name, known, of, *given)

    def function(self, tree: Call) -> object:
        """A function without a value before it; of `if`, only the branch that counts is computed."""
        if tree.name == "if":
            if not 2 <= len(tree.arguments) <= 3:
                raise ExpressionError("gives if() other than two or three values")
            condition, then, *otherwise = tree.arguments
            chosen = [then] if values.truthy(self.value(condition)) else otherwise
            return self.value(chosen[0]) if chosen else None
        given = [self.value(each) for each in tree.arguments]
        if tree.name == "file":
            path = self.scope.path(given[0], self.path) if given else ""
            return File(path) if path else None
        if tree.name not in GLOBAL:
            raise ExpressionError(f"calls {tree.name}(), which the help does not define")
        return _called(tree.name, GLOBAL[tree.name], *given)

    def loop(self, of: list[object], tree: Call) -> object:
        """`filter`, `map` and `reduce`, whose first argument is computed for each element."""
        if not tree.arguments:
            raise ExpressionError(f"gives {tree.name}() nothing to do")
        found: list[object] = []
        total = self.value(tree.arguments[1]) if tree.name == "reduce" and len(tree.arguments) > 1 else None
        for index, each in enumerate(of):
            names = {**self.names, "value": each, "index": float(index), "acc": total}
            result = Asked(self.scope, self.path, names).value(tree.arguments[0])
            if tree.name == "reduce":
                total = result
            elif tree.name == "map" or values.truthy(result):
                found.append(result if tree.name == "map" else each)
        return total if tree.name == "reduce" else found

    # -- methods of files and links ------------------------------------------------------------------

    def as_link(self, of: File | Link, shown: object = "") -> Link:
        """The link to a file, with a text of its own."""
        return Link(of.path, text(shown)) if isinstance(of, File) else of

    def as_file(self, of: File | Link) -> File | None:
        """The file that a link leads to."""
        path = self.scope.path(of, self.path)
        return File(path) if path else None

    def has_link(self, of: File | Link, other: object) -> bool:
        """Whether a file links another."""
        path, wanted = self.scope.path(of, self.path), self.scope.path(other, self.path)
        return bool(wanted) and any(self.scope.path(link, path) == wanted for link in self.scope.links(path))

    def has_property(self, of: File | Link, name: object) -> bool:
        """Whether a note has a property, even an empty one."""
        return text(name) in self.scope.properties(self.scope.path(of, self.path))

    def has_tag(self, of: File | Link, *names: object) -> bool:
        """Whether a note has one of these tags, or one below it."""
        held = [tag.lower() for tag in self.scope.view.outline(self.scope.path(of, self.path)).tags]
        wanted = [text(name).lstrip("#").lower() for name in names]
        return any(tag == name or tag.startswith(f"{name}/") for tag in held for name in wanted)

    def in_folder(self, of: File | Link, folder: object) -> bool:
        """Whether a file lies in a folder, or in one below it."""
        return self.scope.path(of, self.path).startswith(text(folder).strip("/") + "/")

    # -- operators -----------------------------------------------------------------------------------

    def apply(self, operator: str, operands: tuple[Tree, ...]) -> object:
        """An operator; the second operand of `&&` and `||` only where it counts."""
        first = self.value(operands[0])
        if len(operands) == 1:
            return not values.truthy(first) if operator == "!" else -values.number(first)
        if operator in ("&&", "||"):
            return first if values.truthy(first) is (operator == "||") else self.value(operands[1])
        second = self.value(operands[1])
        if operator in ("==", "===", "!=", "!=="):
            return values.equal(first, second) is (operator[0] == "=")
        if operator in ("<", ">", "<=", ">="):
            return compared(operator, first, second)
        return computed(operator, first, second)


_OF_FILES: dict[str, Callable[..., object]] = {
    "asLink": Asked.as_link,
    "asFile": Asked.as_file,
    "hasLink": Asked.has_link,
    "linksTo": Asked.has_link,
    "hasProperty": Asked.has_property,
    "hasTag": Asked.has_tag,
    "inFolder": Asked.in_folder,
}
"""Only what stands here can be called: a name in an expression is anybody's."""


@dataclass(frozen=True, slots=True)
class _Formulas:
    scope: Scope
    path: str


def _said(note: Note | None, *names: str) -> object:
    found = properties.texts(note.properties, *names) if note else ()
    return values.date(found[0]) if found else None


def _called(name: str, function: Callable[..., object], *given: object) -> object:
    try:
        result = function(*given)
    except (TypeError, ValueError, OverflowError, AttributeError, ArithmeticError) as error:
        raise ExpressionError(f"gives {name}() what it cannot use") from error
    return float(result) if isinstance(result, int) and not isinstance(result, bool) else result
