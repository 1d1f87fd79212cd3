"""One question over the network to an OpenAI-compatible endpoint, and the words of its answer. Not for what they mean.

The endpoint is not trusted: its answers are limited in size and time and decoded strictly, redirections are not
followed, and whatever of its words leaves this module has been cleared of the key.
"""

from __future__ import annotations

import email.utils
import ipaddress
import logging
import time
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import msgspec

from communique.config import LlmSettings
from communique.consult.answers import EndpointError, NoAnswerError, Usage, shown
from communique.consult.redaction import Redaction
from communique.consult.wording import Wording

if TYPE_CHECKING:
    import httpx
    import tenacity

MOST_BYTES = 8 * 2**20
"""Bytes of one answer; a long article gives some tens of thousands."""
LONGEST_WAIT = 120.0
"""Seconds that an endpoint which is busy may ask us to wait; past that we say so instead."""
FIRST_WAIT, LATER_WAITS = 0.5, 30.0
"""Seconds before the first new attempt, doubled each time, up to so many."""
AGAIN = frozenset({408, 409, 425, 500, 502, 503, 504, 529})
"""Statuses after which another attempt may succeed; 429 names its own wait."""
DENIED = {
    401: "refuses the key",
    403: "refuses the key",
    404: "knows no such address or model",
    405: "takes no questions",
}
"""Statuses that every document would get."""
BUSY = 429


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


Tokens = Annotated[int, msgspec.Meta(ge=0)]


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: Tokens = 0
    completion_tokens: Tokens = 0


class _Completion(msgspec.Struct, frozen=True):
    """What we read of a chat completion; servers add more."""

    choices: Annotated[list[_Choice], msgspec.Meta(min_length=1)]
    usage: _Usage | None = None


