"""The generated parts of templates/README.md: `python -m tests.guide` writes them anew.

They stand between `<!-- name -->` and `<!-- /name -->`; a test fails when one is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from consent_ui import assets, contract
from consent_ui.rules.notices import WORDS

GUIDE = assets.folder("templates") / "README.md"
EXAMPLES = Path(__file__).parent / "designers" / "examples"
LANGUAGES = {".css": "css", ".html": "jinja"}


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
    for path in sorted(EXAMPLES.rglob("*.*")):
        name = path.relative_to(EXAMPLES).as_posix()
        found[name] = f"```{LANGUAGES[path.suffix]}\n{path.read_text(encoding='utf-8')}```"
    return found


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
