"""Rules of other packages: what evlint fills in of them, and what keeps one from being used."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any, get_args

from evlint.model.about import OWN
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Need, Rule
from evlint.model.settings import SEVERITIES

_CODE = r"[A-Z]{2,8}[0-9]{1,4}"
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"


def is_code(text: object) -> bool:
    """Tell whether a rule of another package may have this code."""
    return isinstance(text, str) and re.fullmatch(_CODE, text) is not None and not text.startswith(OWN)


def completed(rule: Rule) -> Rule:
    """Return a rule with `name` and `doc` taken from the file of its function where it does not give them."""
    module = getattr(rule.check, "__module__", None)
    name = rule.name or str(module).rpartition(".")[2].strip("_").replace("_", "-").lower()
    return rule._replace(name=name, doc=rule.doc or getattr(sys.modules.get(str(module)), "__doc__", None) or "")


def fault(rule: Rule) -> Msg | None:
    """Return why a rule (completed) cannot be used, or None."""
    if not is_code(rule.code):
        return msg(
            "the code “{code}” of one of its rules will not do: it takes two to eight capital letters (not beginning with "
            "EV), then one to four digits",
            code=str(rule.code),
        )
    field = _wrong_field(rule)
    if field is not None:
        return msg("“{field}” of its rule {code} is missing or wrong", field=field, code=rule.code)
    return None


def _wrong_field(rule: Rule) -> str | None:
    held: dict[str, Any] = rule._asdict()  # somebody else's values: of any type
    is_right = {
        "check": callable(held["check"]),
        "severity": held["severity"] in SEVERITIES,
        "needs": held["needs"] in get_args(Need) and held["needs"] != "site",
        "holds": _all(held["holds"], str),
        "fix": held["fix"] in ("", "safe", "unsafe"),
        "default": isinstance(held["default"], bool),
        "options": _all(held["options"], str),
        "examples": _all(held["examples"], (Bad, Good)),
        "name": isinstance(held["name"], str) and re.fullmatch(_NAME, held["name"]) is not None,
        "doc": isinstance(held["doc"], str) and bool(held["doc"].strip()),
        "url": isinstance(held["url"], str) and re.match(r"https?://|$", held["url"]) is not None,
        "words": isinstance(held["words"], Mapping) and _all(tuple(held["words"].values()), Mapping),
    }
    return next((field for field, right in is_right.items() if not right), None)


def _all(values: object, kind: type | tuple[type, ...]) -> bool:
    return isinstance(values, tuple) and all(isinstance(one, kind) for one in values)
