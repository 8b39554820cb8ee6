"""A restaurant wears exactly the files that were measured: read once, served as they were read, or not at all."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from consent_ui import looks
from consent_ui.themes import read_theme
from tests.designers.conftest import Studio

FAIR = '{% extends "shipped/_banner.html" %}{% block before %}<p>measured</p>{% endblock %}'
OTHER = FAIR.replace("measured", "never measured")
ADDRESS = re.compile(r'href="([^"]*/themes/[^"]*/theme\.css[^"]*)"')


def restart(studio: Studio) -> None:
    """As another process would begin."""
    consent = studio.site.consent
    for each in ("designs", "looks"):
        vars(consent).pop(each, None)
    consent.rendered.clear()
    consent.forget_programmes()


@pytest.fixture
def worn(studio: Studio) -> Studio:
    """A restaurant that wears a theme as it was measured, and has shown it to somebody."""
    studio.theme("house", theme_css="p { color: red }", leaf_svg="<svg>old</svg>", _banner_html=FAIR)
    studio.wear("house")
    assert "measured" in studio.site.visitor().open("/").words("consent-banner")
    return studio


def stylesheet(studio: Studio) -> str:
    """The address that the page names."""
    found = ADDRESS.findall(studio.site.visitor().open("/").response.text)
    return found[0] if found else ""


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]


CHANGED = {"theme.css": "p { color: blue }", "leaf.svg": "<svg>new</svg>", "_banner.html": OTHER}


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize("file", CHANGED)
def test_a_theme_whose_files_changed_since_they_were_measured_is_not_worn(
    worn: Studio, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    (worn.themes / "house" / file).write_text(CHANGED[file], encoding="utf-8")
    restart(worn)
    for _ in range(2):
        page = worn.site.visitor().open("/")
        assert page.buttons("consent-banner") == ["yes", "no"] and "measured" not in page.words("consent-banner")
        assert not ADDRESS.findall(page.response.text)
    (told,) = errors(caplog)
    assert "house" in told and "measure it again: consent-ui theme house" in told


@pytest.mark.requirement("SY-17")
def test_what_was_measured_is_served_while_the_folder_changes(worn: Studio) -> None:
    address = stylesheet(worn)
    for file, content in CHANGED.items():
        (worn.themes / "house" / file).write_text(content, encoding="utf-8")
    worn.site.consent.rendered.clear()
    visitor = worn.site.visitor()
    page = visitor.open("/")
    assert "measured" in page.words("consent-banner") and "never" not in page.words("consent-banner")
    assert stylesheet(worn) == address and visitor.open(address).response.text == "p { color: red }"
    assert visitor.open(address.replace("theme.css", "leaf.svg")).response.text == "<svg>old</svg>"


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize("file", ["theme.css", "leaf.svg"])
def test_no_other_bytes_are_ever_served_under_an_address(worn: Studio, file: str) -> None:
    address = stylesheet(worn).replace("theme.css", file)
    (worn.themes / "house" / file).write_text(CHANGED[file], encoding="utf-8")
    restart(worn)
    response = worn.site.visitor().open(address).response
    assert response.status_code == 404 and "immutable" not in response.headers.get("Cache-Control", "")


def test_a_browser_that_has_the_file_is_told_so(worn: Studio) -> None:
    address = stylesheet(worn)
    first = worn.site.app.test_client().get(address)
    again = worn.site.app.test_client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.requirement("SY-17")
def test_a_theme_that_is_as_measured_again_is_worn_again(worn: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    path = worn.themes / "house" / "theme.css"
    before = path.read_bytes()
    path.write_bytes(b"")
    restart(worn)
    assert not stylesheet(worn)
    path.write_bytes(before)
    monkeypatch.setattr(looks, "RETRY", 0.0)
    restart(worn)
    assert stylesheet(worn)


def test_while_debugging_the_files_are_worn_as_they_are_now(worn: Studio) -> None:
    worn.site.app.debug = True
    for file, content in CHANGED.items():
        (worn.themes / "house" / file).write_text(content, encoding="utf-8")
    visitor = worn.site.visitor()
    assert "never measured" in visitor.open("/").words("consent-banner")
    assert visitor.open(stylesheet(worn)).response.text == CHANGED["theme.css"]


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize("file", ["_banner.html", "more.css", "logo.svg"])
def test_a_link_out_of_a_themes_folder_is_a_fault(studio: Studio, file: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("p {}", encoding="utf-8")
    (studio.theme("house", theme_css="") / file).symlink_to(tmp_path / "elsewhere")
    assert read_theme(studio.themes / "house").faults == (f"{file} is a link that leads out of its folder",)
    studio.wear("house")
    assert not stylesheet(studio)


@pytest.mark.requirement("SY-17")
def test_a_themes_templates_use_no_file_that_was_not_measured(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is no template, and one in a folder of the folder, change without the digest."""
    including = FAIR.replace("<p>measured</p>", "<p>own</p>{% include 'consent/words.txt' %}")
    (studio.theme("house", theme_css="", _banner_html=including) / "words.txt").write_text("later", encoding="utf-8")
    studio.wear("house")
    page = studio.site.visitor().open("/")
    assert page.buttons("consent-banner") == ["yes", "no"] and "later" not in page.words()
    assert "words.txt" in "".join(errors(caplog))


@pytest.mark.parametrize("file", ["theme.css", "_banner.html"])
def test_a_file_that_cannot_be_read_leaves_the_shipped_look(
    worn: Studio, file: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path == worn.themes / "house" / file:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    restart(worn)
    page = worn.site.visitor().open("/")
    assert (page.status, page.buttons("consent-banner")) == (200, ["yes", "no"])
    assert not ADDRESS.findall(page.response.text)
    assert f"{file} cannot be read: Permission denied" in "".join(errors(caplog))


@pytest.mark.parametrize("what", ["a folder", "a link in a circle"])
def test_a_stylesheet_that_is_none_leaves_the_shipped_look(worn: Studio, what: str) -> None:
    address = stylesheet(worn)
    path = worn.themes / "house" / "theme.css"
    path.unlink()
    path.mkdir() if what == "a folder" else path.symlink_to(path)
    restart(worn)
    page = worn.site.visitor().open("/")
    assert (page.status, page.buttons("consent-banner")) == (200, ["yes", "no"])
    assert worn.site.visitor().open(address).status == 404
