"""A rule in, its page out: what, why, bad and good examples, options, how to fix, how to silence."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.model.about import NAME
from evlint.model.message import ENGLISH, Msg, Wording, msg, render
from evlint.model.rule import Bad, Good, Rule
from evlint.report import Style
from evlint.rules import page_url

_SHOWN = 2  # examples of each kind on a rule's page in the terminal; the manual has them all


def explain(rules: Sequence[Rule], format_name: str, style: Style, *, alone: bool) -> str:
    """Write rules in a format: `table` (a list, or one page where `alone`), `markdown`, `json`."""
    if format_name == "json":
        import json

        data = [rule_data(rule, style.wording, style.language) for rule in rules]
        return json.dumps(data[0] if alone else data, ensure_ascii=False, indent=2) + "\n"
    if format_name == "markdown":
        return "\n".join(page(rule, style.wording) for rule in rules) if alone else listing(rules, style.wording)
    return _plain(page(rules[0], style.wording), style) if alone else _table(rules, style)


def rule_data(rule: Rule, wording: Wording = ENGLISH, language: str = "en") -> dict[str, object]:
    """Return a rule as plain data; keys, names and examples are the same in every language."""
    what, rest = sections(rule, wording)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "default": rule.default,
        "fix": rule.fix or None,
        "summary": what,
        "explanation": rest,
        "options": list(rule.options),
        "url": rule.url or page_url(rule.code, rule.name, language) or None,
        "package": rule.package or NAME,
        "bad": [example.text for example in rule.examples if isinstance(example, Bad)],
        "good": [example.text for example in rule.examples if isinstance(example, Good)],
    }


def sections(rule: Rule, wording: Wording = ENGLISH) -> tuple[str, list[str]]:
    """Split a rule's manual: the first paragraph on one line, and the others, in a language."""
    paragraphs = [wording.gettext(" ".join(part.split())) for part in rule.doc.strip().split("\n\n")]
    return paragraphs[0], paragraphs[1:]


def how_to_fix(rule: Rule, wording: Wording = ENGLISH) -> list[str]:
    """Return the paragraphs of a rule's manual that say what to do, in a language."""
    return [wording.gettext(part) for part in sections(rule)[1] if part.startswith("How to fix:")]


def shown(rule: Rule, kind: type[Bad | Good]) -> list[Bad | Good]:
    """Return the examples of one kind that a rule's page shows."""
    return [example for example in rule.examples if isinstance(example, kind)][:_SHOWN]


def manual(rule: Rule) -> list[str]:
    """Return every English text of a rule's page that a translation must have: paragraphs, notes, what options are for."""
    what, rest = sections(rule)
    notes = [example.note for kind in (Bad, Good) for example in shown(rule, kind) if example.note]
    return [what, *rest, *notes, *filter(None, _options(rule).values())]


def listing(rules: Sequence[Rule], wording: Wording = ENGLISH) -> str:
    """Return a Markdown table of rules."""
    heads = (msg("code"), msg("name"), msg("severity"), msg("fix"), msg("flags"))
    rows = [f"| {' | '.join(render(head, wording) for head in heads)} |", "| --- | --- | --- | --- | --- |"]
    for rule in rules:
        what = sections(rule, wording)[0].replace("|", "\\|")
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
    """Return a rule's page in Markdown, in a language; only its examples are the same in every one."""

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
    if rule.package:
        lines += [say("From the package {package}.", package=rule.package), ""]
    parts = _parts(rest, wording)
    lines += _section(say("Why it matters"), parts[""])
    lines += _section(say("How to fix it"), parts["How to fix:"])
    for title, kind in ((say("Bad"), Bad), (say("Good"), Good)):
        lines += [f"## {title}", ""]
        for example in shown(rule, kind):
            lines += _example(example, wording)
    lines += _section(say("What it leaves alone"), parts["Leaves alone:"])
    options = [
        say("- `{name}`: {what}", name=name, what=Msg(doc)) if doc else f"- `{name}`"
        for name, doc in _options(rule).items()
    ]
    lines += _section(say("Options"), ["\n".join(options)] if options else [])
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


def _parts(paragraphs: Sequence[str], wording: Wording) -> dict[str, list[str]]:
    """Sort a manual's paragraphs by the label that they begin with ("" for none)."""
    parts: dict[str, list[str]] = {"": [], "How to fix:": [], "Leaves alone:": []}
    for paragraph in paragraphs:
        said = wording.gettext(paragraph)
        label = next((one for one in parts if one and paragraph.startswith(one)), "")
        text = said.partition(":")[2].strip() if label else said
        parts[label].append(text[:1].upper() + text[1:])
    return parts


def _section(title: str, paragraphs: Sequence[str]) -> list[str]:
    lines = [f"## {title}", ""] if paragraphs else []
    for paragraph in paragraphs:
        lines += [paragraph, ""]
    return lines


def _options(rule: Rule) -> dict[str, str]:
    """Return a rule's options, each with what the configuration's manual says of it ("" where it is silent)."""
    from evlint.config.model import key_named

    keys = {name: key_named(name) for name in rule.options}
    return {name: key.doc if key is not None else "" for name, key in keys.items()}


def _example(example: Bad | Good, wording: Wording) -> list[str]:
    lines: list[str] = []
    if example.note:
        note = wording.gettext(example.note)
        lines += [note[:1].upper() + note[1:], ""]
    if example.configured:
        lines += [
            render(msg("With this configuration:"), wording),
            "",
            "```toml",
            example.configured.rstrip("\n"),
            "```",
            "",
        ]
    if example.path != "post.md":
        lines += [render(msg("In `{path}`:", path=example.path), wording), ""]
    lines += ["````markdown", example.text.rstrip("\n").replace("\0", "\u2400"), "````", ""]
    if isinstance(example, Bad) and example.fixed is not None:
        lines += [render(msg("After the fix:"), wording), "", "````markdown", example.fixed.rstrip("\n"), "````", ""]
    if example.source:
        lines += [render(msg("Source: {source}", source=_place(example.source)), wording), ""]
    return lines


def _place(source: str) -> Msg | str:
    file, comma, line = source.rpartition(", line ")
    return msg("{file}, line {line}", file=file, line=line) if comma else source


def _plain(text: str, style: Style) -> str:
    """Return a Markdown page as it reads in a terminal: fences as indentation, headings in bold, marks underlined."""
    lines: list[str] = []
    fence = ""
    is_marked = False
    for line in text.split("\n"):
        if fence:
            if line == fence:
                fence = ""
            elif style.color and fence == "````":
                is_marked, underlined = _underlined(line, is_marked)
                lines.append("    " + underlined)
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


def _underlined(line: str, is_marked: bool) -> tuple[bool, str]:
    """Underline what stands between « and » in an example; `is_marked` says whether a mark of a line before goes on."""
    begin, end = "\x1b[4m", "\x1b[0m"
    goes_on = line.rfind("«") > line.rfind("»") or (is_marked and "»" not in line)
    text = line.replace("«", begin).replace("»", end)
    return goes_on, f"{begin if is_marked and line else ''}{text}{end if goes_on and line else ''}"


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
        what = sections(rule, style.wording)[0]
        severity = _severity(rule, " (", ")", style.wording)
        table.add_row(*(Text(cell) for cell in (rule.code, rule.name, severity, _fix(rule, style.wording), what)))
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
