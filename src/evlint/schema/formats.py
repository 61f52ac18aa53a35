"""The formats that a schema may ask for, each as a function from text to yes or no. Both validators use these.

They follow the RFCs that JSON Schema names, but read dates as posts write them: a bare date is a `date-time` too, a blank
may stand for the `T`, seconds and offset may be left out, and an offset may lack its colon or have a blank before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.library_parts import jsonschema_rs

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?"
_OFFSET = r"(?:[ \t]*(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?"
_DATE_TIME = rf"(\d{{4}})-(\d\d)-(\d\d)(?:(?:[Tt]|[ \t]+){_TIME}{_OFFSET})?"
_UNRESERVED = r"A-Za-z0-9\-._~!$&'()*+,;=:@/"
_HIGH = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd"
_PRIVATE = "\ue000-\uf8ff"
_ESCAPE = r"%[0-9A-Fa-f]{2}"
_HOST_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL_NAME = r"[-A-Za-z0-9!#$%&'*+/=?^_`{|}~"
_DAY = lazy_regex(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_LONGEST_HOST = 253  # characters of a name, its dots counted (RFC 1035, section 2.3.4)
_IN_EVERY_MONTH = "28"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _matches(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar, `2022-11-03`."""
    found = _DAY.fullmatch(text)
    return found is not None and _exists(found)


def _exists(found: re.Match[str]) -> bool:
    if "01" <= found[3] <= _IN_EVERY_MONTH and "01" <= found[2] <= "12" and found[1] != "0000":
        return True
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def is_date_time(text: str) -> bool:
    """Tell whether a text is a day, with or without a time and an offset."""
    found = _compiled(_DATE_TIME).fullmatch(text)
    return found is not None and _exists(found)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day, `18:30` or `18:30:00+01:00`."""
    return _matches(_TIME + _OFFSET, text)


def is_duration(text: str) -> bool:
    """Tell whether a text is an ISO 8601 duration, `P1DT2H`."""
    days = r"(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)"
    return _matches(rf"P(?=[\dT]){days}", text)


def is_email(text: str) -> bool:
    """Tell whether a text is a mail address in ASCII."""
    return _mail(text, _MAIL_NAME + "]+")


def is_idn_email(text: str) -> bool:
    """Tell whether a text is a mail address, accents and other scripts allowed."""
    return _mail(text, _MAIL_NAME + _HIGH + "]+", international=True)


def _mail(text: str, atom: str, *, international: bool = False) -> bool:
    name, at, host = text.rpartition("@")
    if not at or len(name) > 64:
        return False
    if name.startswith('"'):
        if not _matches(r'"(?:[^"\\\r\n]|\\.)*"', name):
            return False
    elif not _matches(rf"{atom}(?:\.{atom})*", name):
        return False
    if host.startswith("[") and host.endswith("]"):
        inner = host[1:-1]
        return is_ipv4(inner) or (inner[:5].lower() == "ipv6:" and is_ipv6(inner[5:]))
    return is_idn_hostname(host) if international else is_hostname(host)


def is_hostname(text: str) -> bool:
    """Tell whether a text is a host name (RFC 1123)."""
    return len(text) <= _LONGEST_HOST and _matches(rf"{_HOST_LABEL}(?:\.{_HOST_LABEL})*", text)


def is_idn_hostname(text: str) -> bool:
    """Tell whether a text is a host name, accents and other scripts allowed."""
    if text.isascii():
        return is_hostname(text)
    return _tables()(text)


@cache
def _tables() -> Callable[[str], bool]:
    """Return jsonschema-rs's own test of such names, which knows the tables of Unicode."""
    gate = jsonschema_rs().Draft202012Validator({"format": "idn-hostname"}, validate_formats=True)
    test: Callable[[str], bool] = gate.is_valid
    return test


def is_ipv4(text: str) -> bool:
    """Tell whether a text is an IPv4 address in four decimal parts."""
    return _matches(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?=\d)|\Z)){4}", text)


def is_ipv6(text: str) -> bool:
    """Tell whether a text is an IPv6 address without a zone."""
    if "%" in text or "/" in text or len(text) > 45:
        return False
    from ipaddress import IPv6Address

    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def is_uri(text: str) -> bool:
    """Tell whether a text is a whole address with its scheme, in ASCII (RFC 3986)."""
    return _address(text, _UNRESERVED, absolute=True)


