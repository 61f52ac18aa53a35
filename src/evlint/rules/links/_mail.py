"""Tells what is wrong with a mail or telephone link."""

from __future__ import annotations

import re

from evlint.model.message import Msg, msg
from evlint.startup.lazy_regex import lazy_regex

# One address: no sign that parts several, and a last part that has no figures.
MAIL = lazy_regex(r"[^\s@,;:<>()\[\]\"\\/?#]+@(?:[^\s@,;:<>()\[\]\"\\/?#.]+\.)+[^\s@,;:<>()\[\]\"\\/?#.\d]{2,}")
# A number as people type it, with extensions and pauses as RFC 3966 and telephones have them.
_PHONE = lazy_regex(
    r"\+?[\d\s().\-\u00a0\u202f\u2011/*#,;]*(?:(?:;?(?:ext|phone-context|postd)=|[pwx]|ext\.?)[\d\s+.\-#*]*)*\Z",
    re.IGNORECASE,
)
_EXTENSION = lazy_regex(r"[;,*#a-z]", re.IGNORECASE)
_MOST_DIGITS = 17  # ITU-T E.164 allows 15; two more may come before it: `00`, the way out of a country
_LETTER = lazy_regex(r"[^\W\d_]+")


def mail_fault(target: str) -> Msg | None:
    """Say why a `mailto:` target (blanks around it kept) cannot work, or return None. Several addresses are fine."""
    colon = target.index(":")
    addresses, question, _ = target[colon + 1 :].partition("?")
    if not addresses.strip():
        if question:
            return None
        return msg("There is no address after “mailto:”.")
    if addresses.startswith("//"):
        return msg("“mailto://” is no beginning of a mail link.")
    if "%" in addresses:
        from urllib.parse import unquote

        addresses = unquote(addresses)
    if addresses != addresses.strip() or target != target.lstrip():
        return msg(
            "There is a blank around the address “{address}”: some programs take it for a part of it.",
            address=addresses.strip(),
        )
    for address in re.split(r"[,;]", addresses):
        stripped = address.strip()
        if stripped and MAIL.fullmatch(stripped) is None:
            return _not_an_address(stripped)
        if ".." in stripped or ".@" in stripped:
            return _not_an_address(stripped)
    return None


def _not_an_address(text: str) -> Msg:
    if text.lower().startswith(("http:", "https:", "www.")):
        return msg("“{text}” is a web address, and “mailto:” before it makes it a mail one.", text=text)
    return msg("“{text}” is no mail address, so nobody can write to it.", text=text)


def phone_fault(target: str) -> Msg | None:
    """Say why a `tel:`, `sms:` or `callto:` target cannot work, or return None."""
    number = target.strip()[target.strip().index(":") + 1 :].partition("?")[0]
    if "%" in number:
        from urllib.parse import unquote

        number = unquote(number)
    if sum(char.isdigit() for char in number) < 2:
        return msg("There is no number in “{target}”.", target=target.strip())
    if _PHONE.match(number) is not None:
        count = sum(char.isdigit() for char in _EXTENSION.split(number)[0])
        if count > _MOST_DIGITS:
            return msg(
                "“{number}” has {count} digits: no telephone number has more than 15.", number=number, count=count
            )
        return None
    letters = _LETTER.search(number)
    return msg("“{part}” is no part of a telephone number.", part=letters[0] if letters is not None else number)
