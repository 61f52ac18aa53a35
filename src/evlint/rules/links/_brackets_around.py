"""What is open around a place where the marks of a link stand."""

from __future__ import annotations

import re

from evlint.startup.lazy_regex import lazy_regex


def holds_open_bracket(text: str) -> bool:
    """Tell whether a bracket is open at the end of a text, which may begin amid a link."""
    closed = 0
    for bracket in reversed(_BRACKET.findall(text)):
        if bracket == "[" and closed == 0:
            return True
        closed += 1 if bracket == "]" else -1
    return False


_BRACKET = lazy_regex(r"[\[\]]")


def is_in_parentheses(text: str, at: int) -> bool:
    """Tell whether a parenthesis that was opened before a place, on its line and near it, is still open there."""
    line = text[max(0, at - 200) : at].rpartition("\n")[2]
    return line.count("(") > line.count(")")


def closes_shortcode(text: str, match: re.Match[str]) -> bool:
    """Tell whether `[/caption]` behind a parenthesis is no address but the end of a tag that `[caption …]` begins."""
    name = match["url"].removeprefix("/")
    return name.isalnum() and text.rfind(f"[{name}", max(0, match.start() - _LONGEST_SHORTCODE), match.start()) >= 0


_LONGEST_SHORTCODE = 2000  # characters from a tag in square brackets to its end