def is_uri_reference(text: str) -> bool:
    """Tell whether a text is an address, whole or relative, in ASCII."""
    return _address(text, _UNRESERVED, absolute=False)


def is_iri(text: str) -> bool:
    """Tell whether a text is a whole address with its scheme, accents and other scripts allowed (RFC 3987)."""
    return _address(text, _UNRESERVED + _HIGH, absolute=True)


def is_iri_reference(text: str) -> bool:
    """Tell whether a text is an address, whole or relative, accents and other scripts allowed."""
    return _address(text, _UNRESERVED + _HIGH, absolute=False)


def _address(text: str, allowed: str, *, absolute: bool) -> bool:
    scheme, colon, rest = text.partition(":")
    has_scheme = bool(colon) and _matches(r"[A-Za-z][A-Za-z0-9+.-]*", scheme)
    if absolute and not has_scheme:
        return False
    if not has_scheme:
        if colon and not any(mark in scheme for mark in "/?#"):
            return False
        rest = text
    if rest.startswith("//"):
        end = min((at for at in (rest.find(mark, 2) for mark in "/?#") if at >= 0), default=len(rest))
        if not _authority(rest[2:end], allowed):
            return False
        rest = rest[end:]
    run = rf"(?:[{allowed}]|{_ESCAPE})*"
    private = "" if allowed == _UNRESERVED else _PRIVATE
    query = rf"(?:[{allowed}?{private}]|{_ESCAPE})*"
    return _matches(rf"{run}(?:\?{query})?(?:#{query})?", rest)


def _authority(text: str, allowed: str) -> bool:
    user, _, place = text.rpartition("@")
    letters = allowed.replace("@", "").replace("/", "")
    if not _matches(rf"(?:[{letters}]|{_ESCAPE})*", user):
        return False
    if place.startswith("["):
        inner, closed, port = place[1:].partition("]")
        future = _matches(r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+", inner)
        return bool(closed) and (is_ipv6(inner) or future) and _matches(r"(?::\d*)?", port)
    host, _, port = place.partition(":")
    return _matches(r"\d*", port) and _matches(rf"(?:[{letters.replace(':', '')}]|{_ESCAPE})*", host)


def is_uri_template(text: str) -> bool:
    """Tell whether a text is a URI template (RFC 6570)."""
    name = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(?::[1-9]\d{0,3}|\*)?"
    literal = rf"[^\x00-\x20\"'%<>\\^`{{|}}\x7f]|{_ESCAPE}"
    return _matches(rf"(?:{literal}|\{{[+#./;?&=,!@|]?{name}(?:,{name})*\}})*", text)


def is_json_pointer(text: str) -> bool:
    """Tell whether a text is a JSON Pointer (RFC 6901)."""
    return _matches(r"(?:/(?:[^/~]|~[01])*)*", text)


def is_relative_json_pointer(text: str) -> bool:
    """Tell whether a text is a relative JSON Pointer."""
    return _matches(r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^/~]|~[01])*)*)", text)


def is_uuid(text: str) -> bool:
    """Tell whether a text is a UUID."""
    return _matches(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", text)


def is_regex(text: str) -> bool:
    """Tell whether a text is a regular expression as JSON Schema knows them."""
    from evlint.schema.patterns import is_pattern

    return is_pattern(text)


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "time": is_time,
    "duration": is_duration,
    "email": is_email,
    "idn-email": is_idn_email,
    "hostname": is_hostname,
    "host-name": is_hostname,
    "idn-hostname": is_idn_hostname,
    "ipv4": is_ipv4,
    "ip-address": is_ipv4,
    "ipv6": is_ipv6,
    "uri": is_uri,
    "uri-reference": is_uri_reference,
    "iri": is_iri,
    "iri-reference": is_iri_reference,
    "uri-template": is_uri_template,
    "json-pointer": is_json_pointer,
    "relative-json-pointer": is_relative_json_pointer,
    "uuid": is_uuid,
    "regex": is_regex,
}
