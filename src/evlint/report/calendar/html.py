"""`html`: the events of a site as one self-contained page: months at a glance, then each event with its dates."""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from html import escape

from evlint.lint.calendar import Event, Mention
from evlint.model.about import VERSION
from evlint.model.message import plural
from evlint.report import Style
from evlint.report.calendar import Season
from evlint.report.calendar.words import by_month, days, month_name, weekday_names, when
from evlint.report.html_assets import CSS, source_hash
from evlint.report.html_words import Words, file_id, shown

_OWN_CSS = """
.months { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
.month { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem .75rem; }
.month caption { font-weight: bold; text-align: left; padding: .25rem 0; }
.month table { table-layout: fixed; } .month th, .month td { text-align: center; padding: .1rem; font-size: .9rem; }
.month thead th { color: var(--soft); font-weight: normal; } .month tbody tr { border: 0; }
.month td > * { display: inline-block; min-width: 1.75rem; min-height: 1.75rem; line-height: 1.75rem;
  border-radius: .25rem; }
.month td a { background: var(--mark); color: var(--mark-text); font-weight: bold; }
.month td a.wrong { outline: 2px solid var(--error); outline-offset: -2px; } .month .today { border: 1px solid var(--soft); }
.event { border-top: 1px solid var(--line); padding: .75rem 0; overflow-wrap: anywhere; }
.event h4 { font-size: 1.05rem; margin: 0; }
.event p { margin: .2rem 0; } .event ul { margin: .25rem 0; padding-left: 1.25rem; }
.event:target { outline: 3px solid var(--focus); }
.tag { border: 1px solid var(--soft); border-radius: .25rem; padding: 0 .35rem; font-size: .85rem; font-weight: normal; }
@media print { .month, .event { break-inside: avoid; } }
"""
_STYLE = CSS + _OWN_CSS
_MOST_MONTHS = 24  # drawn at a glance: two years; what lies further stands in the list


def render(season: Season, style: Style) -> str:
    """Write the events as one HTML page, readable without a script; it loads nothing, and its policy says so."""
    say = Words(style)
    count = say.message(plural("{count} event", "{count} events", len(season.events)))
    wrong = [event for event in season.events if event.disagrees]
    told = say.message(
        plural("{count} disagrees with its own dates", "{count} disagree with their own dates", len(wrong))
    )
    title = say("Calendar of events")
    policy = f"default-src 'none'; style-src '{source_hash(_STYLE)}'; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(style.language)}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f'<a class="skip" href="#events">{say("To the list of events")}</a>',
        f"<header><h1>{title}</h1><p>{_facts(season, say)}</p>",
        f'<ul class="counts"><li>{count}</li>',
        *([f'<li class="error">{told}</li>'] if wrong else []),
        "</ul></header><main>",
        *(_months(season, style, say) if season.events else [f"<p>{say('No event was found.')}</p>"]),
        *(_wrong(wrong, style, say) if wrong else []),
        f'<h2 id="events" tabindex="-1">{say("Events")}</h2>',
        *(_list(season, style, say)),
        f'</main><footer><p class="soft">evlint {VERSION}</p></footer></body></html>\n',
    ]
    return "\n".join(parts)


def _facts(season: Season, say: Words) -> str:
    parts = [say("As of {day}", day=season.today)]
    if season.zone_name:
        parts.append(say("hours of {zone}", zone=season.zone_name))
    if season.site_url:
        parts.append(shown(season.site_url))
    return " · ".join(parts)


def _months(season: Season, style: Style, say: Words) -> list[str]:
    """Return the months that hold an event, each a table of its days; a day leads to the first event on it."""
    busy: dict[date, list[Event]] = {}
    months: dict[date, None] = {}
    for event in season.events:
        day, last = event.first, event.last
        for _ in range(min((last - day).days, 366) + 1):  # an exhibition of years marks one year of days
            busy.setdefault(day, []).append(event)
            months.setdefault(day.replace(day=1))
            day = date.fromordinal(day.toordinal() + 1)
    shown_months = sorted(months)[:_MOST_MONTHS]
    return [
        f"<h2>{say('Months')}</h2>",
        '<div class="months">',
        *(_month(month, busy, season.today, style) for month in shown_months),
        "</div>",
    ]


