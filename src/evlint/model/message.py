"""Messages as values: a template and what goes into it, rendered in the reader's language at the very end.

A rule never builds a sentence with an f-string: `msg("The host {host} is …", host=host)` keeps the template whole, so
that gettext finds it (`scripts/generate.py` collects every `msg(…)`) and a catalogue can put it in other words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from evlint.startup.namedtuple import NamedTuple

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def english_day(value: object) -> str:
    """Write a date as "Friday 4 November 2022", a datetime with its hours and offset after it, a time of day as "18:30"."""
    if not isinstance(value, date):
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else str(value)
    text = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, datetime):
        text += f" {value:%H:%M}"
        if value.tzinfo is not None:
            offset = f"{value:%z}"
            text += f" {offset[:3]}:{offset[3:5]}" if value.utcoffset() else " UTC"
    return text


class Msg(NamedTuple):
    """A sentence to be: an English `template` in `str.format` form and its arguments.

    Arguments may be text, numbers, dates and times (written out in the reader's language), lists of these (joined with the
    language's "and"), or other messages.
    """

    template: str
    args: Mapping[str, object] = {}

    def __str__(self) -> str:
        return render(self)


class Plural(NamedTuple):
    """A message whose wording depends on a count: `one` and `many` are English templates.

    `{count}` in them is the number.
    """

    one: str
    many: str
    number: int
    args: Mapping[str, object] = {}

    def __str__(self) -> str:
        return render(self)


def msg(template: str, /, **args: object) -> Msg:
    """Make a message from an English template and its arguments."""
    return Msg(template, args)


def plural(one: str, many: str, count: int, /, **args: object) -> Plural:
    """Make a message that counts: `plural("{count} file", "{count} files", n)`."""
    return Plural(one, many, count, args)


def reason(error: OSError) -> Msg:
    """Return why the system refused something, as a message: the catalogues know the usual reasons."""
    return Msg(error.strerror or type(error).__name__)


class Wording(NamedTuple):
    """How one language words messages: the two gettext functions and the writer of single arguments."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    argument: Callable[[object], str]


def _english_argument(value: object) -> str:
    if isinstance(value, (list, tuple)):
        parts = [_english_argument(part) for part in value]
        return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
    return english_day(value)


ENGLISH = Wording(
    gettext=lambda template: template,
    ngettext=lambda one, many, count: one if count == 1 else many,
    argument=_english_argument,
)


def render(message: Msg | Plural | str, wording: Wording = ENGLISH) -> str:
    """Write a message out in a language: text in, text out."""
    if isinstance(message, str):
        return message
    if isinstance(message, Plural):
        template = wording.ngettext(message.one, message.many, message.number)
        args: dict[str, object] = {"count": message.number, **message.args}
    else:
        template = wording.gettext(message.template)
        args = dict(message.args)
    if not args:
        return template.replace("{{", "{").replace("}}", "}")
    return template.format_map({name: _argument(value, wording) for name, value in args.items()})


def _argument(value: object, wording: Wording) -> str:
    if isinstance(value, (Msg, Plural)):
        return render(value, wording)
    if isinstance(value, (list, tuple)):
        return wording.argument([_argument(part, wording) for part in value])
    return value if isinstance(value, str) else wording.argument(value)
