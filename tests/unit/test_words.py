"""French: every message has one, typeset as French is; dates, lists, numbers and plurals are written as it does."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from importlib import import_module
from pathlib import Path

import pytest
from rich.cells import cell_len

from evlint.api import lint_text
from evlint.i18n import LANGUAGES, wording
from evlint.lint.explain import page, rule_data
from evlint.model.message import msg, plural, render
from evlint.model.outcome import Outcome
from evlint.model.rule import Rule
from evlint.report import Style
from evlint.report import render as report
from evlint.rules import registry

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "scripts"))
catalogue = import_module("generate_catalogue")

FRENCH = wording("fr")
TEXTS = [text for value in catalogue.french().values() for text in ((value,) if isinstance(value, str) else value)]


def test_every_message_has_its_french_with_the_same_placeholders() -> None:
    assert catalogue.problems() == []


def test_the_catalogue_and_its_module_are_fresh() -> None:
    for name, text in catalogue.generated().items():
        assert (ROOT / name).read_text("utf-8") == text, f"run “make generate”: {name}"


def test_templates_are_found_in_every_room() -> None:
    found = catalogue.templates()
    assert "There is no “{path}”." in found
    assert ("{count} error", "{count} errors") in found
    assert "Colours." in found
    assert "What evlint found" in found
    assert len(found) > 700


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (r"[^\W\d_]'[^\W\d_]", "a straight apostrophe between letters"),
        (r"«(?!\u00a0)|(?<!\u00a0)»", "a guillemet without its no-break space"),
        (r"(?<!\u202f)(?<!«\u00a0)[;?!](?=\s|$)", "no narrow no-break space before ; ? !"),
        (r" :(?=\s|$)", "a plain space before a colon"),
        (r"[“”]", "English quotation marks"),
        (r"\b([Tt]u|[Tt]on|[Tt]a|[Tt]es|[Tt]oi)\b", "tutoiement"),
        (r"\.\.\.", "three dots instead of an ellipsis"),
        (r"  \S", "two spaces in a row"),
    ],
)
def test_french_is_typeset_as_it_should_be(wrong: str, why: str) -> None:
    sinners = [text for text in TEXTS if re.search(wrong, text.lstrip()) and "\b" not in text]
    assert sinners == [], why


def test_the_check_of_typesetting_sees_mistakes() -> None:
    assert re.search(r"(?<!\u202f)(?<!«\u00a0)[;?!](?=\s|$)", "Quoi ?")
    assert not re.search(r"(?<!\u202f)(?<!«\u00a0)[;?!](?=\s|$)", "Quoi\u202f?")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2022, 11, 4), "vendredi 4\u00a0novembre 2022"),
        (date(2022, 10, 1), "samedi 1er\u00a0octobre 2022"),
        (datetime(2022, 11, 4, 18, 30), "vendredi 4\u00a0novembre 2022 à 18\u00a0h\u00a030"),  # noqa: DTZ001 a local time
        (datetime(2022, 11, 4, 9, 0, tzinfo=UTC), "vendredi 4\u00a0novembre 2022 à 9\u00a0h (UTC)"),
        (
            datetime(2022, 8, 1, 9, 5, tzinfo=timezone(timedelta(hours=2))),
            "lundi 1er\u00a0août 2022 à 9\u00a0h\u00a005 (UTC+02:00)",
        ),
        (time(18, 0), "18\u00a0h"),
        (["a"], "a"),
        (["a", "b"], "a et b"),
        (("a", "b", "c"), "a, b et c"),
        ([], ""),
        (2022, "2022"),
        (12_345_678, "12\u202f345\u202f678"),
        (True, "True"),
        (1.5, "1.5"),
        ("18:30", "18:30"),
    ],
)
def test_arguments(value: object, written: str) -> None:
    assert render(msg("{value}", value=value), FRENCH) == written


@pytest.mark.parametrize(("count", "written"), [(0, "0 erreur"), (1, "1 erreur"), (2, "2 erreurs")])
def test_zero_takes_the_singular(count: int, written: str) -> None:
    assert render(plural("{count} error", "{count} errors", count), FRENCH) == written


def test_messages_inside_messages_are_translated_too() -> None:
    message = msg("{name} is empty, and it must be {wanted}.", name=msg("the front matter"), wanted=msg("a list"))
    assert render(message, FRENCH) == "l’en-tête est vide, et doit être une liste."


def test_what_the_catalogue_does_not_know_stays_as_it_is() -> None:
    assert render(msg("no such template {x}", x=1), FRENCH) == "no such template 1"
    assert render(plural("{count} such", "{count} suches", 2), FRENCH) == "2 suches"


def test_an_unknown_language_is_english() -> None:
    assert render(msg("a list"), wording("de")) == "a list"


ENGLISH_WORD = re.compile(
    r"\b(the|and|of|with|is|are|was|be|that|which|for|from|when|where|not|this|its?|by|has|have|to)\b", re.IGNORECASE
)


def prose(text: str) -> list[str]:
    """Return the lines of a page that are for readers: no code, no title (it is the rule's code and name)."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return [line for line in text.splitlines()[1:] if line.strip()]


@pytest.mark.parametrize("rule", registry(), ids=lambda rule: rule.code)
def test_a_rule_page_is_french_but_for_its_examples(rule: Rule) -> None:
    french = prose(page(rule, FRENCH))
    assert len(french) == len(prose(page(rule)))
    assert {line for line in french if line in prose(page(rule))} <= {"## Options"}
    spoken = re.sub(r"`[^`]*`|Source : .*", "", "\n".join(french).replace("\u00a0", " "))
    assert ENGLISH_WORD.findall(spoken) == []


def test_the_check_of_rule_pages_sees_english() -> None:
    assert ENGLISH_WORD.search("Nobody sees the post.")
    assert prose("# EV1 x\n\nWords\n\n```toml\na = 1\n```\n\nMore\n") == ["Words", "More"]


def test_a_rule_as_data_is_french_where_that_is_asked_for() -> None:
    rule = registry()[0]
    english, french = rule_data(rule), rule_data(rule, FRENCH)
    differ = {key for key in english if english[key] != french[key]}
    assert differ == {"summary", "explanation"}


def test_french_is_kept_where_the_english_was_reworded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old French stays in the catalogue to be read again, and does not count as the French of the new text."""
    place = {"How to fix: correct whichever of the two hours is wrong.": ["a.py"]}
    kept = catalogue._catalogue(place, {}, list(place))
    assert "#, fuzzy\nmsgid" in kept
    assert "corrigez celle des deux dates" in kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_fits_a_terminal_of_80_columns(language: str) -> None:
    words = wording(language)
    diagnostics = tuple(
        found
        for name in ("journee-portes-ouvertes", "mois-innovation-publique-2022")
        for found in lint_text(
            (ROOT / "fixtures" / "demo" / f"{name}.md").read_text("utf-8"),
            path=f"{name}.md",
            today=date(2026, 11, 24),
            wording=words,
        )
    )
    assert len(diagnostics) >= 4
    text = report(Outcome(diagnostics=diagnostics, files=2), "table", Style(width=80, wording=words, language=language))
    assert max(map(len, text.splitlines())) <= 80
    assert ("erreur" in text) == (language == "fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["a/" * 60 + "post.md", "記事/" * 30 + "投稿.md", "é" * 200 + ".md"])
def test_the_table_keeps_to_the_terminal_with_long_and_wide_words(path: str, language: str) -> None:
    """Columns are counted as a terminal shows them: an ideogram takes two."""
    words = wording(language)
    post = "---\ntitle: x\n---\n\n[x](https://bo-" + "a" * 120 + ".example.com/) [記事](http://" + "b" * 90 + "/記事)\n"
    found = tuple(lint_text(post, path=path, today=date(2026, 11, 24), wording=words))
    assert len(found) >= 2
    text = report(Outcome(diagnostics=found, files=1), "table", Style(width=80, wording=words, language=language))
    assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    "name", ["concise", "full", "github", "html", "markdown", "json", "sarif", "junit", "checkstyle"]
)
def test_no_report_breaks_french_typesetting(name: str) -> None:
    post = (ROOT / "fixtures" / "demo" / "journee-portes-ouvertes.md").read_text("utf-8")
    diagnostics = tuple(lint_text(post, today=date(2026, 11, 24), wording=FRENCH))
    text = report(Outcome(diagnostics=diagnostics, files=1), name, Style(wording=FRENCH, language="fr"))
    assert "le jour de la semaine est faux" in text
    assert "�" not in text
    assert "\\xa0" not in text


def test_french_says_what_day_a_date_is() -> None:
    found = lint_text("---\ndate: 2026-10-20\n---\n\nLe mercredi 5 novembre 2026.\n", wording=FRENCH)
    assert [one.message for one in found] == [
        "«\u00a0mercredi 5 novembre 2026\u00a0»\u00a0: le jour de la semaine est faux. "
        "Le 5\u00a0novembre 2026 est un jeudi."
    ]