def _month(month: date, busy: dict[date, list[Event]], today: date, style: Style) -> str:
    names = weekday_names(style.language)
    head = "".join(f'<th scope="col"><abbr title="{escape(name)}">{escape(name[:2])}</abbr></th>' for name in names)
    rows = []
    for week in Calendar().monthdatescalendar(month.year, month.month):
        days_shown = (_day(day, busy.get(day, []), today) if day.month == month.month else "" for day in week)
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in days_shown)}</tr>")
    caption = escape(month_name(month, style.language).capitalize())
    return (
        f'<div class="month"><table><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _day(day: date, events: list[Event], today: date) -> str:
    mark = ' class="today"' if day == today else ""
    if not events:
        return f"<span{mark}>{day.day}</span>"
    wrong = ' class="wrong"' if any(event.disagrees for event in events) else mark
    titles = escape("; ".join(shown_plain(event.title) for event in events[:5]))
    return f'<a{wrong} href="#{_id(events[0])}" title="{titles}">{day.day}</a>'


def shown_plain(text: str) -> str:
    """Return a title for an attribute; what steers is made visible before it is escaped."""
    from evlint.report.escape import visible

    return visible(text)


def _wrong(events: list[Event], style: Style, say: Words) -> list[str]:
    items = []
    for event in events:
        moment = f'<span class="soft">{escape(when(event, style.wording))}</span>'
        items.append(f'<li><a href="#{_id(event)}">{shown(event.title)}</a> {moment}</li>')
    return [f"<h2>{say('These disagree with their own dates')}</h2><ul>{''.join(items)}</ul>"]


def _list(season: Season, style: Style, say: Words) -> list[str]:
    parts: list[str] = []
    for month, events in by_month(season.events):
        parts.append(f"<section><h3>{escape(month_name(month, style.language).capitalize())}</h3>")
        parts += [_event(event, style, say) for event in events]
        parts.append("</section>")
    return parts


def _event(event: Event, style: Style, say: Words) -> str:
    parts = [f'<article class="event" id="{_id(event)}"><h4>{shown(event.title)}']
    if event.is_draft:
        parts.append(f' <span class="tag">{say("draft")}</span>')
    parts.append(f"</h4><p><strong>{escape(when(event, style.wording))}</strong></p>")
    if event.place:
        parts.append(f"<p>{shown(event.place)}</p>")
    parts.append(f'<p class="soft">{shown(event.path)}:{event.line}</p>')
    parts += [f"<p>{_rule(rule)} {shown(text)}</p>" for rule, text in event.findings]
    if event.mentions:
        items = "".join(_mention(one, style, say) for one in event.mentions)
        folded = " open" if event.disagrees else ""
        parts.append(f"<details{folded}><summary>{say('Dates in its text')}</summary><ul>{items}</ul></details>")
    return "".join([*parts, "</article>"])


def _mention(one: Mention, style: Style, say: Words) -> str:
    where = say("line {line}", line=one.line)
    if one.rule is not None:
        return f"<li><mark>{shown(one.text)}</mark> ({where}) {_rule(one.rule)} {shown(one.message or '')}</li>"
    meant = f'<span class="soft">{say.colon} {escape(days(one, style.wording))}</span>'
    beside = "" if one.is_inside else f' <span class="tag">{say("another day")}</span>'
    return f"<li>{shown(one.text)} ({where}){meant}{beside}</li>"


def _rule(code: str) -> str:
    return f'<strong class="error">{escape(code)}</strong>'


def _id(event: Event) -> str:
    return "event-" + file_id(event.path).removeprefix("file-")