class _BusyError(Exception):
    """An attempt that failed and may be made again, after ``wait`` seconds if the endpoint said so."""

    def __init__(self, code: str, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.code, self.wait = code, wait


class Endpoint:
    """An endpoint with its model. May be asked from several threads; ``close`` ends what is under way."""

    def __init__(self, settings: LlmSettings) -> None:
        import httpx  # noqa: PLC0415 - only who asks a model needs them
        import tenacity  # noqa: PLC0415

        for name in ("httpcore", "httpx"):  # their logs repeat the headers that a server sends
            logging.getLogger(name).setLevel(logging.WARNING)
        self.settings = settings
        self.address = settings.url.removesuffix("/chat/completions") + "/chat/completions"
        self._httpx, self._tenacity = httpx, tenacity
        self._redaction = Redaction(settings.key)
        self._wording = Wording(settings)
        headers = {"Authorization": f"Bearer {settings.key.reveal()}"} if settings.key else {}
        try:
            self._client = httpx.Client(
                timeout=settings.timeout,
                headers=headers,
                follow_redirects=False,
                trust_env=not _is_here(settings.url),
            )
        except (ImportError, ValueError) as error:
            raise EndpointError(f"The proxy that the environment names cannot be used: {shown(str(error))}.") from None

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def complete(self, messages: tuple[dict[str, str], ...]) -> tuple[str, Usage]:
        """The model's answer to the messages, and its tokens. ``NoAnswerError`` where none comes that can be used."""
        retrying = self._tenacity.Retrying(
            retry=self._tenacity.retry_if_exception_type(_BusyError),
            stop=self._tenacity.stop_after_attempt(1 + self.settings.retries),
            wait=self._wait,
            reraise=True,
        )
        try:
            body: bytes = retrying(self._negotiate, messages)
        except _BusyError as error:
            raise NoAnswerError(error.code, str(error)) from error
        return self._words(body)

    # One attempt

    def _negotiate(self, messages: tuple[dict[str, str], ...]) -> bytes:
        """The body of a successful answer; where the endpoint refuses how we ask, we ask in other ways."""
        wording: Wording | None = self._wording
        while wording is not None:
            status, headers, body = self._post(wording.request(messages))
            if status == 200:
                self._wording = wording
                return body
            self._raise_for(status, headers, body)
            said = self._said(body)
            wording = wording.after_refusal(said)
        raise NoAnswerError(
            "llm-question", f"{self.address} does not take the question (HTTP {status}: {shown(said)})."
        )

    def _post(self, request: dict[str, Any]) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and body; a connection that fails may be tried again, one that is too slow may not."""
        limit = self.settings.timeout
        deadline = time.monotonic() + limit
        try:
            with self._client.stream("POST", self.address, json=request) as response:
                pieces, size = [], 0
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > MOST_BYTES:
                        raise NoAnswerError("llm-too-large", f"The answer is over {MOST_BYTES // 2**20} MB.")
                    if time.monotonic() > deadline:
                        raise NoAnswerError("llm-timeout", f"No whole answer within {limit:g} seconds.")
                return response.status_code, response.headers, b"".join(pieces)
        except self._httpx.ConnectTimeout as error:
            raise _BusyError("llm-unreachable", f"{self.address} does not answer.") from error
        except self._httpx.TimeoutException:
            raise NoAnswerError("llm-timeout", f"No answer within {limit:g} seconds.") from None
        except self._httpx.InvalidURL:
            raise EndpointError(f"{self.address} is no address. Check --llm-url.") from None
        except (self._httpx.HTTPError, self._httpx.StreamError) as error:
            said = self._redaction.clear(f"{type(error).__name__}: {error}")
            raise _BusyError("llm-unreachable", f"{self.address} cannot be reached ({shown(said)}).") from None

    def _raise_for(self, status: int, headers: httpx.Headers, body: bytes) -> None:
        """Raise what the status of a failure means, unless it may mean that we are to ask in another way."""
        told = f"HTTP {status}: {shown(self._said(body))}"
        if status in DENIED:
            raise EndpointError(
                f"{self.address} {DENIED[status]} ({told}). Check --llm-url, --llm-model and COMMUNIQUE_LLM_KEY."
            )
        if status == BUSY:
            wait = _seconds(headers.get("retry-after"))
            message = f"{self.address} is asked too often ({told})."
            if wait is not None and wait > LONGEST_WAIT:
                raise NoAnswerError("llm-rate-limit", f"{message} It wants {wait:.0f} seconds without a question.")
            raise _BusyError("llm-rate-limit", message, wait)
        if status in AGAIN:
            wait = _seconds(headers.get("retry-after"))
            raise _BusyError("llm-http-error", f"{self.address} failed ({told}).", min(wait or 0, LONGEST_WAIT) or None)
        if status < 400 or status >= 500:
            raise NoAnswerError("llm-http-error", f"{self.address} gave no answer ({told}).")

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds until the next attempt: those that the endpoint asked for, else longer each time."""
        error = state.outcome.exception() if state.outcome is not None else None
        if isinstance(error, _BusyError) and error.wait is not None:
            return error.wait
        return float(min(FIRST_WAIT * 2 ** (state.attempt_number - 1), LATER_WAITS))

    # What was said

    def _said(self, body: bytes) -> str:
        """The words of an error, without the key."""
        return " ".join(self._redaction.clear(body[:4096].decode("utf-8", errors="replace")).split())

    def _words(self, body: bytes) -> tuple[str, Usage]:
        """The content of a chat completion that is finished and not refused."""
        try:
            completion = msgspec.json.decode(body, type=_Completion)
        except (ValueError, RecursionError) as error:
            said = self._redaction.clear(str(error))
            raise NoAnswerError("llm-malformed", f"It is no chat completion: {shown(said)}.") from None
        counted = completion.usage or _Usage()
        usage = Usage(sent=counted.prompt_tokens, answered=counted.completion_tokens)
        choice = completion.choices[0]
        if choice.message.refusal:
            said = shown(self._redaction.clear(choice.message.refusal))
            raise NoAnswerError("llm-refused", f"The model refuses: {said}", usage)
        if choice.finish_reason in UNFINISHED:
            raise NoAnswerError(*UNFINISHED[choice.finish_reason], usage)
        if choice.finish_reason != "stop":
            reason = shown(self._redaction.clear(str(choice.finish_reason)))
            raise NoAnswerError("llm-malformed", f"It ended for a reason that we do not know: {reason}.", usage)
        if not choice.message.content:
            raise NoAnswerError("llm-malformed", "It has no words.", usage)
        return self._redaction.clear(choice.message.content), usage


UNFINISHED = {
    "length": ("llm-truncated", "The answer was cut off at the most tokens that it may take (--llm-tokens)."),
    "content_filter": ("llm-filtered", "A filter of the endpoint withheld the answer."),
}
"""Why an answer ended before its end -> the code and the words of the problem."""


def _is_here(url: str) -> bool:
    """Whether an address is this machine's own, which no proxy of the environment can reach."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _seconds(header: str | None) -> float | None:
    """The seconds that a ``Retry-After`` asks for, as a number or until a date; None where it says neither."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdecimal() and len(header) < 10:
        return float(header)
    try:
        return max(email.utils.parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
