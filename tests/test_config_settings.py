"""Settings: what is given goes before the environment, and that before the default."""

from __future__ import annotations

import pytest

from communique.config import SETTINGS, LlmSettings, Secret, SettingError, Settings, settings


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


LLM = {"COMMUNIQUE_READER": "llm", "COMMUNIQUE_LLM_URL": "http://localhost:8080/v1", "COMMUNIQUE_LLM_MODEL": "qwen3"}


def test_a_large_language_model_is_asked_only_where_that_is_wanted() -> None:
    assert settings(environment=LLM | {"COMMUNIQUE_READER": "rules", "COMMUNIQUE_LLM_TOKENS": "many"}).llm is None
    assert settings(environment=LLM).llm == LlmSettings(url="http://localhost:8080/v1", model="qwen3")
    given = settings(llm_model="other", llm_timeout=2.5, llm_threads=4, llm_price_in=0.0, environment=LLM).llm
    assert given is not None
    assert (given.model, given.timeout, given.threads, given.price_in, given.price_out) == ("other", 2.5, 4, 0.0, None)
    assert settings(llm_url="https://example.org/v1/", environment=LLM).llm.url == "https://example.org/v1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READER", "oracle"),
        ("LLM_URL", ""),
        ("LLM_URL", "localhost:8080"),
        ("LLM_URL", "ftp://localhost/v1"),
        ("LLM_URL", "http://"),
        ("LLM_URL", "http://[::1/v1"),
        ("LLM_URL", "http://localhost:99999/v1"),
        ("LLM_URL", "http://local host/v1"),
        ("LLM_URL", "http://user:sk-secret@localhost/v1"),
        ("LLM_URL", "http://localhost/v1?key=sk-secret"),
        ("LLM_MODEL", ""),
        ("LLM_MODEL", "a\nb"),
        ("LLM_MODEL", "m" * 300),
        ("LLM_KEY", "sk-secret with blanks"),
        ("LLM_KEY", "sk-secret\n"),
        ("LLM_TOKENS", "0"),
        ("LLM_TOKENS", "9" * 5000),
        ("LLM_TIMEOUT", "0"),
        ("LLM_TIMEOUT", "nan"),
        ("LLM_TIMEOUT", "inf"),
        ("LLM_THREADS", "0"),
        ("LLM_RETRIES", "-1"),
        ("LLM_PRICE_IN", "-1"),
        ("LLM_PRICE_OUT", "cheap"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_without_repeating_a_secret(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"COMMUNIQUE_{name}|COMMUNIQUE_LLM_KEY") as caught:
        settings(environment=LLM | {f"COMMUNIQUE_{name}": value})
    assert "secret" not in str(caught.value)


def test_a_setting_that_there_is_not() -> None:
    with pytest.raises(TypeError, match="colour"):
        settings(colour="red", environment={})


def test_a_secret_shows_itself_to_nobody() -> None:
    found = settings(environment=LLM | {"COMMUNIQUE_LLM_KEY": "sk-secret"})
    assert found.llm is not None
    assert isinstance(found.llm.key, Secret)
    assert found.llm.key.reveal() == "sk-secret"
    assert "sk-secret" not in f"{found} {found!r} {found.llm.key} {vars(Secret)}"
    assert [setting.name for setting in SETTINGS if setting.secret] == ["llm_key"]
