"""The tables that ship with the code: TOML files beside the modules that use them, each read once. Not for CSV."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """The TOML file ``name`` in the folder of ``package`` ("communique.detect"); shared, so never to be changed."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
