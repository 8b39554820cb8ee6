"""Which look each restaurant wears: exactly the files that were measured, or the shipped look."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from consent_ui.store.themes import Worn
from consent_ui.themes import PLAIN, Look, Theme

log = logging.getLogger(__name__)

RETRY = 60.0
"""Seconds until a theme that could not be worn is looked at again."""


class Looks:
    """The themes of one application as one process read them. `read` reads every installed theme; `debugging` says
    whether somebody is at work on them, who sees the files as they are now."""

    def __init__(self, read: Callable[[], dict[str, Theme]], debugging: Callable[[], bool]) -> None:
        self._read = read
        self._debugging = debugging
        self._themes: tuple[float, dict[str, Theme]] | None = None
        self._worn: dict[Worn, tuple[float, Look]] = {}

    def installed(self, *, afresh: bool = False) -> dict[str, Theme]:
        """Every installed theme, read once; while debugging as its files are now. `afresh` is for who misses one:
        it reads again, once a second at most."""
        now = time.monotonic()
        if self._themes is None or self._debugging() or (afresh and now > self._themes[0] + 1):
            self._themes = (now, self._read())
        return self._themes[1]

    def theme(self, name: str, version: str) -> Theme | None:
        """The theme whose files go by this version: one that is worn, whatever became of its folder, or installed."""
        for _, look in tuple(self._worn.values()):
            if look.theme and (look.theme.name, look.theme.version) == (name, version):
                return look.theme
        found = self.installed().get(name)
        if found is None or found.version != version:  # put on a moment ago, perhaps by another process
            found = self.installed(afresh=True).get(name)
        return found if found and found.version == version else None

    def worn(self, worn: Worn | None) -> Look:
        """The look of a restaurant that wears this: the files that were measured, once read kept in this process.

        A theme that is gone, faulty or changed since is not worn; the log says so, and after a minute its files are
        looked at again. While debugging, the files as they are now.
        """
        if worn is None:
            return PLAIN
        if self._debugging():
            theme = self.installed().get(worn.theme)
            return Look(theme) if theme and not theme.faults else PLAIN
        known = self._worn.get(worn)
        if known is None or (known[1].theme is None and time.monotonic() >= known[0]):
            known = self._worn[worn] = (time.monotonic() + RETRY, self._measured(worn, known is None))
        return known[1]

    def _measured(self, worn: Worn, is_first: bool) -> Look:
        theme = self.installed().get(worn.theme)
        if unworn(worn, theme):
            theme = self.installed(afresh=True).get(worn.theme)
        why = unworn(worn, theme)
        if theme is not None and not why:
            return Look(theme)
        if is_first:
            log.error("the theme %s is not worn, visitors see the shipped look: %s", worn.theme, why)
        return PLAIN


def unworn(worn: Worn, theme: Theme | None) -> str:
    """Why a theme that was put on cannot be worn as its files are now; empty when it can."""
    if theme is None:
        return "there is no such theme"
    if theme.faults:
        return "; ".join(theme.faults)
    if theme.digest != worn.digest:
        return f"its files changed since they were measured; measure it again: consent-ui theme {worn.theme}"
    return ""
