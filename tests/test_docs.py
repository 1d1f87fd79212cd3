"""The documentation says what the program does: every name that one has, the other has."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from communique.exchange import claim_row
from communique.records import (
    CLAIM_TYPES,
    AnyClaim,
    Bound,
    ClaimType,
    Coded,
    Evidence,
    Quantity,
    Status,
)

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "communique"
sys.path.insert(0, str(ROOT / "scripts"))

import document  # noqa: E402

VOCABULARIES = tomllib.loads((SOURCE / "data" / "vocabularies.toml").read_text(encoding="utf-8"))
PLOVER = tomllib.loads((SOURCE / "data" / "plover.toml").read_text(encoding="utf-8"))
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("tests/**/*.md")]
)

WORD = Evidence(start=0, end=1, quote="x")
NEEDED = {
    "quote": (WORD,),
    "quantity": Quantity(value=1, unit="USD", bound=Bound.EXACT, evidence=WORD),
    "of": Coded(value="visit", evidence=WORD),
    "ordinal": True,
    "event": Coded(value="AID", evidence=WORD),
}
"""A value for each field that a claim cannot be without."""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level or above."""
    level = heading.split(maxsplit=1)[0]
    body = text.partition(f"\n{heading}\n")[2]
    return re.split(rf"\n#{{1,{len(level)}}} ", body)[0]


def coded(text: str) -> set[str]:
    """What a text sets in code type."""
    return set(re.findall(r"`([^`\n]+)`", text))


def first_column(text: str) -> set[str]:
    """The code in the first column of a text's tables."""
    return set(re.findall(r"^\| `([^`]+)`", text, flags=re.M))


def smallest(claim_type: type[AnyClaim]) -> AnyClaim:
    """A claim of the type with nothing but what it must have, and the mark ``superseded``."""
    required = {field.name for field in msgspec.structs.fields(claim_type) if field.required}
    given = {"id": "c", "document": "d", "evidence": WORD, "reader": "r", "superseded": True, **NEEDED}
    return claim_type(**{name: value for name, value in given.items() if name in required | {"superseded"}})


ROWS = {claim_type.type.value: claim_row(smallest(claim_type), "d") for claim_type in CLAIM_TYPES}
COMMON = set.intersection(*map(set, ROWS.values())) | {"status"}


class TestCodebook:
    text = page("docs/codebook.md")

    def test_common_fields_are_those_of_the_rows(self):
        assert first_column(section(self.text, "## Fields of every claim").partition("###")[0]) == COMMON

    @pytest.mark.parametrize("name", list(ClaimType))
    def test_each_type_has_a_section_with_its_own_fields(self, name):
        fields = first_column(section(self.text, f"### `{name}`").partition("| event |")[0])
        assert fields == set(ROWS[name]) - COMMON

    def test_statuses(self):
        assert first_column(section(self.text, "### Status")) == set(Status)

    @pytest.mark.parametrize("name", ["figure", "tally"])
    def test_bounds(self, name):
        assert set(Bound) <= coded(section(self.text, "### `figure`"))
        assert "`bound`" in section(self.text, f"### `{name}`")

    @pytest.mark.parametrize(
        ("vocabulary", "name"), [("form", "visit"), ("format", "meeting"), ("stage", "agreement"), ("bound", "figure")]
    )
    def test_closed_lists(self, vocabulary, name):
        rows = section(self.text, f"### `{name}`").splitlines()
        (row,) = [row for row in rows if row.startswith(f"| `{vocabulary}` |")]
        assert coded(row) - {vocabulary, "null"} == set(VOCABULARIES[vocabulary])

    def test_plover_events_and_modes(self):
        rows = re.findall(r"^\| `([A-Z]+)` \|.*\|(.*)\|$", self.text, flags=re.M)
        told = {event: coded(modes) for event, modes in rows}
        assert told == {event: set(entry.get("modes", ())) for event, entry in PLOVER["events"].items()}

    def test_types_without_status_are_named(self):
        without = {name for name, row in ROWS.items() if "status" not in row}
        line = next(line for line in self.text.splitlines() if line.startswith("| `status` |"))
        assert coded(line) - {"status"} == without


def folders() -> set[str]:
    """The rooms: the packages of the package."""
    return {path.parent.name for path in SOURCE.glob("*/__init__.py")}


