"""`evlint rule [CODE]`: explains one rule, or lists all."""

from __future__ import annotations

import click

from evlint.cli.language import Choice, configured, lang_option, resolve_language, tr, with_configured
from evlint.cli.options import complete_codes
from evlint.cli.output import report_style, show
from evlint.model.message import msg


@click.command("rule", short_help="Explain a rule, or list all.")
@click.argument("code", required=False, metavar="[CODE]", shell_complete=complete_codes)
@click.option(
    "--format", "format_name", type=Choice(["table", "json", "markdown"]), default="table", help="How to show it."
)
@lang_option
@click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colours.")
def command(code: str | None, format_name: str, color: str) -> None:
    """Explain the rule with CODE (or the rules of a family, such as EV2); without one, list every rule.

    \b
    evlint rule
    evlint rule EV301
    evlint rule EV2 --format markdown
    """
    from evlint.config.values import as_code
    from evlint.lint.explain import explain
    from evlint.rules import registry

    with_configured()
    wanted = as_code(code or "")
    rules = [rule for rule in registry() if rule.code.startswith(wanted) or rule.name == (code or "").lower()]
    if not rules:
        from difflib import get_close_matches

        names = [rule.code for rule in registry()] + [rule.name for rule in registry()]
        near = get_close_matches(wanted, names, 1) or get_close_matches((code or "").lower(), names, 1)
        problem = msg("There is no rule “{code}”. “evlint rule” lists them all.", code=code)
        if near:
            problem = msg(
                "There is no rule “{code}”. Did you mean “{near}”? “evlint rule” lists them all.",
                code=code,
                near=near[0],
            )
        raise click.UsageError(tr(problem))
    wording, language = resolve_language(configured(), for_machines=format_name == "json")
    style = report_style(color)._replace(wording=wording, language=language)
    text = explain(rules, format_name, style, alone=len(rules) == 1)
    show(text, "json" if format_name == "json" else "text", styled=style.color)
