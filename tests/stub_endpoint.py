"""An OpenAI-compatible endpoint on the loopback, for tests: it answers as told and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One answer of the stub: a status with headers and a body, after a while; ``drip``: seconds after each letter."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0


Script = Callable[[dict[str, Any], dict[str, str]], Reply]


def completion(content: str | None, *, finish: str | None = "stop", refusal: str | None = None) -> Reply:
    """A chat completion as the known servers give it."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub-1",
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
    }
    return Reply(json.dumps(body).encode())


def claims(*told: dict[str, Any]) -> Reply:
    """A completion with these claims."""
    return completion(json.dumps({"claims": list(told)}, ensure_ascii=False))


def failure(status: int, message: str = "it failed", **headers: str) -> Reply:
    """An error as OpenAI words it."""
    body = json.dumps({"error": {"message": message, "type": "stub", "code": None}}).encode()
    return Reply(body, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


class Stub:
    """What the endpoint was asked, and what it will answer: one reply after the other, the last for ever."""

    def __init__(self, replies: list[Reply], script: Script | None) -> None:
        self.url = ""
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.most_at_once = 0
        self._replies, self._script = replies, script
        self._lock, self._at_once = threading.Lock(), 0

    def reply(self, path: str, request: dict[str, Any], headers: dict[str, str]) -> Reply:
        with self._lock:
            self.paths.append(path)
            self.requests.append(request)
            self.headers.append(headers)
            if self._script is not None:
                return self._script(request, headers)
            return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    @contextmanager
    def busy(self) -> Iterator[None]:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            with stub.busy():
                reply = stub.reply(self.path, request, {name.lower(): value for name, value in self.headers.items()})
                time.sleep(reply.delay)
            try:
                self.send_response(reply.status)
                for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                for piece in [reply.body] if not reply.drip else (bytes([letter]) for letter in reply.body):
                    self.wfile.write(piece)
                    time.sleep(reply.drip)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def stub_endpoint(*replies: Reply, script: Script | None = None) -> Iterator[Stub]:
    """A running endpoint; ``script`` decides on each request, else the replies come one after the other."""
    stub = Stub(list(replies), script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stub))
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
