"""What a browser remembers of the answers given on it: per channel the choice, the words it answered, and the day.

It names nobody (CV-16). A notice that was answered yes before stays known after a change of mind, because the voucher
promised in it stays valid (IC-04).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from consent_ui.rules.consent import REST, Channel, Kind, State, state_on_device

EARLIER = 3
"""How many earlier answers a device remembers, the latest ones; more would only swell the cookie."""


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """One channel's answer: its kind, the fingerprint of the notice it answers, and the UTC day."""

    kind: Kind
    notice: str
    on: date


@dataclass(frozen=True, slots=True)
class DeviceAnswer:
    """The answers that stand, by channel, at least one; then, newest first, notices answered earlier and how."""

    choices: Mapping[Channel, DeviceChoice]
    earlier: tuple[tuple[str, Kind], ...] = ()
    on: date = field(init=False, compare=False)
    """The UTC day of the newest answer."""

    def __post_init__(self) -> None:
        # Worked out once: every page that somebody sees who has answered asks for it.
        object.__setattr__(self, "on", max((choice.on for choice in self.choices.values()), default=date.min))

    def kinds(self) -> dict[Channel, Kind]:
        """What stands on each channel."""
        return {channel: choice.kind for channel, choice in self.choices.items()}

    def answered(self) -> tuple[tuple[str, Kind], ...]:
        """Every notice known to have been answered on this device and how, newest first."""
        standing = sorted(self.choices.values(), key=lambda choice: choice.on, reverse=True)
        return (*((choice.notice, choice.kind) for choice in standing), *self.earlier)


def device_rest_is_over(device: DeviceAnswer, now: datetime) -> bool:
    """Whether 183 whole days have passed. The device keeps only the day, so this is never early."""
    return now.date() - device.on > REST


def device_state(choice: DeviceChoice | None, now: datetime, waits: timedelta) -> State:
    """What a device's answer on a channel comes to: a yes waits for a contact, and lapses after `waits`. The device
    keeps only the day, so this is never early."""
    if choice is None:
        return State.UNKNOWN
    lapsed = choice.kind is Kind.GIVEN and now.date() - choice.on > waits
    return State.EXPIRED if lapsed else state_on_device(choice.kind)


def lapsed_on(device: DeviceAnswer, now: datetime, waits: timedelta) -> tuple[Channel, ...]:
    """The channels on which the device said a yes that has lapsed."""
    return tuple(c for c, each in device.choices.items() if device_state(each, now, waits) is State.EXPIRED)


def met(
    device: DeviceAnswer | None, wishes: Mapping[Channel, bool], now: datetime, waits: timedelta
) -> dict[Channel, Kind]:
    """What each wish meets on this device. A yes that lapsed is gone for whoever says yes anew, and is still what a no
    takes back: after a no somebody is asked no more."""
    if device is None:
        return {}
    lapsed = lapsed_on(device, now, waits)
    return {c: kind for c, kind in device.kinds().items() if c not in lapsed or not wishes.get(c, True)}


def without_lapsed(device: DeviceAnswer | None, now: datetime, waits: timedelta) -> DeviceAnswer | None:
    """The answer without each yes that lapsed: said again, it is a new one. Its notice stays known for its voucher."""
    if device is None:
        return None
    gone = {channel: device.choices[channel] for channel in lapsed_on(device, now, waits)}
    if not gone:
        return device
    earlier = dict.fromkeys([*((each.notice, each.kind) for each in gone.values()), *device.earlier])
    return DeviceAnswer({c: each for c, each in device.choices.items() if c not in gone}, tuple(earlier)[:EARLIER])


def remember(before: DeviceAnswer | None, kinds: Mapping[Channel, Kind], notice: str, on: date) -> DeviceAnswer:
    """What the device remembers once `kinds` stand after an answer to `notice` on the UTC day `on`.

    A channel on which nothing changed keeps its words and its day; a repeated answer is not a new one.
    """
    old = before.choices if before else {}
    choices = {
        channel: old[channel] if channel in old and old[channel].kind is kind else DeviceChoice(kind, notice, on)
        for channel, kind in kinds.items()
    }
    replaced = [(choice.notice, choice.kind) for channel, choice in old.items() if choices.get(channel) != choice]
    earlier = dict.fromkeys([*replaced, *(before.earlier if before else ())])
    return DeviceAnswer(choices, tuple(earlier)[:EARLIER])
