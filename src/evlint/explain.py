"""A rule in, its page out: what, why, bad and good examples, options, how to fix, how to silence."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.about import rule_url
from evlint.model.rule import Bad, Good, Rule
from evlint.report import Style

_SHOWN = 2


def explain(rules: Sequence[Rule], format_name: str, style: Style, *, alone: bool) -> str:
    """Write rules in a format: `table` (a list, or one page where `alone`), `markdown`, `json`."""
    if format_name == "json":
        import json

        data = [rule_data(rule) for rule in rules]
        return json.dumps(data[0] if alone else data, ensure_ascii=False, indent=2) + "\n"
    if format_name == "markdown":
        return "\n".join(page(rule) for rule in rules) if alone else listing(rules)
    return _plain(page(rules[0]), style) if alone else _table(rules, style)


def rule_data(rule: Rule) -> dict[str, object]:
    """Return a rule as plain data."""
    what, rest = sections(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "default": rule.default,
        "fix": rule.fix or None,
        "summary": what,
        "explanation": rest,
        "options": list(rule.options),
        "url": rule_url(rule.code, rule.name),
        "bad": [example.text for example in rule.examples if isinstance(example, Bad)],
        "good": [example.text for example in rule.examples if isinstance(example, Good)],
    }


def sections(rule: Rule) -> tuple[str, list[str]]:
    """Split a rule's manual: the first paragraph on one line, and the others."""
    paragraphs = [" ".join(part.split()) for part in rule.doc.strip().split("\n\n")]
    return paragraphs[0], paragraphs[1:]


def listing(rules: Sequence[Rule]) -> str:
    """Return a Markdown table of rules."""
    rows = ["| code | name | severity | fix | flags |", "| --- | --- | --- | --- | --- |"]
    for rule in rules:
        what = sections(rule)[0].replace("|", "\\|")
        severity = rule.severity if rule.default else f"{rule.severity}, off"
        rows.append(f"| {rule.code} | {rule.name} | {severity} | {rule.fix or ''} | {what} |")
    return "\n".join(rows) + "\n"


def page(rule: Rule) -> str:
    """Return a rule's page in Markdown."""
    what, rest = sections(rule)
    fix = {"": "none", "safe": "safe, with `--fix`", "unsafe": "unsafe, with `--unsafe-fixes`"}[rule.fix]
    state = "on" if rule.default else "off until it is selected by its code"
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        what,
        "",
        f"Severity: {rule.severity}. By default: {state}. Fix: {fix}.",
        "",
    ]
    for paragraph in rest:
        lines += [paragraph, ""]
    if rule.options:
        lines += ["Options: " + ", ".join(f"`{option}`" for option in rule.options) + ".", ""]
    for title, kind in (("Bad", Bad), ("Good", Good)):
        lines += [f"## {title}", ""]
        for example in [one for one in rule.examples if isinstance(one, kind)][:_SHOWN]:
            lines += _example(example)
    lines += [
        "## How to silence it",
        "",
        f"One line: `<!-- evlint-disable-next-line {rule.code}: the reason -->`, or `# evlint-disable-line {rule.code}`"
        f'in the front matter. Everywhere: `ignore = ["{rule.code}"]` in `evlint.toml`.',
        "",
    ]
    return "\n".join(lines)


def _example(example: Bad | Good) -> list[str]:
    lines: list[str] = []
    if example.note:
        lines += [example.note, ""]
    if example.config:
        lines += ["With this configuration:", "", "```toml", example.config.rstrip("\n"), "```", ""]
    if example.path != "post.md":
        lines += [f"In `{example.path}`:", ""]
    lines += ["````markdown", example.text.rstrip("\n").replace("\0", "\u2400"), "````", ""]
    if isinstance(example, Bad) and example.fixed is not None:
        lines += ["After the fix:", "", "````markdown", example.fixed.rstrip("\n"), "````", ""]
    if example.source:
        lines += [f"Source: {example.source}", ""]
    return lines


def _plain(text: str, style: Style) -> str:
    """Return a Markdown page as it reads in a terminal: fences as indentation, headings in bold."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if fence:
            if line == fence:
                fence = ""
            else:
                lines.append("    " + line)
        elif line.startswith("```"):
            fence = "````" if line.startswith("````") else "```"
        elif line.startswith("#"):
            title = line.lstrip("# ")
            lines.append(f"\x1b[1m{title}\x1b[0m" if style.color else title)
        else:
            lines += _wrapped(line, style.width or 100)
    return "\n".join(lines)


def _wrapped(line: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(line, min(width, 100), break_long_words=False, break_on_hyphens=False) or [""]


def _table(rules: Sequence[Rule], style: Style) -> str:
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=style.width or 10_000, color_system=None, markup=False, legacy_windows=False)
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for rule in rules:
        severity = rule.severity if rule.default else f"{rule.severity} (off)"
        table.add_row(*(Text(cell) for cell in (rule.code, rule.name, severity, rule.fix, sections(rule)[0])))
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
