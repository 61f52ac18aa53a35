"""What click's shell completion lacks."""

from __future__ import annotations

from click.shell_completion import FishComplete, add_completion_class


class Fish(FishComplete):
    """Click's script for fish, which cuts a candidate at each comma; lists of codes have some."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


def mend() -> None:
    """Take our scripts in the place of click's."""
    add_completion_class(Fish)
