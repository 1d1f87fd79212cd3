"""A readable name for whoever publishes at an address. Names are data."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from communique.tables import table


@lru_cache(maxsize=1)
def hosts() -> dict[str, str]:
    """Host ending -> name."""
    data = table("communique.clean", "outlets.toml")
    return dict(data["hosts"])


def labels(address: str) -> list[str]:
    """The labels of the host of an address or bare host, without ``www``; none for what is no address."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return []
    return host.removeprefix("www.").split(".") if host and "." in host else []


@lru_cache(maxsize=1024)
def known_outlet(address: str) -> str | None:
    """The name that the table has for the longest ending of the host."""
    parts = labels(address)
    endings = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return next((hosts()[ending] for ending in endings if ending in hosts()), None)


def outlet_of(address: str | None, site: str | None = None) -> str | None:
    """The outlet at an address: its name in the table, else what the ``site`` calls itself, else its host."""
    return known_outlet(address or "") or site or ".".join(labels(address or "")) or None
