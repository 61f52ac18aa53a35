"""A rule in, its page out: what, why, bad and good examples, options, how to fix, how to silence."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.about import rule_url
from evlint.model.message import ENGLISH, Wording, msg, render
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
        return "\n".join(page(rule, style.wording) for rule in rules) if alone else listing(rules, style.wording)
    return _plain(page(rules[0], style.wording), style) if alone else _table(rules, style)


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


def listing(rules: Sequence[Rule], wording: Wording = ENGLISH) -> str:
    """Return a Markdown table of rules."""
    heads = (msg("code"), msg("name"), msg("severity"), msg("fix"), msg("flags"))
    rows = [f"| {' | '.join(render(head, wording) for head in heads)} |", "| --- | --- | --- | --- | --- |"]
    for rule in rules:
        what = wording.gettext(sections(rule)[0]).replace("|", "\\|")
        rows.append(
            f"| {rule.code} | {rule.name} | {_severity(rule, ', ', '', wording)} | {_fix(rule, wording)} | {what} |"
        )
    return "\n".join(rows) + "\n"


def _severity(rule: Rule, before: str, after: str, wording: Wording) -> str:
    severity = render(msg(rule.severity), wording)
    return severity if rule.default else f"{severity}{before}{render(msg('off'), wording)}{after}"


def _fix(rule: Rule, wording: Wording) -> str:
    return {"": "", "safe": render(msg("safe"), wording), "unsafe": render(msg("unsafe"), wording)}[rule.fix]


def page(rule: Rule, wording: Wording = ENGLISH) -> str:
    """Return a rule's page in Markdown.

    In another language than English it says what is flagged and how to fix it; the paragraphs between and the notes beside
    examples are in English only, and left out.
    """

    def say(template: str, /, **args: object) -> str:
        return render(msg(template, **args), wording)

    what, rest = sections(rule)
    fix = {
        "": say("Fix: none."),
        "safe": say("Fix: safe, with `--fix`."),
        "unsafe": say("Fix: unsafe, with `--unsafe-fixes`."),
    }[rule.fix]
    state = say("By default: on.") if rule.default else say("By default: off until it is selected by its code.")
    severity = say("Severity: {severity}.", severity=msg(rule.severity))
    lines = [f"# {rule.code} {rule.name}", "", wording.gettext(what), "", f"{severity} {state} {fix}", ""]
    for paragraph in rest:
        said = wording.gettext(paragraph)
        if said != paragraph or wording is ENGLISH:
            lines += [said, ""]
    if rule.options:
        lines += [say("Options: {names}.", names=", ".join(f"`{option}`" for option in rule.options)), ""]
    for title, kind in ((say("Bad"), Bad), (say("Good"), Good)):
        lines += [f"## {title}", ""]
        for example in [one for one in rule.examples if isinstance(one, kind)][:_SHOWN]:
            lines += _example(example, wording)
    lines += [
        f"## {say('How to silence it')}",
        "",
        say(
            "One line: `<!-- evlint-disable-next-line {code}: the reason -->`, or `# evlint-disable-line {code}` "
            'in the front matter. Everywhere: `ignore = ["{code}"]` in `evlint.toml`.',
            code=rule.code,
        ),
        "",
    ]
    return "\n".join(lines)


def _example(example: Bad | Good, wording: Wording) -> list[str]:
    lines: list[str] = []
    if example.note and wording is ENGLISH:
        lines += [example.note, ""]
    if example.config:
        lines += [
            render(msg("With this configuration:"), wording),
            "",
            "```toml",
            example.config.rstrip("\n"),
            "```",
            "",
        ]
    if example.path != "post.md":
        lines += [render(msg("In `{path}`:", path=example.path), wording), ""]
    lines += ["````markdown", example.text.rstrip("\n").replace("\0", "\u2400"), "````", ""]
    if isinstance(example, Bad) and example.fixed is not None:
        lines += [render(msg("After the fix:"), wording), "", "````markdown", example.fixed.rstrip("\n"), "````", ""]
    if example.source:
        lines += [render(msg("Source: {source}", source=example.source), wording), ""]
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
        what = style.wording.gettext(sections(rule)[0])
        severity = _severity(rule, " (", ")", style.wording)
        table.add_row(*(Text(cell) for cell in (rule.code, rule.name, severity, _fix(rule, style.wording), what)))
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
