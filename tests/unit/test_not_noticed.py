"""Small things that nothing else would notice if they broke: each of these tests was written for one such change."""

from __future__ import annotations

import asyncio

import pytest

from evlint.api import lint_text
from evlint.cache.reuse import TreeDelta
from evlint.lint.context import language_and_region
from evlint.lint.engine import add_fingerprints
from evlint.lint.suppress import apply_suppressions
from evlint.model.diagnostic import Diagnostic
from evlint.model.span import Place, Span
from evlint.net.decompress import Inflater
from evlint.net.throttle import HostThrottle
from evlint.parse import parse

HERE = Place(1, 1, 0)


def found(marked: str, rule: str = "EV301", line: int = 1) -> Diagnostic:
    place = Place(line, 1, 0)
    return Diagnostic(rule, "x", "error", "m", None, "a.md", place, place, Span(0, 0), marked)


def test_a_fingerprint_survives_a_line_that_is_wrapped_anew() -> None:
    """As an editor does it that fills paragraphs: the marked text has other blanks, and is the same text."""
    one, other = (add_fingerprints([found(text)])[0].fingerprint for text in ("lundi 3\nnovembre", "lundi  3 novembre"))
    assert one == other
    first, second = add_fingerprints([found("a b"), found("a\tb")])
    assert first.fingerprint != second.fingerprint


ONE_OF = {
    "type": "object",
    "oneOf": [
        {
            "properties": {"kind": {"const": "a"}, "x": {"type": "integer"}, "y": {"type": "integer"}},
            "required": ["x", "y", "z"],
        },
        {"properties": {"kind": {"const": "b"}, "n": {"type": "integer"}}, "required": ["kind", "n"]},
    ],
}


def test_the_form_that_came_nearest_is_told() -> None:
    import json

    text = '---\n$schema: s.json\nkind: b\nn: "drei"\n---\n'
    messages = [one.message for one in lint_text(text, files={"s.json": json.dumps(ONE_OF)}, select=["EV1"])]
    assert len(messages) == 1
    assert "“n”" in messages[0] or "n " in messages[0]
    assert "z" not in messages[0].split()


@pytest.mark.parametrize("value", ["12", "e", "1a", "x" * 36, "-fr"])
def test_what_is_no_language_is_not_taken_for_one(value: str) -> None:
    """The post is read in the default language, French, and its weekday is told."""
    text = f'---\ntitle: x\nlang: "{value}"\n---\n\nLe lundi 4 novembre 2026.\n'
    assert [one.rule for one in lint_text(text, select=["EV206"])] == ["EV206"]
    assert language_and_region("fr") == ("fr", None)


def test_the_ids_of_a_page_that_is_not_checked_are_asked_again() -> None:
    delta = TreeDelta(frozenset({"changed.md"}), frozenset({"a.md", "changed.md"}), layout=True, registrations=True)
    assert delta.cannot_affect(("anchors", "a.md"))
    assert not delta.cannot_affect(("anchors", "changed.md"))
    assert not delta.cannot_affect(("anchors", "excluded.md"))


def test_a_silenced_finding_has_the_reason_of_the_comment_that_was_first() -> None:
    text = (
        "<!-- evlint-disable EV301: for all -->\n"
        "<!-- evlint-disable-next-line EV3: for this line -->\n"
        "[x](https://preprod.ministere.fr/)\n"
        "<!-- evlint-enable EV301 -->\n"
    )
    document = parse("a.md", text)
    silenced = apply_suppressions(document, [found("x", line=3)], frozenset(), frozenset()).suppressed
    assert [one.reason for one in silenced] == ["for all"]


def test_a_host_that_pleads_for_patience_is_asked_by_half_as_many_at_once() -> None:
    async def most_at_once(throttle: HostThrottle) -> int:
        running = most = 0

        async def page() -> None:
            nonlocal running, most
            async with throttle:
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.01)
                running -= 1

        await asyncio.gather(*(page() for _ in range(8)))
        return most

    async def both() -> tuple[int, int]:
        fresh, slowed = HostThrottle(4, 0.0, 5.0), HostThrottle(4, 0.0, 5.0)
        slowed.slow_down(0.0)
        slowed._interval = 0.0  # how many at once is the question here
        return await most_at_once(fresh), await most_at_once(slowed)

    assert asyncio.run(both()) == (4, 2)


def test_a_host_is_given_up_at_the_last_page_that_it_may_leave_unanswered() -> None:
    from evlint.net import throttle

    host = HostThrottle(4, 0.0, 5.0)
    for _ in range(throttle._SILENT - 1):
        host.record_timeout()
    assert not host.is_unresponsive
    host.record_timeout()
    assert host.is_unresponsive


@pytest.mark.parametrize(("size", "cut"), [(9, False), (10, False), (11, True)])
def test_a_page_of_just_the_most_bytes_is_whole(size: int, cut: bool) -> None:
    page = Inflater("", 10)
    page.add(b"x" * size)
    page.end()
    assert page.cut is cut
