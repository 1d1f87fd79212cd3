"""Asking over the network, against a stub on the loopback: what is sent, what may come back, and no key escapes."""

from __future__ import annotations

import json
import logging
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import msgspec
import pytest

from communique.api import snapshot
from communique.clean import clean
from communique.config import LlmSettings, Secret
from communique.consult import Answer, Consultant, EndpointError, NoAnswerError
from communique.consult.answers import CacheError, Usage
from communique.consult.endpoint import MOST_BYTES
from communique.consult.schema import answer_schema
from communique.problems import PROBLEM_CODES
from communique.records import Document
from consult_answers import ALL, BODY, PUBLISHED, TITLE, VISIT
from stub_endpoint import Reply, Stub, claims, completion, failure, stub_endpoint

KEY = "sk-stub-0123456789abcdef"


@pytest.fixture(scope="module")
def document() -> Document:
    found, _ = clean(snapshot(BODY, title=TITLE, published=PUBLISHED, outlet="Example Times"))
    assert found is not None
    return found


def asked(stub: Stub, folder: Path, document: Document, **how: Any) -> Answer:
    """The answer of a consultant who is opened for this one question."""
    given = {"key": Secret(KEY), "retries": 2, "timeout": 20.0, "cache": str(folder / "answers")} | how
    with Consultant(LlmSettings(url=stub.url, model="stub", **given)) as consultant:
        return consultant.ask(document)


# What is sent


