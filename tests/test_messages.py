"""The texts of all messages, compared with a snapshot."""

from __future__ import annotations

from . import messages
from .conftest import Snapshot


def test_messages_change_on_purpose_only(snapshot: Snapshot) -> None:
    """Codes, places, words, suggestions and fixes."""
    snapshot("tests/snapshots/messages.txt", "\n".join(messages.lines()) + "\n")
