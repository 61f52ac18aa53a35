"""One evaluation of the schema per post, shared by the family: which errors count, and where each stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext, SchemaError
from evlint.model.diagnostic import Edit, Finding, Fix, unsafe
from evlint.model.document import Document, Entry, Mapping, Node, Scalar, escape_pointer, once
from evlint.model.message import Msg, msg
from evlint.model.span import Span

_TEMPLATES = ("{{", "{%", "<%")
_LONGEST_VALUE = 80  # characters of a value that is looked into, and that a message quotes
_OF_ONE_VALUE = ("EV102", "EV103")
_SOUND: tuple[SchemaError, ...] = ()


def schema_errors(document: Document, context: RuleContext, code: str) -> Iterator[SchemaError]:
    """Yield the errors of one code. The schema is asked once per post, with the site's defaults under what the post says."""
    for error in judged(document, context):
        if error.code == code:
            yield error


@once
def judged(document: Document, context: RuleContext) -> tuple[SchemaError, ...]:
    """Return every error of a post under its schema; none where it has no schema."""
    front, judge = document.front, context.schema
    if front is None or front.root is None or judge is None:
        return _SOUND
    data = front.data
    if not context.defaults:
        return tuple(error for error in judge.errors(data) if not _is_told_elsewhere(document, context, error))
    return tuple(
        error
        for error in judge.errors({**context.defaults, **data})
        if _is_of_post(error, data) and not _is_told_elsewhere(document, context, error)
    )


def _is_of_post(error: SchemaError, data: dict[str, object]) -> bool:
    """Tell whether an error is about what the post says, not about what the site's defaults add to it."""
    if error.pointer:
        return error.pointer.split("/")[1].replace("~1", "/").replace("~0", "~") in data
    return error.code != "EV104" or error.key in data


def _is_told_elsewhere(document: Document, context: RuleContext, error: SchemaError) -> bool:
    """Tell whether EV007, EV011 or EV201 reports the same value for the same cause, or a template makes the value."""
    front = document.front
    if error.key is not None or front is None:
        return False
    node = front.at(error.pointer)
    if isinstance(node, Scalar) and any(mark in node.source for mark in _TEMPLATES):
        return True
    if isinstance(node, Mapping) and context.runs("EV011") and document.source(node.span).startswith("{{"):
        from evlint.rules.source._front_matter import is_template_value

        return is_template_value(document.source(node.span))
    return error.code in _OF_ONE_VALUE and error.pointer in _told_by_others(document, context)


@once
def _told_by_others(document: Document, context: RuleContext) -> frozenset[str | None]:
    """Return the pointers of the values that YAML misreads (EV007) or that are no dates where one belongs (EV201)."""
    from evlint.rules.dates import invalid_date
    from evlint.rules.source import ambiguous_scalar

    rules = ((ambiguous_scalar, "EV007"), (invalid_date, "EV201"))
    return frozenset(
        found.pointer for rule, code in rules if context.runs(code) for found in rule.check(document, context)
    )


def finding(document: Document, error: SchemaError, span: Span | None = None) -> Finding:
    """Make the finding of an error at the value that it is about, with that value quoted as it was typed."""
    front = document.front
    node = front.at(error.pointer) if front is not None else None
    help_ = _as_typed(error.help, node) if error.help is not None else None
    return Finding(
        span if span is not None else place(document, error.pointer, error.code),
        _as_typed(error.message, node),
        _quoting_template(document, error, node) or help_,
        pointer=error.pointer or None,
    )


def _quoting_template(document: Document, error: SchemaError, node: Node | None) -> Msg | None:
    """Return what to do about `{{ … }}` without quotes, which YAML reads as a group of keys; None for anything else."""
    entry = document.front.entry_at(error.pointer) if document.front is not None and error.pointer else None
    if error.code != "EV102" or entry is None or node is None or isinstance(node, Scalar):
        return None
    source = document.source(node.span)
    if not source.startswith("{{") or len(source) > _LONGEST_VALUE or "\n" in source:
        return None
    quote = "'" if '"' in source else '"'
    return msg("Put the value in quotes: {key}: {value}", key=entry.name, value=f"{quote}{source}{quote}")


def _as_typed(message: Msg, node: Node | None) -> Msg:
    if not isinstance(node, Scalar) or "value" not in message.args or node.style in ("literal", "folded"):
        return message
    source = " ".join(node.source.split())
    if node.style != "plain" and len(source) > 1:
        source = source[1:-1]
    if not source:
        return message
    if len(source) > _LONGEST_VALUE:
        source = source[: _LONGEST_VALUE - 1] + "…"
    return Msg(message.template, {**message.args, "value": source})


def place(document: Document, pointer: str, code: str = "") -> Span:
    """Return where a value stands: the scalar, the first line of a list or mapping (EV102 and EV103), else its key.

    An item of a list is shown by its first line, an empty value by its key.
    """
    front = document.front
    if front is None:
        return Span(0, 0)
    node = front.at(pointer)
    if isinstance(node, Scalar) and node.span.end > node.span.start:
        return node.span
    if node is not None and pointer and code in _OF_ONE_VALUE and node.span.end > node.span.start:
        return first_line(document, node)
    entry = front.entry_at(pointer) if pointer else None
    if entry is not None:
        return entry.key.span
    if node is None or node is front.root:
        return opening_line(document)
    return first_line(document, node)


def opening_line(document: Document) -> Span:
    """Return the span of the line that opens the front matter."""
    front = document.front
    if front is None:
        return Span(0, 0)
    line = document.lines.line_span(document.lines.line(front.span.start))
    return Span(front.span.start, max(line.end, front.span.start))


def first_line(document: Document, node: Node) -> Span:
    """Return the span of the first line of a value, from where the value begins."""
    line = document.lines.line_span(document.lines.line(node.span.start))
    return Span(node.span.start, max(min(line.end, node.span.end), node.span.start))


def key_of(document: Document, error: SchemaError) -> Entry | None:
    """Return the entry of the key that an error names, where the post has it."""
    front = document.front
    if front is None or error.key is None:
        return None
    return front.entry_at(f"{error.pointer}/{escape_pointer(error.key)}")


def has_key(document: Document, pointer: str, name: str) -> bool:
    """Tell whether the mapping that a pointer names has a key."""
    return document.front is not None and document.front.entry_at(f"{pointer}/{escape_pointer(name)}") is not None


def misspelt_entry(document: Document, error: SchemaError) -> Entry | None:
    """Return the entry under which a missing key stands misspelt, in the mapping that lacks it; None where there is none."""
    front = document.front
    if front is None or error.code != "EV101" or error.suggestion is None:
        return None
    return front.entry_at(f"{error.pointer}/{escape_pointer(error.suggestion)}")


def renamed(document: Document, entry: Entry, name: str) -> Fix | None:
    """Return the fix that gives a key another name; None where that cannot be written plainly."""
    is_json = document.front is not None and document.front.format == "json"
    written = name if re.fullmatch(r"[A-Za-z_][\w-]*", name, re.ASCII) and not is_json else f'"{name}"'
    if '"' in name or "\\" in name:
        return None
    return unsafe(msg("Rename “{key}” to “{name}”.", key=entry.name, name=name), Edit(entry.key.span, written))
