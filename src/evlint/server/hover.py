"""What evlint knows of the place under the cursor: the rule behind a finding, the date, where the link leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from evlint.dates.moment import is_plausible, local, written
from evlint.dates.phrases import Phrase
from evlint.dates.resolve import anchor, resolved
from evlint.dates.roles import roles
from evlint.dates.survey import survey
from evlint.dates.window import window
from evlint.explain import sections
from evlint.model.daywords import english_day
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document, Link
from evlint.model.facts import Facts
from evlint.model.span import Span
from evlint.model.values import NamedTuple
from evlint.rules import page_url, registry
from evlint.server.desk import Looked
from evlint.server.targets import told_of

_ROLES = {
    "published": "the publication date",
    "modified": "the date of the last change",
    "start": "the start of the event",
    "end": "the end of the event",
}


class Told(NamedTuple):
    """Markdown to show, and the place that it is about."""

    text: str
    span: Span


def told_at(looked: Looked, offset: int) -> Told | None:
    """Return what is known of the place at an offset, or None."""
    parts: list[Told] = [_rule(found) for found in looked.diagnostics if found.span.start <= offset <= found.span.end]
    parts += _key_date(looked.document, looked.facts, offset)
    parts += _phrase(looked.document, looked.facts, offset)
    parts += [
        Told(text, link.span)
        for link in looked.document.links
        if link.span.start <= offset <= link.span.end and (text := _link(looked, link))
    ]
    if not parts:
        return None
    narrowest = min(parts, key=lambda part: part.span.end - part.span.start).span
    return Told("\n\n---\n\n".join(dict.fromkeys(part.text for part in parts)), narrowest)


def _rule(found: Diagnostic) -> Told:
    rule = next((one for one in registry() if one.code == found.rule), None)
    what, rest = sections(rule) if rule is not None else ("", [])
    title, url = f"{found.rule} {found.name}", page_url(found.rule, found.name)
    lines = [f"**[{title}]({url})**" if url else f"**{title}**", what]
    lines += [part for part in rest if part.startswith("How to fix:")]
    return Told("\n\n".join(line for line in lines if line), found.span)


def _key_date(document: Document, facts: Facts, offset: int) -> Iterator[Told]:
    for keyed in roles(document, facts).every():
        span = Span(keyed.entry.key.span.start, keyed.entry.value.span.end)
        if keyed.moment is None or not span.start <= offset <= span.end or not is_plausible(keyed.moment):
            continue
        lines = [f"**{english_day(written(keyed.moment))}**", f"evlint reads this as {_ROLES[keyed.role]}."]
        day, time = local(keyed.moment, facts.zone)
        if facts.zone is not None and keyed.moment.offset is not None and time is not None:
            there = datetime.combine(day, time)
            lines.append(f"On the clocks of {facts.zone_name}: {english_day(there)}.")
        yield Told("\n\n".join(lines), span)


def _phrase(document: Document, facts: Facts, offset: int) -> Iterator[Told]:
    near = anchor(document, facts)
    for prose, phrases in survey(document, facts):
        for phrase in phrases:
            span = prose.text.span(phrase.start, phrase.end)
            if span.start <= offset <= span.end:
                days = [resolved(day, near) for day in phrase.days]
                known = [day for day in days if day is not None]
                if known:
                    lines = [f"**{_named(phrase, known)}**"]
                    if near is not None and any(day.year is None for day in phrase.days):
                        lines.append(f"The year is the one nearest to {english_day(near.day)} (`{near.dated.key}`).")
                    lines += _beside(document, facts, known)
                    yield Told("\n\n".join(lines), span)


def _named(phrase: Phrase, days: list[date]) -> str:
    joint = " to " if phrase.kind == "range" else ", "
    return joint.join(english_day(day) for day in days)


def _beside(document: Document, facts: Facts, days: list[date]) -> list[str]:
    event = window(document, facts)
    if event is None:
        return []
    inside = all(event.first <= day <= event.last for day in days)
    return [
        f"{'Within' if inside else 'Not within'} the event: {english_day(event.first)}"
        + (f" to {english_day(event.last)}." if event.last != event.first else ".")
    ]


def _link(looked: Looked, link: Link) -> str:
    said = told_of(looked.document, looked.facts, link)
    answer = looked.answers.get(link.url)
    if answer is None:
        return said
    status = f" with status {answer.status}" if answer.status is not None else ""
    when = english_day(datetime.fromtimestamp(answer.checked_at).astimezone())
    known = f"Asked on {when}: {_VERDICTS.get(answer.verdict, answer.verdict)}{status}."
    return "\n\n".join(filter(None, (said, known)))


_VERDICTS = {"alive": "it answered", "unverifiable": "it told nothing"}
