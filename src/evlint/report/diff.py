"""What `--fix --diff` shows: the change itself, coloured for a terminal, and its sum."""

from __future__ import annotations

from evlint.model.message import Msg, Plural, Wording, msg, plural, render
from evlint.model.outcome import Outcome
from evlint.report.escape import harmless

_SGR = {"+": "32", "-": "31", "@": "36"}


def colored(diff: str) -> str:
    """Colour a unified diff. What a post brings is made harmless first: from then on every colour is ours."""
    return "".join(f"{_painted(line)}\n" for line in harmless(diff, "diff").replace("\r\n", "\n").split("\n")[:-1])


def _painted(line: str) -> str:
    if line.startswith(("--- ", "+++ ")):
        return f"\x1b[1m{line}\x1b[0m"
    code = _SGR.get(line[:1])
    return line if code is None else f"\x1b[{code}m{line}\x1b[0m"


def diff_sum(outcome: Outcome, wording: Wording) -> str:
    """Say how many findings the shown change mends, in how many files, and how many more could be."""
    parts: list[Msg | Plural] = []
    if outcome.mended:
        files = plural("{count} file", "{count} files", len(outcome.mended_in()))
        parts.append(
            plural(
                "{count} finding would be fixed in {files}.",
                "{count} findings would be fixed in {files}.",
                outcome.fixed,
                files=files,
            )
        )
    else:
        parts.append(msg("Nothing would be fixed."))
    if outcome.unsafe_fixable:
        count = outcome.unsafe_fixable
        parts.append(plural("{count} more with --unsafe-fixes.", "{count} more with --unsafe-fixes.", count))
    return " ".join(render(part, wording) for part in parts)
