"""What `evlint.testing` tells the author of a rule that is not right yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

import evlint
from evlint import rules
from evlint.model.message import Msg, Plural
from evlint.rules import Bad, Check, Document, Edit, Finding, Good, Rule, RuleContext, Span, msg, registry, safe, unsafe
from evlint.rules.others import fault
from evlint.testing import check_rule, findings

MANUAL = "What.\n\nWhy.\n\nHow to fix: so."
SOUND = (Bad("---\ntitle: x\n---\n\nan «oops» here\n"), Good("---\ntitle: x\n---\n\nnothing\n"))


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find a word."""
    at = document.text.find("oops")
    if at >= 0:
        yield Finding(Span(at, at + 4), msg("“oops” stands here."))


def mending(grade: str, text: str = "well") -> Check:
    """Return a rule's function that finds the word and mends it."""

    def check_and_fix(document: Document, context: RuleContext) -> Iterator[Finding]:
        make = safe if grade == "safe" else unsafe
        for found in check(document, context):
            yield found._replace(fix=make(msg("Say it otherwise"), Edit(found.span, text)))

    return check_and_fix


RULE = Rule(code="XX001", severity="warning", check=check, examples=SOUND, name="no-oops", doc=MANUAL)
FIXED = SOUND[0]._replace(fixed="---\ntitle: x\n---\n\nan well here\n")


def test_a_sound_rule_passes() -> None:
    check_rule(RULE)
    for grade in ("safe", "unsafe"):
        check_rule(RULE._replace(check=mending(grade), fix=grade, examples=(FIXED, SOUND[1])))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "EV301"}, "the code “EV301” of one of its rules will not do"),
        ({"code": "X1"}, "the code “X1” of one of its rules will not do"),
        ({"severity": "fatal"}, "“severity” of its rule XX001 is missing or wrong"),
        ({"name": "No Oops"}, "“name” of its rule XX001 is missing or wrong"),
        ({"url": "javascript:x"}, "“url” of its rule XX001 is missing or wrong"),
        ({"words": {"fr": ""}}, "“words” of its rule XX001 is missing or wrong"),
        ({"words": ["fr"]}, "“words” of its rule XX001 is missing or wrong"),
        ({"options": ["links.online"]}, "“options” of its rule XX001 is missing or wrong"),
        ({"examples": list(SOUND)}, "“examples” of its rule XX001 is missing or wrong"),
        ({"needs": "body"}, "“needs” of its rule XX001 is missing or wrong"),
        ({"default": None}, "“default” of its rule XX001 is missing or wrong"),
        ({"fix": "maybe"}, "“fix” of its rule XX001 is missing or wrong"),
        ({"name": "no-2"}, "“no-2” is no name for a rule"),
        ({"examples": SOUND[1:]}, "XX001 shows nothing that it flags"),
        ({"examples": SOUND[:1]}, "XX001 shows nothing that it leaves alone"),
        ({"doc": "What.\n\nWhy."}, "in three paragraphs"),
        ({"doc": "What.\n\nWhy.\n\nFix it."}, "How to fix: …"),
        ({"fix": "safe"}, "XX001 has fixes: an example shows one"),
        ({"check": mending("unsafe"), "fix": "safe", "examples": (FIXED, SOUND[1])}, "no fix is of its grade"),
        ({"check": mending("safe"), "examples": (FIXED, SOUND[1])}, "a fix is safe, and the rule says fix=''"),
        ({"check": mending("safe", "good"), "fix": "safe", "examples": (FIXED, SOUND[1])}, "the fixed text is\n---"),
        (
            {"check": mending("safe"), "fix": "safe", "examples": (FIXED, *SOUND)},
            "fixed text just where there is a fix",
        ),
        ({"examples": (FIXED, SOUND[1])}, "an example gives the fixed text just where there is a fix"),
        ({"examples": (*SOUND, Good("oops"))}, "must leave this alone, and flags [('oops', '“oops” stands here.')]"),
        ({"examples": (*SOUND, Bad("oops"))}, "XX001, example 3 (Bad): nothing is marked with « »"),
        ({"examples": (*SOUND, Bad("«o»ops"))}, "marked is ['o'], flagged is [('oops', "),
        ({"examples": (*SOUND, Bad("«well»"))}, "marked is ['well'], flagged is []"),
        ({"examples": (*SOUND, Bad("«oops»", says="whoops"))}, "“oops” stands here.” does not say “whoops”"),
        ({"check": lambda *_: [Finding(Span(21, 25), msg(" "))]}, "a message is empty"),
    ],
)
def test_what_is_wrong_is_told(changes: dict[str, object], told: str) -> None:
    with pytest.raises(AssertionError) as raised:
        check_rule(RULE._replace(**changes))  # type: ignore[arg-type]  # wrong on purpose
    assert told in str(raised.value)


