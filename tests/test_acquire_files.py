"""Bytes in: what is read from files, folders, patterns and standard input, and what each fault is called."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from communique.acquire import acquire
from communique.ids import snapshot_id
from communique.problems import NOTES, PROBLEM_CODES
from communique.records import Problem, Snapshot

DOCUMENT = {"id": "a", "outlet": None, "url": None, "title": "T", "published": "2025-05-04", "text": "Xi met Putin."}
ITEM = {"published": "2025-05-04", "feed": "https://a.example/rss", "url": "u", "title": "T", "summary": "S"}
DOCUMENT_TYPE = "application/x-communique-document+json"
ITEM_TYPE = "application/x-communique-feed-item+json"


def write(path: Path, content: bytes | str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def rows(*values: object) -> bytes:
    return "".join(json.dumps(value) + "\n" for value in values).encode()


def codes(paths: list[str]) -> list[str]:
    return [item.code if isinstance(item, Problem) else item.media_type for item in acquire(paths)]


MEDIA_TYPES = [
    ("a.txt", b"Title\n\nText.", "text/plain"),
    ("a", b"Title\n\nText.", "text/plain"),
    ("a.html", b"<p>Text</p>", "text/html"),
    ("a.htm", b"no tag at all", "text/html"),
    ("page", b"\n <!DOCTYPE html><html><p>Text</p>", "text/html"),
    ("page.txt", b"<!-- made by hand -->\n<html><body>Text", "text/html"),
    ("a.txt", b"<Reuters> is how the cable began", "text/plain"),
    ("a.txt", "\ufeffTitle\n\nText".encode("utf-16"), "text/plain"),
    ("a.jsonl", rows(DOCUMENT), DOCUMENT_TYPE),
    ("a.txt", rows(DOCUMENT), DOCUMENT_TYPE),
    ("a.json", json.dumps(DOCUMENT, indent=2).encode(), DOCUMENT_TYPE),
    ("a.jsonl", b"\xef\xbb\xbf" + rows(DOCUMENT), DOCUMENT_TYPE),
    ("a.jsonl", rows(ITEM), ITEM_TYPE),
    ("a.jsonl", rows({"title": "T", "summary": "S"}), ITEM_TYPE),
    ("a.jsonl.gz", gzip.compress(rows(ITEM), mtime=0), ITEM_TYPE),
    ("named-badly", gzip.compress(rows(ITEM), mtime=0), ITEM_TYPE),
    ("a.html.gz", gzip.compress(b"<p>Text</p>", mtime=0), "text/html"),
    ("a.txt.gz", gzip.compress(b"Title\n\nText.", mtime=0), "text/plain"),
]


@pytest.mark.parametrize(("name", "content", "media_type"), MEDIA_TYPES)
def test_media_type_is_told_from_name_and_content(tmp_path: Path, name: str, content: bytes, media_type: str) -> None:
    assert codes([write(tmp_path / name, content)]) == [media_type]


FAULTS = [
    ("empty.txt", b"", "empty-file"),
    ("blank.txt", b" \n\t\n", "empty-file"),
    ("empty.jsonl", b"\n\n", "empty-file"),
    ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "binary-file"),
    ("a.docx", b"PK\x03\x04rest", "binary-file"),
    ("a.txt", b"some text\x00with zero bytes", "binary-file"),
    ("late.txt", b"text " * 4000 + b"\x00", "binary-file"),
    ("noise", bytes(range(1, 32)) * 20, "binary-file"),
    ("a.db", b"SQLite format 3\x00", "binary-file"),
    ("rss.xml", b'<?xml version="1.0"?>\n<rss version="2.0"><channel>', "feed-file"),
    ("a.txt.gz", gzip.compress(b"Title\n\nText." * 999, mtime=0)[:30], "broken-gzip"),
    ("a.jsonl", b'{"id": "a", "text": \n', "not-a-document"),
    ("a.jsonl", b"[1, 2]\n", "not-a-document"),
    ("a.jsonl", b'"only words"\n', "not-a-document"),
    ("a.jsonl", b'{"headline": "T", "body": "B"}\n', "not-a-document"),
    ("a.jsonl", b'{"text": "caf\xe9"}\n', "not-a-document"),
]


@pytest.mark.parametrize(("name", "content", "code"), FAULTS)
def test_faults_are_problems(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert codes([write(tmp_path / name, content)]) == [code]
    assert code in PROBLEM_CODES


@pytest.mark.parametrize("path", ["nowhere.txt", "no/*/match.txt", "https://a.example/page.html"])
def test_missing_paths_are_problems_that_name_the_path(path: str) -> None:
    (fault,) = acquire([path])
    assert isinstance(fault, Problem)
    assert (fault.code, fault.source) == ("missing-path", path)
    assert path in fault.message


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    content = rows(DOCUMENT) + b"\n{broken\n" + rows({"id": 1}) + rows(DOCUMENT | {"id": "b"})
    path = write(tmp_path / "a.jsonl", content)
    found = list(acquire([path]))
    assert [item.source for item in found] == [f"{path}:1", f"{path}:3", f"{path}:4", f"{path}:5"]
    assert [isinstance(item, Problem) for item in found] == [False, True, True, False]
    assert "'text'" in found[2].message  # type: ignore[union-attr]


def test_unknown_fields_are_noted_once_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", rows(DOCUMENT | {"mood": 1}, DOCUMENT | {"mood": 2}, DOCUMENT | {"tone": 3}))
    found = codes([path])
    assert found == ["unknown-fields", DOCUMENT_TYPE, DOCUMENT_TYPE, "unknown-fields", DOCUMENT_TYPE]
    assert "unknown-fields" in NOTES


def test_broken_gzip_keeps_the_lines_before_the_damage(tmp_path: Path) -> None:
    lines = rows(*({**DOCUMENT, "id": os.urandom(40).hex()} for _ in range(2000)))
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(lines, mtime=0)[:-5000])
    found = codes([path])
    assert found[-1] == "broken-gzip"
    assert found.count(DOCUMENT_TYPE) > 100


def test_a_folder_is_read_in_order_and_hidden_names_are_not(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/9.txt", "a/10.txt", "c.txt", ".git/x.txt", ".hidden"):
        write(tmp_path / name, f"{name}\n\nText.")
    found = [Path(item.source).relative_to(tmp_path).as_posix() for item in acquire([str(tmp_path)])]
    assert found == ["c.txt", "a/10.txt", "a/9.txt", "b/2.txt"]


def test_a_pattern_is_read_in_order_and_once(tmp_path: Path) -> None:
    for name in ("n/b.txt", "n/a.txt", "n/deep/c.txt", "n/d.html"):
        write(tmp_path / name, "Title\n\nText.")
    assert [Path(item.source).name for item in acquire([str(tmp_path / "n" / "*.txt")])] == ["a.txt", "b.txt"]
    assert len(list(acquire([str(tmp_path / "n" / "**")]))) == 4


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert codes([str(tmp_path / "empty")]) == ["empty-folder"]


def test_links_and_pipes_in_a_folder_do_not_hang_or_vanish(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "gone")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert codes([str(tmp_path)]) == ["unreadable-file"] * 3
    assert codes([str(tmp_path / "loop")]) == ["unreadable-file"]
    assert codes([str(tmp_path / "broken")]) == ["missing-path"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Title")
    Path(path).chmod(0)
    assert codes([path]) == ["unreadable-file"]


@pytest.mark.parametrize("content", [rows(DOCUMENT, DOCUMENT), gzip.compress(rows(DOCUMENT, DOCUMENT), mtime=0)])
def test_standard_input_is_read_like_a_file(content: bytes) -> None:
    found = list(acquire(["-"], stdin=io.BytesIO(content)))
    assert [(item.source, item.media_type) for item in found if isinstance(item, Snapshot)] == [
        ("-:1", DOCUMENT_TYPE),
        ("-:2", DOCUMENT_TYPE),
    ]


def test_a_snapshot_is_the_bytes_as_they_came(tmp_path: Path) -> None:
    content = "Title\r\n\r\nText – “so”.\n".encode()
    (snapshot,) = acquire([write(tmp_path / "a.txt", content)])
    assert isinstance(snapshot, Snapshot)
    assert snapshot.content == content
    assert snapshot.id == snapshot_id(content)


def test_many_lines_are_not_held_in_memory(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl.gz", gzip.compress(rows(*[DOCUMENT | {"text": "Xi met Putin. " * 200}] * 5000), mtime=0)
    )
    tracemalloc.start()
    count = sum(1 for _ in acquire([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5000
    assert peak < 2_000_000
