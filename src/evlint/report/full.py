"""`full`: each finding with the lines of the post, the span underlined, the help, and the other side."""

from __future__ import annotations

import unicodedata

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import msg
from evlint.model.message import render as words
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import source_line, visible
from evlint.report.summary import COLORS, Line, ending, folded, mended_lines, statistics, summary_line

_SGR = {"red": "1;31", "magenta": "1;35", "blue": "1;34"}
_WIDEST = 160  # columns of an excerpt; of a longer line the part around the finding is shown
_MARGIN = 40  # columns on either side of it


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as blocks, one per finding, then the summary."""
    parts = [_block(line, style) for line in folded(outcome.diagnostics, all_alike=style.verbose)]
    if style.statistics and outcome.diagnostics:
        parts.append("\n".join(statistics(outcome, style.wording)) + "\n")
    if not style.quiet and not outcome.is_void:
        if outcome.mended:
            parts.append("\n".join(mended_lines(outcome, style.wording, each=style.show_fixes)) + "\n")
        parts.append(summary_line(outcome, style.wording) + "\n")
    return "\n".join(parts)


def _paint(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text


def _block(line: Line, style: Style) -> str:
    found = line.found
    color = _SGR[COLORS[found.severity]]
    severity = words(msg(found.severity), style.wording)
    place = f"{visible(found.path)}:{found.start.line}:{found.start.column}"
    number = str(found.start.line)
    gutter = " " * len(number)
    if line.more:
        said = visible(words(line.said(), style.wording))
        return f"{_paint(f'{severity} {found.rule}', color, style)} {found.name}: {said}\n--> {visible(found.path)}\n"
    mark = f" {found.fix_mark}" if found.fix_mark else ""
    lines = [
        f"{_paint(f'{severity} {found.rule}', color, style)}{mark} {found.name}: "
        f"{visible(found.message + ending(line, style.wording))}",
        f"{gutter}--> {_paint(place, '1', style)}",
    ]
    if found.excerpt:
        shown, underline = _excerpt(found)
        lines += [
            f"{gutter} |",
            f"{number} | {shown}",
            f"{gutter} | {_paint(underline, color, style)}",
        ]
    for related in found.related:
        where = f"{visible(related.path)}:{related.start.line}:{related.start.column}"
        lines.append(
            f"{gutter} = {words(msg('see also: {place}', place=where), style.wording)}: {visible(related.message)}"
        )
    if found.help:
        lines.append(f"{gutter} = {words(msg('help: {text}', text=visible(found.help)), style.wording)}")
    if found.fix is not None:
        how = "--fix" if found.fix.applicability == "safe" else "--unsafe-fixes"
        lines.append(f"{gutter} = {words(msg('fix: {text}', text=visible(found.fix.message)), style.wording)} ({how})")
    return "".join(line.rstrip() + "\n" for line in lines)


def _excerpt(found: Diagnostic) -> tuple[str, str]:
    """Return the first line of the span and its underline, cut to a window around the span where it is very long."""
    line = found.excerpt[0]
    has_mark = found.start.line == 1 and line.startswith("\ufeff")
    if has_mark:
        line = line[1:]
    start = min(found.start.column - 1, len(line))
    end = found.end.column - 1 if found.end.line == found.start.line else len(line)
    end = max(min(end, len(line)), start)
    first, last = 0, len(line)
    if len(line) > _WIDEST:
        first = max(0, start - _MARGIN)
        last = min(len(line), max(end, start + 1) + _MARGIN, first + 2 * _WIDEST)
        end = min(end, last)
    before, marked, after = source_line(line[first:start]), source_line(line[start:end]), source_line(line[end:last])
    lead, tail = ("…" if first else ""), ("…" if last < len(line) else "")
    underline = " " * (_cells(before) + len(lead)) + "^" * max(_cells(marked), 1)
    return f"{lead}{before}{marked}{after}{tail}", underline


def _cells(text: str) -> int:
    """Return how many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
