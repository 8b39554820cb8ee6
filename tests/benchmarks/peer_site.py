"""The peer: a Django site with django-cookie-consent and its log on, in one file.

Runs in a virtual environment and a folder of its own (see peer.py copies it there), never beside our code.
`python peer_site.py` creates the tables and the one optional cookie group; granian serves `application`.
The middleware is the least a Django site that checks CSRF has, which favours the peer.
"""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": os.environ.get("PEER_SQLITE_FILE"),
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    },
}
POSTGRESQL = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": os.environ.get("PEER_POSTGRESQL_NAME"),
    "USER": os.environ.get("PEER_POSTGRESQL_USER"),
    "PASSWORD": os.environ.get("PEER_POSTGRESQL_PASSWORD"),
    "HOST": os.environ.get("PEER_POSTGRESQL_HOST"),
    "PORT": os.environ.get("PEER_POSTGRESQL_PORT"),
    "CONN_MAX_AGE": None,
    "OPTIONS": {"options": "-c synchronous_commit=on"},
}

settings.configure(
    SECRET_KEY="a benchmark on loopback has nothing to protect",
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    # The views import django.contrib.auth; nothing of it runs in a request.
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "cookie_consent"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
    DATABASES={"default": SQLITE if os.environ.get("PEER_SQLITE_FILE") else POSTGRESQL},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    COOKIE_CONSENT_LOG_ENABLED=True,
    USE_TZ=True,
)
application = get_wsgi_application()
urlpatterns = [path("cookies/", include("cookie_consent.urls"))]


def prepare() -> None:
    """Creates the tables and one optional group with one cookie, so that a decline is one LogItem."""
    from cookie_consent.models import Cookie, CookieGroup
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    group, _created = CookieGroup.objects.get_or_create(varname="offers", name="Offers")
    Cookie.objects.get_or_create(cookiegroup=group, name="offers", domain="")


if __name__ == "__main__":
    prepare()
