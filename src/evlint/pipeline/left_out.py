"""Which files below the named paths are checked, which are not, and why: for `--show-files`, and where none was found."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evlint.io.discover import is_post, is_skipped, relative_name
from evlint.io.repository import top_of
from evlint.model.file_names import is_page, unread_ending
from evlint.model.globs import Globs, relative_to
from evlint.model.message import Msg, Plural, msg, plural
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.pipeline.run import Run


class Looked(NamedTuple):
    """A file or folder that a run looks at. `reason` is a key of `_REASONS`, `place` what did it; "" where it is checked."""

    path: str
    reason: str = ""
    place: str = ""

    @property
    def text(self) -> Msg:
        """What `--show-files` says of it."""
        if not self.reason:
            return msg("{path}: checked", path=self.path)
        return msg("{path}: left out {reason}", path=self.path, reason=self.why)

    @property
    def why(self) -> Msg:
        """Why it is left out."""
        return Msg(_REASONS[self.reason].template, {"place": self.place})


_REASONS = {
    "exclude": msg("by exclude, {place}"),
    "include": msg("by include, {place}, which does not name it"),
    "ignored": msg("by {place}"),
    "site": msg("by the site’s own configuration, which does not publish it"),
    "aside": msg("as part of no site: a site for tests, a form to fill in, a program of somebody else"),
    "folder": msg("as a folder of tools or of built pages"),
    "html": msg("as HTML without front matter"),
    "ending": msg("by its ending, which is none of a post"),
    "format": msg("as a file in a format that evlint does not read"),
    "link": msg("as a link that leads out of the folder"),
    "nested": msg("as part of another repository inside this one"),
    "git": msg("by git’s own rules of what to ignore"),
}
_POSTS = frozenset(_REASONS) - {
    "folder",
    "html",
    "ending",
    "format",
    "link",
}  # reasons for which a post goes unchecked that a walk could take


def looked_at(run: Run) -> list[Looked]:
    """Return every file that the run checks, and every page and build folder below the named paths that it leaves out."""
    checked, _ = run.files()
    known = {path: Looked(path) for path in checked}
    reasons = _Reasons(run)
    for path in run.request.paths or (".",):
        if os.path.isdir(path):
            for name, is_folder in _everything(relative_name(path)):
                if name not in known and (is_folder or is_page(name) or unread_ending(name)):
                    known[name] = Looked(name + "/", "folder") if is_folder else reasons.of(name)
        elif os.path.lexists(path) and (name := relative_name(path)) not in known:
            known[name] = reasons.of(name)
    return [known[name] for name in sorted(known)]


def sums(looked: list[Looked]) -> list[Plural]:
    """Return how many posts are left out by what, the most first; nothing of what is no post."""
    counts = Counter((one.reason, one.place) for one in looked if one.reason in _POSTS)
    return [
        plural(
            "{count} post is left out {reason}.",
            "{count} posts are left out {reason}.",
            count,
            reason=Looked("", *why).why,
        )
        for why, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


class _Reasons:
    """Says why a file is not checked."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._ignores = _Ignores()

    def of(self, path: str) -> Looked:
        settings = self._run.settings
        inner = relative_to(path, settings.root, settings.here)
        ignored = self._ignores.place(path)
        if ignored:
            return Looked(path, "ignored", ignored)
        given = self._run.request.exclude
        typed = next((one for one in given if Globs((one,)).match(path)), None)
        if typed is not None and Globs(given).match(path):
            return Looked(path, "exclude", f"--exclude {typed}")
        if Globs(settings.exclude).match(inner):
            return Looked(path, "exclude", self._place("exclude", settings.exclude, inner))
        if settings.include and not Globs(settings.include).match(inner):
            return Looked(path, "include", self._place("include", (), inner))
        if self._run.sites.is_aside(path):
            return Looked(path, "aside")
        if self._run.sites.excludes(path):
            return Looked(path, "site")
        if not settings.include and unread_ending(path):
            return Looked(path, "format")
        if not settings.include and not is_post(path):
            return Looked(path, "html" if is_page(path) else "ending")
        if os.path.islink(path):
            return Looked(path, "link")
        if is_skipped(path.split("/")[:-1]):
            return Looked(path, "folder")
        return Looked(path, "nested" if self._ignores.is_nested(path) else "git")

    def _place(self, key: str, patterns: tuple[str, ...], inner: str) -> str:
        """Return file and line of the pattern that matches, of the key where none is asked for."""
        from evlint.config.resolve import origins_of
        from evlint.io.config_file import read_layers

        file = self._run.config_file
        if file is None:
            return key
        index = next((at for at in reversed(range(len(patterns))) if Globs((patterns[at],)).match(inner)), None)
        layers = read_layers(file, self._run.tree, trusted=self._run.request.config is not None)
        return origins_of(layers).of((key,) if index is None else (key, index)) or key


class _Ignores:
    """The ignore files of the repositories, each read once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}
        self._tops: dict[str, str] = {}  # without a repository, the walk asks ignore files from the working folder down

    def place(self, path: str) -> str:
        """Return file and line of the ignore pattern that matches a path; "" where none does."""
        folder = os.path.dirname(path) or "."
        top = self._top(folder)
        full = os.path.join(os.path.realpath(folder), os.path.basename(path))
        here = os.path.dirname(full)
        while True:
            names = [os.path.join(here, ".gitignore")]
            if here == top:
                names.append(os.path.join(here, ".git", "info", "exclude"))
            for name in names:
                found = self._matching(name, os.path.relpath(full, here).replace(os.sep, "/"))
                if found is not None:
                    return f"{relative_name(name)}:{found}" if found else ""
            parent = os.path.dirname(here)
            if here in (top, parent):
                return ""
            here = parent

    def is_nested(self, path: str) -> bool:
        """Tell whether a file is in another repository than the working folder: git lists that one's files apart."""
        return self._top(os.path.dirname(path) or ".") != self._top(".")

    def _top(self, folder: str) -> str:
        if folder not in self._tops:
            self._tops[folder] = top_of(folder) or os.path.realpath(".")
        return self._tops[folder]

    def _matching(self, file: str, inner: str) -> int | None:
        """Return the line of the last pattern that speaks of a path; 0 where it takes the path back, None: none does."""
        if file not in self._files:
            try:
                with open(file, encoding="utf-8", errors="replace") as opened:
                    self._files[file] = opened.read().splitlines()
            except OSError:
                self._files[file] = []
        lines = self._files[file]
        for at in reversed(range(len(lines))):
            line = lines[at]
            if Globs((line.removeprefix("!"),)).match(inner):
                return 0 if line.startswith("!") else at + 1
        return None


def _everything(folder: str) -> Iterator[tuple[str, bool]]:
    """Yield every file below a folder, and the build folders, which are not entered; links to folders are not followed."""
    stack = [folder]
    while stack:
        current = stack.pop()
        try:
            entries = list(os.scandir(current))
        except OSError:
            continue
        for entry in entries:
            name = entry.name if current == "." else f"{current}/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                yield name, False
            elif is_skipped(name.split("/")):
                if entry.name != ".git":
                    yield name, True
            else:
                stack.append(name)
