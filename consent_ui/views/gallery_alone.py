"""One state of one partial alone on a page, as a visitor would meet it; and what tells the gallery that a file changed.

These pages are the only ones beside the loader that may be framed, by this very site, and visitors never get them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, request, url_for
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader
from markupsafe import Markup

from consent_ui import assets, gallery, gallery_pages, hosted_pages, rendering
from consent_ui.examples import EXAMPLES
from consent_ui.examples.records import RESTAURANT
from consent_ui.gallery_findings import REPORT
from consent_ui.security import secure
from consent_ui.views.gallery_visit import Visit, visit

NOTHING = Markup()


def show(partial: str, state: str) -> Response:
    """The page; `lang`, `theme` (empty: the shipped look) and `scheme` (light or dark) come from the address."""
    here = visit()
    name = gallery.state_of(partial, state)
    if name is None:
        abort(404)
    value = EXAMPLES[partial][name](here.text)
    g.consent_look = here.look
    html = here.consent.designs.partial(partial, value, here.look, explain=True)
    styles = _forced_scheme()
    warning = gallery.warning(here.text, here.worn, here.look, here.consent.installed())
    if partial in gallery.ON_OUR_PAGES:
        if warning:
            styles = (rendering.static_url("gallery-host.css"), *styles)
        document = _warned(_with_styles(_our_page(here, partial, value, html), styles), warning)
    else:
        document = _hosts_page(here, partial, name, html, styles, warning)
    response = Response(document, mimetype="text/html")
    response.headers["Cache-Control"] = "private, no-store"
    return secure(response, framed_by="'self'")


def _forced_scheme() -> tuple[str, ...]:
    scheme = request.args.get("scheme", "")
    if scheme and scheme not in gallery.SCHEMES:
        abort(404)
    return (rendering.static_url(f"gallery-{scheme}.css"),) if scheme else ()


def _with_styles(html: str, addresses: tuple[str, ...]) -> str:
    """A page of ours, whatever its layout, with stylesheets added last to its head."""
    links = "".join(Markup('<link rel="stylesheet" href="{}">').format(each) for each in addresses)
    return html.replace("</head>", f"{links}</head>", 1)


def _warned(html: str, warning: str) -> str:
    """A page of ours with what everybody must know of the worn theme, last in its body (SY-17)."""
    if not warning:
        return html
    note = Markup('<p class="gallery-note" role="note" lang="{}"><strong>{}</strong></p>')
    before, end, after = html.rpartition("</body>")
    return f"{before}{note.format(visit().text.language, warning)}{end}{after}"


def _our_page(here: Visit, partial: str, value: Any, html: Markup) -> str:
    frame = rendering.example_frame(here.text, RESTAURANT.name, getattr(value, "heading", ""), here.look, html)
    return here.consent.designs.page(partial, value, frame, here.look, explain=True)


def _hosts_page(here: Visit, partial: str, name: str, html: Markup, styles: tuple[str, ...], warning: str) -> str:
    links = (rendering.static_url("gallery-host.css"), rendering.static_url(assets.STYLESHEET))
    theme = rendering.theme_url(here.look)
    first, inside = (html, NOTHING) if partial in ("asking", *gallery.ASKED) else (NOTHING, html)
    if partial in gallery.ASKED:
        asking = hosted_pages.Asking(html, "", url_for("consent.enhance"))
        first = here.consent.designs.partial("asking", asking, here.look, explain=True)
    value = gallery_pages.Alone(
        text=here.text,
        title=f"{partial}, {name}",
        stylesheets=(*links, *([theme] if theme else []), *styles),
        warning=warning,
        first=first,
        inside=inside,
    )
    return here.consent.designs.document("gallery/alone.html", alone=value)


def changes() -> Response:
    """A digest of every template, theme and stylesheet a page of the gallery may show: another one means reload."""
    here = visit()
    total = hashlib.sha256()
    for path in sorted(set(_files(here.consent.app, here))):
        try:
            found = path.stat()
        except OSError:
            continue
        total.update(f"{path}\0{found.st_mtime_ns}\0{found.st_size}\n".encode())
    response = Response(total.hexdigest(), mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return secure(response)


def _files(app: Flask, here: Visit) -> Iterator[Path]:
    templates = assets.folder("templates")
    folders = [templates / "consent", templates / "gallery", templates / "themes", assets.folder("static")]
    if here.consent.settings.themes:
        folders.append(Path(here.consent.settings.themes))
    for loader in (app.jinja_loader, *(each.jinja_loader for each in app.iter_blueprints())):
        folders += [Path(each) / "consent" for each in _search_path(loader)]
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())
    yield Path(app.instance_path) / REPORT


def _search_path(loader: BaseLoader | None) -> Iterator[str]:
    if isinstance(loader, FileSystemLoader):
        yield from map(str, loader.searchpath)
    elif isinstance(loader, ChoiceLoader):
        for each in loader.loaders:
            yield from _search_path(each)
