"""What several commands read in the same way from the command line."""

from __future__ import annotations

import click


def codes(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:  # noqa: ARG001 click's own
    """Split codes or prefixes at commas and blanks; None where the option was not given."""
    return None if value is None else tuple(value.upper().replace(",", " ").split())
