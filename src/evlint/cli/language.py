"""The language that the command line speaks: `--lang`, else EVLINT_LANG, else `messages`, else the locale, else English.

A run of the process has one language. It is chosen from the arguments before click reads them, so that click's own errors
and `--help` are in it too, and again when the configuration is known: `evlint check` reads it anyway, other commands and
errors in the arguments have it read for that alone. English imports nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from evlint.model.message import ENGLISH, Msg, Plural, Wording, msg, render
from evlint.startup.lean_click import cleandoc, click, teach_click

LANGUAGES = ("en", "fr")
Decorated = TypeVar("Decorated", bound=Callable[..., object])
if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice


class _Speech:
    """What was chosen: the language, whether somebody asked for it, whether the configuration had its say; its wording."""

    language = "en"
    asked = False
    settled = False
    wording: Wording = ENGLISH
    argv: Sequence[str] = ()


_speech = _Speech()


class Choice(_Choice):
    """A value that is one of several words. Another word is refused with the nearest of them."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:  # noqa: ARG002 click's own
        """Return what click says of a word that is none of them."""
        from difflib import get_close_matches

        near = get_close_matches(str(value), self.choices, 1)
        choices = ", ".join(self.choices)
        if near:
            problem = msg(
                "“{value}” is none of {choices}. Did you mean “{near}”?",
                value=str(value),
                choices=choices,
                near=near[0],
            )
        else:
            problem = msg("“{value}” is none of {choices}.", value=str(value), choices=choices)
        return tr(problem)


def lang_option(function: Decorated) -> Decorated:
    """Give a command the option `--lang`. Its value was read by `begin` already: click only checks and explains it."""
    if isinstance(function, click.Command) and any(param.name == "lang" for param in function.params):
        return function
    return click.option(
        "--lang", type=Choice(LANGUAGES), expose_value=False, help="The language of messages: English or French."
    )(function)


def asked_language(argv: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Return the language that the option or EVLINT_LANG asks for, or None."""
    return known(_value("--lang", argv)) or known(environ.get("EVLINT_LANG"))


def _value(option: str, argv: Sequence[str]) -> str | None:
    """Return the last value that the arguments give an option."""
    value = None
    for number, word in enumerate(argv):
        if word == "--":
            break
        if word == option:
            value = argv[number + 1] if number + 1 < len(argv) else None
        elif word.startswith(f"{option}="):
            value = word.removeprefix(f"{option}=")
    return value


def locale_language(environ: Mapping[str, str]) -> str:
    """Return the language of the locale, English where it is none that evlint speaks."""
    name = next((environ[one] for one in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(one)), "")
    return known(name) or "en"


def known(name: str | None) -> str | None:
    """Return the language that a tag or a locale's name begins with ("fr_FR.UTF-8", "fr-CA"), where evlint speaks it."""
    language = (name or "").replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else None


def begin(argv: Sequence[str]) -> None:
    """Choose the language from the arguments, the environment and the locale; for a help, from the configuration too."""
    asked = asked_language(argv, os.environ)
    _speech.argv, _speech.asked, _speech.settled = argv, asked is not None, False
    _speak(asked or locale_language(os.environ))
    if not {"-h", "--help"}.isdisjoint(argv):
        resolve_language(configured())


def resolve_from_config() -> bool:
    """Ask the configuration where it had no say yet; True where it wants another language than what was said so far."""
    before = _speech.language
    if not _speech.settled:
        resolve_language(configured())
    return _speech.language != before


def configured() -> str | None:
    """Return the `messages` of the configuration that holds here; None where that cannot be read: others tell of it."""
    if _speech.asked:
        return None
    from evlint.config.errors import ConfigError
    from evlint.io.config_file import load_settings

    try:
        return load_settings(_value("--config", _speech.argv), "--isolated" in _speech.argv, None)[0].messages
    except ConfigError:
        return None


def with_configured() -> None:
    """Take in the rules of the configuration that holds here; where it cannot be read, others tell of it."""
    from evlint.config.errors import ConfigError
    from evlint.io.config_file import load_settings
    from evlint.lint.select import use_configured

    try:
        use_configured(load_settings(_value("--config", _speech.argv), "--isolated" in _speech.argv, None)[0].rules)
    except ConfigError:
        return


def resolve_language(messages: str | None, *, for_machines: bool = False) -> tuple[Wording, str]:
    """Choose again, now that the configuration's `messages` is known: the wording and name of the run's language.

    What programs read stays English unless somebody asked for another language; a locale asks for nothing.
    """
    _speech.settled = True
    if not _speech.asked:
        wanted = known(messages)
        if wanted is not None:
            _speak(wanted)
        elif for_machines:
            return ENGLISH, "en"
    return _speech.wording, _speech.language


def _speak(language: str) -> None:
    _speech.language = language
    _speech.wording = ENGLISH
    if language != "en":
        from evlint.i18n import wording

        _speech.wording = wording(language)
        _teach_headings()
    teach_click(_speech.wording)


def tr(message: Msg | Plural) -> str:
    """Translate: write a message of the command line out in the chosen language, as `render` does in a wording."""
    return render(message, _speech.wording)


def current() -> Wording:
    """Return the wording of the chosen language."""
    return _speech.wording


def _teach_headings() -> None:
    """Have click end the headings of its help as the chosen language does."""

    def write_heading(self: click.HelpFormatter, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{tr(msg('{title}:', title=heading))}\n")

    setattr(click.HelpFormatter, "write_heading", write_heading)  # noqa: B010 a method, which type checkers guard


def translated(command: click.Command) -> click.Command:
    """Put what a command's help says, and that of its own commands, in the chosen language."""
    if _speech.language == "en":
        return command
    gettext = _speech.wording.gettext
    if command.help:
        command.help = gettext(cleandoc(command.help))
    if command.short_help:
        command.short_help = gettext(command.short_help)
    for param in command.params:
        if isinstance(param, click.Option) and param.help:
            param.help = gettext(param.help)
        if param.metavar:
            param.metavar = gettext(param.metavar)
    if isinstance(command, click.Group):
        command.subcommand_metavar = gettext(command.subcommand_metavar)
        for inner in command.commands.values():
            translated(inner)
    return command
