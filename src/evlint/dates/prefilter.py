"""Tells at a glance whether a stretch of a body may hold a date or an hour: most paragraphs with a number hold none.

Never wrong in one direction: what `grammar` would find, even behind markup, is not denied here. It looks at the bytes of an
ASCII twin, where letters have lost their accents, and only around digits: a month stands beside its number.
"""

from __future__ import annotations

from evlint.dates._names import HOUR_WORDS, NAMES
from evlint.startup.lazy_regex import lazy_regex

DIGIT = b"0"  # what every digit is when folded
NOTHING = b"\0"  # stands for a character of which the reader sees nothing, where what is around it meets
# Small letters, and a 0 for every digit: every pattern below starts with it, and is searched for from digit to digit.
_FOLD = bytes(48 if 48 <= sign <= 57 else sign | 32 if 65 <= sign <= 90 else sign for sign in range(256))
# An hour, or a numeric date that is no part of a path. What is not ASCII, a narrow space too, is "," or "?" in a twin; ">"
# may begin a line. (`\1[0]`: a 0 behind what group 1 holds.)
_CLOCK = lazy_regex(
    rb"0(?:[\s\x1c-\x1f,?>]*+(?:h|[ap]\.?[\s\x1c-\x1f,?>]*+m|u[hu]r)|:00"
    rb"|\.00[-?,\s\x1c-\x1f>]++00?\.00|[\s\x1c-\x1f,?>]++[ey][\s\x1c-\x1f,?>]++(?:le|las|as)[\s\x1c-\x1f,?>]++0"
    rb"|(?<![0/.-]0)(?:0?(?:/00?(?!0)|\.[\s,?]?00?\.(?:00|[^0]|\Z)|-00?-0000)|000([-/.])00?\1[0]))"
)
_BEHIND = lazy_regex(rb"0((?:[^0a-z]*+[a-z]++){1,6})")
_AHEAD = lazy_regex(rb"0[^0a-z]*+([a-z]++(?:[^0a-z]++[a-z]++)?)")  # backwards: the word before a digit, and one more
_DOTTED = lazy_regex(rb"0\.00")  # mostly the number of a version: an hour only with one of the words
_TAG = lazy_regex(rb"<[^<>]+>|\[\^[^\]\s]*\]|\]\[[^\[\]]*\]")  # or the number of a footnote, or the label behind a link
_MARKS = b"*_~`\\[]"
_LETTERS = bytes(sign if 97 <= sign <= 122 else 32 for sign in range(256))
_BACKWARDS = frozenset(name[::-1] for name in NAMES)


def folded(twin: bytes) -> bytes:
    """Fold an ASCII twin (see `parse.twin`) for `may_hold_dates`; it keeps its length."""
    return twin.translate(_FOLD)


def may_hold_dates(source: bytes) -> bool:
    """Tell whether a folded source with a digit may hold a date or an hour; False is certain, True is not.

    Character references are undone in it.
    """
    source = source.replace(NOTHING, b"")
    if _shows_date(source):
        return True
    plain = source.translate(None, _MARKS)
    if len(plain) != len(source) and _shows_date(plain):
        return True
    if b"<" not in source and b"[^" not in source and b"][" not in source:
        return False
    bare = _TAG.sub(b"", source)
    return _shows_date(bare) or _shows_date(bare.translate(None, _MARKS))


def _shows_date(source: bytes) -> bool:
    words = source.translate(_LETTERS).split()
    if not NAMES.isdisjoint(words) and (
        not NAMES.isdisjoint(b" ".join(_BEHIND.findall(source)).translate(_LETTERS).split())
        or not _BACKWARDS.isdisjoint(b" ".join(_AHEAD.findall(source[::-1])).translate(_LETTERS).split())
    ):
        return True
    if _CLOCK.search(source) is not None:
        return True
    return not HOUR_WORDS.isdisjoint(words) and _DOTTED.search(source) is not None
