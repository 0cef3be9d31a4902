"""The words of the messages, against a snapshot."""

from __future__ import annotations

from . import messages


def test_messages_change_on_purpose_only() -> None:
    """Codes, places, words, suggestions and fixes.

    After a change that is meant: python -m tests.messages, and read what changed.
    """
    found, known = messages.lines(), messages.SNAPSHOT.read_text(encoding="utf-8").rstrip("\n").split("\n")
    different = sorted(set(known) ^ set(found))
    assert not different, different[:10]
    assert found == known
