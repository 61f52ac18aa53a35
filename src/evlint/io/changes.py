"""What changed since a revision: the posts as they stand on the disk, beside what git kept of them.

git is asked for names and for what files held, never for a comparison: `git diff` runs what a repository names as filters
and converters. So lines are compared here, and ends of lines do not count (git writes them as the system likes).
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from evlint.config.errors import ConfigError, ConfigProblem
from evlint.io.git import Refused, Repository, repository, run
from evlint.io.read import read_file
from evlint.lint.changed_lines import Changes, Ranges, changed_ranges
from evlint.model.message import Msg, msg

_ALIKE = 0.5  # of a file's bytes that two files share where one is taken for the other, moved: git's own measure
_MOST_PAIRS = 10_000  # pairs of a new and a deleted file that are compared; beyond that only equal ones are found
_FILES = (b"100644", b"100755")


def changes_since(revision: str, paths: Sequence[str], files: Iterable[str], most: int) -> Changes:
    """Return what changed in `files` between the merge base of a revision and HEAD, and the disk as it is now.

    The repository is that of the working folder, else that of the first of `paths`. A file that was moved is compared with
    what it was; one that git did not know then is new as a whole, and so is one of more than `most` bytes. Files without a
    change are left out. Raises `ConfigError` where git cannot answer.
    """
    found = _repository(paths)
    if revision.startswith("-") or not run(found, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
        raise _unusable(msg("git knows no revision “{revision}”. In CI, fetch it first.", revision=revision))
    base = (run(found, "merge-base", revision, "HEAD") or b"").decode("ascii", "replace").strip()
    if not base:
        text = msg(
            "“{revision}” and HEAD have no commit in common. In CI, fetch the whole history (fetch-depth: 0).",
            revision=revision,
        )
        raise _unusable(text)
    listed = run(found, "ls-tree", "-r", "-z", "--full-tree", base)
    changes = None if listed is None else _Comparison(found, _entries(listed), most).of(files)
    if changes is None:
        raise _unusable(msg("git could not compare the files with “{revision}”.", revision=revision))
    return changes


def _repository(paths: Sequence[str]) -> Repository:
    first = next(iter(paths), ".")
    for folder in (".", first if os.path.isdir(first) else os.path.dirname(first) or "."):
        try:
            found = repository(folder)
        except Refused as error:
            raise _unusable(error.why) from None
        if found is not None and run(found, "rev-parse", "--git-dir"):
            return found
    raise _unusable(msg("there is no git repository here, or git is not installed."))


class _Comparison:
    """The files of the disk beside those of a commit. Names are git's: bytes, from the top."""

    def __init__(self, found: Repository, before: Mapping[bytes, bytes], most: int) -> None:
        self._found = found
        self._before = before  # name of a file, and of what it held
        self._most = most
        self._kept: dict[bytes, bytes | None] = {}  # what was read of git's store; None: too large

    def of(self, files: Iterable[str]) -> Changes | None:
        """Compare; None where git cannot give what a file held."""
        changed: dict[str, bytes] = {}
        new: dict[str, bytes] = {}
        for path in files:
            name = self._name(path)
            held = self._before.get(name) if name is not None else None
            if name is None:
                continue
            now = self._id_of(path, len(held or next(iter(self._before.values()), b"")))
            if held is None or not now:
                new[path] = now
            elif now != held:
                changed[path] = held
        moved = self._moved(new)
        changed.update(moved)
        if not self._fetch(changed.values()):
            return None
        changes: dict[str, Ranges | None] = {path: None for path in new if path not in moved}
        for path, held in changed.items():
            before = self._kept[held]
            ranges = None if before is None else changed_ranges(before, self._text(path))
            if ranges is None or ranges:
                changes[path] = ranges
        return changes

    def _name(self, path: str) -> bytes | None:
        """Return git's name of a file, of what a link leads to; None outside the repository."""
        folder, name = os.path.split(path)
        real = os.path.realpath(path) if os.path.islink(path) else os.path.join(os.path.realpath(folder or "."), name)
        inner = os.path.relpath(real, self._found.top)
        return None if inner.startswith("..") else os.fsencode(inner.replace(os.sep, "/"))

    def _moved(self, new: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return what new files held before they got their name, where a file that is gone now was much the same."""
        endings = {os.fsencode(os.path.splitext(path)[1]) for path in new}
        gone = {
            held
            for name, held in self._before.items()
            if os.path.splitext(name)[1] in endings
            and not os.path.lexists(os.path.join(os.fsencode(self._found.top), name))
        }
        moved = {path: now for path, now in new.items() if now in gone}
        rest = [path for path in new if path not in moved]
        if not rest or not gone or len(rest) * len(gone) > _MOST_PAIRS or not self._fetch(gone):
            return moved
        lines = {held: Counter((self._kept[held] or b"").splitlines()) for held in sorted(gone)}
        for path in rest:
            own = Counter(self._text(path).splitlines())
            score, held = max((_likeness(own, other), held) for held, other in lines.items())
            if score >= _ALIKE:
                moved[path] = held
        return moved

    def _fetch(self, wanted: Iterable[bytes]) -> bool:
        """Read from git's store what is not read yet; False where something is not there."""
        missing = sorted(set(wanted) - self._kept.keys())
        if not missing:
            return True
        sizes = run(self._found, "cat-file", "--batch-check", given=b"\n".join(missing) + b"\n")
        small: list[bytes] = []
        for line in (sizes or b"").splitlines():
            name, _, rest = line.partition(b" blob ")
            if rest.isdigit() and int(rest) > self._most:
                self._kept[name] = None
            else:
                small.append(name)
        told = run(self._found, "cat-file", "--batch", given=b"".join(b"%b\n" % name for name in small))
        at = 0
        while told is not None and at < len(told):
            parts = told[at : told.find(b"\n", at)].split(b" ")
            if len(parts) != 3 or not parts[2].isdigit():
                return False
            start = at + len(b" ".join(parts)) + 1
            at = start + int(parts[2]) + 1
            self._kept[parts[0]] = told[start : at - 1]
        return self._kept.keys() >= set(missing)

    def _id_of(self, path: str, length: int) -> bytes:
        """Return git's name for what a file holds; nothing where it is not read. `length` tells which digest git uses."""
        import hashlib

        data = self._text(path)
        held = hashlib.sha256() if length > 40 else hashlib.sha1(usedforsecurity=False)
        held.update(b"blob %d\0" % len(data))
        held.update(data)
        return held.hexdigest().encode() if data or _is_empty(path) else b""

    def _text(self, path: str) -> bytes:
        """Return what a file holds, nothing where it cannot be read, is no regular file, or is too large."""
        read = read_file(path, self._most)
        return b"" if read is None else read.data


def _is_empty(path: str) -> bool:
    try:
        status = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and not status.st_size


def _entries(listed: bytes) -> dict[bytes, bytes]:
    """Return the names of files, and of what they held, that `ls-tree -z` lists."""
    found: dict[bytes, bytes] = {}
    for one in listed.split(b"\0"):
        head, _, name = one.partition(b"\t")
        parts = head.split(b" ")
        if len(parts) == 3 and parts[0] in _FILES:
            found[name] = parts[2]
    return found


def _likeness(lines: Counter[bytes], others: Counter[bytes]) -> float:
    """Return the share of bytes, in lines, that two files have in common."""
    shared = sum(len(line) * count for line, count in (lines & others).items())
    most = max(sum(len(line) * count for line, count in one.items()) for one in (lines, others))
    return shared / most if most else 0.0


def _unusable(problem: Msg) -> ConfigError:
    return ConfigError([ConfigProblem("--since", 0, 0, problem)])
