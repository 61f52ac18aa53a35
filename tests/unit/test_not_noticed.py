"""Small things that nothing else would notice if they broke: each of these tests was written for one such change."""

from __future__ import annotations

import asyncio
import gzip
import json
import ssl
from datetime import date

import httpcore
import httpx
import pytest

from evlint.api import lint_text
from evlint.cache.reuse import TreeDelta
from evlint.lint.context import UNKNOWN_LANGUAGE, language_and_region
from evlint.lint.engine import add_fingerprints
from evlint.lint.suppress import apply_suppressions
from evlint.model.diagnostic import Diagnostic
from evlint.model.files import MemoryFiles
from evlint.model.settings import Settings
from evlint.model.span import Place, Span
from evlint.net.decompress import Inflater
from evlint.net.origin import OriginTransport
from evlint.net.throttle import HostThrottle
from evlint.parse import parse
from evlint.pipeline.in_memory import linter_in_memory

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


PLACES = {
    "type": "object",
    "properties": {
        "place": {
            "anyOf": [
                {
                    "title": "a town",
                    "type": "object",
                    "properties": {"town": {"type": "string"}, "zip": {"type": "integer"}},
                    "required": ["town", "zip"],
                },
                {
                    "title": "an address",
                    "type": "object",
                    "properties": {"street": {"type": "string"}, "number": {"type": "integer"}},
                    "required": ["street", "number"],
                },
            ]
        }
    },
}


def test_the_form_that_came_nearest_is_named() -> None:
    text = "---\n$schema: s.json\nplace:\n  street: rue Daru\n  number: drei\n---\n"
    (told,) = lint_text(text, files={"s.json": json.dumps(PLACES)}, select=["EV1"])
    assert "nearest to “an address”: “number” must be" in told.message


@pytest.mark.parametrize("value", ["12", "e", "1a", "x" * 36, "-fr"])
def test_what_is_no_language_is_not_taken_for_one(value: str) -> None:
    """Neither numbers nor single letters nor whole sentences: the post is read as if it said nothing."""
    document = parse("a.md", f'---\ntitle: x\nlang: "{value}"\n---\n\nVoilà.\n')
    linter = linter_in_memory(Settings(), MemoryFiles({}), today=date(2026, 1, 15))
    assert linter.context(document).language == UNKNOWN_LANGUAGE
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
            async with throttle.turn():
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
    packed = Inflater("gzip", 10)
    packed.add(gzip.compress(b"x" * size))
    packed.end()
    assert packed.cut is cut


class _Connection(httpcore.AsyncHTTP11Connection):
    """Refuses the first request that it gets, as one does whose server is about to close it, and takes the others."""

    def __init__(self) -> None:
        self.asked = 0

    def is_available(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def has_expired(self) -> bool:
        return False

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:  # noqa: ARG002 httpcore's own
        self.asked += 1
        if self.asked == 1:
            raise httpcore.ConnectionNotAvailable
        return httpcore.Response(204)


def test_a_connection_that_was_full_once_is_free_again() -> None:
    """Else it is kept for ever, and asked for nothing."""

    class Nobody(httpcore.AsyncNetworkBackend):
        """Opens no connection: the one that there is must do."""

    only = _Connection()
    transport = OriginTransport(httpx.URL("http://a.example/"), Nobody(), ssl.create_default_context)
    transport._connections.append(only)
    request = httpx.Request("GET", "http://a.example/", extensions={"timeout": {"connect": 1.0}})
    answered = asyncio.run(transport.handle_async_request(request))
    assert (answered.status_code, only.asked) == (204, 2)
