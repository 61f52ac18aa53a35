"""`html`: one self-contained page for people who do not live in a terminal.

Everything that comes from a post goes through `html.escape`; the page loads nothing and holds a policy that says so.
"""

from __future__ import annotations

import base64
from collections import Counter
from hashlib import sha256
from html import escape
from itertools import groupby
from posixpath import dirname

from evlint.about import VERSION, rule_url
from evlint.model.diagnostic import SEVERITIES, Diagnostic
from evlint.model.message import msg
from evlint.model.message import render as words
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import visible
from evlint.report.html_assets import CSS, JS
from evlint.report.summary import summary_line

_WINDOW = 200  # characters of a long line that are shown on each side of the span


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as one HTML page."""
    say = _Words(style)
    findings = outcome.diagnostics
    parts = [
        _head(style),
        f'<a class="skip" href="#findings">{say("To the findings")}</a>',
        f"<header><h1>{say('What evlint found')}</h1><p>{_text(summary_line(outcome, style.wording))}</p></header><main>",
        _overview(outcome, say),
        _filters(findings, say),
        f'<h2 id="findings">{say("Findings by file")}</h2>',
        f'<p id="shown" role="status" data-text="{say("{n} findings shown", n="{n}")}"></p>',
        *(_file(path, list(group), say) for path, group in groupby(findings, key=_path_of)),
        f'</main><footer><p class="soft">evlint {VERSION}</p></footer>',
        f"<script>{JS}</script></body></html>\n",
    ]
    return "\n".join(parts)


class _Words:
    """Says a message in the report's language, escaped for HTML."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def __call__(self, template: str, /, **args: object) -> str:
        return escape(words(msg(template, **args), self._style.wording))


def _path_of(found: Diagnostic) -> str:
    return found.path


def _text(text: str) -> str:
    return escape(visible(text))


def _head(style: Style) -> str:
    policy = (
        f"default-src 'none'; style-src '{_hash(CSS)}'; script-src '{_hash(JS)}'; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(style.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>evlint</title><style>{CSS}</style></head><body>"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _overview(outcome: Outcome, say: _Words) -> str:
    counts = "".join(
        f'<li class="{severity}"><strong>{outcome.count(severity)}</strong> {say(severity)}</li>'
        for severity in SEVERITIES
    )
    if not outcome.diagnostics:
        return f'<ul class="counts">{counts}</ul><p>{say("Nothing to report: every post is clean.")}</p>'
    rules = Counter((found.rule, found.name, found.severity) for found in outcome.diagnostics)
    most = max(rules.values())
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(rule_url(code, name))}">{code}</a> {escape(name)}</th>'
        f'<td class="number">{count}</td><td class="{severity}">{_bar(count, most)}</td></tr>'
        for (code, name, severity), count in sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    )
    return (
        f'<ul class="counts">{counts}</ul><h2>{say("By rule")}</h2><div class="scroll"><table><thead><tr>'
        f'<th scope="col">{say("Rule")}</th><th scope="col" class="number">{say("Findings")}</th>'
        f'<th scope="col">{say("Share")}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _bar(count: int, most: int) -> str:
    """Draw a bar as SVG: the page's policy forbids inline styles."""
    width = max(1, count * 100 // most)
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="10" fill="currentColor"/></svg>'
    )


def _filters(findings: tuple[Diagnostic, ...], say: _Words) -> str:
    severities = [(str(name), say(name)) for name in SEVERITIES if any(found.severity == name for found in findings)]
    rules = sorted({(found.rule, f"{found.rule} {found.name}") for found in findings})
    folders = sorted({dirname(found.path) + "/" for found in findings if dirname(found.path)})
    return (
        f'<form id="filters" hidden role="search" aria-label="{say("Filters")}">'
        f'<label>{say("Search (key /)")}<input type="search" name="q"></label>'
        + _choice("severity", say("Severity"), severities, say)
        + _choice("rule", say("Rule"), rules, say)
        + _choice("folder", say("Folder"), [(folder, visible(folder)) for folder in folders], say)
        + f'<button type="reset">{say("Show everything")}</button></form>'
    )


def _choice(name: str, label: str, options: list[tuple[str, str]], say: _Words) -> str:
    items = "".join(f'<option value="{_text(value)}">{escape(text)}</option>' for value, text in options)
    return f'<label>{label}<select name="{name}"><option value="">{say("all")}</option>{items}</select></label>'


def _file(path: str, findings: list[Diagnostic], say: _Words) -> str:
    body = "".join(_finding(found, say) for found in findings)
    return f'<section class="file" data-path="{_text(path)}"><h3>{_text(path)}</h3>{body}</section>'


def _finding(found: Diagnostic, say: _Words) -> str:
    place = say("line {line}, column {column}", line=found.start.line, column=found.start.column)
    identity = f"f-{found.fingerprint}"
    parts = [
        f'<article class="finding" id="{identity}" tabindex="-1" data-rule="{found.rule}" data-severity="{found.severity}">'
        f'<p><strong class="{found.severity}">{say(found.severity)}</strong> '
        f'<a href="{escape(rule_url(found.rule, found.name))}">{found.rule}</a> {escape(found.name)} '
        f'<a class="place" href="#{identity}">{place}</a></p><p>{_text(found.message)}</p>'
    ]
    if found.excerpt:
        before, marked, after = _excerpt(found)
        parts.append(f"<pre>{_text(before)}<mark>{_text(marked)}</mark>{_text(after)}</pre>")
    if found.help:
        parts.append(f"<p><strong>{say('What to do')}</strong> {_text(found.help)}</p>")
    parts += [
        f'<p class="soft">{say("See also: {path}, line {line}", path=visible(one.path), line=one.start.line)}: '
        f"{_text(one.message)}</p>"
        for one in found.related
    ]
    return "".join([*parts, "</article>"])


def _excerpt(found: Diagnostic) -> tuple[str, str, str]:
    """Return the first line of the span, cut into what stands before, in and after it."""
    line = found.excerpt[0].replace("\t", " ")
    offset = 1 if found.start.line == 1 and line.startswith("\ufeff") else 0
    start = found.start.column - 1 + offset
    end = found.end.column - 1 + offset if found.end.line == found.start.line else len(line)
    end = max(end, start)
    before, marked, after = line[offset:start], line[start:end], line[end:]
    if len(before) > _WINDOW:
        before = "…" + before[-_WINDOW:]
    if len(after) > _WINDOW:
        after = after[:_WINDOW] + "…"
    return before, marked[: 4 * _WINDOW], after
