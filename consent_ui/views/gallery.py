"""The gallery: every partial in every named state, for whoever works on the site; anybody else gets a 404."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, request, url_for
from markupsafe import Markup

from consent_ui import assets, contract, gallery, gallery_findings, gallery_pages, own_words, rendering
from consent_ui.examples import EXAMPLES
from consent_ui.gallery_pages import Choice, Link
from consent_ui.htmx import reply
from consent_ui.messaging.specimens import Specimen, specimens
from consent_ui.texts import languages, texts
from consent_ui.themes import SHIPPED
from consent_ui.views.gallery_visit import Visit, alone_url, look_name, looks_to_choose, visit


def index() -> Response:
    """Every partial with its states, and what is wrong with it."""
    here = visit()
    rows = tuple(_row(here, name) for name in EXAMPLES)
    messages = Link(here.text("gallery.messages"), here.url("gallery_messages"))
    value = gallery_pages.Index(here.text, rows, tuple(looks_to_choose(here)), messages)
    return _page(here, "index", value, here.text("gallery.title"))


def messages() -> Response:
    """Every text that leaves as an SMS or an e-mail, with what it takes."""
    here = visit()
    sent = tuple(
        gallery_pages.Sent(each.name, each.subject, each.text, _size(here, each))
        for each in specimens(here.text.language)
    )
    return _page(here, "messages", gallery_pages.Messages(here.text, sent), here.text("gallery.messages"))


def _size(here: Visit, each: Specimen) -> str:
    if each.length is None:
        return ""
    return here.text("gallery.size", units=each.length.units, alphabet=each.length.alphabet, count=each.length.segments)


def _row(here: Visit, name: str) -> gallery_pages.Row:
    file, designs = f"_{name}.html", here.consent.designs
    fault = designs.fault(file, here.look)
    return gallery_pages.Row(
        page=Link(name, here.url("gallery_part", partial=name)),
        file=file,
        about=contract.about(name),
        source=gallery.source_of(here.text, designs.file_in_force(file, here.look), here.look),
        states=tuple(Link(each, alone_url(here, name, each)) for each in EXAMPLES[name]),
        faults=len(fault.complaints) if fault else 0,
        findings=len(gallery_findings.findings_of(_report(here), here.look, name, None)),
        wordings=len({each for state in EXAMPLES[name] for each in _wordings(here, name, state)}),
    )


def part(partial: str) -> Response:
    """One partial in all its states."""
    if partial not in EXAMPLES:
        abort(404)
    here = visit()
    text, designs, file = here.text, here.consent.designs, f"_{partial}.html"
    widths = _chosen("width", tuple(map(str, gallery.WIDTHS)))
    schemes = _chosen("scheme", gallery.SCHEMES)
    fault, report = designs.fault(file, here.look), _report(here)
    known = contract.templates().get(file)
    value = gallery_pages.Part(
        text=text,
        about=contract.about(partial),
        action=url_for("consent.gallery_part", partial=partial),
        choices=tuple(_choices(here)),
        states=tuple(
            gallery_pages.State(
                each,
                f"state-{gallery.slug(each)}",
                Link(text("gallery.alone"), alone_url(here, partial, each)),
                tuple(_strip(here, partial, each, scheme, widths) for scheme in schemes),
                (*gallery_findings.findings_of(report, here.look, partial, each), *_wordings(here, partial, each)),
            )
            for each in EXAMPLES[partial]
        ),
        sources=tuple(_source(here, each) for each in gallery.shown_by(partial)),
        fault=designs.panel(fault, here) if fault else Markup(),
        usable=known.available if known else (),
        report=""
        if report is not None or not gallery_findings.is_measured(partial)
        else str(_instance(here) / gallery_findings.REPORT),
    )
    return _page(here, "part", value, text("gallery.part", name=partial))


def _wordings(here: Visit, partial: str, state: str) -> list[str]:
    """What is wrong with the words that the look brings into one state. A template that does not work has none."""
    value = EXAMPLES[partial][state](here.text)
    with suppress(Exception):  # what does not work is explained above
        return [str(each) for each in own_words.in_state(here.consent.designs, here.look, partial, value)]
    return []


def _strip(here: Visit, partial: str, name: str, scheme: str, widths: tuple[str, ...]) -> gallery_pages.Strip:
    text = here.text
    looks = [(here.look, look_name(here, here.look))]
    if here.look != SHIPPED and _differs(here, partial):
        looks.append((SHIPPED, text("gallery.source.shipped")))
    label = f"{name}, {text(f'gallery.{scheme}')}"
    pictures = []
    for width in widths:
        for look, named in looks:
            caption = f"{width} px" if len(looks) == 1 else f"{width} px, {named}"
            theme = "" if look == SHIPPED else here.chosen.get("theme")
            url = alone_url(here, partial, name, scheme=scheme, theme=theme)
            pictures.append(gallery_pages.Picture(url, f"{label}, {caption}", caption, int(width)))
    return gallery_pages.Strip(label, scheme, tuple(pictures))


def _differs(here: Visit, partial: str) -> bool:
    """Whether this look may show a partial otherwise than the shipped one."""
    return here.look.theme is not None or any(
        here.consent.designs.file_in_force(file, here.look) for file in gallery.shown_by(partial)
    )


def _source(here: Visit, file: str) -> gallery_pages.Source:
    path = here.consent.designs.file_in_force(file, here.look)
    return gallery_pages.Source(file, gallery.source_of(here.text, path, here.look), path or "")


def _chosen(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """What the form above the pictures narrows down; everything when it does not."""
    wanted = request.args.get(name)
    return (wanted,) if wanted in known else known


def _choices(here: Visit) -> list[Choice]:
    text, theme = here.text, here.chosen.get("theme")

    def options(name: str, known: tuple[str, ...], words: tuple[str, ...]) -> tuple[Link, ...]:
        wanted = request.args.get(name, "")
        every = Link(text("gallery.all"), "", wanted not in known)
        return (every, *(Link(w, k, wanted == k) for k, w in zip(known, words, strict=True)))

    widths = tuple(map(str, gallery.WIDTHS))
    found = [
        Choice("lang", text("gallery.language"), tuple(
            Link(texts(each)("language.name"), each, each == text.language) for each in languages()
        )),
        Choice("width", text("gallery.width"), options("width", widths, tuple(f"{w} px" for w in widths))),
        Choice("scheme", text("gallery.scheme"), options(
            "scheme", gallery.SCHEMES, tuple(text(f"gallery.{each}") for each in gallery.SCHEMES)
        )),
    ]  # fmt: skip
    named = [Link(text("gallery.source.shipped"), "", theme == "")]
    named += [Link(each, each, (theme if theme is not None else here.look.theme and here.look.theme.name) == each)
              for each in sorted(here.consent.installed())]  # fmt: skip
    if theme is not None or here.look.theme is not None:
        found.append(Choice("theme", text("gallery.look"), tuple(named)))
    return found


def _instance(here: Visit) -> Path:
    return Path(here.consent.app.instance_path)


def _report(here: Visit) -> list[dict[str, Any]] | None:
    """What was measured of this look. A site's own question without a theme never is: only themes are."""
    own = here.look.theme is None and here.consent.designs.file_in_force("_banner.html", here.look) is not None
    return None if own else gallery_findings.read_report(_instance(here))


def _page(here: Visit, name: str, value: object, title: str) -> Response:
    text = here.text
    query = [(key, each) for key, each in request.args.items(multi=True) if key != "lang"]
    path = request.script_root + request.path
    frame = gallery_pages.Frame(
        text=text,
        title=title,
        index=Link(text("gallery.title"), here.url("gallery")),
        parts=tuple(
            Link(each, here.url("gallery_part", partial=each), each == (request.view_args or {}).get("partial"))
            for each in EXAMPLES
        ),
        languages=tuple(
            Link(texts(each)("language.name"), f"{path}?{urlencode([*query, ('lang', each)])}", each == text.language)
            for each in languages()
        ),
        warning=gallery.warning(text, here.worn, here.look, here.consent.installed()),
        stylesheets=tuple(map(rendering.static_url, (assets.STYLESHEET, "gallery.css"))),
        script=rendering.static_url("gallery.js"),
        changes=url_for("consent.gallery_changes"),
    )  # fmt: skip
    return reply(here.consent.designs.document(f"gallery/{name}.html", **{name: value, "frame": frame}))
