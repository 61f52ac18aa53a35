"""What may be typed next: keys, values and dates of the front matter, link targets and anchors, codes that are silenced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from lsprotocol import types

from evlint.dates.partial_datetime import is_plausible, read_moment
from evlint.dates.roles import ROLE_OF, plain
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document, Mapping, Scalar
from evlint.model.document import Sequence as FrontList
from evlint.model.message import Wording, msg, render
from evlint.parse.front.split import Split, split
from evlint.schema.compiled import CompiledSchema
from evlint.server.complete_links import link_targets
from evlint.server.cursor import Cursor, cursor_at
from evlint.server.front_text import front_stretch, written
from evlint.server.positions import Positions
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.server.workspace import ConfigWorkspace

TRIGGERS = (":", " ", "\n", ",", "[", "(", "#", "/", '"', "-")
_FENCES = {"yaml": "---", "toml": "+++", "json": "}"}
_CODES = re.compile(
    r"(?:<!--|\{/\*|#)[ \t]*evlint-(?:(?:disable(?:-line|-next-line|-file)?|enable)(?P<codes>[ \t]+[\w \t,-]*)?"
    r"|(?P<word>[a-z-]*))\Z"
)
_WORDS = ("disable-line", "disable-next-line", "disable", "enable", "disable-file")
_CODE = re.compile(r"[\w-]*\Z")


class Place(NamedTuple):
    """Where something is to be typed: the post's text with its positions, the offset, and the findings of the moment."""

    path: str
    positions: Positions
    offset: int
    found: Sequence[Diagnostic] = ()

    @property
    def line(self) -> str:
        """The line up to the offset."""
        text = self.positions.text
        return text[max(text.rfind("\n", 0, self.offset), text.rfind("\r", 0, self.offset)) + 1 : self.offset]


def completions(workspace: ConfigWorkspace, place: Place) -> list[types.CompletionItem]:
    """Return what may be typed at a place of a post; nothing where nothing helps."""
    line = place.line
    comment = _CODES.search(line)
    if comment is not None:
        return list(_in_comment(comment, place))
    text, offset = place.positions.text, place.offset
    parts = front_stretch(text, offset)
    if parts is None or not parts.content.start <= offset <= parts.content.end:
        front = split(text)
        if front is not None and front.closed and offset < front.body_start:
            return []
        return list(link_targets(workspace, place.path, place.positions, offset))
    cursor = cursor_at(text, parts.content, offset, parts.format)
    return list(_in_front(workspace, place, parts, cursor)) if cursor is not None else []


def _in_comment(comment: re.Match[str], place: Place) -> Iterator[types.CompletionItem]:
    """Offer the codes of rules, those first that have something to say about this line or the next."""
    typed = _CODE.search(comment[0])
    start = place.offset - (len(typed[0]) if typed is not None else 0)
    if comment["codes"] is None:
        start = place.offset - len(comment["word"] or "")
        if comment["word"] is None:  # `evlint-disable`: more of the word may follow
            start = place.offset - len(comment[0].rpartition("evlint-")[2])
        where = types.Range(place.positions.at(start), place.positions.at(place.offset))
        for order, word in enumerate(_WORDS):
            edit = types.TextEdit(where, word)
            yield types.CompletionItem(
                word, kind=types.CompletionItemKind.Keyword, sort_text=f"{order}", text_edit=edit
            )
        return
    from evlint.rules import registry

    here = place.positions.at(place.offset).line + 1
    told = {one.rule for one in place.found if here <= one.start.line <= here + 1}
    taken = set(re.findall(r"[\w-]+", comment["codes"][: len(comment["codes"]) - (place.offset - start)]))
    where = types.Range(place.positions.at(start), place.positions.at(place.offset))
    for rule in registry():
        if rule.code not in taken:
            yield types.CompletionItem(
                rule.code,
                label_details=types.CompletionItemLabelDetails(description=rule.name),
                detail=rule.name,
                kind=types.CompletionItemKind.EnumMember,
                filter_text=f"{rule.code} {rule.name}",
                sort_text=f"{int(rule.code not in told)}{rule.code}",
                text_edit=types.TextEdit(where, rule.code),
            )