class TestArchitecture:
    text = page("ARCHITECTURE.md")

    def test_rooms_are_the_folders_in_the_order_of_the_flow(self):
        named = re.findall(r"^\| `(\w+)/` \|", self.text, flags=re.M)
        assert set(named) == folders()

    def test_folders_inside_a_room_are_named(self):
        named = re.findall(r"^\| `(\w+/\w+)/` \|", self.text, flags=re.M)
        assert set(named) == {f"{path.parts[-3]}/{path.parts[-2]}" for path in SOURCE.glob("*/*/__init__.py")}

    def test_root_modules_are_named(self):
        modules = {path.name for path in SOURCE.glob("*.py") if not path.name.startswith("__")}
        assert modules <= coded(self.text), "name the new module in ARCHITECTURE.md"

    def test_no_module_is_named_that_is_not_there(self):
        named = {name for name in coded(self.text) if re.fullmatch(r"\w+\.py", name)}
        assert named <= {path.name for path in SOURCE.rglob("*.py")}


def blocks(text: str, language: str = "") -> list[str]:
    """The fenced blocks of a language; without one, the indented blocks."""
    if language:
        return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.M | re.S)
    return re.findall(r"(?:^ {4}.+\n)+", text, flags=re.M)


def commands(text: str) -> list[list[str]]:
    """Every ``communique …`` in code type or in an indented block, as words."""
    lines = [*re.findall(r"`(communique [^`\n]+)`", text)]
    lines += [
        line.strip() for block in blocks(text) for line in block.splitlines() if line.strip().startswith("communique ")
    ]
    return [re.sub(r"\s+#.*", "", line).split()[1:] for line in lines]


def options_of(command) -> set[str]:
    parameters = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return parameters | set(command.context_settings.get("help_option_names", ("--help",)))


@pytest.mark.skipif(importlib.util.find_spec("communique.cli") is None, reason="there is no command line yet")
class TestCommands:
    @pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
    def test_commands_and_options_exist(self, path):
        import click  # noqa: PLC0415

        from communique.cli import main  # noqa: PLC0415

        for words in commands(path.read_text(encoding="utf-8")):
            command: click.Command = main
            while isinstance(command, click.Group) and words and not words[0].isupper():
                assert words[0] in command.commands, f"communique has no command {words[0]!r}"
                command = command.commands[words.pop(0)]
            for word in words:
                if word.startswith("--"):
                    assert word.partition("=")[0] in options_of(command), f"{command.name} has no option {word}"

    def test_options_in_the_list_of_commands_exist(self):
        from communique.cli import main  # noqa: PLC0415

        named = re.findall(r"`(--[a-z-]+)`", page("README.md"))
        known = set().union(*(options_of(command) for command in main.commands.values()))
        assert set(named) <= known

    def test_python_names_exist(self):
        import communique  # noqa: PLC0415

        code = "".join(blocks(page("README.md"), "python"))
        names = set(re.findall(r"communique\.(\w+)", code))
        assert names
        assert all(hasattr(communique, name) for name in names)


def test_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for block in blocks(page("README.md"), "python"):
        exec(compile(block, "README.md", "exec"), {})
    assert "Germany" in capsys.readouterr().out


class TestMake:
    targets = set(re.findall(r"^(\w+):", page("Makefile"), flags=re.M)) if (ROOT / "Makefile").exists() else set()

    @pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
    def test_targets_exist(self, path):
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"(?:`| {4})make (\w+)", text)
        assert set(named) <= self.targets


class TestPages:
    @pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
    def test_links_lead_somewhere(self, path):
        links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        broken = [link for link in links if "://" not in link and not (path.parent / link).exists()]
        assert not broken

    def test_problems_page_is_what_the_program_writes(self):
        assert document.problems_text() in page("docs/problems.md"), f"run {document.PROBLEMS}"

    def test_every_decision_is_listed(self):
        listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", page("docs/decisions/README.md")))
        assert listed == {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}

    def test_changelog_speaks_of_recorded_data_in_each_release(self):
        releases = re.split(r"\n## ", page("CHANGELOG.md"))[1:]
        assert releases
        assert all("### Changes to recorded data" in release for release in releases)

    def test_first_release_of_changelog_is_the_version(self):
        version = re.search(r'^version = "(.+)"', page("pyproject.toml"), flags=re.M)
        newest = re.search(r"^## (.+)$", page("CHANGELOG.md"), flags=re.M)
        assert version[1] in newest[1]
