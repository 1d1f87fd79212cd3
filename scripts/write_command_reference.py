"""Write docs/commands.md from the command line itself: every command with its arguments and options.

    python scripts/write_command_reference.py

Not for prose: what stands outside the marks is a person's.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from communique.cli import main as commands
from communique.config import SETTINGS
from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python scripts/write_command_reference.py"


def reference() -> str:
    """The settings and all commands, as Markdown."""
    return "\n\n".join([_settings(), *(_command(name, command) for name, command in commands.commands.items())])


def _settings() -> str:
    rows = []
    for setting in SETTINGS:
        names = (setting.option, setting.variable, setting.default)
        cells = [f"`{name}`" if name else "" for name in names]
        rows.append(f"| {' | '.join(cells)} | {setting.description} |")
    head = ("## Settings", "", "| option | variable | default | |", "| --- | --- | --- | --- |")
    return "\n".join([*head, *rows])


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"communique {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    rows = [_option(parameter) for parameter in command.params if isinstance(parameter, click.Option)]
    parts = [f"## communique {name}", f"    communique {name} {usage}", _paragraphs(command.help or "")]
    if rows:
        parts.append("\n".join(["| option | |", "| --- | --- |", *rows]))
    return "\n\n".join(parts)


def _paragraphs(text: str) -> str:
    """Help text with each paragraph on one line."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if isinstance(option.type, click.Choice):
        value = " " + " \\| ".join(f"`{choice}`" for choice in option.type.choices)
    else:
        value = f" {option.metavar}" if option.metavar else ""
    told = option.help or ""
    if option.multiple:
        told += " May be given several times."
    if option.required:
        told += " Required."
    return f"| {names}{value} | {told} |"


def write(path: Path = ROOT / "docs" / "commands.md") -> None:
    """Put the reference between the marks of the page."""
    replace_marked(path, COMMAND, reference(), heading="Commands")


if __name__ == "__main__":
    write()
