"""The `consent-ui` command at another time: `python -m tests.later 2026-03-03T14:00:00+00:00 retention run`."""

from __future__ import annotations

import sys
from datetime import datetime

import time_machine

from consent_ui.cli import command

if __name__ == "__main__":
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True):
        command()(sys.argv[2:], prog_name="consent-ui")
