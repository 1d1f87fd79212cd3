"""Who publishes: one name for an outlet, however it is named, its publisher, and the agencies. Names are data.

What the table does not have is named as it names itself, else by its host.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from communique.spelling import fold
from communique.tables import table

FILE = "outlets.toml"


def labels(address: str) -> list[str]:
    """The labels of the host of an address or bare host, without ``www``; none for what is no address."""
    address = address.strip()
    if " " in address and "//" not in address:
        return []
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return []
    return host.removeprefix("www.").split(".") if host and "." in host and " " not in host else []


@lru_cache(maxsize=1024)
def known_outlet(address: str) -> str | None:
    """The outlet that the table has for the longest ending of the host of an address."""
    return next((_hosts()[ending] for ending in _endings(address) if ending in _hosts()), None)


def outlet_at(address: str | None, site: str | None = None) -> str | None:
    """The outlet at an address: its name in the table, else what the ``site`` calls itself, else its host."""
    return known_outlet(address or "") or site or ".".join(labels(address or "")) or None


@lru_cache(maxsize=4096)
def outlet_named(name: str) -> str:
    """An outlet's one name: in the table by any of its names or hosts, else the name as it is."""
    return _names().get(_key(name)) or known_outlet(name) or name


@lru_cache(maxsize=4096)
def site_of(address: str) -> str | None:
    """What all at one host have in common: its outlet in the table, else the host; None where many publish there.

    The longest ending of the host counts, be it of an outlet or shared by many.
    """
    shared = table("communique.data", FILE)["shared"]
    known = next((ending for ending in _endings(address) if ending in shared or ending in _hosts()), None)
    return None if known in shared else known_outlet(address) or ".".join(labels(address)) or None


def publisher_of(outlet: str) -> str:
    """Who publishes an outlet with others, else the outlet itself, in lower-case letters."""
    return _key(_listed().get(outlet, {}).get("publisher", outlet))


def agency_named(name: str) -> str | None:
    """The agency of that name, if it is one whose reports others print."""
    outlet = outlet_named(name)
    return outlet if _listed().get(outlet, {}).get("agency") else None


def _endings(address: str) -> list[str]:
    """The endings of the host of an address, the longest first; the last label alone is none."""
    parts = labels(address)
    return [".".join(parts[start:]) for start in range(len(parts) - 1)]


def _listed() -> dict[str, dict[str, Any]]:
    outlets: dict[str, dict[str, Any]] = table("communique.data", FILE)["outlets"]
    return outlets


@cache
def _hosts() -> dict[str, str]:
    """Host ending -> outlet."""
    return {host: outlet for outlet, facts in _listed().items() for host in facts.get("hosts", ())}


@cache
def _names() -> dict[str, str]:
    """Name as it is compared -> outlet."""
    return {_key(name): outlet for outlet, facts in _listed().items() for name in (outlet, *facts.get("names", ()))}


def _key(name: str) -> str:
    return fold(name).removeprefix("the ")
