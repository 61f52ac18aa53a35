"""Rule codes and prefixes as users write them: which are known, and what a wrong one was meant to be."""

from __future__ import annotations

import re

from evlint.config.errors import ConfigProblem, nearest
from evlint.model.message import Msg, msg
from evlint.rules import OWN, own_rules, registry
from evlint.rules.others import is_code, letters

FAMILIES = ("EV", "EV0", "EV1", "EV2", "EV3", "EV4", "EV5", "EVX")


CUSTOM = "EVX-"  # before the names of `[[rule]]`
_OWN_CODE = r"EV[0-9]*|EVX"


def code_named(text: str) -> str:
    """Return the code of the rule whose name this is; any other text as it is."""
    name = text.strip().casefold().replace("_", "-")
    return next((rule.code for rule in registry() if rule.name == name), text)


def as_code(word: str) -> str:
    """Return the code or prefix that a word of the command line stands for: a code in any case, or a rule's name."""
    if re.fullmatch(_OWN_CODE, word.upper()):
        return word.upper()
    if word.upper().startswith(CUSTOM):
        return CUSTOM + word[len(CUSTOM) :].lower()
    code = code_named(word)
    return code.upper() if code.isalnum() else code


def is_known(code: str) -> bool:
    """Tell whether a code or prefix names a family or at least one rule."""
    if code in FAMILIES:
        return True
    rules = [rule.code for rule in registry() if rule.code.startswith(code)]
    return (
        len(code) > 3 and bool(rules) if code.startswith(OWN) else any(len(code) >= len(letters(one)) for one in rules)
    )


def meant(code: str) -> str | None:
    """Return the code that a wrong one most likely stands for: by its name, by other case, or by likeness."""
    rules = registry()
    folded = code.strip().casefold().replace("_", "-")
    for rule in rules:
        if rule.name == folded:
            return rule.code
    if is_known(folded.upper()):
        return folded.upper()
    near = nearest(folded, [rule.name for rule in rules])
    if near is not None:
        return next(rule.code for rule in rules if rule.name == near)
    if re.fullmatch(_OWN_CODE, code):
        return None  # a number is like any other
    if is_code(code):
        return None  # most likely of a package that is not installed here
    return nearest(code, (*FAMILIES[1:], *(rule.code for rule in rules)))


def unknown_message(code: str) -> Msg:
    """Return the sentence for a code that no rule has."""
    if is_code(code):
        return msg("no rule has the code “{code}”: is the package that brings it installed here?", code=code)
    if re.fullmatch(_OWN_CODE, code):
        families = sorted({rule.code[:3] for rule in own_rules()})
        return msg(
            "no rule has the code “{code}”: the families are {families}, and “evlint rule” lists every rule",
            code=code,
            families=families,
        )
    return msg("no rule has the code “{code}”", code=code)


def unknown_code(option: str, code: str) -> ConfigProblem:
    """Return the problem of a wrong code on the command line."""
    return ConfigProblem(f"evlint: {option}", 0, 0, unknown_message(code), meant(code))