def _in_front(workspace: ConfigWorkspace, place: Place, parts: Split, cursor: Cursor) -> Iterator[types.CompletionItem]:
    document = workspace.document(place.path, _without_line(place, parts))
    context = workspace.context(document)
    judge = context.schema if isinstance(context.schema, CompiledSchema) else None
    where = place.positions.range(cursor.typed)
    is_yaml = parts.format == "yaml"
    if cursor.kind == "value":
        if judge is not None:
            values = _left(judge.lookup.values(cursor.pointer), document, cursor.pointer)
            yield from _values(values, cursor, where, is_yaml=is_yaml)
        yield from _dates(judge, context, cursor, place, workspace.wording)
        return
    if judge is None:
        return
    if cursor.is_item:
        values = _left(judge.lookup.values(cursor.pointer), document, cursor.pointer)
        yield from _values(values, cursor, where, is_yaml=is_yaml)
    text = place.positions.text
    after = text[cursor.typed.end : cursor.typed.end + 2].lstrip(" ")[:1]
    follows = "" if after in (":", "=") and after else ": " if is_yaml else " = "
    holder = document.front.at(cursor.pointer) if document.front is not None else None
    taken = {entry.name for entry in holder.entries} if isinstance(holder, Mapping) else set()
    required = judge.lookup.required(cursor.pointer)
    for order, (name, said) in enumerate(judge.keys(cursor.pointer).items()):
        if name not in taken:
            yield types.CompletionItem(
                label=name,
                label_details=_must(workspace.wording) if name in required else None,
                kind=types.CompletionItemKind.Property,
                documentation=said or None,
                sort_text=f"{int(name not in required)}{order:04}",
                text_edit=types.TextEdit(where, name + follows),
            )


def _must(wording: Wording) -> types.CompletionItemLabelDetails:
    return types.CompletionItemLabelDetails(description=render(msg("required"), wording))


def _left(values: list[object], document: Document, pointer: str) -> list[object]:
    """Return the values that a list does not hold yet; all of them where the place is in no list."""
    holder, _, last = pointer.rpartition("/")
    listed = document.front.at(holder) if document.front is not None and last.isdecimal() else None
    if not isinstance(listed, FrontList):
        return values
    taken = {item.value for item in listed.items if isinstance(item, Scalar)}
    return [value for value in values if not isinstance(value, (str, int, float)) or value not in taken]


def _without_line(place: Place, parts: Split) -> str:
    """Return the post without what stands in the line of the cursor, its front matter closed; without its body where it
    was not closed, since nobody knows yet where that begins."""
    text, offset = place.positions.text, place.offset
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [end for mark in "\r\n" if (end := text.find(mark, offset)) >= 0]
    rest = text[min(ends) :] if ends else "\n"
    if parts.closed:
        return text[:start] + rest
    stop = parts.content.end - (len(text) - len(rest))
    return f"{text[:start]}{rest[: max(stop, 0)]}\n{_FENCES[parts.format]}\n"


def _values(
    values: list[object], cursor: Cursor, where: types.Range, *, is_yaml: bool
) -> Iterator[types.CompletionItem]:
    for order, value in enumerate(values):
        source = written(value, is_yaml=is_yaml, is_in_brackets=cursor.is_in_brackets)
        if source is not None:
            yield types.CompletionItem(
                label=value if isinstance(value, str) else source,
                kind=types.CompletionItemKind.Value,
                sort_text=f"{order:04}",
                text_edit=types.TextEdit(where, cursor.gap + source),
            )


def _dates(
    judge: CompiledSchema | None, context: RuleContext, cursor: Cursor, place: Place, wording: Wording
) -> Iterator[types.CompletionItem]:
    """Offer today, and a time of that day (or of the day that is typed) with the offset that the site has then."""
    key = cursor.pointer.rpartition("/")[2]
    given = set(context.collection.dates.values()) if context.collection is not None else set()
    if not (plain(key) in ROLE_OF or key in given or (judge is not None and judge.wants_date(cursor.pointer))):
        return
    text = place.positions.text[cursor.typed.start : cursor.typed.end]
    moment = read_moment(text)
    if moment is not None and (moment.offset is not None or not is_plausible(moment)):
        return
    if moment is None and not _BEGUN.fullmatch(text):
        return
    day = moment.day if moment is not None else context.today
    where = place.positions.range(cursor.typed)
    offers = [] if moment is not None else [(day.isoformat(), msg("today"))]
    if context.zone is not None:
        hour = moment.time if moment is not None and moment.time is not None else _USUAL_HOUR
        then = datetime.combine(day, hour, context.zone)
        offset = then.strftime("%z")
        offers.append(
            (
                f"{then:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]}",
                msg("on the clocks of {zone}", zone=context.zone_name),
            )
        )
    for order, (source, said) in enumerate(offers):
        yield types.CompletionItem(
            label=source,
            label_details=types.CompletionItemLabelDetails(description=render(said, wording)),
            kind=types.CompletionItemKind.Value,
            filter_text=text + source if moment is None else text,
            sort_text=f"00{order}",
            text_edit=types.TextEdit(where, cursor.gap + source),
        )


_BEGUN = re.compile(r"[\d-]{0,9}")
_USUAL_HOUR = time(9)
