"""The demo's home page with the request, and as somebody sees it who has answered: bytes, requests, paint."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from consent_ui import assets
from tests.benchmarks import paint, servers
from tests.benchmarks.goals import Goal, Report, spread
from tests.benchmarks.ours import BANNER, FROM_PAGE, REPOSITORY, TOKEN, Ours
from tests.benchmarks.page_bytes import Weight, weigh

HOME = "/"
LANGUAGE = {"Accept-Language": "en"}


def bytes_report(folder: Path) -> Report:
    """Brotli bytes and requests before load, both pages in one process."""
    visitor, answered = _clients(folder)
    asked, quiet = _weigh(visitor), _weigh(answered)
    more = asked.total - quiet.total
    # The same page in a site that knows nothing of us would not carry our stylesheet either.
    style = sum(size for address, size in asked.resources.items() if assets.STYLESHEET in address)
    return Report(
        "bytes",
        [
            f"with the request: {asked.total} brotli bytes ({asked.html} HTML), {len(asked.resources)} requests",
            f"after an answer:  {quiet.total} brotli bytes ({quiet.html} HTML), {len(quiet.resources)} requests",
            f"{assets.STYLESHEET}, in the head of both: {style} brotli bytes",
        ],
        [
            Goal("brotli bytes more with the request", more, 2000, at_most=True, unit=""),
            Goal(f"the same and all of {assets.STYLESHEET}", more + style, 2000, at_most=True, unit=""),
            Goal(
                "requests more before load",
                len(asked.resources) - len(quiet.resources),
                0,
                at_most=True,
                unit="",
            ),
            Goal("scripts before load", len(asked.scripts), 0, at_most=True, unit=""),
        ],
    )


def _weigh(client: FlaskClient) -> Weight:
    return weigh(lambda path: client.get(path, headers=LANGUAGE).get_data(), HOME)


def _clients(folder: Path) -> tuple[FlaskClient, FlaskClient]:
    """Somebody on their first visit, and somebody who said no."""
    folder.mkdir(parents=True, exist_ok=True)
    app = Ours(f"sqlite:///{folder / 'demo.db'}").prepare()
    answered = app.test_client()
    answer_no(answered)
    return app.test_client(), answered


def answer_no(client: FlaskClient) -> None:
    """Says no by the form of a question. Raises RuntimeError when that is not accepted."""
    found = TOKEN.search(client.get(BANNER, headers=FROM_PAGE).get_data())
    token = (found[1] or found[2]).decode() if found else ""
    response = client.post(BANNER, data={"answer": "no", "notice": token}, headers=FROM_PAGE)
    if response.status_code != 200:
        raise RuntimeError(f"the answer was not taken: {response.status}")


def paint_report(folder: Path, rounds: int) -> Report:
    """Both pages in turn in Chromium on a slow network and processor."""
    folder.mkdir(parents=True, exist_ok=True)
    site = Ours(f"sqlite:///{folder / 'demo.db'}")
    client = site.prepare().test_client()
    answer_no(client)
    cookie = client.get_cookie("consent")
    if cookie is None:
        raise RuntimeError("no cookie after an answer")
    environment = {"PYTHONPATH": str(REPOSITORY), "BENCHMARK_DATABASE": site.url}
    with servers.granian(
        "tests.benchmarks.demo_site:create", folder=folder, environment=environment, factory=True
    ) as server:
        address = f"http://127.0.0.1:{server.port}{HOME}"
        pages = {"asking": (address, {}), "answered": (address, {"consent": cookie.value})}
        seen = paint.visit_in_turn(pages, rounds)
    return _paint_goals(seen["asking"], seen["answered"])


def _paint_goals(asking: list[paint.Visit], answered: list[paint.Visit]) -> Report:
    ratio = median(v.fcp for v in asking) / median(v.fcp for v in answered)
    contentful = median(v.lcp for v in asking) / median(v.lcp for v in answered)
    painted = median(v.banner for v in asking) / median(v.fcp for v in answered)
    late = sum(1 for v in asking if v.parts == 0 or v.banner != v.fcp)
    extra = max(v.requests for v in asking) - min(v.requests for v in answered)
    named = {"with the request": asking, "after an answer": answered}
    lines = [
        f"{name}: FCP {spread([v.fcp for v in visits], 0)} ms, LCP {spread([v.lcp for v in visits], 0)} ms, "
        f"{visits[0].requests} requests before load"
        for name, visits in named.items()
    ]
    lines.append(
        f"request painted at {spread([v.banner for v in asking], 0)} ms, "
        f"{min(v.parts for v in asking)} of its heading and buttons in view"
    )
    lines.append(f"FCP {ratio:.3f} x, LCP {contentful:.3f} x that of the page after an answer")
    return Report(
        "paint",
        lines,
        [
            Goal("request painted, against FCP of the page without it", painted, 1.05, at_most=True),
            Goal("visits where the request was not in the first frame", late, 0, at_most=True, unit=""),
            Goal("largest layout shift", max(v.shift for v in asking), 0, at_most=True, unit=""),
            Goal("requests more before load", extra, 0, at_most=True, unit=""),
            Goal("scripts before load", max(v.scripts_before_load for v in asking), 0, at_most=True, unit=""),
        ],
    )
