"""What the editor offers beyond the fixes of rules, since an author looks at it: values to choose from, mail links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evlint.model.diagnostic import Diagnostic, Edit
from evlint.model.document import Document, Link, Scalar
from evlint.model.message import Msg, msg
from evlint.model.span import Span
from evlint.rules.links._mail import MAIL
from evlint.schema.compiled import CompiledSchema
from evlint.schema.error_text import nearest, shorten
from evlint.server.front_text import written
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.server.workspace import Looked

_MOST_VALUES = 6  # to choose from: more are a list that nobody reads; completion has them all
_ENDS = re.compile(r"^(?:\s|%20)+|(?<=^mailto:)(?:\s|%20)+|(?:\s|%20)+\Z", re.IGNORECASE)


class Mend(NamedTuple):
    """One way to mend a finding: what it does, its edits, and whether it is the plain one."""

    title: Msg
    edits: tuple[Edit, ...]
    is_preferred: bool = False


def mends(found: Diagnostic, looked: Looked) -> Iterator[Mend]:
    """Yield what an author may want done about a finding for which its rule has no fix."""
    if found.fix is not None:
        return
    if found.rule == "EV103":
        yield from _values(found, looked)
    elif found.rule == "EV309":
        yield from _contacts(found, looked.document)


def _values(found: Diagnostic, looked: Looked) -> Iterator[Mend]:
    """Offer the values that the schema lists, the nearest first."""
    front, judge, pointer = looked.document.front, looked.context.schema, found.pointer
    node = front.at(pointer) if front is not None and pointer else None
    if front is None or pointer is None or not isinstance(node, Scalar) or not isinstance(judge, CompiledSchema):
        return
    values = judge.values(pointer)
    near = nearest(node.value, values)
    if near is not None:
        values = [near, *(value for value in values if value != near)]
    is_in_brackets = looked.document.text[: node.span.start].rstrip(" ")[-1:] in ("[", ",")
    for value in values[:_MOST_VALUES]:
        source = written(value, is_yaml=front.format == "yaml", is_in_brackets=is_in_brackets)
        if source is not None and node.style not in ("literal", "folded"):
            edit = Edit(node.span, source)
            yield Mend(msg("Write “{value}”", value=shorten(str(value))), (edit,), value == near)


def _contacts(found: Diagnostic, document: Document) -> Iterator[Mend]:
    """Offer the mail link that was meant."""
    link = next((one for one in document.links if one.span == found.span), None)
    if link is None:
        yield from _shown_address(found, document)
        return
    source = document.source(link.span)
    stripped = _ENDS.sub("", source)
    if MAIL.fullmatch(stripped) is not None:
        yield from _with_scheme(link, document, stripped)
    elif stripped != source and MAIL.fullmatch(stripped[len("mailto:") :].partition("?")[0]) is not None:
        yield Mend(msg("Delete the blanks around the address"), (Edit(link.span, stripped),), is_preferred=True)
    elif (plain := _plain_address(stripped)) is not None:
        yield Mend(msg("Write “{value}”", value=f"mailto:{plain}"), (Edit(link.span, f"mailto:{plain}"),))


def _with_scheme(link: Link, document: Document, address: str) -> Iterator[Mend]:
    """Put `mailto:` before an address; where it stands in the text of the link instead, take it away there."""
    edits = [Edit(link.span, f"mailto:{address}")]
    text = document.source(Span(link.whole.start, link.span.start))
    if link.text is not None and link.text.strip().lower() == f"mailto:{address.lower()}":
        at = text.lower().rfind("mailto:")
        if at >= 0:
            start = link.whole.start + at
            edits.insert(0, Edit(Span(start, start + len("mailto:")), ""))
    yield Mend(msg("Write “mailto:” before the address"), tuple(edits), is_preferred=True)


def _plain_address(target: str) -> str | None:
    """Return the address in `mailto://a@b.fr` or `mailto:a[at]b.fr`, or None."""
    scheme, _, address = target.partition(":")
    if scheme.lower() != "mailto":
        return None
    address = re.sub(r"\s*[\[(](?:at|arobase|arobas)[\])]\s*", "@", address.lstrip("/"), flags=re.IGNORECASE)
    return address if MAIL.fullmatch(address) is not None else None


def _shown_address(found: Diagnostic, document: Document) -> Iterator[Mend]:
    """Make a link of `mailto:a@b.fr` that readers see as it stands."""
    source = document.source(found.span)
    address = source.partition(":")[2]
    if MAIL.fullmatch(address) is None:
        return
    line = document.text[document.text.rfind("\n", 0, found.span.start) + 1 : found.span.start]
    is_html = document.markup == "html" or line.lstrip().startswith("<")
    made = f'<a href="mailto:{address}">{address}</a>' if is_html else f"[{address}](mailto:{address})"
    yield Mend(msg("Make a link of it"), (Edit(found.span, made),), is_preferred=True)
