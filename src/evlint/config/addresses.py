"""Hosts, networks, addresses and headers, as `[links]` holds them."""

from __future__ import annotations

import re
from collections.abc import Callable

from evlint.config.errors import ProblemCollector, Trail
from evlint.config.value_types import STRINGS, ValueType, name_of, read_text, table_of, texts_of
from evlint.model.message import Msg, msg

_HOST_PATTERN = r"[^\s/:@?#]+(?::\d+)?|\[[0-9A-Fa-f:.]+\]"


def host(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    """Read a host or a pattern of hosts (`*` stands for any text); a wrong one is noted and kept, None is no text at all."""
    text = read_text(value, trail, notes)
    if text is not None:
        _check_host(text, trail, notes.value)
    return text


def host_name(value: object, trail: Trail, notes: ProblemCollector) -> object:
    """Read a host that is the key of a table."""
    _check_host(str(value), trail, notes.key)
    return value


def _check_host(text: str, trail: Trail, note: Callable[[Trail, Msg, str | None], None]) -> None:
    if not re.fullmatch(_HOST_PATTERN, text):
        inner = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://", "", text).partition("/")[0].rpartition("@")[2]
        note(
            trail,
            msg("“{found}” is no host: write its name only, without “https://” and path", found=text),
            inner if inner != text and re.fullmatch(_HOST_PATTERN, inner) else None,
        )


_NETWORK = r"[0-9A-Fa-f:.]+/\d{1,3}"


def _network(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is None:
        return None
    if re.fullmatch(_NETWORK, text) or (":" in text and re.fullmatch(r"[0-9A-Fa-f:.]+", text)):
        from ipaddress import ip_network

        try:
            ip_network(text)
        except ValueError as error:
            notes.value(trail, msg("“{found}” is no network: {reason}", found=text, reason=str(error)))
    else:
        _check_host(text, trail, notes.value)
    return text


def _url(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
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


_VARIABLE = r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))"
# Of the variables that a configuration may send: it comes with the checked tree, perhaps from a stranger.
PREFIX = "EVLINT_"
_HEADER_NAME = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"


def _variable(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    if isinstance(value, dict) and set(value) == {"env"} and isinstance(value["env"], str):
        value = "$" + value["env"]
    match = re.fullmatch(_VARIABLE, value) if isinstance(value, str) else None
    if match is None:
        notes.value(
            trail,
            msg(
                'the value of the header “{name}” must name an environment variable, such as "$EVLINT_TOKEN": '
                "a secret has no place in a file that others read",
                name=str(trail[-1]),
            ),
        )
        return None
    name = match[1] or match[2]
    if not name.startswith(PREFIX):
        notes.value(
            trail,
            msg(
                "“{variable}” may not be sent in the header “{name}”: only environment variables whose names begin "
                "with {prefix} may, so that no configuration gives away another secret of the machine",
                variable=name,
                name=str(trail[-1]),
                prefix=PREFIX,
            ),
            f"${PREFIX}{name}",
        )
        return None
    return name


def _header_name(value: object, trail: Trail, notes: ProblemCollector) -> object:
    if not re.fullmatch(_HEADER_NAME, str(value)):
        notes.key(trail, msg("“{name}” is no name of a header", name=str(value)))
    return value


URL = ValueType(_url, {"type": "string", "pattern": "^https?://"})
HOSTS = ValueType(texts_of(host, msg('a list of hosts, such as ["*.example.org"]')), STRINGS)
NETWORKS = ValueType(texts_of(_network, msg('a list of hosts or networks, such as ["10.0.0.0/8"]')), STRINGS)
REWRITE = ValueType(
    table_of(host_name, host, msg('a table, such as { "staging.example.org" = "www.example.org" }')),
    {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
)
HEADERS = ValueType(
    table_of(
        host_name,
        table_of(_header_name, _variable, msg('a table, such as { Authorization = "$EVLINT_TOKEN" }')),
        msg("a table of hosts"),
    ),
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": "string", "pattern": r"^\$(EVLINT_[A-Za-z0-9_]*|\{EVLINT_[A-Za-z0-9_]*\})$"},
                    {
                        "type": "object",
                        "required": ["env"],
                        "properties": {"env": {"type": "string", "pattern": "^EVLINT_"}},
                        "additionalProperties": False,
                    },
                ]
            },
        },
    },
)
