"""Whether to put the question at all, to this person on this device, now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from consent_ui.rules.consent import Channel, Decision, Kind, may_bind, rest_is_over
from consent_ui.rules.device import DeviceAnswer, device_rest_is_over


class Show(StrEnum):
    """What stands in the place of the banner."""

    QUESTION = "question"
    NOTHING = "nothing"


class Why(StrEnum):
    """Why the question is shown or is not. Each has its words in the catalogues under `asking.<value>`."""

    NEVER_ASKED = "never_asked"
    ANSWERED_ON_DEVICE = "answered_on_device"
    ANSWERED_IN_ACCOUNT = "answered_in_account"
    WITHDRAWN = "withdrawn"
    REST_OVER = "rest_over"
    NO_CHANNEL = "no_channel"


def ask(
    history: Sequence[Decision] | None, device: DeviceAnswer | None, channels: Sequence[Channel], now: datetime
) -> tuple[Show, Why]:
    """For anybody: `history` is a signed-in customer's, None for a visitor. A restaurant that writes by no channel has
    nothing to ask."""
    if not channels:
        return Show.NOTHING, Why.NO_CHANNEL
    if history is None:
        return ask_visitor(device, now)
    return ask_customer(history, device, channels, now)


def ask_visitor(device: DeviceAnswer | None, now: datetime) -> tuple[Show, Why]:
    """For somebody not signed in: the device's answer rests for 183 days, yes or no alike (CV-12, CV-13)."""
    if device is None:
        return Show.QUESTION, Why.NEVER_ASKED
    if device_rest_is_over(device, now):
        return Show.QUESTION, Why.REST_OVER
    return Show.NOTHING, Why.ANSWERED_ON_DEVICE


def ask_customer(
    history: Sequence[Decision], device: DeviceAnswer | None, channels: Sequence[Channel], now: datetime
) -> tuple[Show, Why]:
    """For a signed-in customer: `history` is theirs on all channels, oldest first.

    The account decides, on every device. Who withdrew is never asked again by a banner (CV-12, WD-14); who
    refused rests for 183 days; a standing yes needs no question. With no answer in the account, an answer on
    this device still spares them the question: it is offered for confirmation in the account instead.
    """
    last: dict[Channel, Decision] = {}
    for decision in history:
        if decision.channel in channels:
            last[decision.channel] = decision
    if not last:
        return ask_visitor(device, now)
    kinds = {decision.kind for decision in last.values()}
    if Kind.WITHDRAWN in kinds:
        return Show.NOTHING, Why.WITHDRAWN
    if Kind.GIVEN in kinds:
        return Show.NOTHING, Why.ANSWERED_IN_ACCOUNT
    newest = max(decision.at for decision in last.values())
    if rest_is_over(newest, now):
        return Show.QUESTION, Why.REST_OVER
    return Show.NOTHING, Why.ANSWERED_IN_ACCOUNT


def offer_device_answer(history: Sequence[Decision], device: DeviceAnswer | None, now: datetime) -> bool:
    """Whether to show a signed-in customer the answer this device gave before signing in (CV-20).

    Only while the account has no answer of its own: a device's yes never overrides an account's no.
    """
    return device is not None and may_bind(history) and not device_rest_is_over(device, now)
