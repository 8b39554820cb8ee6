"""The generated parts of templates/README.md: `python -m tests.guide` writes them anew.

They stand between `<!-- name -->` and `<!-- /name -->`; a test fails when one is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from consent_ui import assets, contract, part_checks
from consent_ui.rules.notices import WORDS

GUIDE = assets.folder("templates") / "README.md"
EXAMPLES = Path(__file__).parent / "designers" / "examples"
EXAMPLES_OF_LANGUAGES = Path(__file__).parent / "designers" / "languages"
LANGUAGES = {".css": "css", ".html": "jinja", ".po": "po"}


def parts() -> dict[str, str]:
    """Every generated part by name."""
    found = {"properties": _table(("property", "what it is"), contract.PROPERTIES.items())}
    found["words"] = ", ".join(f"`{word}`" for word in WORDS) + "."
    found["templates"] = "\n\n".join(_template(each) for each in contract.templates().values() if _is_own(each))
    found["pages"] = _table(
        ("template", "receives", "what it is"),
        (
            (each.file, ", ".join(f"`{name}`" for name in each.variables), each.about)
            for each in contract.templates().values()
            if not _is_own(each)
        ),
    )
    found["limits"] = "\n".join(_limits())
    folders = (EXAMPLES, EXAMPLES_OF_LANGUAGES)
    every = ((folder, path) for folder in folders for path in folder.rglob("*.*"))
    for folder, path in sorted(every):
        name = path.relative_to(folder).as_posix()
        found[name] = f"```{LANGUAGES[path.suffix]}\n{path.read_text(encoding='utf-8')}```"
    return found


def _limits() -> Iterator[str]:
    """What the checks of a part let through, read off the checks."""
    yield f"- elements: {_codes(part_checks.ELEMENTS)};"
    yield f"- drawings: {_codes(part_checks.SHAPES)}, with {_codes(part_checks.OF_SHAPES)};"
    yield f"- on any element: {_codes(part_checks.ATTRIBUTES)} and `aria-…`;"
    for element, names in sorted(part_checks.OF_ONE.items()):
        yield f"- on `{element}` also {_codes(names)};"
    yield f"- links to this site, or with {_codes(f'{each}:' for each in part_checks.LINKS)}; pictures from this site;"
    yield "- and, attribute for attribute, whatever the shipped part has on the same element."


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _is_own(template: contract.Template) -> bool:
    """Whether a template has variables that no other one has: a partial, or the layout."""
    return template.file.startswith("_") or template.file == "layout.html"


def _template(template: contract.Template) -> str:
    rows = ((each.path, each.type, each.help) for each in template.fields)
    lines = [f"### {template.file}", template.about, _table(("variable", "type", "what it is"), rows)]
    if template.blocks:
        lines.append(_table(("block", "what it holds"), ((b, contract.ABOUT_BLOCKS[b]) for b in template.blocks)))
    return "\n\n".join(lines)


def _table(head: tuple[str, ...], rows: object) -> str:
    def line(cells: tuple[str, ...]) -> str:
        first, *rest = (cell.replace("|", "\\|") for cell in cells)
        return f"| {' | '.join((first, *rest))} |"

    body = [line((f"`{row[0]}`", *row[1:])) for row in rows]  # type: ignore[attr-defined]
    return "\n".join([line(head), line(("---",) * len(head)), *body])


def written(guide: str) -> str:
    """The guide with every generated part as it should be. Raises KeyError for a part nobody knows."""
    known = parts()
    return re.sub(
        r"<!-- (\S+) -->\n.*?<!-- /\1 -->",
        lambda place: f"<!-- {place[1]} -->\n{known[place[1]]}\n<!-- /{place[1]} -->",
        guide,
        flags=re.DOTALL,
    )


def places(guide: str) -> Iterator[str]:
    """The names of the generated parts in a guide."""
    yield from re.findall(r"<!-- ([^/\s]\S*) -->", guide)


def main() -> None:
    """Write the guide anew."""
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
