"""Values with a meaning of their own: rule codes, zones, languages, file patterns, paths, times and sizes."""

from __future__ import annotations

import re

from evlint.config.errors import ConfigProblem, ProblemCollector, Trail, nearest
from evlint.config.value_types import STRINGS, ValueType, choice, name_of, read_text, table_of, texts_of, wrong_type
from evlint.model.about import OWN
from evlint.model.message import Msg, msg
from evlint.model.rule import CUSTOM, letters
from evlint.rules import outlines, own_outlines
from evlint.rules.others import is_code

FAMILIES = ("EV", "EV0", "EV1", "EV2", "EV3", "EV4", "EV5", "EVX")
_OWN_CODE = r"EV[0-9]*|EVX"


def code_named(text: str) -> str:
    """Return the code of the rule whose name this is; any other text as it is."""
    name = text.strip().casefold().replace("_", "-")
    return next((rule.code for rule in outlines() if rule.name == name), text)


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
    rules = [rule.code for rule in outlines() if rule.code.startswith(code)]
    return (
        len(code) > 3 and bool(rules) if code.startswith(OWN) else any(len(code) >= len(letters(one)) for one in rules)
    )


def meant(code: str) -> str | None:
    """Return the code that a wrong one most likely stands for: by its name, by other case, or by likeness; None for none."""
    rules = outlines()
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
        families = sorted({rule.code[:3] for rule in own_outlines()})
        return msg(
            "no rule has the code “{code}”: the families are {families}, and “evlint rule” lists every rule",
            code=code,
            families=families,
        )
    return msg("no rule has the code “{code}”", code=code)


def unknown_code(option: str, code: str) -> ConfigProblem:
    """Return the problem of a wrong code on the command line."""
    return ConfigProblem(f"evlint: {option}", 0, 0, unknown_message(code), meant(code))


