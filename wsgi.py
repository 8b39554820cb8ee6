"""The stand-alone site for any WSGI server: `granian --interface wsgi wsgi:app`."""

from consent_ui.app import create_app

app = create_app()
