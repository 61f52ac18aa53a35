"""Packages with rules for tests: written by hand into a folder as an installer would leave them."""

from __future__ import annotations

from pathlib import Path

RULE = '''"""The word “{word}” stands in a post.

Why: nobody here says so.

How to fix: say it otherwise.
"""

from evlint.rules import Bad, Finding, Good, Rule, Span, msg


def check(document, context):
    at = document.text.find("{word}")
    if at >= 0:
        yield Finding(Span(at, at + {length}), msg("“{word}” stands here."))


RULE = Rule(
    code="{code}",
    severity="warning",
    check=check,
    examples=(Bad("---\\ntitle: x\\n---\\n\\n«{word}»\\n"), Good("---\\ntitle: x\\n---\\n")),
)
'''


def rule(code: str, word: str) -> str:
    """Return the text of a module with a rule that finds a word."""
    return RULE.format(code=code, word=word, length=len(word))


def install(folder: Path, name: str, source: str, *, version: str = "1.0", target: str | None = None) -> Path:
    """Write a package of one module as it looks when it is installed in a folder of the path."""
    module = name.replace("-", "_")
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{module}.py").write_text(source, "utf-8")
    for old in folder.glob(f"{module}-*.dist-info"):
        for file in old.iterdir():
            file.unlink()
        old.rmdir()
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n\nText.\n", "utf-8")
    (info / "entry_points.txt").write_text(
        f"[console_scripts]\nx = y:z\n\n[evlint.rules]\nx = {target or module}\n", "utf-8"
    )
    return folder
