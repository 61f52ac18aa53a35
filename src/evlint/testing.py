"""Tests for rules: runs a rule over its own examples, as a user would meet them.

A rule's examples are its tests. In an example's text `«…»` stands around what must be underlined; the marks are taken out
before the post is checked. For a package with rules of its own one test is enough:

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_rule(rule):
        check_rule(rule)

Nothing here needs a test library, or the package to be installed: a failure is an `AssertionError` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from evlint.lint.fixer import fix_text
from evlint.model.diagnostic import Diagnostic
from evlint.model.files import MemoryFiles, Read
from evlint.model.outcome import with_online
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.pipeline.in_memory import linter_in_memory, settings_of
from evlint.rules import lent, own_rules
from evlint.rules.others import completed, fault

__all__ = ["check_example", "check_fix", "check_form", "check_rule", "findings", "mended", "unmark"]

OPEN, CLOSE = "«", "»"
_GRADES: dict[str, set[str]] = {"": set(), "unsafe": {"unsafe"}, "safe": {"safe", "unsafe"}}


def check_rule(rule: Rule) -> None:
    """Check a rule: its form, what it says of each example, and what its fixes make of them.

    Raises `AssertionError` that names the rule, the example and what is not as it should be.
    """
    check_form(rule)
    for number, example in enumerate(rule.examples, 1):
        try:
            check_example(rule, example)
            if isinstance(example, Bad):
                check_fix(rule, example)
        except AssertionError as error:
            kind = type(example).__name__
            raise AssertionError(f"{rule.code}, example {number} ({kind}): {error}\n\n{example.text}") from None
        except Exception as error:
            error.add_note(f"{rule.code} failed on its example {number}:\n\n{example.text}")
            raise


def check_form(rule: Rule) -> None:
    """Check what every rule has: code, name, examples of both kinds, and a manual that says what to do."""
    rule = completed(rule)
    why = None if _is_own(rule) else fault(rule)
    _expect(why is None, str(why))
    _expect(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) is not None, f"“{rule.name}” is no name for a rule")
    _expect(_some(rule, Bad), f"{rule.code} shows nothing that it flags: it needs an example with Bad")
    _expect(_some(rule, Good), f"{rule.code} shows nothing that it leaves alone: it needs an example with Good")
    paragraphs = [part.strip() for part in rule.doc.strip().split("\n\n")]
    _expect(
        len(paragraphs) >= 3 and any(part.startswith("How to fix:") for part in paragraphs),
        f"the docstring of {rule.code}'s file says in three paragraphs: what is flagged; why it matters; “How to fix: …”",
    )
    shown = [one for one in rule.examples if isinstance(one, Bad) and one.fixed is not None]
    _expect(bool(shown) or not rule.fix, f"{rule.code} has fixes: an example shows one (fixed=…)")
    if rule.fix:
        _expect(
            rule.fix in _grades(found for one in shown for found in findings(rule, one)[2]), "no fix is of its grade"
        )


def check_example(rule: Rule, example: Bad | Good) -> list[Diagnostic]:
    """Check what a rule says of one example: nothing of a `Good` one, of a `Bad` one just what is marked. Returns that."""
    text, spans, found = findings(rule, example)
    shown = [(text[one.span.start : one.span.end], one.message) for one in found]
    if isinstance(example, Good):
        _expect(not found, f"the rule must leave this alone, and flags {shown}")
        return found
    wanted = [text[span.start : span.end] for span in spans]
    _expect(bool(spans), "nothing is marked with « »")
    _expect(sorted(one.span for one in found) == spans, f"marked is {wanted}, flagged is {shown}")
    _expect(example.says in found[0].message, f"“{found[0].message}” does not say “{example.says}”")
    _expect(all(one.message.strip() for one in found), "a message is empty")
    told = {one.severity for one in found}
    _expect(example.severity in ("", *told), f"it is told as {', '.join(sorted(told))}, not as {example.severity}")
    return found


def check_fix(rule: Rule, example: Bad) -> None:
    """Check what a rule's fixes make of an example, and that `fixed` is given just where there is one."""
    grades = _grades(findings(rule, example)[2])
    _expect(grades <= _GRADES[rule.fix], f"a fix is {', '.join(grades)}, and the rule says fix={rule.fix!r}")
    _expect((example.fixed is not None) == bool(grades), "an example gives the fixed text just where there is a fix")
    if example.fixed is not None:
        text = mended(rule, example)
        _expect(text == example.fixed, f"the fixed text is\n{text}")
    if "safe" not in grades:
        _expect(mended(rule, example, unsafe=False) == unmark(example.text)[0], "--fix changes it, without a safe fix")


def unmark(text: str) -> tuple[str, list[Span]]:
    """Take the marks out: the text as the author wrote it, and the spans that were marked, in order."""
    plain: list[str] = []
    spans: list[Span] = []
    length = 0
    opened: list[int] = []
    for char in text:
        if char == OPEN:
            opened.append(length)
        elif char == CLOSE and opened:
            spans.append(Span(opened.pop(), length))
        else:
            plain.append(char)
            length += 1
    return "".join(plain), sorted(spans)


def findings(rule: Rule, example: Bad | Good) -> tuple[str, list[Span], list[Diagnostic]]:
    """Check an example with one rule: the plain text, the marked spans, the diagnostics of that rule.

    A rule that raises raises here too.
    """
    text, spans = unmark(example.text)
    return text, spans, [found for found in _lint(rule, example, text) if found.rule == rule.code]


def mended(rule: Rule, example: Bad | Good, *, unsafe: bool = True) -> str:
    """Apply the fixes of one rule to an example as `--fix` does: one that breaks the front matter is not applied."""

    def lint(text: str) -> list[Diagnostic]:
        found = _lint(rule, example, text)
        return [one if one.rule == rule.code else one._replace(fix=None) for one in found]

    return fix_text(unmark(example.text)[0], lint, unsafe=unsafe).text


def _lint(rule: Rule, example: Bad | Good, text: str) -> list[Diagnostic]:
    with lent(() if _is_own(rule) else (completed(rule),)):
        linter = linter_in_memory(
            settings_of(example.configured),
            MemoryFiles({**dict(example.files), example.path: text}),
            today=date.fromisoformat(example.today),
            select=None if rule.code == "EV009" else ("EV", rule.code),  # all run: a rule leaves some things to others
        )
        document = linter.document(example.path, Read(text))
        result = linter.lint(document)
        if rule.needs == "online":
            result = with_online(result, linter.lint_online(document, dict(example.answers)))
        for defect in result.defects:
            if defect.rule == rule.code:
                list(rule.check(document, linter.context(document)))  # raises again, with the way there
            raise AssertionError(str(defect.message))
        return result.diagnostics


def _is_own(rule: Rule) -> bool:
    return any(rule.check is one.check for one in own_rules() if one.code == rule.code)


def _some(rule: Rule, kind: type[Bad | Good]) -> bool:
    return any(isinstance(example, kind) for example in rule.examples)


def _grades(found: Iterable[Diagnostic]) -> set[str]:
    return {one.fix.applicability for one in found if one.fix is not None}


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