def test_the_question_holds_the_article_the_schema_and_the_key_in_its_place(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(claims()) as stub:
        answer = asked(stub, tmp_path, document)
    (request,), (headers,) = stub.requests, stub.headers
    assert stub.paths == ["/v1/chat/completions"]
    assert (request["model"], request["temperature"], request["max_tokens"], request["stream"]) == (
        "stub", 0, 16384, False
    )  # fmt: skip
    shape = request["response_format"]
    assert (shape["type"], shape["json_schema"]["strict"]) == ("json_schema", True)
    assert shape["json_schema"]["schema"] == json.loads(msgspec.json.encode(answer_schema()))
    system, user = request["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert document.text in user["content"]
    assert "Published: 2025-05-08\nOutlet: Example Times" in user["content"]
    assert headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(request)
    assert (answer.usage, answer.cached) == (Usage(sent=1000, answered=200), False)


def test_without_a_key_none_is_sent(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(claims()) as stub:
        asked(stub, tmp_path, document, key=None)
    assert "authorization" not in stub.headers[0]


def test_an_article_cannot_write_itself_out_of_its_place(tmp_path: Path) -> None:
    found, _ = clean(snapshot(f"{BODY}\nThe {{published}} and the {{text}} were met in Moscow.", title=TITLE))
    assert found is not None
    with stub_endpoint(claims()) as stub:
        asked(stub, tmp_path, found)
    assert stub.requests[0]["messages"][1]["content"].count(found.text) == 1
    assert "Published: unknown" in stub.requests[0]["messages"][1]["content"]


# Servers that want to be asked in another way


def refusing(*words: str) -> Any:
    """A server that refuses any request with one of these words in it, by name."""

    def script(request: dict[str, Any], _headers: dict[str, str]) -> Reply:
        text = json.dumps(request)
        for word in words:
            if f'"{word}"' in text:
                hint = " Use 'max_completion_tokens' instead." if word == "max_tokens" else ""
                return failure(400, f"Unsupported parameter: '{word}'.{hint}")
        return claims(VISIT)

    return script


@pytest.mark.parametrize(
    ("refused", "kept"),
    [
        (["json_schema"], {"response_format": {"type": "json_object"}}),
        (["json_schema", "json_object"], {"response_format": None}),
        (["temperature"], {"temperature": None}),
        (["max_tokens"], {"max_completion_tokens": 16384, "max_tokens": None}),
        (
            ["temperature", "max_tokens", "json_schema"],
            {"temperature": None, "response_format": {"type": "json_object"}},
        ),
    ],
)
def test_a_server_that_refuses_how_it_is_asked(
    tmp_path: Path, document: Document, refused: list[str], kept: dict[str, Any]
) -> None:
    with stub_endpoint(script=refusing(*refused)) as stub:
        assert "visit" in asked(stub, tmp_path, document).text
    last = stub.requests[-1]
    assert {name: last.get(name) for name in kept} == kept
    in_words = json.dumps(answer_schema(), separators=(",", ":"))[:60] in last["messages"][0]["content"]
    assert in_words == ("json_schema" in refused)


def test_what_a_server_refused_is_not_tried_with_every_document(tmp_path: Path, document: Document) -> None:
    other = msgspec.structs.replace(document, text=document.text + " It rained.")
    with stub_endpoint(script=refusing("json_schema")) as stub:
        settings = LlmSettings(url=stub.url, model="stub", cache=str(tmp_path))
        with Consultant(settings) as consultant:
            consultant.ask(document)
            consultant.ask(other)
    assert len(stub.requests) == 3


def test_a_server_that_refuses_everything_is_asked_in_each_way_once(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(failure(400, "this model's maximum context length is 2048")) as stub:
        with pytest.raises(NoAnswerError, match="maximum context length is 2048") as caught:
            asked(stub, tmp_path, document)
        assert len(stub.requests) == 3
    assert caught.value.code == "llm-question"


# Failures


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (completion('{"claims": [', finish="length"), "llm-truncated"),
        (completion(None, finish="content_filter"), "llm-filtered"),
        (completion(None, refusal="I will not read this."), "llm-refused"),
        (completion(""), "llm-malformed"),
        (completion(None), "llm-malformed"),
        (completion('{"claims": []}', finish="tool_calls"), "llm-malformed"),
        (completion('{"claims": []}', finish=None), "llm-malformed"),
        (completion("Here are the claims: none."), "llm-malformed"),
        (completion('{"claims": [], "also": 1}'), "llm-malformed"),
        (Reply(b"<html>It works!</html>"), "llm-malformed"),
        (Reply(b""), "llm-malformed"),
        (Reply(b"\xff\xfe\x00"), "llm-malformed"),
        (Reply(b"[" * 100_000), "llm-malformed"),
        (Reply(b'{"choices": []}'), "llm-malformed"),
        (Reply(b'{"choices": [{"message": {"content": 7}, "finish_reason": "stop"}]}'), "llm-malformed"),
        (Reply(b'{"choices": [{"message": {"content": NaN}, "finish_reason": "stop"}]}'), "llm-malformed"),
        (Reply(b'{"choices": "' + b"x" * (MOST_BYTES + 1) + b'"}'), "llm-too-large"),
        (Reply(b"{}", headers={"Content-Encoding": "gzip"}), "llm-unreachable"),
        (Reply(b"", status=302, headers={"Location": "http://127.0.0.1:9/"}), "llm-http-error"),
        (Reply(b"", status=418), "llm-question"),
        (failure(500), "llm-http-error"),
        (failure(501), "llm-http-error"),
        (failure(429), "llm-rate-limit"),
        (failure(429, Retry_After="3600"), "llm-rate-limit"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.status} {value.body[:12]!r}",
)
def test_an_answer_that_is_none_has_a_code_and_is_not_kept(
    tmp_path: Path, document: Document, reply: Reply, code: str
) -> None:
    with stub_endpoint(reply) as stub:
        for _ in range(2):
            before = len(stub.requests)
            with pytest.raises(NoAnswerError) as caught:
                asked(stub, tmp_path, document, retries=0)
            assert len(stub.requests) > before
    assert caught.value.code == code
    assert code in PROBLEM_CODES
    assert len(str(caught.value)) < 500
    assert str(caught.value).isprintable()


def test_what_cannot_be_used_is_paid_for_all_the_same(tmp_path: Path, document: Document) -> None:
    for reply in (completion("{", finish="length"), completion(None, refusal="no"), completion("{")):
        with stub_endpoint(reply) as stub, pytest.raises(NoAnswerError) as caught:
            asked(stub, tmp_path, document)
        assert caught.value.usage == Usage(sent=1000, answered=200)


@pytest.mark.parametrize(
    "failed",
    [failure(429, Retry_After="0"), failure(503), failure(500), failure(429, Retry_After=formatdate(usegmt=True))],
    ids=["429", "503", "500", "429 until a date"],
)
def test_a_server_that_is_busy_is_asked_again(tmp_path: Path, document: Document, failed: Reply) -> None:
    with stub_endpoint(failed, failed, claims(VISIT)) as stub:
        assert "visit" in asked(stub, tmp_path, document).text
    assert len(stub.requests) == 3


def test_it_waits_as_long_as_the_server_says(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(failure(429, Retry_After="1"), claims()) as stub:
        began = time.monotonic()
        asked(stub, tmp_path, document)
    assert 1.0 <= time.monotonic() - began < 5


def test_it_does_not_wait_for_ever(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(failure(429, Retry_After="99999"), claims()) as stub:
        with pytest.raises(NoAnswerError, match="99999 seconds"):
            asked(stub, tmp_path, document)
        assert len(stub.requests) == 1


def test_a_server_that_is_too_slow(tmp_path: Path, document: Document) -> None:
    slow = Reply(claims().body, delay=3.0)
    began = time.monotonic()
    with stub_endpoint(slow) as stub, pytest.raises(NoAnswerError) as caught:
        asked(stub, tmp_path, document, timeout=0.3)
    assert caught.value.code == "llm-timeout"
    assert time.monotonic() - began < 3


def test_a_server_that_says_one_letter_at_a_time(tmp_path: Path, document: Document) -> None:
    dripping = Reply(claims(*ALL).body, drip=0.1)
    began = time.monotonic()
    with stub_endpoint(dripping) as stub, pytest.raises(NoAnswerError) as caught:
        asked(stub, tmp_path, document, timeout=0.5)
    assert caught.value.code == "llm-timeout"
    assert time.monotonic() - began < 5


def test_a_proxy_is_for_other_machines(tmp_path: Path, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with stub_endpoint(claims()) as stub:
        asked(stub, tmp_path, document)
        assert len(stub.requests) == 1
    with (
        pytest.raises(NoAnswerError) as caught,
        Consultant(
            LlmSettings(url="http://model.example/v1", model="stub", retries=0, cache=str(tmp_path))
        ) as consultant,
    ):
        consultant.ask(document)
    assert caught.value.code == "llm-unreachable"


def test_a_server_that_is_not_there(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(claims()) as stub:
        pass
    with pytest.raises(NoAnswerError) as caught:
        asked(stub, tmp_path, document, retries=1)
    assert caught.value.code == "llm-unreachable"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_no_other_document_would_change_stops_the_run(tmp_path: Path, document: Document, status: int) -> None:
    with stub_endpoint(failure(status, "no such thing")) as stub:
        with pytest.raises(EndpointError, match="COMMUNIQUE_LLM_KEY"):
            asked(stub, tmp_path, document)
        assert len(stub.requests) == 1


# The key


ESCAPED = "".join(f"\\u{ord(letter):04x}" for letter in KEY)


@pytest.mark.parametrize(
    "reply",
    [
        failure(400, f"Bad request with Authorization: Bearer {KEY}"),
        failure(401, f"Incorrect API key provided: {KEY}"),
        failure(429, KEY),
        failure(503, KEY),
        completion(None, refusal=f"Your key is {KEY}"),
        completion('{"claims": []}', finish=KEY),
        completion(f"the key is {KEY}"),
        completion(json.dumps({KEY: 1})),
        completion(f'{{"{ESCAPED}": 1}}'),
        Reply(f'{{"choices": "{KEY}"}}'.encode()),
        Reply(b"", status=302, headers={"Location": f"http://127.0.0.1:9/{KEY}"}),
    ],
    ids=lambda reply: f"{reply.status} {reply.body[:40]!r}",
)
def test_the_key_is_in_no_error(
    tmp_path: Path, document: Document, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with stub_endpoint(reply) as stub, pytest.raises((NoAnswerError, EndpointError)) as caught:
        asked(stub, tmp_path, document, retries=0)
    assert KEY not in str(caught.getrepr(style="value"))
    error: BaseException | None = caught.value
    while error is not None:
        assert KEY not in f"{error!r} {error}"
        error = error.__cause__
    assert KEY not in caplog.text


@pytest.mark.parametrize("spelled", [KEY, ESCAPED, KEY.replace("-", "\\u002D")])
def test_the_key_is_not_in_the_cache(
    tmp_path: Path, document: Document, spelled: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    content = json.dumps({"claims": [VISIT | {"occasion": "KEY"}]}).replace("KEY", spelled)
    with stub_endpoint(completion(content)) as stub:
        answer = asked(stub, tmp_path, document)
    (file,) = (path for path in (tmp_path / "answers").rglob("*") if path.is_file())
    kept = file.read_text(encoding="utf-8")
    for text in (answer.text, kept, json.loads(kept)["text"], caplog.text, repr(answer)):
        assert KEY not in text
        assert spelled not in text
    assert json.loads(answer.text)["claims"][0]["occasion"] == "[key]"


def test_settings_do_not_show_the_key() -> None:
    settings = LlmSettings(url="http://localhost/v1", model="m", key=Secret(KEY))
    assert KEY not in f"{settings} {settings!r} {settings.key}"
    with pytest.raises(TypeError):
        msgspec.json.encode(settings)


# The cache


def test_a_question_is_asked_once(tmp_path: Path, document: Document) -> None:
    with stub_endpoint(claims(*ALL), failure(500)) as stub:
        first = asked(stub, tmp_path, document)
        second = asked(stub, tmp_path, document, key=None, timeout=1.0, threads=4)
        assert len(stub.requests) == 1
    assert (second.text, second.reader, second.cached) == (first.text, first.reader, True)
    assert second.usage == Usage()


@pytest.mark.parametrize("change", [{"tokens": 99}, {"model": "other"}, {"text": "It rained."}, {"url": "/other"}])
def test_another_question_is_asked_anew(tmp_path: Path, document: Document, change: dict[str, Any]) -> None:
    with stub_endpoint(claims()) as stub:
        base = LlmSettings(url=stub.url, model="stub", cache=str(tmp_path))
        if "url" in change:
            change = {"url": stub.url + change["url"]}
        again = msgspec.structs.replace(document, **change) if "text" in change else document
        for settings, about in (
            (base, document),
            (base if "text" in change else msgspec.structs.replace(base, **change), again),
        ):
            with Consultant(settings) as consultant:
                consultant.ask(about)
    assert len(stub.requests) == 2


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff", b'{"question": 1}', b"[" * 100_000],
    ids=["empty", "cut", "bytes", "fields", "deep"],
)
def test_a_damaged_file_is_no_answer(tmp_path: Path, document: Document, damage: bytes) -> None:
    with stub_endpoint(claims(VISIT)) as stub:
        first = asked(stub, tmp_path, document)
        (file,) = (path for path in (tmp_path / "answers").rglob("*") if path.is_file())
        sound = file.read_bytes()
        file.write_bytes(damage)
        assert asked(stub, tmp_path, document).text == first.text
        assert file.read_bytes() == sound
        for other in (sound.replace(b"claims", b"clowns"), sound.replace(file.stem.encode(), b"0" * 64)):
            assert other != sound
            file.write_bytes(other)
            assert asked(stub, tmp_path, document).text == first.text
        assert len(stub.requests) == 4


def test_a_folder_that_cannot_be_used_is_told_before_anything_is_asked(tmp_path: Path, document: Document) -> None:
    (tmp_path / "file").write_text("")
    with stub_endpoint(claims()) as stub:
        with pytest.raises(CacheError, match="--llm-cache"):
            asked(stub, tmp_path, document, cache=str(tmp_path / "file" / "answers"))
        assert not stub.requests


def test_without_a_folder_answers_lie_in_the_users_cache(
    tmp_path: Path, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    with stub_endpoint(claims()) as stub:
        asked(stub, tmp_path, document, cache=None)
    (file,) = tmp_path.rglob("*.json")
    assert {"communique", "answers"} <= set(file.parts)


def test_an_article_longer_than_any_is_not_sent(tmp_path: Path, document: Document) -> None:
    long = msgspec.structs.replace(document, text="It rained. " * 20_000)
    with stub_endpoint(claims()) as stub:
        with pytest.raises(NoAnswerError) as caught:
            asked(stub, tmp_path, long)
        assert not stub.requests
    assert caught.value.code == "llm-too-large"