def _code(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is None:
        return text
    code, near = _known_code(text, notes)
    if code is None:
        notes.value(trail, unknown_message(text), near)
    return code


def code_name(value: object, trail: Trail, notes: ProblemCollector) -> object:
    """Read a rule code that is the key of a table."""
    text = str(value)
    code, near = _known_code(text, notes)
    if code is None:
        notes.key(trail, unknown_message(text), near)
    return code


def _known_code(text: str, notes: ProblemCollector) -> tuple[str | None, str | None]:
    """Return the code that a text stands for; None where there is none, with the one that was most likely meant."""
    own = text.removeprefix(CUSTOM)
    if own in notes.custom:
        return CUSTOM + own, None
    if text.startswith(CUSTOM):
        near = nearest(own, notes.custom)
        return None, None if near is None else CUSTOM + near
    if is_known(text):
        return text, None
    code = code_named(text)
    return (None, meant(text) or nearest(text, notes.custom)) if code == text else (code, None)


def _zone(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is None:
        return None
    from evlint.dates.zones import zone

    if zone(text) is None:
        from evlint.config.guess import nearest_zone

        notes.value(trail, msg("there is no time zone “{name}”", name=text), nearest_zone(text))
    return text


_LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"  # patterns are compiled when they are first used


def _language(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is not None and not re.fullmatch(_LANGUAGE, text):
        notes.value(trail, msg("“{found}” is no language tag such as “fr” or “en-US”", found=text))
    return text


def glob(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    """Read a file pattern as in `.gitignore`; None, with a note, where it is none or can match nothing."""
    text = read_text(value, trail, notes)
    if text is not None:
        fault = glob_fault(text)
        if fault is not None:
            notes.value(trail, fault)
    return text


def glob_name(value: object, trail: Trail, notes: ProblemCollector) -> object:
    """Read a file pattern that is the key of a table."""
    text = str(value)
    fault = msg("the file pattern is empty") if not text.strip() else glob_fault(text)
    if fault is not None:
        notes.key(trail, fault)
    return text


_LONGEST_GLOB = 1_000  # characters: no path is longer, and a pattern is compiled


def glob_fault(text: str) -> Msg | None:
    """Return what is wrong with a file pattern that is not empty, or None."""
    from evlint.model.globs import glob_regex

    plain = text.removeprefix("!")
    if len(text) > _LONGEST_GLOB:
        return msg("the file pattern is longer than {most} characters", most=_LONGEST_GLOB)
    if plain.startswith("../"):
        return msg("the file pattern “{found}” leads out of the configuration's folder", found=text)
    bare = re.sub(r"\\[\\*?\[\]!# ]", "", plain)
    if "\\" in bare:
        return msg("the file pattern “{found}” holds a backslash: write “/” between folders", found=text)
    if any(part.rfind("[") > part.rfind("]") for part in bare.split("/")):
        return msg("the file pattern “{found}” opens a bracket and does not close it", found=text)
    if glob_regex(plain) is None:
        return msg("the file pattern “{found}” matches nothing", found=text)
    return None


def path(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    """Read the path of a file or folder; None, with a note, where it is none or leads out.

    A stranger's configuration reads nothing outside its folder or repository.
    """
    text = read_text(value, trail, notes)
    if text is None:
        return None
    from posixpath import normpath

    if "\\" in text:
        notes.value(
            trail, msg("“{found}” holds a backslash: write “/” between folders", found=text), text.replace("\\", "/")
        )
    elif (
        "\0" in text
        or text.startswith(("/", "~"))
        or re.match(r"[A-Za-z]:", text)
        or normpath(text).split("/").count("..") > notes.above
    ):
        notes.value(
            trail,
            msg("“{found}” leads out of the configuration's folder, and evlint reads nothing outside it", found=text),
        )
    return text


def _extends(value: object, trail: Trail, notes: ProblemCollector) -> tuple[object, ...] | None:
    """Read the files that a configuration extends: one, or several in the order in which they are read."""
    if isinstance(value, str):
        return (_extended(value, trail, notes),)
    read = texts_of(_extended, msg('a file, such as "../communes/evlint.toml", or a list of files'))
    found = read(value, trail, notes)
    return found if isinstance(found, tuple) else None


def _extended(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is None:
        return None
    if "://" in text:
        notes.value(trail, msg("“{found}” is no file: evlint reads no configuration over the network", found=text))
    elif "\\" in text or "\0" in text:
        notes.value(
            trail, msg("“{found}” holds a backslash: write “/” between folders", found=text), text.replace("\\", "/")
        )
    return text


def _schema(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = path(value, trail, notes)
    if text is not None and "/" not in text and "." not in text:
        from evlint.schema.builtin import BUILTINS

        if text not in BUILTINS:
            notes.value(
                trail,
                msg(
                    "there is no built-in schema “{name}”, and a file needs its ending (“{name}.schema.json”)",
                    name=text,
                ),
                nearest(text, BUILTINS),
            )
    return text


_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800, "ms": 0.001}
_DURATION = r"([0-9]{1,9}(?:\.[0-9]{1,6})?) *(ms|s|m|min|h|d|w)"


def _duration(value: object, trail: Trail, notes: ProblemCollector) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0 <= value < 1e12:
            return float(value)
        notes.value(trail, msg("“{key}” may not be negative or endless", key=name_of(trail)))
        return None
    if isinstance(value, str):
        match = re.fullmatch(_DURATION, value)
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
_SIZE = r"([0-9]{1,12}) *([kKmMgG]?[iI]?[bB]?)"


def _size(value: object, trail: Trail, notes: ProblemCollector) -> int | None:
    found: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        found = value
    elif isinstance(value, str):
        match = re.fullmatch(_SIZE, value)
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


EXTENDED = ValueType(
    _extends,
    {"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string", "minLength": 1}}]},
)
_RULE_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_MOST_FORBIDDEN = 1_000  # words of one rule


def _rule_name(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is not None and (not re.fullmatch(_RULE_NAME, text) or len(text) > 60):
        near = "-".join(re.findall(r"[a-z0-9]+", text.lower()))
        notes.value(
            trail,
            msg("“{found}” is no name for a rule: write small letters, digits and hyphens", found=text),
            near if re.fullmatch(_RULE_NAME, near) else None,
        )
    return text


def _forbidden(value: object, trail: Trail, notes: ProblemCollector) -> object:
    found = texts_of(_forbidden_text, msg('a list of texts, such as ["a", "b"]'))(value, trail, notes)
    if found == () or (isinstance(found, tuple) and len(found) > _MOST_FORBIDDEN):
        notes.value(trail, msg("“{key}” wants from 1 to {most} texts", key=name_of(trail), most=_MOST_FORBIDDEN))
    return found


def _forbidden_text(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    text = read_text(value, trail, notes)
    if text is not None and not re.search(r"[^\s*]", text):
        notes.value(trail, msg("“{found}” would forbid every text", found=text))
    return text


RULE_NAME = ValueType(_rule_name, {"type": "string", "pattern": f"^{_RULE_NAME}$", "maxLength": 60})
FORBIDDEN = ValueType(
    _forbidden,
    {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "maxItems": _MOST_FORBIDDEN},
)
WHERE = choice("body", "front-matter", "links")
SEVERITY = choice("error", "warning", "info")
PATH = ValueType(path, {"type": "string", "minLength": 1})
SCHEMA = ValueType(_schema, {"type": "string", "minLength": 1})
ZONE = ValueType(_zone, {"type": "string", "minLength": 1})
LANGUAGE = ValueType(_language, {"type": "string", "pattern": f"^{_LANGUAGE}$"})
DURATION = ValueType(
    _duration,
    {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": f"^{_DURATION}$"},
        ]
    },
)
SIZE = ValueType(
    _size,
    {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": f"^{_SIZE}$"}]},
)
# A code, a prefix of codes, or the name of a rule.
_CODE_PATTERN = f"^([A-Z]{{2,8}}[0-9]{{0,4}}|({CUSTOM})?[a-z0-9]+(-[a-z0-9]+)*)$"
CODES = ValueType(
    texts_of(_code, msg('a list of rule codes, such as ["EV2", "EV301"]')),
    {"type": "array", "items": {"type": "string", "pattern": _CODE_PATTERN}},
)
GLOBS = ValueType(texts_of(glob, msg('a list of file patterns, such as ["_posts/**"]')), STRINGS)
LEVEL = choice("error", "warning", "info", "off")
LEVELS = ValueType(
    table_of(code_name, LEVEL.read, msg('a table, such as { EV305 = "off" }')),
    {"type": "object", "propertyNames": {"pattern": _CODE_PATTERN}, "additionalProperties": LEVEL.schema},
)