def test_a_rule_that_raises_raises_in_its_test() -> None:
    def failing(document: Document, context: RuleContext) -> Iterator[Finding]:
        raise LookupError(document.path)

    with pytest.raises(LookupError, match=r"post\.md") as raised:
        check_rule(RULE._replace(check=failing))
    assert "XX001 failed on its example 1" in raised.value.__notes__[0]
    assert any(frame.name == "failing" for frame in raised.traceback)


def test_what_an_example_sets_holds() -> None:
    def nosy(document: Document, context: RuleContext) -> Iterator[Finding]:
        target = context.tree.target(document.path, "other.md").state
        yield Finding(Span(0, 1), msg("{a} {b} {c}", a=context.today.isoformat(), b=document.path, c=target))

    example = Bad(
        "«t»ext",
        path="content/post.md",
        files=(("content/other.md", "text"),),
        today="2026-02-03",
        config='severity = { XX001 = "error" }',
    )
    (found,) = findings(RULE._replace(check=nosy), example)[2]
    assert (found.message, found.severity) == ("2026-02-03 content/post.md found", "error")


def test_a_rule_under_test_leaves_nothing_behind() -> None:
    before = registry()
    check_rule(RULE)
    assert registry() == before
    assert "XX001" not in {rule.code for rule in registry()}


def test_everything_public_is_there_with_its_manual() -> None:
    for name in rules.__all__:
        held = getattr(rules, name)
        if name not in ("Check", "Node", "Severity"):  # names for types that have no place for one
            assert held.__doc__, name
    assert set(rules.__all__) <= set(dir(rules))
    assert rules.FrontMapping.__name__ == "Mapping"
    with pytest.raises(AttributeError, match="no attribute 'Docment'"):
        rules.Docment  # type: ignore[attr-defined]  # noqa: B018 the name is wrong on purpose


def test_from_python_a_failing_rule_is_told() -> None:
    def failing(document: Document, context: RuleContext) -> Iterator[Finding]:
        raise LookupError("so it is")

    with rules.lent((RULE._replace(check=failing, package="some-rules 1.0"),)):
        text = "---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n"
        with pytest.warns(
            RuntimeWarning, match=r"A defect in some-rules 1\.0, .* XX001 failed on post\.md \(LookupError: so"
        ):
            found = evlint.lint_text(text)
    assert [one.rule for one in found] == ["EV301"]


def test_names_are_completed_from_the_file() -> None:
    from evlint.rules.others import completed

    bare = completed(RULE._replace(name="", doc=""))
    assert (bare.name, bare.doc) == (__name__.rpartition(".")[2].replace("_", "-"), sys.modules[__name__].__doc__)
    assert fault(bare) is None
    assert completed(RULE) == RULE


def test_words_are_those_of_messages() -> None:
    said = {"fr": {"“oops” stands here.": "« oops » est là.", "{count} oops": "{count} oups"}}
    with rules.lent((RULE._replace(words=said),)):
        from evlint.i18n import wording
        from evlint.model.message import render

        french = wording("fr")
        assert render(Msg("“oops” stands here."), french) == "« oops » est là."
        assert render(Plural("{count} oops", "{count} of them", 1), french) == "1 oups"
        assert render(Plural("{count} oops", "{count} of them", 2), french) == "2 of them"
    assert render(Msg("“oops” stands here."), french) == "“oops” stands here."
