"""How the question is put, and in which other ways where an endpoint refuses the first. Immutable; no network."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.config import LlmSettings
from communique.consult.prompt import schema_in_words
from communique.consult.schema import answer_schema

FORMATS: tuple[str, ...] = ("json_schema", "json_object", "text")
"""How the answer is held to its form: by the schema, as some JSON object, or by words alone. The strictest first."""


class Wording(msgspec.Struct, frozen=True):
    """One way to ask. ``limit`` is the name of the parameter that bounds an answer, ``even`` asks for no chance."""

    settings: LlmSettings
    format: str = FORMATS[0]
    limit: str = "max_tokens"
    even: bool = True

    def request(self, messages: tuple[dict[str, str], ...]) -> dict[str, Any]:
        """The body of the request."""
        body: dict[str, Any] = {"model": self.settings.model, "messages": list(messages), "stream": False}
        body[self.limit] = self.settings.tokens
        if self.even:
            body["temperature"] = 0
        if self.format == "json_schema":
            shape = {"name": "claims", "strict": True, "schema": answer_schema()}
            return body | {"response_format": {"type": "json_schema", "json_schema": shape}}
        system, *rest = messages
        body["messages"] = [system | {"content": f"{system['content']}\n\n{schema_in_words()}"}, *rest]
        return body | ({"response_format": {"type": self.format}} if self.format == "json_object" else {})

    def after_refusal(self, said: str) -> Wording | None:
        """The next way after the endpoint refused this one with these words; None where there is none left.

        Models that reason take neither a temperature nor the old name of the limit, and say so by name. Any other
        refusal may be about the form of the answer.
        """
        if self.even and "temperature" in said:
            return msgspec.structs.replace(self, even=False)
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return msgspec.structs.replace(self, limit="max_completion_tokens")
        position = FORMATS.index(self.format) + 1
        return msgspec.structs.replace(self, format=FORMATS[position]) if position < len(FORMATS) else None
