"""Fixes hold still: fixing twice is fixing once, nothing fixable is left, and what no edit touches stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bench import unmark
from evlint.api import lint_text
from evlint.lint.fixer import Fixed, fix_text
from evlint.model.diagnostic import Diagnostic
from evlint.model.rule import Bad, Rule
from evlint.rules import own_rules

SHOWN = [
    (rule, example)
    for rule in own_rules()
    for example in rule.examples
    if rule.fix and rule.code[2] != "4" and isinstance(example, Bad) and example.fixed is not None
]
CONFIG = (
    'timezone = "Europe/Paris"\n[links]\nhttps-hosts = ["www.example.org"]\n'
    'rewrite = { "bo-site.example.net" = "www.example.net" }\n'
)
FRONT = (
    "heure: 12:30", "avis: no", "code: 010", "texte: 'a: b'  # un commentaire",
    "event_start_date: 2022-11-02 18:30:00 +02:00", "event_startdate: 2022-11-02", "lieu:\u00a0Paris",
    "titre\u200b: x", "liste: [yes, 'non', 1_000]", "resume: >\n  a\n  b", "lien: www.example.org/a",
    "# evlint-disable-line EV206",
)  # fmt: skip
BODY = (
    "Le vendredi 3 novembre 2022.", "[a](https:/example.org/x)", "<a href='http://https://example.org'>b</a>",
    "[c](https://bo-site.example.net/p)", "[d](http://www.example.org/é)", '[e](x.md){:target="blank"}', "{: : .encadre}",
    "<!-- evlint-disable-next-line EV206 -->", "`[f](https:/example.org)`", "fin de ligne  ", "\u00a0", "[g](\u200bhttps://example.org)",
    "𝄞 [h](www.example.org) é",
)  # fmt: skip


def mend(text: str, lint: Callable[[str], Sequence[Diagnostic]], *, unsafe: bool) -> Fixed:
    return fix_text(text, lint, unsafe=unsafe)


def assert_still(text: str, lint: Callable[[str], Sequence[Diagnostic]], *, unsafe: bool) -> str:
    """Mend a text and hold what every mended text must hold."""
    once = mend(text, lint, unsafe=unsafe)
    twice = mend(once.text, lint, unsafe=unsafe)
    assert twice.text == once.text
    assert twice.mended == []
    given_up = {one.rule for one in (*once.dropped, *twice.dropped)}
    grades = ("safe", "unsafe") if unsafe else ("safe",)
    left = [one for one in once.left if one.fix is not None and one.fix.edits and one.fix.applicability in grades]
    assert not [one for one in left if one.rule not in given_up]
    return once.text


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SHOWN), st.sampled_from(("\n", "\r\n")), st.lists(st.sampled_from(("é", "x  ", "\t𝄞", "")), max_size=4),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_what_no_edit_touches_is_kept(
    shown: tuple[Rule, Bad], end: str, lines: list[str], marked: bool, unsafe: bool
) -> None:
    rule, example = shown
    noise = "".join(f"{line}\n" for line in ("", "fin", *lines))
    plain = unmark(example.text)[0].replace("\r\n", "\n")
    keeps_mark = marked and rule.code != "EV008" and not plain.startswith("\ufeff")
    text = ("\ufeff" if keeps_mark else "") + (plain + noise).replace("\n", end)

    def lint(one: str) -> list[Diagnostic]:
        return lint_text(
            one, path=example.path, config=example.config, files=dict(example.files),
            today=date.fromisoformat(example.today), select=None if rule.code == "EV009" else (rule.code, "EV004"),
        )  # fmt: skip

    after = assert_still(text, lambda one: [d for d in lint(one) if d.rule in (rule.code, "EV004")], unsafe=unsafe)
    assert after.endswith(noise.replace("\n", end))
    assert after.startswith("\ufeff") == text.startswith("\ufeff") or rule.code == "EV008"
    if end == "\r\n":
        assert after.count("\n") == after.count("\r\n")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FRONT), unique=True, max_size=6), st.lists(st.sampled_from(BODY), max_size=6),
    st.sampled_from(("\n", "\r\n")), st.booleans(), st.booleans(),
)  # fmt: skip
def test_fixes_of_all_rules_hold_still_together(
    front: list[str], body: list[str], end: str, marked: bool, unsafe: bool
) -> None:
    lines = ["---", "title: Atelier", *front, "---", "", *(f"{line}\n" for line in body)]
    text = ("\ufeff" if marked else "") + "\n".join(lines).replace("\n", end)

    def lint(one: str) -> list[Diagnostic]:
        return lint_text(one, path="_posts/a.md", config=CONFIG, today=date(2022, 10, 1), select=("EV",))

    after = assert_still(text, lint, unsafe=unsafe)
    for line in ("fin de ligne  ", "`[f](https:/example.org)`", "texte: 'a: b'  # un commentaire", "resume: >"):
        assert after.count(line) == text.count(line)
