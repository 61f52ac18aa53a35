"""How deep a YAML text may nest, looked at before a parser is given it.

libyaml stops at 1,000 levels since PyYAML 6.0.4 only; before that PyYAML's own C code ran out of stack at some 30,000, and
the whole process with it.
"""

from __future__ import annotations

from evlint.startup.lazy_regex import lazy_regex

DEEPEST = 1_000
_BRACKET = lazy_regex(r"[\[\]{}]")
_MARKS = lazy_regex(rf"^[ ?-]{{{DEEPEST}}}", 8)  # re.MULTILINE: many dashes, question marks or blanks before any word


def too_deep(source: str) -> int:
    """Return the offset from which a YAML text may nest more deeply than any parser should follow, or -1.

    Brackets are counted whether they stand in quotes or not; a thousand of them that nobody closes are no front matter.
    """
    if len(source) < DEEPEST:
        return -1
    if source.count("[") + source.count("{") > DEEPEST:
        depth = 0
        for match in _BRACKET.finditer(source):
            depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
            if depth > DEEPEST:
                return match.start()
    found = _MARKS.search(source)
    return -1 if found is None else found.end() - 1
