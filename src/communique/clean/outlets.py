"""A readable name for whoever publishes at an address. Names are data."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit


@lru_cache(maxsize=1)
def hosts() -> dict[str, str]:
    """Host ending -> name."""
    data = tomllib.loads(files(__package__).joinpath("outlets.toml").read_text(encoding="utf-8"))
    return dict(data["hosts"])


@lru_cache(maxsize=1024)
def outlet_of(address: str) -> str | None:
    """The name of the outlet at an address or bare host; its host where the table has none; None for no address."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return None
    labels = host.removeprefix("www.").split(".")
    endings = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((hosts()[ending] for ending in endings if ending in hosts()), ".".join(labels))
