"""What a rule leaves to another it leaves only where that one runs."""

from __future__ import annotations

import pytest

from evlint import lint_text

SCHEMA = {"s.json": '{"type": "object", "properties": {"jour": {"type": "string", "format": "date"}}}'}
CONFIG = '[[collection]]\nname = "fiches"\nfiles = ["**"]\nschema = "s.json"\n'


@pytest.mark.parametrize(
    ("post", "left", "to"),
    [
        ("---\njour: bientôt\n---\n", "EV103", "EV201"),
        ("---\nevent_date: 31 novembre 2022\n---\n", "EV211", "EV201"),
        ("---\ntitle: Journée du 18 janvier 2023\nevent_start_date: 2024-01-18\n---\n\nVenez.\n", "EV209", "EV207"),
        ("---\nlien: https://preprod.mairie.fr/le programme\n---\n", "EV303", "EV301"),
        ("[a](https://preprod.mairie.fr/wp-admin/)\n", "EV310", "EV301"),
        ('<p><a href="https://mairie.fr/a target="_blank">a</a></p>\n', "EV303", "EV316"),
        ("---\ntitle: {{ titre }}\n---\n\nTexte.\n", "EV102", "EV011"),
    ],
)
def test_it_is_told_by_one_of_the_two(post: str, left: str, to: str) -> None:
    def told(*select: str) -> set[str]:
        config = CONFIG if "jour" in post else ""
        return {one.rule for one in lint_text(post, select=select, config=config, files=SCHEMA)} & {left, to}

    assert told("EV") == {to}
    assert told(left, to) == {to}
    assert told(left) == {left}
