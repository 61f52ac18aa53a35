"""What the rules of this family share: links with their answers, and the words for where a link leads."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.link_check.address import without_secrets
from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Finding, Fix
from evlint.model.document import Document, Link
from evlint.model.message import Msg
from evlint.urls.split import split_url


def answered(document: Document, context: RuleContext) -> Iterator[tuple[Link, Answer]]:
    """Pair every link that was asked for with its answer, in the order of the file."""
    answers = context.answers
    for link in document.links:
        answer = answers.get(link.url)
        if answer is not None:
            yield link, answer


def judged(document: Document, context: RuleContext, verdict: str) -> Iterator[tuple[Link, Answer]]:
    """Pair every link whose answer has this verdict with it, in the order of the file."""
    return (pair for pair in answered(document, context) if pair[1].verdict == verdict)


def finding(link: Link, message: Msg, help_: Msg, fix: Fix | None = None) -> Finding:
    """Make a finding that underlines a link's address; user names and passwords in it are not repeated."""
    return Finding(link.span, message, help_, pointer=link.pointer, url=without_secrets(link.url), fix=fix)


def host_of(url: str | None) -> str:
    """Return the host of a URL, as people name it."""
    return split_url(url or "").host or ""


def led_to(answer: Answer) -> str | None:
    """Return where a link was sent on to, None where it was not."""
    if not answer.hops or not answer.final_url:
        return None
    return without_secrets(answer.final_url)
