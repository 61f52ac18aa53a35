"""What several commands read in the same way from the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def follow_option(function: Decorated) -> Decorated:
    """Give a command that takes PATH the option `--follow`."""
    return click.option(
        "--follow", is_flag=True, help="Follow a PATH that leads out of its repository through a link."
    )(function)


def refuse_outside(path: str) -> None:
    """Raise a usage error for a named path that leads out of its tree, which this command has no need to follow."""
    from evlint.cli.language import said
    from evlint.io.tree import Tree
    from evlint.pipeline.notices import leads_out

    if Tree().leads_out(path):
        raise click.UsageError(said(leads_out(path)))


def codes(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:  # noqa: ARG001 click's own
    """Split codes or prefixes at commas and blanks; None where the option was not given."""
    return None if value is None else tuple(value.upper().replace(",", " ").split())


def complete_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer families and rules that begin as what was typed, after the last comma; a rule's name explains it."""
    from click.shell_completion import CompletionItem

    from evlint.rules import registry

    before, comma, begun = incomplete.rpartition(",")
    names = {rule.code: rule.name for rule in registry()}
    families = dict.fromkeys(sorted({code[:3] for code in names}), "")
    return [
        CompletionItem(f"{before}{comma}{code}", help=name or None)
        for code, name in {**families, **names}.items()
        if code.startswith(begun.upper())
    ]


def complete_report(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer the formats for FORMAT:FILE, and files where none begins so."""
    from click.shell_completion import CompletionItem

    from evlint.report import FORMATS

    formats = [CompletionItem(f"{name}:") for name in FORMATS if name.startswith(incomplete)]
    return formats or [CompletionItem(incomplete, type="file")]
