"""Takes the key out of words that come from somewhere else. An endpoint that repeats it must not have us repeat it."""

from __future__ import annotations

import re

from communique.config import Secret

SHORTEST_SECRET = 8
"""Characters below which a key is a placeholder that local servers want ("none", "ollama"), and may be a word."""
INSTEAD = "[key]"


class Redaction:
    """Clears texts of one key, also where its letters are written as JSON escapes."""

    def __init__(self, key: Secret | None) -> None:
        letters = key.reveal() if key is not None else ""
        self._pattern = re.compile("".join(map(_spelled, letters))) if len(letters) >= SHORTEST_SECRET else None

    def clear(self, text: str) -> str:
        """``text`` without the key."""
        return self._pattern.sub(INSTEAD, text) if self._pattern is not None else text


def _spelled(letter: str) -> str:
    """A pattern for a letter, plain or escaped, with as many backslashes as layers of JSON give it."""
    return rf"(?:\\*{re.escape(letter)}|\\+u(?i:{ord(letter):04x}))"
