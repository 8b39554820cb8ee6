"""What keeps an answer the person's own: the cross-site guard, response headers, safe addresses."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Request, Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
LARGEST_OF_STAFF = 1024 * 1024
"""Bytes of a form of the back office: one with a field that is far too long must still be read, to be shown again with
what is wrong."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def policy_headers(framed_by: str = "'none'") -> list[tuple[str, str]]:
    """The headers every page of ours carries: no foreign or inline code, no framing, no sniffing (PR-10)."""
    return [
        ("Content-Security-Policy", POLICY.format(ancestors=framed_by)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ]


def secure(response: Response, *, framed_by: str = "'none'") -> Response:
    """Add these headers to a response that has none of them yet."""
    if "Content-Security-Policy" not in response.headers:
        response.headers.extend(policy_headers(framed_by))
    return response


def is_cross_site(request: Request, trusted: Collection[str] = ()) -> bool:
    """Whether a browser says that another site sent this request.

    `Sec-Fetch-Site` decides where the browser sends it: a neighbour port or subdomain is `same-site`, and foreign.
    Older browsers and plain HTTP on a named host send only `Origin`, which must name our own host. A request with
    neither comes from no browser, so nobody's browser is being misused. The model is Go's CrossOriginProtection.
    """
    if request.method in SAFE_METHODS:
        return False
    origin = request.environ.get("HTTP_ORIGIN")
    if origin is not None and origin in trusted:
        return False
    site = request.environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site not in ("same-origin", "none")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != request.host.lower()
    except ValueError:
        return True


def local_path(address: str | None) -> str | None:
    """`address` when it is a path of this very site, else None: no scheme, no host, no trick with slashes."""
    if not address or len(address) > 2000 or not address.startswith("/") or address.startswith("//"):
        return None
    if not address.isprintable() or " " in address or "\\" in address:
        return None  # browsers read some of it away, and no page may show the rest
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if not parts.scheme and not parts.netloc else None
