"""What a designer's template may not do, found in its source before it is ever shown. Pure: text in, findings out.

The markup a template makes is judged in part_checks.py and markup_checks.py; together they stand between a designer's
slip and a visitor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from jinja2 import Environment, nodes

from consent_ui.unsafe_markup import unsafe

MACROS = "consent"
"""The name under which every shipped partial imports the macros."""
PLACEHOLDER = "x"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong with a template; line 0 where no line is to blame."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


@dataclass(frozen=True, slots=True)
class Given:
    """What a template has to work with: names, the blocks of what it extends (None: unknown), whether it is a partial.

    A page or layout may use what the host gives every template of its own, so there only the markup, the blocks and
    what is done to `page` are looked at.
    """

    names: Collection[str]
    blocks: Collection[str] | None = None
    is_partial: bool = True


def check_source(environment: Environment, source: str, given: Given) -> list[Finding]:
    """Every finding in one template, by line. Raises jinja2.TemplateSyntaxError for what is no template at all."""
    tree = environment.parse(source)
    found = [*_escaping(tree, given), *_inheritance(tree, given)]
    if given.is_partial:
        found += [*_names(tree, given), *_private(tree)]
    found += [Finding(line, what) for line, what in unsafe(markup_of(environment, source), given.is_partial)]
    return sorted(set(found))


def extended(environment: Environment, source: str) -> str | None:
    """The name of the template this one extends; None when it extends none, or one it works out while it runs."""
    parent = next(environment.parse(source).find_all(nodes.Extends), None)
    named = parent.template if parent else None
    return named.value if isinstance(named, nodes.Const) and isinstance(named.value, str) else None


def extends_at(environment: Environment, source: str) -> int:
    """The line on which a template says what it extends; 0 when it extends none."""
    parent = next(environment.parse(source).find_all(nodes.Extends), None)
    return parent.lineno if parent else 0


def markup_of(environment: Environment, source: str) -> str:
    """The template's own markup, line for line, with a placeholder for each value and nothing for each statement."""
    parts, inside = [], False
    for _, kind, text in environment.lex(source):
        lines = "\n" * text.count("\n")
        if kind == "data":
            parts.append(text)
        elif kind == "variable_begin":
            inside = True
            parts.append(PLACEHOLDER + lines)
        else:
            inside = inside and kind != "variable_end"
            parts.append(lines)
    return "".join(parts)


def _escaping(tree: nodes.Template, given: Given) -> Iterator[Finding]:
    for each in tree.find_all(nodes.Filter):
        handed_on = each.name in ("map", "select", "reject") and any(
            isinstance(word, nodes.Const) and word.value == "safe" for word in each.args
        )
        if (each.name == "safe" or handed_on) and (given.is_partial or _touches(each, given.names)):
            yield Finding(each.lineno, "|safe puts a value into the page unescaped; leave it out")
    for modifier in tree.find_all(nodes.EvalContextModifier):
        if any(option.key == "autoescape" for option in modifier.options):
            yield Finding(modifier.lineno, "autoescape cannot be switched off or on; every value is escaped")
    for name in tree.find_all(nodes.Name):
        if name.name == "Markup":
            yield Finding(name.lineno, "Markup puts a value into the page unescaped; leave it out")


def _touches(node: nodes.Node, names: Collection[str]) -> bool:
    return any(each.name in names for each in node.find_all(nodes.Name))


def _names(tree: nodes.Template, given: Given) -> Iterator[Finding]:
    known = {*given.names, MACROS, "loop", "self", "super", "caller", "varargs", "kwargs"}
    known |= {each.name for each in tree.find_all(nodes.Name) if each.ctx in ("store", "param")}
    known |= {each.name for each in tree.find_all(nodes.Macro)} | {each.target for each in tree.find_all(nodes.Import)}
    for imported in tree.find_all(nodes.FromImport):
        known |= {each[1] if isinstance(each, tuple) else each for each in imported.names}
    for name in tree.find_all(nodes.Name):
        if name.name not in known:
            yield Finding(name.lineno, f"{name.name!r} is not given here; there is {', '.join(sorted(given.names))}")


def _private(tree: nodes.Template) -> Iterator[Finding]:
    for part in tree.find_all(nodes.Getattr):
        if part.attr.startswith("_"):
            yield Finding(part.lineno, f"{part.attr!r} is nothing a template can use")
    for each in tree.find_all(nodes.Filter):
        if each.name == "attr":
            yield Finding(each.lineno, "|attr hides what is used; write value.name")
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and str(item.arg.value).startswith("_"):
            yield Finding(item.lineno, f"{item.arg.value!r} is nothing a template can use")


def _inheritance(tree: nodes.Template, given: Given) -> Iterator[Finding]:
    """A block that is not there, and text beside the blocks, would vanish without a word."""
    if next(tree.find_all(nodes.Extends), None) is None:
        return
    inner = {block.name for outer in tree.find_all(nodes.Block) for block in _below(outer)}
    for block in tree.find_all(nodes.Block):
        if given.blocks is not None and block.name not in given.blocks and block.name not in inner:
            there = ", ".join(given.blocks) or "none"
            yield Finding(block.lineno, f"there is no block {block.name!r} in what this extends; there is {there}")
    for node in tree.body:
        if isinstance(node, nodes.Output):
            for each in node.nodes:
                data = each.data if isinstance(each, nodes.TemplateData) else PLACEHOLDER
                if data.strip():
                    line = each.lineno + data[: len(data) - len(data.lstrip())].count("\n")
                    yield Finding(line, "this stands outside every block, so it is never shown")


def _below(outer: nodes.Block) -> Iterator[nodes.Block]:
    for node in outer.body:
        yield from node.find_all(nodes.Block)
        if isinstance(node, nodes.Block):
            yield node
