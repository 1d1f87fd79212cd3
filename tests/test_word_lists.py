"""Word lists are read: a key that no module of its room names fails, and a file that does not say what it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parent.parent / "src" / "communique"
TABLES = sorted(path for room in ("consult", "detect", "extract", "link") for path in (ROOMS / room).glob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_key_is_read(path: Path) -> None:
    modules = "\n".join(module.read_text(encoding="utf-8") for module in path.parent.rglob("*.py"))
    keys = tomllib.loads(path.read_text(encoding="utf-8"))
    assert keys
    assert [key for key in keys if f'"{key}"' not in modules and f"'{key}'" not in modules] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_table_says_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
