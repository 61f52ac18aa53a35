"""Asks git what changed since a revision: lines of tracked files, and files that are new as a whole."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from evlint.config.errors import ConfigError, ConfigProblem
from evlint.io.discover import relative_name
from evlint.lint.changed_lines import Changes, Ranges, read_patch
from evlint.model.message import Msg, msg

_DIFF = (
    "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--text",
    "--find-renames", "--ignore-submodules", "--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip


def changes_since(revision: str, paths: Sequence[str]) -> Changes:
    """Return what changed between the merge base of a revision and HEAD, and the files as they stand now.

    The repository is that of the working folder, else that of the first path. Renames are followed; files that git does
    not know yet are new as a whole. Paths are as reports show them. Raises `ConfigError` where git cannot answer.
    """
    folder, up = _repository(paths)
    if revision.startswith("-") or not _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
        raise _unusable(msg("git knows no revision “{revision}”. In CI, fetch it first.", revision=revision))
    base = os.fsdecode(_git(folder, "merge-base", revision, "HEAD") or b"").strip()
    if not base:
        text = msg(
            "“{revision}” and HEAD have no commit in common. In CI, fetch the whole history (fetch-depth: 0).",
            revision=revision,
        )
        raise _unusable(text)
    top = os.path.join(os.path.abspath(folder), up)
    patch = _git(top, *_DIFF, base, "--")
    added = _git(top, *_DIFF, "--name-only", "-z", "--diff-filter=A", base, "--")
    untracked = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    if patch is None or added is None or untracked is None:
        raise _unusable(msg("git could not compare the files with “{revision}”.", revision=revision))
    changes: dict[str, Ranges | None] = {_shown(top, name): ranges for name, ranges in read_patch(patch).items()}
    changes.update((_shown(top, name), None) for name in (added + untracked).split(b"\0") if name)
    return changes


def _repository(paths: Sequence[str]) -> tuple[str, str]:
    """Return a folder of the repository and the way up from there to its top."""
    first = next(iter(paths), ".")
    for folder in (".", first if os.path.isdir(first) else os.path.dirname(first) or "."):
        up = _git(folder, "rev-parse", "--show-cdup")
        if up is not None:
            return folder, os.fsdecode(up.removesuffix(b"\n"))
    raise _unusable(msg("there is no git repository here, or git is not installed."))


def _git(folder: str, *arguments: str) -> bytes | None:
    """Run git in a folder and return its output, or None where it fails."""
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def _shown(top: str, name: bytes) -> str:
    return relative_name(os.path.normpath(os.path.join(top, os.fsdecode(name))))


def _unusable(problem: Msg) -> ConfigError:
    return ConfigError([ConfigProblem("--since", 0, 0, problem)])
