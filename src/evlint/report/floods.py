"""What formats for people say once with a count, where a hundred lines would say it again: findings in, lines out.

Machine formats list every finding. A person who sees five hundred lines about one slip reads none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import Plural, Wording, plural, render
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

MOST_ALIKE = 10  # findings of one rule in one file that are alike and shown; the others are one line
MOST_HIDDEN = 4  # posts of a site that are told to be hidden until their date; more are told with the first
_HIDDEN = "EV213"
# What differs in findings that are alike: what is quoted, and figures.
_VARIES = lazy_regex(r"“[^”]*”|«[^»]*»|\d+")


class Line(NamedTuple):
    """A line of a report: a finding, or, where `more` counts some, what stands for those that are alike.

    `more` are the findings of a file that are not shown, `found` the first and `last` the line of the last of them; with
    `posts`, `found` is shown and `posts` other files have the same finding.
    """

    found: Diagnostic
    more: int = 0
    last: int = 0
    posts: int = 0

    def said(self) -> Plural:
        """Return what stands in the place of the findings that are not shown."""
        if self.posts:
            return plural("and {count} more post like this one", "and {count} more posts like this one", self.posts)
        return plural(
            "and {count} more like these, on line {last}",
            "and {count} more like these, up to line {last}",
            self.more,
            last=str(self.last),
        )


def folded(diagnostics: Iterable[Diagnostic], *, all_alike: bool = False) -> list[Line]:
    """Return the lines of a report for people: with `all_alike` every finding that is alike is one of its own."""
    listed = list(diagnostics)
    hidden = sum(1 for found in listed if found.rule == _HIDDEN)
    shown: Counter[tuple[str, str, str]] = Counter()
    lines: list[Line] = []
    places: dict[tuple[str, str, str], int] = {}
    is_told = False
    for found in listed:
        if found.rule == _HIDDEN and hidden > MOST_HIDDEN:
            if not is_told:
                lines.append(Line(found, posts=hidden - 1))
                is_told = True
            continue
        key = (found.path, found.rule, _VARIES.sub("", found.message))
        shown[key] += 1
        if all_alike or shown[key] <= MOST_ALIKE:
            lines.append(Line(found))
        elif key in places:
            line = lines[places[key]]
            lines[places[key]] = line._replace(more=line.more + 1, last=found.start.line)
        else:
            places[key] = len(lines)
            lines.append(Line(found, 1, found.start.line))
    return lines


def ending(line: Line, wording: Wording) -> str:
    """Return what is added to the message of a finding that others share, or an empty text."""
    return f" ({render(line.said(), wording)})" if line.posts else ""
