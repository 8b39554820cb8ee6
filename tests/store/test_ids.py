"""Names of acts and decisions: never the same twice, in no thread and in no process."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial

from consent_ui.store.ids import uuid7, uuid7_hex
from tests.store.threads import at_once


def test_they_are_uuids_of_version_7_that_sort_by_time() -> None:
    before = int(datetime.now(UTC).timestamp() * 1000)
    made = uuid7()
    after = int(datetime.now(UTC).timestamp() * 1000)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after


def test_many_threads_make_none_twice() -> None:
    made = at_once([partial(lambda: [uuid7_hex() for _ in range(2000)]) for _ in range(8)])
    assert len({each for some in made for each in some}) == 8 * 2000


def test_a_forked_process_makes_none_of_its_parents() -> None:
    uuid7()  # so that there is something in store that a child could inherit
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, "".join(_chances()).encode())
        os._exit(0)
    os.close(writer)
    ours = _chances()
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    theirs = [told[start : start + 15] for start in range(0, len(told), 15)]
    assert len(theirs) == len(ours) == 200
    assert not {*ours} & {*theirs}


def _chances() -> list[str]:
    """The last 60 bits of 200 of them, which are chance alone."""
    return [uuid7_hex()[-15:] for _ in range(200)]
