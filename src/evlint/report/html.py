"""`html`: one self-contained page for people who do not live in a terminal.

Everything that comes from a post goes through `html.escape`; the page loads nothing and holds a policy that says so.
What the findings are counted by stands in `html_counts`, the style and the script in `html_assets`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import groupby

from evlint.model.about import VERSION
from evlint.model.diagnostic import Diagnostic
from evlint.model.message import plural
from evlint.model.outcome import Outcome
from evlint.model.settings import SEVERITIES
from evlint.report import Style
from evlint.report.html_assets import CSS, JS, source_hash
from evlint.report.html_counts import by_file, by_rule, counted, rule_link
from evlint.report.html_words import Words, file_id, shown
from evlint.report.summary import summary_line, troubles

_WINDOW = 200  # characters of a long line that are shown on each side of the span


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as one HTML page."""
    say = Words(style)
    groups = [(path, list(group)) for path, group in groupby(outcome.diagnostics, key=lambda found: found.path)]
    parts = [
        _head(style, say),
        *([f'<a class="skip" href="#findings">{say("To the findings")}</a>'] if groups else []),
        f"<header><h1>{say('What evlint found')}</h1>{_when(style, say)}{_summary(outcome, style)}</header><main>",
        *(_body(outcome, groups, say) if groups else _nothing(say) if outcome.complete else ()),
        f'</main><footer><p class="soft">evlint {VERSION}</p></footer>',
        f"<script>{JS}</script></body></html>\n",
    ]
    return "\n".join(parts)


def _head(style: Style, say: Words) -> str:
    policy = (
        f"default-src 'none'; style-src '{source_hash(CSS)}'; script-src '{source_hash(JS)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(style.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{say('What evlint found')}</title><style>{CSS}</style></head><body>"
    )


def _when(style: Style, say: Words) -> str:
    """Return of which site the page speaks, and of which day; nothing where that is not known."""
    if style.day is None:
        return ""
    said = say("{site}, checked on {day}", site=style.site, day=style.day)
    return f'<p class="soft">{said}</p>'


def _summary(outcome: Outcome, style: Style) -> str:
    """Return the summary and, where not everything could be checked, why."""
    reasons = "".join(f"<p>{shown(text)}</p>" for text in troubles(outcome, style.wording))
    said = "" if outcome.is_void else f"<p>{shown(summary_line(outcome, style.wording))}</p>"
    return f'{said}<div class="trouble" role="alert">{reasons}</div>' if reasons else said


def _nothing(say: Words) -> list[str]:
    return [f"<p>{say('Nothing to report: every post is clean.')}</p>"]


def _body(outcome: Outcome, groups: Sequence[tuple[str, list[Diagnostic]]], say: Words) -> list[str]:
    findings = outcome.diagnostics
    counts = Counter(found.severity for found in findings)
    totals = "".join(f'<li class="{name}">{counted(say, name, counts[name])}</li>' for name in SEVERITIES)
    return [
        f'<ul class="counts">{totals}</ul>',
        f'<details class="sums"><summary>{say("Findings by rule and by file")}</summary><div class="columns">',
        by_rule(findings, say),
        by_file(groups, say),
        "</div></details>",
        _filters(findings, say),
        f'<h2 id="findings" tabindex="-1">{say("Findings by file")}</h2>',
        f'<p id="shown" role="status" data-text="{say("{n} findings shown", n="{n}")}"></p>',
        *(_file(path, found, say) for path, found in groups),
    ]


def _filters(findings: tuple[Diagnostic, ...], say: Words) -> str:
    severities = [(str(name), say(name)) for name in SEVERITIES if any(found.severity == name for found in findings)]
    rules = sorted({(escape(found.rule), escape(f"{found.rule} {found.name}")) for found in findings})
    folders = sorted({folder for found in findings for folder in _folders(found.path)})
    return (
        f'<form id="filters" hidden role="search" aria-label="{say("Filters")}">'
        f'<label>{say("Search")}<input type="search" name="q" autocomplete="off"></label>'
        + _choice("severity", say("Severity"), severities, say)
        + _choice("rule", say("Rule"), rules, say)
        + _choice("folder", say("Folder"), [(shown(folder), shown(folder)) for folder in folders], say)
        + f'<button type="reset">{say("Show everything")}</button>'
        f'<label class="keys"><input type="checkbox" id="keys" checked>'
        f"{say('Keys: / searches, j goes to the next finding, k to the one before')}</label></form>"
    )


