"""What the editor offers beyond the fixes of rules, since an author looks at it: the values that may stand in a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evlint.model.diagnostic import Diagnostic, Edit
from evlint.model.document import Scalar
from evlint.model.message import Msg, msg
from evlint.schema.compiled import CompiledSchema
from evlint.schema.error_text import nearest, shorten
from evlint.server.front_text import written
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.server.workspace import Looked

_MOST_VALUES = 6  # to choose from: more are a list that nobody reads; completion has them all


class Mend(NamedTuple):
    """One way to mend a finding: what it does, its edit, and whether it is the plain one."""

    title: Msg
    edit: Edit
    is_preferred: bool = False


def mends(found: Diagnostic, looked: Looked) -> Iterator[Mend]:
    """Yield the values that the schema lists where a wrong one stands (EV103): the nearest first, none that a fix writes."""
    front, judge, pointer = looked.document.front, looked.context.schema, found.pointer
    node = front.at(pointer) if found.rule == "EV103" and front is not None and pointer else None
    if front is None or pointer is None or not isinstance(node, Scalar) or not isinstance(judge, CompiledSchema):
        return
    if node.style in ("literal", "folded"):
        return
    values = judge.values(pointer)
    near = nearest(node.value, values)
    if near is not None:
        values = [near, *(value for value in values if value != near)]
    is_in_brackets = looked.document.text[: node.span.start].rstrip(" ")[-1:] in ("[", ",")
    for value in values[:_MOST_VALUES]:
        source = written(value, is_yaml=front.format == "yaml", is_in_brackets=is_in_brackets)
        if source is not None and (value != near or found.fix is None):
            yield Mend(msg("Write “{value}”", value=shorten(str(value))), Edit(node.span, source), value == near)
