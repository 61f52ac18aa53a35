"""What evlint knows of the place under the cursor: the rule behind a finding, the date, where the link leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from evlint.dates.partial_datetime import is_plausible, local, written
from evlint.dates.phrases import Phrase
from evlint.dates.resolve import anchor, resolved, survey
from evlint.dates.roles import read_scalar, roles
from evlint.dates.window import window
from evlint.lint.explain import how_to_fix, sections
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document, Entry, Link, Mapping, Node, Sequence, escape_pointer
from evlint.model.message import Msg, Plural, Wording, msg, plural, render
from evlint.model.span import Span
from evlint.report.escape import visible
from evlint.rules import page_url, registry
from evlint.schema.compiled import CompiledSchema
from evlint.schema.error_text import either, shorten
from evlint.schema.error_text import kinds as kinds_of
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
    parts += _key(looked.document, looked.context, offset, wording)
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


def _key(document: Document, context: RuleContext, offset: int, wording: Wording) -> Iterator[Told]:
    """Tell what the schema says of the key at an offset: in words, the kind of value, which values, whether it must be."""
    judge = context.schema
    found = _entry_at(document.front.root, offset) if document.front is not None else None
    if found is None or not isinstance(judge, CompiledSchema):
        return
    pointer, entry = found
    parent = pointer.rpartition("/")[0]
    if entry.name not in judge.keys(parent):
        return
    lines = [f"**{_code(entry.name)}**", _MARKS.sub(r"\\\g<0>", visible(judge.lookup.said(pointer)))]
    kinds = [kind for kind in judge.lookup.kinds(pointer) if kind != "null"]
    if kinds:
        kind = either([_DATE if kind == "date" else kinds_of((kind,)) for kind in kinds])
        lines.append(render(msg("The schema asks for {kind}.", kind=kind), wording))
    values = [value for value in judge.lookup.values(pointer) if not isinstance(value, bool)]
    if values:
        shown = [_code(shorten(str(value))) for value in values[:_MOST_VALUES]]
        listed = ", ".join(shown) + (" …" if len(values) > _MOST_VALUES else "")
        lines.append(render(msg("Values: {values}.", values=listed), wording))
    if entry.name in judge.lookup.required(parent):
        lines.append(render(msg("This key must be there."), wording))
    yield Told("\n\n".join(filter(None, lines)), entry.key.span)


_MOST_VALUES = 20  # values of a key that a card lists
_MARKS = re.compile(r"[\\`*_{}\[\]<>#+!|~&]")  # no picture that a schema of a stranger names may be loaded
_DATE = msg("a date")


def _code(text: str) -> str:
    """Write a text of the post or the schema so that Markdown shows it as it stands."""
    return f"`{text}`" if "`" not in text else f"`` {text} ``"


def _entry_at(root: Node | None, offset: int) -> tuple[str, Entry] | None:
    """Return the entry whose key stands at an offset, with its JSON Pointer."""
    node, pointer = root, ""
    while True:
        if isinstance(node, Mapping):
            for entry in node.entries:
                here = f"{pointer}/{escape_pointer(entry.name)}"
                if entry.key.span.start <= offset <= entry.key.span.end:
                    return here, entry
                if entry.value.span.start <= offset <= entry.value.span.end:
                    node, pointer = entry.value, here
                    break
            else:
                return None
        elif isinstance(node, Sequence):
            inner = next((n for n, item in enumerate(node.items) if item.span.start <= offset <= item.span.end), None)
            if inner is None:
                return None
            node, pointer = node.items[inner], f"{pointer}/{inner}"
        else:
            return None


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
        if keyed.role not in ("start", "end"):
            lines += [render(one, wording) for one in _far(document, context, [day])]
        yield Told("\n\n".join(lines), span)
    yield from _other_date(document, context, offset, wording)


def _other_date(document: Document, context: RuleContext, offset: int, wording: Wording) -> Iterator[Told]:
    """Tell what day a date is that stands under a key without a role (`deadline: 2022-11-02`)."""
    front = document.front
    taken = {keyed.pointer for keyed in roles(document, context).every()}
    for leaf in front.leaves if front is not None else ():
        if not leaf.scalar.place[0] <= offset <= leaf.scalar.place[1] or leaf.pointer in taken:
            continue
        moment = read_scalar(leaf.scalar)
        if moment is not None and is_plausible(moment):
            day = local(moment, context.zone)[0]
            lines = [f"**{wording.argument(written(moment))}**"]
            lines += [render(one, wording) for one in _far(document, context, [day])]
            yield Told("\n\n".join(lines), leaf.scalar.span)


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


def _beside(document: Document, context: RuleContext, days: list[date]) -> Iterator[Msg | Plural]:
    event = window(document, context)
    if event is None:
        return
    is_inside = all(event.first <= day <= event.last for day in days)
    first, last = event.first, event.last
    if not is_inside:
        yield from _far(document, context, days)
    if first == last:
        yield (
            msg("Within the event: {day}.", day=first) if is_inside else msg("Not within the event: {day}.", day=first)
        )
    elif is_inside:
        yield msg("Within the event: {first} to {last}.", first=first, last=last)
    else:
        yield msg("Not within the event: {first} to {last}.", first=first, last=last)


def _far(document: Document, context: RuleContext, days: list[date]) -> Iterator[Plural]:
    """Say how far from the event days are that all lie before it, or all after it."""
    event = window(document, context)
    if event is None or not days:
        return
    if max(days) < event.first:
        count = (event.first - max(days)).days
        yield plural("{count} day before the event begins.", "{count} days before the event begins.", count)
    elif min(days) > event.last:
        count = (min(days) - event.last).days
        yield plural("{count} day after the end of the event.", "{count} days after the end of the event.", count)


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