def _folders(path: str) -> list[str]:
    """Return every folder that a file lies in, each with a slash at its end."""
    return [path[: place + 1] for place, char in enumerate(path) if char == "/"]


def _choice(name: str, label: str, options: list[tuple[str, str]], say: Words) -> str:
    items = "".join(f'<option value="{value}">{text}</option>' for value, text in options)
    return f'<label>{label}<select name="{name}"><option value="">{say("all")}</option>{items}</select></label>'


def _file(path: str, findings: list[Diagnostic], say: Words) -> str:
    body = "".join(_finding(found, say) for found in findings)
    count = say.message(plural("{count} finding", "{count} findings", len(findings)))
    return (
        f'<section class="file" data-path="{shown(path)}"><h3 id="{file_id(path)}">{shown(path)} '
        f'<span class="soft">{count}</span></h3>{body}</section>'
    )


def _finding(found: Diagnostic, say: Words) -> str:
    place = say("line {line}, column {column}", line=found.start.line, column=found.start.column)
    identity = f"f-{escape(found.fingerprint)}"
    parts = [
        f'<article class="finding" id="{identity}" tabindex="-1" data-rule="{escape(found.rule)}"'
        f' data-severity="{found.severity}">'
        f'<p><strong class="{found.severity}">{say(found.severity)}</strong> '
        f"{rule_link(found.rule, found.name, say)} {say.code(found.name)} "
        f'<a class="place" href="#{identity}">{place}</a></p><p>{shown(found.message)}</p>'
    ]
    if found.excerpt:
        before, marked, after = _excerpt(found)
        parts.append(f"<pre>{_source(before)}<mark>{_source(marked)}</mark>{_source(after)}</pre>")
    if found.help:
        parts.append(f"<p><strong>{say('What to do')}</strong> {shown(found.help)}</p>")
    if found.fix is not None and found.fix.message != found.help:
        option = "--fix" if found.fix.applicability == "safe" else "--unsafe-fixes"
        text = say("Automatic fix ({option}): {text}", option=option, text=found.fix.message)
        parts.append(f'<p class="soft">{text}</p>')
    for one in found.related:
        if one.path == found.path:
            where = say("See also: line {line}", line=one.start.line)
        else:
            where = say("See also: {path}, line {line}", path=one.path, line=one.start.line)
        parts.append(f'<p class="soft">{where}{say.colon} {shown(one.message)}</p>')
    return "".join([*parts, "</article>"])


def _excerpt(found: Diagnostic) -> tuple[str, str, str]:
    """Return the lines of the span, cut into what stands before, in and after it."""
    lines = [line.replace("\t", " ").replace("\n", " ") for line in found.excerpt]
    mark = found.start.line == 1 and lines[0].startswith("\ufeff")
    text = "\n".join(lines)
    start = found.start.column - 1 + mark
    last = found.end.line - found.start.line
    end = len(text)
    if last < len(lines):
        end = sum(len(line) + 1 for line in lines[:last]) + found.end.column - 1 + (mark and not last)
    end = max(end, start)
    before, marked, after = text[:start], text[start:end], text[end:]
    if len(before) > _WINDOW:
        before = "…" + before[-_WINDOW:]
    if len(after) > _WINDOW:
        after = after[:_WINDOW] + "…"
    if len(marked) > 4 * _WINDOW:
        marked, after = marked[: 4 * _WINDOW] + "…", ""
    return before, marked, after


def _source(text: str) -> str:
    return "\n".join(map(shown, text.split("\n")))
