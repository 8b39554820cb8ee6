"""What the source of a page or layout of a site's own shows of what it lacks, before anybody opens the page.

Follows what a template extends, and which blocks of all that are shown in the end. What is only worked out while a
template runs is left to page_checks.py, which judges the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateNotFound, nodes

from consent_ui.page_checks import CONTENT
from consent_ui.template_checks import extended, extends_at

LAYOUT = "layout.html"


def wanting(environment: Environment, file: str) -> Iterator[str]:
    """What a page or layout lacks: a template it extends, or the place of the part. Raises what loading it raises."""
    chain, name = list[nodes.Template](), f"consent/{file}"
    while True:
        source = _source(environment, name)
        chain.append(environment.parse(source))
        parent = extended(environment, source)
        if parent is None:
            break
        try:
            _source(environment, parent)
        except TemplateNotFound:
            where = f"line {extends_at(environment, source)}: " if len(chain) == 1 else f"{name}: "
            yield f"{where}there is no template {parent}; it is looked for where the folder consent/ stands"
            return
        name = parent
    if next(chain[-1].find_all(nodes.Extends), None) is None and not _shows(chain, file == LAYOUT):
        yield CONTENT


def _source(environment: Environment, name: str) -> str:
    if environment.loader is None:
        raise TemplateNotFound(name)
    return environment.loader.get_source(environment, name)[0]


def _shows(chain: list[nodes.Template], is_layout: bool) -> bool:
    """Whether the part has a place in what the templates, the most special first, show together. Where another
    template is included, it may stand in there."""
    for node in _shown(chain):
        if isinstance(node, nodes.Include):
            return True
        if is_layout and isinstance(node, nodes.Block) and node.name == "content":
            return True
        if isinstance(node, nodes.Getattr) and node.attr == "content" and _is(node.node, "page"):
            return True
    return False


def _shown(chain: list[nodes.Template]) -> Iterator[nodes.Node]:
    """Every node that is shown: of each block the most special version, and what that takes over by super()."""
    versions: dict[str, list[nodes.Block]] = {}
    for tree in chain:
        for block in tree.find_all(nodes.Block):
            versions.setdefault(block.name, []).append(block)
    met: set[tuple[str, int]] = set()

    def walk(node: nodes.Node, block: str, level: int) -> Iterator[nodes.Node]:
        for child in node.iter_child_nodes():
            yield child
            if isinstance(child, nodes.Block):
                yield from enter(child.name, 0)
                continue
            if isinstance(child, nodes.Call) and _is(child.node, "super"):
                yield from enter(block, level + 1)
            if isinstance(child, nodes.Getattr) and _is(child.node, "self"):
                yield from enter(child.attr, 0)
            yield from walk(child, block, level)

    def enter(name: str, level: int) -> Iterator[nodes.Node]:
        if (name, level) not in met and level < len(versions.get(name, ())):
            met.add((name, level))
            yield from walk(versions[name][level], name, level)

    yield from walk(chain[-1], "", 0)


def _is(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
