"""Tells unquoted YAML values that YAML 1.1 turns into something that the author did not type.

The table behind it (what Jekyll's SafeYAML and YAML 1.1 make of a scalar) was measured against Ruby; see `yaml_scalars`.
"""

from __future__ import annotations

import re

from evlint.model.document import Scalar

_PLAIN_BOOLS = ("true", "false")
_CANONICAL = {
    "int": re.compile(r"[-+]?(?:0|[1-9][0-9]*|0[xX][0-9a-fA-F]+)"),
    "float": re.compile(r"[-+]?(?:[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF|nan|NaN|NAN))"),
}


def is_ambiguous(scalar: Scalar) -> bool:
    """Tell whether an unquoted value reads as another one than it looks: `12:30`, `no`, `010`, `1_000`, `1,000`, `.5e3`."""
    if scalar.style != "plain":
        return False
    kind = scalar.kind
    if kind == "bool":
        return scalar.source.lower() not in _PLAIN_BOOLS
    pattern = _CANONICAL.get(kind)
    return pattern is not None and pattern.fullmatch(scalar.source) is None
