"""The kinds of values that a configuration holds: each reads a raw value, notes what is wrong, and knows its JSON Schema.

A reader returns the value in the form that `Settings` wants, or None after it has noted what is wrong (a run with notes
never uses what was read).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from evlint.config.codes import is_known, meant, unknown_message
from evlint.config.errors import nearest
from evlint.config.notes import Notes, Trail
from evlint.model.message import Msg, msg

Reader = Callable[[object, Trail, Notes], object]


class Kind(NamedTuple):
    """A kind of value: how it is read, and the JSON Schema of what may be written."""

    read: Reader
    schema: Mapping[str, object]


def type_name(value: object) -> Msg:
    """Return the TOML word for the type of a value."""
    words = (
        (bool, msg("true or false")),
        (int, msg("a number")),
        (float, msg("a number")),
        (str, msg("a text")),
        (list, msg("a list")),
        (dict, msg("a table")),
    )
    return next((word for kind, word in words if isinstance(value, kind)), msg("a date or time"))


def wrong_type(value: object, wanted: Msg, trail: Trail, notes: Notes) -> None:
    """Note that a value is of the wrong type."""
    notes.value(
        trail, msg("“{key}” wants {wanted}, not {found}", key=name_of(trail), wanted=wanted, found=type_name(value))
    )


def name_of(trail: Trail) -> str:
    """Return a key as messages name it: the way to it with dots, places in lists left out."""
    return ".".join(part for part in trail if isinstance(part, str))


def _flag(value: object, trail: Trail, notes: Notes) -> bool | None:
    if isinstance(value, bool):
        return value
    wrong_type(value, msg("true or false (without quotes)"), trail, notes)
    return None


def _text(value: object, trail: Trail, notes: Notes) -> str | None:
    if not isinstance(value, str):
        wrong_type(value, msg("a text in quotes"), trail, notes)
        return None
    if not value.strip():
        notes.value(trail, msg("“{key}” is empty", key=name_of(trail)))
        return None
    return value


def texts_of(item: Reader, wanted: Msg) -> Reader:
    """Make the reader of a list from that of its items; the places of the items are kept in the trail."""

    def read(value: object, trail: Trail, notes: Notes) -> tuple[object, ...] | None:
        if not isinstance(value, list):
            wrong_type(value, wanted, trail, notes)
            return None
        return tuple(item(one, (*trail, index), notes) for index, one in enumerate(value))

    return read


def choice(*allowed: str) -> Kind:
    """Make the kind of a text that is one of a few words."""

    def read(value: object, trail: Trail, notes: Notes) -> str | None:
        text = _text(value, trail, notes)
        if text is not None and text not in allowed:
            notes.value(
                trail,
                msg("“{key}” may be {allowed}, not “{found}”", key=name_of(trail), allowed=list(allowed), found=text),
                nearest(text, allowed),
            )
        return text

    return Kind(read, {"enum": list(allowed)})


def table_of(name: Reader, value: Reader, wanted: Msg) -> Reader:
    """Make the reader of a table whose keys the user chooses."""

    def read(raw: object, trail: Trail, notes: Notes) -> dict[str, object] | None:
        if not isinstance(raw, dict):
            wrong_type(raw, wanted, trail, notes)
            return None
        found: dict[str, object] = {}
        for key, one in raw.items():
            inner = (*trail, key)
            name(key, inner, notes)
            found[key] = value(one, inner, notes)
        return found

    return read


def any_name(value: object, trail: Trail, notes: Notes) -> object:
    """Accept every key of a table."""
    del trail, notes
    return value


def word_name(allowed: tuple[str, ...]) -> Reader:
    """Make the reader of a key of a table that is one of a few words."""

    def read(value: object, trail: Trail, notes: Notes) -> object:
        if value not in allowed:
            notes.key(
                trail,
                msg("“{name}” is none of {allowed}", name=str(value), allowed=list(allowed)),
                nearest(str(value), allowed),
            )
        return value

    return read


def _code(value: object, trail: Trail, notes: Notes) -> str | None:
    text = _text(value, trail, notes)
    if text is not None and not is_known(text):
        notes.value(trail, unknown_message(text), meant(text))
    return text


def code_name(value: object, trail: Trail, notes: Notes) -> object:
    """Read a rule code that is the key of a table."""
    text = str(value)
    if not is_known(text):
        notes.key(trail, unknown_message(text), meant(text))
    return text


def _zone(value: object, trail: Trail, notes: Notes) -> str | None:
    text = _text(value, trail, notes)
    if text is None:
        return None
    from evlint.dates.zones import zone

    if zone(text) is None:
        from evlint.config.zonenames import nearest_zone

        notes.value(trail, msg("there is no time zone “{name}”", name=text), nearest_zone(text))
    return text


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def _language(value: object, trail: Trail, notes: Notes) -> str | None:
    text = _text(value, trail, notes)
    if text is not None and not _LANGUAGE.fullmatch(text):
        notes.value(trail, msg("“{found}” is no language tag such as “fr” or “en-US”", found=text))
    return text


def glob(value: object, trail: Trail, notes: Notes) -> str | None:
    """Read a file pattern as in `.gitignore`."""
    text = _text(value, trail, notes)
    if text is not None:
        fault = _glob_fault(text)
        if fault is not None:
            notes.value(trail, fault)
    return text


def glob_name(value: object, trail: Trail, notes: Notes) -> object:
    """Read a file pattern that is the key of a table."""
    text = str(value)
    fault = msg("the file pattern is empty") if not text.strip() else _glob_fault(text)
    if fault is not None:
        notes.key(trail, fault)
    return text


def _glob_fault(text: str) -> Msg | None:
    from evlint.globs import glob_regex

    plain = text.removeprefix("!")
    if plain.startswith("../"):
        return msg("the file pattern “{found}” leads out of the configuration's folder", found=text)
    if "\\" in plain and not re.search(r"\\[\\*?\[\]!# ]", plain):
        return msg("the file pattern “{found}” holds a backslash: write “/” between folders", found=text)
    if re.search(r"(?<!\\)\[(?![!^]?\]?[^\]]*\])", plain):
        return msg("the file pattern “{found}” opens a bracket and does not close it", found=text)
    if glob_regex(plain) is None:
        return msg("the file pattern “{found}” matches nothing", found=text)
    return None


_HOST_PATTERN = re.compile(r"[^\s/:@?#]+(?::\d+)?|\[[0-9A-Fa-f:.]+\]")


def host(value: object, trail: Trail, notes: Notes) -> str | None:
    """Read a host or a pattern of hosts (`*` stands for any text)."""
    text = _text(value, trail, notes)
    if text is not None:
        _check_host(text, trail, notes.value)
    return text


def host_name(value: object, trail: Trail, notes: Notes) -> object:
    """Read a host that is the key of a table."""
    _check_host(str(value), trail, notes.key)
    return value


def _check_host(text: str, trail: Trail, note: Callable[[Trail, Msg, str | None], None]) -> None:
    if not _HOST_PATTERN.fullmatch(text):
        inner = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://", "", text).partition("/")[0].rpartition("@")[2]
        note(
            trail,
            msg("“{found}” is no host: write its name only, without “https://” and path", found=text),
            inner if inner != text and _HOST_PATTERN.fullmatch(inner) else None,
        )


_NETWORK = re.compile(r"[0-9A-Fa-f:.]+/\d{1,3}")


def _network(value: object, trail: Trail, notes: Notes) -> str | None:
    text = _text(value, trail, notes)
    if text is None:
        return None
    if _NETWORK.fullmatch(text) or (":" in text and re.fullmatch(r"[0-9A-Fa-f:.]+", text)):
        from ipaddress import ip_network

        try:
            ip_network(text)
        except ValueError as error:
            notes.value(trail, msg("“{found}” is no network: {reason}", found=text, reason=str(error)))
    else:
        _check_host(text, trail, notes.value)
    return text


def _url(value: object, trail: Trail, notes: Notes) -> str | None:
    text = _text(value, trail, notes)
    if text is not None and not re.match(r"https?://[^\s/@?#]+(?:/\S*)?\Z", text):
        bare = re.match(r"[^\s/:]+\.[a-z]{2,}(?:/\S*)?\Z", text)
        notes.value(
            trail,
            msg(
                "“{key}” wants an address such as “https://www.example.org”, not “{found}”",
                key=name_of(trail),
                found=text,
            ),
            f"https://{text}" if bare else None,
        )
    return text


def path(value: object, trail: Trail, notes: Notes) -> str | None:
    """Read the path of a file or folder below the configuration's folder: a stranger's configuration reads nothing else."""
    text = _text(value, trail, notes)
    if text is None:
        return None
    from posixpath import normpath

    if "\\" in text:
        notes.value(
            trail, msg("“{found}” holds a backslash: write “/” between folders", found=text), text.replace("\\", "/")
        )
    elif "\0" in text or text.startswith(("/", "~")) or re.match(r"[A-Za-z]:", text) or normpath(text).startswith(".."):
        notes.value(
            trail,
            msg("“{found}” leads out of the configuration's folder, and evlint reads nothing outside it", found=text),
        )
    return text


_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800, "ms": 0.001}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m|min|h|d|w)")


def _duration(value: object, trail: Trail, notes: Notes) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0 <= value < 1e12:
            return float(value)
        notes.value(trail, msg("“{key}” may not be negative or endless", key=name_of(trail)))
        return None
    if isinstance(value, str):
        match = _DURATION.fullmatch(value.strip())
        if match:
            return float(match[1]) * _UNITS[match[2]]
        notes.value(
            trail,
            msg(
                '“{key}” wants a time such as "1d", "12h", "30m" or a number of seconds, not “{found}”',
                key=name_of(trail),
                found=value,
            ),
        )
        return None
    wrong_type(value, msg('a time such as "1d" or "1h", or a number of seconds'), trail, notes)
    return None


_SIZE_UNITS = {
    "": 1,
    "b": 1,
    "kb": 1_000,
    "mb": 1_000_000,
    "gb": 1_000_000_000,
    "kib": 1 << 10,
    "mib": 1 << 20,
    "gib": 1 << 30,
}
_SIZE = re.compile(r"(\d{1,12})\s*([kmg]?i?b?)", re.IGNORECASE)


def _size(value: object, trail: Trail, notes: Notes) -> int | None:
    found: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        found = value
    elif isinstance(value, str):
        match = _SIZE.fullmatch(value.strip())
        if match and match[2].lower() in _SIZE_UNITS:
            found = int(match[1]) * _SIZE_UNITS[match[2].lower()]
        if found is None:
            notes.value(
                trail, msg('“{key}” wants a size such as "10 MB", not “{found}”', key=name_of(trail), found=value)
            )
            return None
    else:
        wrong_type(value, msg('a number of bytes or a size such as "10 MB"'), trail, notes)
        return None
    if not 0 < found < 1 << 40:
        notes.value(trail, msg("“{key}” must be more than 0 and less than 1 TB", key=name_of(trail)))
    return found


def count(least: int, most: int) -> Kind:
    """Make the kind of a whole number between two bounds, both included."""

    def read(value: object, trail: Trail, notes: Notes) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool):
            wrong_type(value, msg("a whole number"), trail, notes)
            return None
        if not least <= value <= most:
            notes.value(
                trail,
                msg(
                    "“{key}” must be from {least} to {most}, not {found}",
                    key=name_of(trail),
                    least=least,
                    most=most,
                    found=value,
                ),
            )
        return value

    return Kind(read, {"type": "integer", "minimum": least, "maximum": most})


_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def _variable(value: object, trail: Trail, notes: Notes) -> str | None:
    if isinstance(value, dict) and set(value) == {"env"} and isinstance(value["env"], str):
        value = "$" + value["env"]
    match = _VARIABLE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        notes.value(
            trail,
            msg(
                'the value of the header “{name}” must name an environment variable, such as "$TOKEN": '
                "a secret has no place in a file that others read",
                name=str(trail[-1]),
            ),
        )
        return None
    return match[1] or match[2]


def _header_name(value: object, trail: Trail, notes: Notes) -> object:
    if not _HEADER_NAME.fullmatch(str(value)):
        notes.key(trail, msg("“{name}” is no name of a header", name=str(value)))
    return value


TEXT = Kind(_text, {"type": "string", "minLength": 1})
FLAG = Kind(_flag, {"type": "boolean"})
PATH = Kind(path, {"type": "string", "minLength": 1})
ZONE = Kind(_zone, {"type": "string", "minLength": 1})
LANGUAGE = Kind(_language, {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"})
URL = Kind(_url, {"type": "string", "pattern": "^https?://"})
DURATION = Kind(
    _duration,
    {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *(ms|s|m|min|h|d|w)$"},
        ]
    },
)
SIZE = Kind(
    _size,
    {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+ *[kKmMgG]?[iI]?[bB]?$"}]},
)
_LIST = msg('a list of texts, such as ["a", "b"]')
_STRINGS: Mapping[str, object] = {"type": "array", "items": {"type": "string", "minLength": 1}}
_CODE_PATTERN = "^EV[0-9]{0,3}$"
TEXTS = Kind(texts_of(_text, _LIST), _STRINGS)
CODES = Kind(
    texts_of(_code, msg('a list of rule codes, such as ["EV2", "EV301"]')),
    {"type": "array", "items": {"type": "string", "pattern": _CODE_PATTERN}},
)
GLOBS = Kind(texts_of(glob, msg('a list of file patterns, such as ["_posts/**"]')), _STRINGS)
HOSTS = Kind(texts_of(host, msg('a list of hosts, such as ["*.example.org"]')), _STRINGS)
NETWORKS = Kind(texts_of(_network, msg('a list of hosts or networks, such as ["10.0.0.0/8"]')), _STRINGS)
LEVEL = choice("error", "warning", "info", "off")
LEVELS = Kind(
    table_of(code_name, LEVEL.read, msg('a table, such as { EV305 = "off" }')),
    {"type": "object", "propertyNames": {"pattern": _CODE_PATTERN}, "additionalProperties": LEVEL.schema},
)
REWRITE = Kind(
    table_of(host_name, host, msg('a table, such as { "staging.example.org" = "www.example.org" }')),
    {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
)
HEADERS = Kind(
    table_of(
        host_name,
        table_of(_header_name, _variable, msg('a table, such as { Authorization = "$TOKEN" }')),
        msg("a table of hosts"),
    ),
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": "string", "pattern": r"^\$([A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})$"},
                    {
                        "type": "object",
                        "required": ["env"],
                        "properties": {"env": {"type": "string"}},
                        "additionalProperties": False,
                    },
                ]
            },
        },
    },
)
