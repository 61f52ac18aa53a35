"""`text`: the events of a site month by month, for a terminal."""

from __future__ import annotations

from evlint.model.message import msg, plural
from evlint.model.message import render as say
from evlint.report import Style
from evlint.report.calendar import Season
from evlint.report.calendar.words import by_month, days, month_name, when
from evlint.report.escape import visible


def render(season: Season, style: Style) -> str:
    """Write the events as lines: when, what, where, the post; below each the dates that disagree with it."""
    lines: list[str] = []
    for month, events in by_month(season.events):
        lines += ([""] if lines else []) + [month_name(month, style.language).capitalize()]
        for event in events:
            title = visible(event.title)
            if event.is_draft:
                title = say(msg("{title} (draft)", title=title), style.wording)
            place = f" — {visible(event.place)}" if event.place else ""
            lines += [
                f"  {when(event, style.wording)}",
                f"    {title}{place}",
                f"    {visible(event.path)}:{event.line}",
            ]
            for rule, message in event.findings:
                lines.append(f"    ! {rule} {visible(message)}")
            for one in event.mentions:
                if one.rule is not None and one.message is not None:
                    lines.append(f"    ! {rule_at(one.line, one.rule)} {visible(one.message)}")
                elif not one.is_inside and style.verbose:
                    other = msg("line {line} names {days}", line=one.line, days=days(one, style.wording))
                    lines.append(f"    · {say(other, style.wording)}")
    count = plural("{count} event.", "{count} events.", len(season.events))
    wrong = sum(1 for event in season.events if event.disagrees)
    tail = plural("{count} disagrees with its own dates.", "{count} disagree with their own dates.", wrong)
    lines += ([""] if lines else []) + [
        " ".join([say(count, style.wording), *([say(tail, style.wording)] if wrong else [])])
    ]
    return "\n".join(lines) + "\n"


def rule_at(line: int, rule: str) -> str:
    """Return a rule with the line that it speaks of."""
    return f"{line}: {rule}"
