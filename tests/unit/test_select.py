"""Which rules run on which file, and with which severity."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evlint.config.errors import ConfigError
from evlint.lint.select import Selector
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.rule import Rule
from evlint.model.settings import FileRules, Settings


def _nothing(document: Document, context: RuleContext) -> Iterator[Finding]:
    yield from ()


REGISTRY = tuple(
    Rule(code, "warning", _nothing, (), default=code != "EV312")
    for code in ("EV001", "EV206", "EV207", "EV301", "EV305", "EV312")
)
ALL = ["EV001", "EV206", "EV207", "EV301", "EV305"]


def chosen(
    settings: Settings,
    path: str = "a.md",
    *,
    select: tuple[str, ...] | None = None,
    extend_select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> list[str]:
    selector = Selector(settings, REGISTRY, select=select, extend_select=extend_select, ignore=ignore)
    return [one.rule.code for one in selector.active(path)]


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        (Settings(), ALL),
        (Settings(select=("EV2",)), ["EV206", "EV207"]),
        (Settings(select=("EV2", "EV301")), ["EV206", "EV207", "EV301"]),
        (Settings(select=("EV2",), extend_select=("EV3",)), ["EV206", "EV207", "EV301", "EV305"]),
        (Settings(ignore=("EV2",)), ["EV001", "EV301", "EV305"]),
        (Settings(ignore=("EV2",), extend_select=("EV207",)), ["EV001", "EV207", "EV301", "EV305"]),
        (Settings(select=("EV206",), ignore=("EV206",)), []),
        (Settings(select=()), []),
        (Settings(severity={"EV3": "off", "EV305": "info"}), ["EV001", "EV206", "EV207", "EV305"]),
        # A rule that is off by default: its family does not switch it on, its code or a severity does.
        (Settings(select=("EV3",)), ["EV301", "EV305"]),
        (Settings(select=("EV312",)), ["EV312"]),
        (Settings(extend_select=("EV312",)), [*ALL, "EV312"]),
        (Settings(severity={"EV312": "info"}), [*ALL, "EV312"]),
        (Settings(select=("EV2",), severity={"EV312": "info"}), ["EV206", "EV207"]),
        (Settings(extend_select=("EV312",), ignore=("EV3",)), ["EV001", "EV206", "EV207", "EV312"]),
    ],
)
def test_the_configuration_chooses(settings: Settings, codes: list[str]) -> None:
    assert chosen(settings) == codes


def test_the_command_line_replaces_select_and_adds_to_the_rest() -> None:
    settings = Settings(select=("EV2",), extend_select=("EV001",), ignore=("EV206",))
    assert chosen(settings, select=("EV3",)) == ["EV301", "EV305"]
    assert chosen(settings, extend_select=("EV301",)) == ["EV001", "EV207", "EV301"]
    assert chosen(settings, ignore=("EV0",)) == ["EV001", "EV207"], "the longer EV001 of the file holds"
    assert chosen(settings, ignore=("EV001",)) == ["EV207"]
    assert chosen(settings, select=("EV312",)) == ["EV312"]


def test_a_code_typed_on_the_command_line_beats_the_same_in_the_file() -> None:
    settings = Settings(ignore=("EV206",))
    assert chosen(settings, select=("EV206",)) == ["EV206"]
    assert chosen(settings, select=("EV2",)) == ["EV207"]
    assert chosen(Settings(extend_select=("EV206",)), ignore=("EV206",)) == ["EV001", "EV207", "EV301", "EV305"]


def test_a_severity_of_off_holds_whatever_selects_the_rule() -> None:
    assert chosen(Settings(severity={"EV301": "off"}), select=("EV301",)) == []


def test_severities_come_from_the_longest_entry() -> None:
    selector = Selector(Settings(severity={"EV": "info", "EV2": "error", "EV207": "warning"}), REGISTRY)
    assert [one.severity for one in selector.active("a.md")] == ["info", "error", "warning", "info", "info", "info"]


def test_per_file_entries_hold_on_top_in_their_order() -> None:
    settings = Settings(
        select=("EV2", "EV301"),
        per_file=(
            FileRules("_archives/**", ignore=("EV2",)),
            FileRules("*.draft.md", select=("EV206", "EV3"), severity={"EV206": "info"}),
            FileRules("extra/", extend_select=("EV001", "EV312"), severity={"EV301": "off"}),
        ),
    )
    assert chosen(settings, "a.md") == ["EV206", "EV207", "EV301"]
    assert chosen(settings, "_archives/a.md") == ["EV301"]
    assert chosen(settings, "a.draft.md") == ["EV206", "EV301", "EV305"]
    assert chosen(settings, "extra/a.md") == ["EV001", "EV206", "EV207", "EV312"]
    assert Selector(settings, REGISTRY).active("a.draft.md")[0].severity == "info"


def test_per_file_ignore_holds_for_rules_typed_on_the_command_line_and_select_only_narrows_them() -> None:
    settings = Settings(per_file=(FileRules("a/", ignore=("EV2",)), FileRules("b/", select=("EV3",))))
    assert chosen(settings, "a/x.md", select=("EV206", "EV301")) == ["EV301"]
    assert chosen(settings, "b/x.md", select=("EV206", "EV301")) == ["EV301"]


def test_globs_are_read_from_the_folder_of_the_configuration() -> None:
    settings = Settings(root="..", here="site", per_file=(FileRules("site/old/**", ignore=("EV",)),))
    assert chosen(settings, "old/a.md") == []
    assert chosen(settings, "new/a.md") == ALL


def test_files_under_the_same_entries_share_their_rules() -> None:
    selector = Selector(Settings(per_file=(FileRules("a/", ignore=("EV2",)),)), REGISTRY)
    assert selector.active("a/x.md") is selector.active("a/y.md")
    assert selector.active("b.md") is selector.active("c.md")


def test_an_unknown_code_on_the_command_line_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        Selector(Settings(), REGISTRY, select=("EV2", "EV009X"), ignore=("XX",))
    assert str(caught.value).split("\n") == [
        "evlint: --select: no rule has the code “EV009X”; did you mean “EV009”?",
        "evlint: --ignore: no rule has the code “XX”",
    ]


def test_a_family_is_known_even_where_none_of_its_rules_is() -> None:
    assert chosen(Settings(), select=("EV4",)) == []
