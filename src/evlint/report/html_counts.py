"""The two tables at the head of the HTML page: how many findings by rule and by file, each with a bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from evlint.lint.explain import sections
from evlint.model.diagnostic import Diagnostic
from evlint.model.message import plural
from evlint.model.settings import SEVERITIES
from evlint.report.html_words import Words, file_id, shown
from evlint.rules import page_url, registry

_FILES = 10  # as many files are named, those with the most findings first


def counted(say: Words, severity: str, number: int) -> str:
    """Say how many findings of one severity there are ("info" is a note), in the page's language; `number` may be 0."""
    if severity == "error":
        return say.message(plural("{count} error", "{count} errors", number))
    if severity == "warning":
        return say.message(plural("{count} warning", "{count} warnings", number))
    return say.message(plural("{count} note", "{count} notes", number))


def rule_link(code: str, name: str, say: Words) -> str:
    """Return a rule's code, as a link to its page where it has one."""
    url = page_url(code, name, say.language)
    return f'<a href="{escape(url)}">{escape(code)}</a>' if url else escape(code)


def by_rule(findings: Sequence[Diagnostic], say: Words) -> str:
    """Return the table of rules, the most frequent first; a count leads to the findings of its rule."""
    what = {rule.code: say.manual(sections(rule)[0]) for rule in registry()}
    counts: dict[tuple[str, str], Counter[str]] = {}
    for found in findings:
        counts.setdefault((found.rule, found.name), Counter())[found.severity] += 1
    most = max(each.total() for each in counts.values())
    rows = ""
    for (code, name), each in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        parts = _by_severity(each)
        severities = ", ".join(f'<span class="{severity}">{say(severity)}</span>' for severity, _ in parts)
        rows += (
            f'<tr><th scope="row">{rule_link(code, name, say)} {say.code(name)}'
            f'<p class="soft">{what.get(code, "")}</p></th><td>{severities}</td><td class="count">'
            f'<a href="?rule={escape(code)}#findings" data-only="{escape(code)}">{each.total()}</a>'
            f"{_bar(parts, most)}</td></tr>"
        )
    return _table(say("By rule"), (say("Rule"), say("Severity"), say("Findings")), rows)


def by_file(groups: Sequence[tuple[str, Sequence[Diagnostic]]], say: Words) -> str:
    """Return the table of the files with the most findings; a name leads to the findings of its file."""
    first = sorted(groups, key=lambda group: -len(group[1]))[:_FILES]
    most = len(first[0][1])
    rows = ""
    for path, findings in first:
        parts = _by_severity(Counter(found.severity for found in findings))
        rows += (
            f'<tr><th scope="row"><a href="#{file_id(path)}">{shown(path)}</a></th><td class="count">'
            f"{', '.join(counted(say, *part) for part in parts)}{_bar(parts, most)}</td></tr>"
        )
    more = len(groups) - len(first)
    rest = say.message(plural("and {count} file more", "and {count} files more", more)) if more else ""
    return _table(say("By file"), (say("File"), say("Findings")), rows, rest)


def _table(title: str, heads: Sequence[str], rows: str, rest: str = "") -> str:
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    table = f"<div><h2>{title}</h2><table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    return f'{table}<p class="soft">{rest}</p></div>' if rest else f"{table}</div>"


def _by_severity(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(name, counts[name]) for name in SEVERITIES if counts.get(name)]


def _bar(parts: Sequence[tuple[str, int]], most: int) -> str:
    """Draw a bar as SVG: the page's policy forbids inline styles. It shows what the number beside it says."""
    start, drawn = 0.0, ""
    for severity, count in parts:
        width = max(1.0, round(count * 100 / most, 1))
        drawn += f'<rect class="{severity}" x="{start:g}" width="{width:g}" height="10"/>'
        start += width
    return f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'
