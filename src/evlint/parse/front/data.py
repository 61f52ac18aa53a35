"""What the readers of the three formats share: their result, and the problems that any of them may meet."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.model.document import Mapping, Node, Problem, Scalar, escape_pointer
from evlint.model.document import Sequence as List
from evlint.model.message import msg
from evlint.model.span import Span, line_end
from evlint.startup.namedtuple import NamedTuple


class Repeated(NamedTuple):
    """A key that stands a second time in its mapping, and the first one."""

    name: str
    key: Scalar
    first: Scalar


class FrontData(NamedTuple):
    """What the front matter holds: `root` is None where it is no mapping or could not be read."""

    root: Mapping | None
    data: dict[str, object]
    problems: tuple[Problem, ...] = ()


class Refused(Exception):  # noqa: N818 no error of ours: it says why a front matter is not read
    """A front matter is not read, for the reason that its `Problem` tells."""

    def __init__(self, problem: Problem) -> None:
        """Carry the problem that is told in place of the front matter."""
        super().__init__()
        self.problem = problem


class TooDeep(Refused):
    """A front matter is not read because it is nested too deep."""


def not_a_mapping(text: str, root: Node) -> Problem:
    """Make the problem for a front matter that is a list or a text (EV006), at its first line."""
    start, end = root.span
    span = Span(start, min(end, line_end(text, start))) if start < end else Span(start - 1, start)
    if isinstance(root, List):
        return Problem(
            "EV006",
            span,
            msg("The front matter is a list, but a page needs a key, a colon and a value on each line."),
            msg("Take away the dash before each key, so that a line reads “title: My page”."),
        )
    return Problem(
        "EV006",
        span,
        msg("The front matter is plain text, but a page needs a key, a colon and a value on each line."),
        msg("Write each line as “title: My page”, with a space after the colon."),
    )


def repeated_keys(root: Mapping, repeated: Sequence[Repeated]) -> tuple[Problem, ...]:
    """Make the problems for keys that stand twice in the same mapping (EV005), each at the later one."""
    if not repeated:
        return ()
    pointers = _pointers(root, {id(key) for _, key, _ in repeated})
    help_ = msg("Delete one of the two, or give it the name that it was meant to have.")  # one for all of them
    return tuple(
        Problem(
            "EV005",
            key.span,
            msg("The key “{key}” stands here a second time: only one of its two values will be used.", key=name),
            help_,
            ((first.span, msg("“{key}” stands here first.", key=name)),),
            pointers.get(id(key)),
        )
        for name, key, first in repeated
    )


def _pointers(root: Node, wanted: set[int]) -> dict[int, str]:
    """Find the pointer of each key whose id is wanted."""
    found: dict[int, str] = {}
    waiting: list[tuple[str, Node]] = [("", root)]
    seen: set[int] = set()
    while waiting:
        pointer, node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            for entry in node.entries:
                here = f"{pointer}/{escape_pointer(entry.name)}"
                if id(entry.key) in wanted:
                    found[id(entry.key)] = here
                if not isinstance(entry.value, Scalar):
                    waiting.append((here, entry.value))
        elif isinstance(node, List):
            waiting += [(f"{pointer}/{index}", item) for index, item in enumerate(node.items)]
    return found
