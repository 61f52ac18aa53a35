"""The work of the GitHub Action: its inputs become a command line of evlint, and what evlint found becomes its outputs.

Runs in the action's own environment (see `action.yml`). Inputs come as variables, `INPUT_SINCE` for `since`; nothing of
them goes through a shell.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

UNUSABLE = 2  # as evlint ends where it could not do its work


class WrongInputError(Exception):
    """An input that cannot be used; the text says which, and why."""


def words(name: str, text: str) -> list[str]:
    """Split an input at blanks and line ends, as people write lists. Quotes hold a word together.

    A backslash is an ordinary character: paths of Windows have them. Raises `WrongInputError` where a quote stays open.
    """
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    lexer.escape = ""
    try:
        return list(lexer)
    except ValueError as error:
        problem = (
            f"a quote in the input “{name}” is opened and not closed; put a word that has one between the other kind"
        )
        raise WrongInputError(problem) from error


def sarif_file(given: Mapping[str, str], folder: Path) -> Path | None:
    """Return where the SARIF report goes; None where none is wanted.

    One that is only uploaded does not go into the workspace: there a pull request may have put a link of that name.
    """
    if given["INPUT_SARIF"]:
        return folder / given["INPUT_SARIF"]
    return Path(given["RUNNER_TEMP"]) / "evlint.sarif" if given["INPUT_UPLOAD_SARIF"] == "true" else None


def arguments(given: Mapping[str, str], sarif: Path | None, report: Path) -> list[str]:
    """Return what evlint is called with."""
    said = ["check", "--format", given["INPUT_FORMAT"], "--online" if given["INPUT_ONLINE"] == "true" else "--offline"]
    said += [] if given["INPUT_ALLOW_EMPTY"] == "true" else ["--fail-on-empty"]
    said += ["--since", given["INPUT_SINCE"]] if given["INPUT_SINCE"] else []
    said += ["--fail-on", given["INPUT_FAIL_ON"]] if given["INPUT_FAIL_ON"] else []
    said += ["--output", f"sarif:{sarif}"] if sarif else []
    return [
        *said,
        *("--output", f"json:{report}"),
        *words("args", given["INPUT_ARGS"]),
        "--",
        *words("paths", given["INPUT_PATHS"]),
    ]


def counts(report: Path) -> dict[str, str]:
    """Return the numbers of errors and warnings; empty texts where no report could be written."""
    try:
        summary = json.loads(report.read_text("utf-8"))["summary"]
    except OSError:
        return {"errors": "", "warnings": ""}
    return {name: str(summary[name]) for name in ("errors", "warnings")}


def main() -> int:
    """Run evlint, write the outputs, and return its exit status."""
    given = os.environ
    report = Path(given["RUNNER_TEMP"]) / "evlint.json"
    status, sarif = UNUSABLE, None
    try:
        folder = Path(given["INPUT_WORKING_DIRECTORY"]).absolute()
        sarif = sarif_file(given, folder)
        for old in (sarif, report):  # an old report must not pass for the new one
            if old:
                old.unlink(missing_ok=True)
        command = [sys.executable, "-I", "-X", "utf8", "-m", "evlint", *arguments(given, sarif, report)]
        status = subprocess.run(command, cwd=folder, check=False).returncode
    except (WrongInputError, OSError) as error:
        told = str(error).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        print(f"::error title=evlint::evlint: {told}", flush=True)
    outputs = {"status": str(status), **counts(report)}
    if sarif and sarif.is_file() and not {"\r", "\n"} & set(str(sarif)):
        outputs["sarif-file"] = str(sarif)
    # The report of a run that did not do its work would close what it did not see.
    outputs["upload"] = "true" if given["INPUT_UPLOAD_SARIF"] == "true" and status < UNUSABLE else "false"
    with open(given["GITHUB_OUTPUT"], "a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())
    return status


if __name__ == "__main__":
    sys.exit(main())
