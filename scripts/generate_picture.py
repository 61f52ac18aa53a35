"""The pictures of the READMEs: the report of a real run over fixtures/demo, drawn by rich as SVG, in each language."""

from __future__ import annotations

import contextlib
import io
import os
import re
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from evlint.i18n import wording
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare
from evlint.report import Style, render

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100


def generated() -> dict[str, str]:
    """Return path to text of each picture."""
    return {"docs/picture.svg": picture("en"), "docs/picture.fr.svg": picture("fr")}


def picture(language: str) -> str:
    """Return the report in a language as SVG."""
    words = wording(language)
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        run = prepare(
            Request(
                paths=("fixtures/demo",), isolated=True, online=False, today=date(2026, 2, 1), jobs=1, no_cache=True
            ),
            lambda _: (words, language),
        )
        report = render(run.outcome(), "table", Style(color=True, width=WIDTH, wording=words, language=language))
    finally:
        os.chdir(before)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard")
    with contextlib.redirect_stdout(io.StringIO()):
        console.print(Text("$ evlint check --offline fixtures/demo\n"))
        console.print(Text.from_ansi(report))
    drawn = console.export_svg(title="evlint", unique_id="evlint")
    # Rich's picture asks a foreign server for its font; a monospaced one of the reader's own will do.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL) + "\n"
