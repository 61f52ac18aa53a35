"""What evlint knows of the place under the cursor: the rule behind a finding, the date, where the link leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from evlint.dates.partial_datetime import is_plausible, local, written
from evlint.dates.phrases import Phrase
from evlint.dates.resolve import anchor, resolved, survey
from evlint.dates.roles import roles
from evlint.dates.window import window
from evlint.lint.explain import how_to_fix, sections
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document, Link
from evlint.model.message import Msg, Wording, msg, render
from evlint.model.span import Span
from evlint.rules import page_url, registry
from evlint.server.targets import told_of
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.server.workspace import Looked

_ROLES = {
    "published": msg("evlint reads this as the publication date."),
    "modified": msg("evlint reads this as the date of the last change."),
    "start": msg("evlint reads this as the start of the event."),
    "end": msg("evlint reads this as the end of the event."),
}


class Told(NamedTuple):
    """Markdown to show, and the place that it is about."""

    text: str
    span: Span


def told_at(looked: Looked, offset: int) -> Told | None:
    """Return what is known of the place at an offset, or None."""
    wording = looked.wording
    parts: list[Told] = [
        _rule(found, looked) for found in looked.diagnostics if found.span.start <= offset <= found.span.end
    ]
    parts += _key_date(looked.document, looked.context, offset, wording)
    parts += _phrase(looked.document, looked.context, offset, wording)
    parts += [
        Told(text, link.span)
        for link in looked.document.links
        if link.span.start <= offset <= link.span.end and (text := _link(looked, link))
    ]
    if not parts:
        return None
    narrowest = min(parts, key=lambda part: part.span.end - part.span.start).span
    return Told("\n\n---\n\n".join(dict.fromkeys(part.text for part in parts)), narrowest)


def _rule(found: Diagnostic, looked: Looked) -> Told:
    wording = looked.wording
    rule = next((one for one in registry() if one.code == found.rule), None)
    said = [sections(rule, wording)[0], *how_to_fix(rule, wording)] if rule is not None else []
    title, url = f"{found.rule} {found.name}", page_url(found.rule, found.name, looked.language)
    return Told("\n\n".join((f"**[{title}]({url})**" if url else f"**{title}**", *said)), found.span)


def _key_date(document: Document, context: RuleContext, offset: int, wording: Wording) -> Iterator[Told]:
    for keyed in roles(document, context).every():
        span = Span(keyed.entry.key.span.start, keyed.entry.value.span.end)
        if keyed.moment is None or not span.start <= offset <= span.end or not is_plausible(keyed.moment):
            continue
        lines = [f"**{wording.argument(written(keyed.moment))}**", render(_ROLES[keyed.role], wording)]
        day, time = local(keyed.moment, context.zone)
        if context.zone is not None and keyed.moment.offset is not None and time is not None:
            there = datetime.combine(day, time)
            lines.append(render(msg("On the clocks of {zone}: {time}.", zone=context.zone_name, time=there), wording))
        yield Told("\n\n".join(lines), span)


def _phrase(document: Document, context: RuleContext, offset: int, wording: Wording) -> Iterator[Told]:
    near = anchor(document, context)
    for prose, phrases in survey(document, context):
        for phrase in phrases:
            span = prose.text.span(phrase.start, phrase.end)
            if span.start <= offset <= span.end:
                days = [resolved(day, near) for day in phrase.days]
                known = [day for day in days if day is not None]
                if known:
                    lines = [f"**{_named(phrase, known, wording)}**"]
                    if near is not None and any(day.year is None for day in phrase.days):
                        nearest = msg(
                            "The year is the one nearest to {day} (`{key}`).", day=near.day, key=near.dated.key
                        )
                        lines.append(render(nearest, wording))
                    lines += [render(one, wording) for one in _beside(document, context, known)]
                    yield Told("\n\n".join(lines), span)


def _named(phrase: Phrase, days: list[date], wording: Wording) -> str:
    if phrase.kind == "range" and len(days) == 2:
        return render(msg("{first} to {last}", first=days[0], last=days[1]), wording)
    return ", ".join(wording.argument(day) for day in days)


def _beside(document: Document, context: RuleContext, days: list[date]) -> Iterator[Msg]:
    event = window(document, context)
    if event is None:
        return
    is_inside = all(event.first <= day <= event.last for day in days)
    first, last = event.first, event.last
    if first == last:
        yield (
            msg("Within the event: {day}.", day=first) if is_inside else msg("Not within the event: {day}.", day=first)
        )
    elif is_inside:
        yield msg("Within the event: {first} to {last}.", first=first, last=last)
    else:
        yield msg("Not within the event: {first} to {last}.", first=first, last=last)


def _link(looked: Looked, link: Link) -> str:
    told = told_of(looked.document, looked.context, link)
    said = render(told, looked.wording) if told is not None else ""
    answer = looked.answers.get(link.url)
    if answer is None:
        return said
    when = datetime.fromtimestamp(answer.checked_at).astimezone()
    heard = _VERDICTS.get(answer.verdict) or msg("it did not work")
    known = msg("Asked on {time}: {heard}.", time=when, heard=heard)
    if answer.status is not None:
        known = msg("Asked on {time}: {heard} with status {status}.", time=when, heard=heard, status=str(answer.status))
    return "\n\n".join(filter(None, (said, render(known, looked.wording))))


_VERDICTS = {"alive": msg("it answered"), "unverifiable": msg("it told nothing")}
