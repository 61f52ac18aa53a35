"""A bar on standard error while links are asked for. Nothing is imported or drawn before the first of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from evlint.cli.language import tr
from evlint.model.message import msg, plural

if TYPE_CHECKING:
    from rich.progress import Progress


class LinkProgress:
    """Shows how many links are done, of how many, and how many could not be verified. Gone when the run ends."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, total: int, unverified: int, hosts: int) -> None:
        """Draw the bar, or draw it anew: `done` of `total` links, `unverified` of those done, on `hosts` hosts."""
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            self._bar = Progress(
                TextColumn(tr(msg("links"))),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[counts]}"),
                console=Console(file=sys.stderr),
                transient=True,
            )
            self._bar.start()
            self._bar.add_task("links", total=total, counts="")
        counts = msg(
            "{hosts}, {unverified}",
            hosts=plural("{count} host", "{count} hosts", hosts),
            unverified=plural("{count} not verified", "{count} not verified", unverified),
        )
        self._bar.update(self._bar.task_ids[0], completed=done, total=total, counts=tr(counts))
