"""Settings: what is given goes before the environment, and that before the default."""

from __future__ import annotations

import pytest

from communique.config import SettingError, Settings, settings


def test_defaults_environment_and_options() -> None:
    assert settings(environment={}) == Settings(ledger="communique.db", model=None, workers=0)
    environment = {"COMMUNIQUE_LEDGER": "a.db", "COMMUNIQUE_WORKERS": "3", "COMMUNIQUE_MODEL": "en_core_web_md"}
    assert settings(environment=environment) == Settings(ledger="a.db", model="en_core_web_md", workers=3)
    assert settings(ledger="b.db", workers=0, environment=environment).ledger == "b.db"
    assert settings(workers=0, environment=environment).workers == 0


@pytest.mark.parametrize("workers", ["many", "-1", "1.5"])
def test_workers_are_a_whole_number(workers: str) -> None:
    with pytest.raises(SettingError, match="whole number"):
        settings(environment={"COMMUNIQUE_WORKERS": workers})


@pytest.mark.parametrize("engine", ["auto", "local", "ray"])
def test_engines(engine: str) -> None:
    assert settings(environment={"COMMUNIQUE_ENGINE": engine}).engine == engine
    assert settings(engine="local", environment={"COMMUNIQUE_ENGINE": engine}).engine == "local"


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(SettingError, match="auto, local, ray"):
        settings(environment={"COMMUNIQUE_ENGINE": "spark"})
