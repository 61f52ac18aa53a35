"""What each rule says of itself: enough for a run to tell whether a post concerns it, before its file is imported."""

from __future__ import annotations

from evlint.rules import own_rules

HEAD = '''"""What the rules say of themselves. Written by scripts/generate_outlines.py: edit `RULE` in a rule's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evlint.model.rule import Outline

# fmt: off
'''


def generated() -> dict[str, str]:
    """Return the table of rules."""
    lines = []
    for rule in own_rules():
        module = (rule.check if rule.check_site is None else rule.check_site).__module__.removeprefix("evlint.rules.")
        said = (rule.code, rule.severity, rule.needs, rule.holds, rule.default)
        lines.append(f"    {module!r}: {said!r},\n")
    table = "".join(lines).replace("'", '"')
    return {"src/evlint/rules/_outlines.py": f"{HEAD}OUTLINES: Mapping[str, Outline] = {{\n{table}}}\n"}
