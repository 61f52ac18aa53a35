"""Makes what comes from a post, a file's name or a server harmless for who reads it: a terminal, a CI runner, a person.

Two gates stand one behind the other. Formats put what they are given through `visible` or `lines` where it goes in; and
whatever is printed or written as a report goes through `harmless`, once and whole, so that a format may forget something.
"""

from __future__ import annotations

import re
from typing import Literal

from evlint.startup.lazy_regex import lazy_regex

Syntax = Literal["text", "diff", "json", "markup", "commands"]

_NAMED = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}
_PART = 100_000  # characters of a report that are looked at together
# What steers, turns the text round or cannot be seen: controls, soft hyphens, fillers, bidirectional marks, zero width,
# line separators, lone surrogates, annotations, tags and the other ignorable characters of plane 14. Joiners (U+200C,
# U+200D) and the selectors U+FE00 to U+FE0F stay: scripts and emoji are written with them.
_UNSEEN = (
    "\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_PRINTABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
)  # `str.isprintable` says so
_IN_A_LINE = lazy_regex(f"[\x00-\x1f{_UNSEEN}]")
_IN_A_TEXT = lazy_regex(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_IN_A_DIFF = lazy_regex(f"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f{_UNSEEN}]")  # line ends of the post are its own
# Our own colours and links, which alone may stand in a styled text: SGR sequences and OSC 8 to a web address.
_IN_A_STYLED_TEXT = lazy_regex(
    "\x1b\\[(?:[0124](?:;3[1-6])?|3[1-6])m|\x1b\\]8;(?:id=[0-9]+)?;(?:https?://[!-:<-~]+)?\x1b\\\\"
    f"|[\x00-\x08\x0b-\x1f{_UNSEEN}]"
)
# GitHub's runner obeys `::x::` at the start of a line, whatever blanks stand before it, and `##[x]` anywhere in a line;
# Azure and TeamCity obey their own marks anywhere.
_COMMAND = lazy_regex(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_OLD_COMMAND = lazy_regex(r"##(?=(?:vso|teamcity)?\[)", re.IGNORECASE)


def visible(text: str) -> str:
    """Return one line of text in which every character that steers or cannot be seen is written as an escape."""
    return text if _is_plain(text) else _IN_A_LINE.sub(_escaped, text)


def source_line(text: str) -> str:
    """Return a line of source as it may be shown: tabs as one blank (so that underlines fit), the rest as `visible`."""
    return visible(text.replace("\t", " "))


def lines(text: str) -> str:
    """Return text of several lines, each as `visible`: for the messages of reports that other programs show to people."""
    return "\n".join(map(visible, text.split("\n")))


def harmless(text: str, syntax: Syntax = "text", *, styled: bool = False) -> str:
    """Return a whole output that gives no command to a terminal or to CI and hides nothing, whatever went into it.

    `json` and `markup` (XML, HTML) are written in escapes of their own and lose nothing by it; a `diff` keeps the line ends
    of the post; `commands` holds workflow commands of ours at the starts of its lines. With `styled`, the colours and links
    that evlint itself makes stay.
    """
    # Part by part: a copy of the whole report of a large site would be a quarter of what a run takes.
    if not all(_is_plain_text(text[start : start + _PART]) for start in range(0, len(text), _PART)):
        pattern = _IN_A_STYLED_TEXT if styled else _IN_A_DIFF if syntax == "diff" else _IN_A_TEXT
        text = pattern.sub(_AS[syntax], text)
    if "::" in text and syntax != "commands":
        text = _COMMAND.sub(r"\1&#58;" if syntax == "markup" else r"\1\\x3a", text)
    if "##" in text:
        text = _OLD_COMMAND.sub({"json": r"#\\u0023", "markup": "#&#35;"}.get(syntax, r"#\\x23"), text)
    return text


def _is_plain_text(text: str) -> bool:
    return _is_plain(text.replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " "))


def _is_plain(text: str) -> bool:
    return text.isprintable() and _PRINTABLE.isdisjoint(text)


def _escaped(match: re.Match[str]) -> str:
    if len(match[0]) > 1:
        return match[0]  # a colour or a link of ours
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return _NAMED.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _in_json(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def _in_markup(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\ufffd" if code < 0x20 or 0xD800 <= code <= 0xDFFF else f"&#x{code:x};"


_AS = {"text": _escaped, "diff": _escaped, "json": _in_json, "markup": _in_markup, "commands": _escaped}
