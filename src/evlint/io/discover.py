"""Finds the posts to check: the paths of a command line in, sorted file names out.

A folder is walked through git's own list (see `git`) where there is a repository (ignored files stay out), else by hand with
`.gitignore` honoured. A file that is named is always checked.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from evlint.io.tree import Tree, is_below
from evlint.model.file_names import (
    INCLUDES,
    LAYOUTS,
    SKELETONS,
    TEMPLATES,
    is_filled_in,
    is_html,
    is_markdown,
    is_page,
    unread_ending,
)
from evlint.model.globs import Globs
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".bundle", ".cache", ".jekyll-cache", ".sass-cache", ".venv", ".tox", "__pycache__", "_site",
        "build", "dist", "node_modules", "public", "vendor", "venv", ".hugo_build", ".astro", ".eleventy-cache",
        ".github", ".gitlab", ".gitea", ".forgejo",
    }
)  # fmt: skip
# Of those, names that sections of a site may have too (`content/en/site/build/`): none is skipped below such a folder.
_WORDS = frozenset(("build", "dist", "public", "vendor"))
_CONTENT = "content"
# Folders that generators write, and that others keep sources in: `public/css` of Jekyll's themes, `public/` of Astro.
_OUTPUT = frozenset(("build", "dist", "public"))
_NEVER = SKIPPED_FOLDERS - _OUTPUT - _WORDS  # in no place of a tree
_LONGEST_IGNORE = 1 << 20  # characters of a `.gitignore` that are looked at
_BEGINNING = 4_096  # bytes of a file that may be a post in a format which evlint does not read
# What begins a post there: front matter, or the fields of Pelican, Nikola, Asciidoctor and Org.
_POST_FIELD = lazy_regex(
    rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n"
    rb"|(?:.*\n){0,40}?(?::(?:page-|jbake-)?(?:date|layout|category|tags|slug|status):"
    rb"|\.\. (?:date|slug|tags|category):|#\+(?:date|title|slug):)",
    re.IGNORECASE,
)
# Folders of layouts and parts of pages, whoever builds the site: what lies there is no post.
_NO_POSTS = LAYOUTS | INCLUDES | SKELETONS | TEMPLATES | {"_data"}
# Folders of a site that a program is tested with: what is wrong there is so on purpose.
_TESTS = lazy_regex(r"(?:test[-_]?sites?(?:[-_]\w+)?|testdata|__fixtures__|__tests__)\Z", re.IGNORECASE)
# What forges show to those who open an issue or a proposal, for them to fill in.
_FORMS = lazy_regex(r"(?:pull_request|merge_request|issue)_templates?(?:\.\w+)?\Z", re.IGNORECASE)
# Folders of files that a site copies as they are, among them programs of others: one brings its licence beside its README.
_COPIED = frozenset(("static", "assets", "public", "lib", "libs", "js", "css", "plugins", "third_party", "third-party"))
_LICENCES = ("LICENSE", "LICENCE", "COPYING")
_FRONT_MATTER = lazy_regex(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")


def is_skipped(folders: Sequence[str], skipped: frozenset[str] = SKIPPED_FOLDERS) -> bool:
    """Tell whether a walk passes over what lies in these folders, from the outer to the inner: what tools keep or made."""
    met = skipped.intersection(folders)
    if not met or _CONTENT not in folders:
        return bool(met)
    inside = folders.index(_CONTENT)
    return any(one in skipped and (at < inside or one not in _WORDS) for at, one in enumerate(folders))


def is_aside(path: str, names_in: Callable[[str], Iterable[str]]) -> bool:
    """Tell whether a page is part of no site, whoever builds it; `names_in` lists a folder.

    It belongs to a site for the tests of a program, it is a form of a forge, a template that another program fills in, or
    the README of somebody else's program that lies among the site's files with its licence.
    """
    *folders, name = path.split("/")
    lowered = path.lower()
    if is_filled_in(name):
        return True
    if "test" in lowered and any(_TESTS.match(one) for one in folders):
        return True
    if "_template" in lowered and any(_FORMS.match(one) for one in (*folders, name)):
        return True
    if not lowered.rpartition("/")[2].startswith("readme.") or _COPIED.isdisjoint(folders):
        return False
    return any(one.upper().startswith(_LICENCES) for one in names_in("/".join(folders)))


class Found(NamedTuple):
    """The files to check (relative, with `/`, sorted), those named as such, and the paths that are not there.

    `unlisted` are folders that could not be listed, with the system's reason;
    `outside` are paths that lie in a tree and lead out of it, through a link: nothing was looked for there;
    `links` are links below a named folder that do so, and that may be posts or folders of posts;
    `unread` are posts in formats that evlint does not read (see `file_names.UNREAD`);
    `listed` is what git listed below each folder, for who asks for the files of the same folder.
    """

    files: list[str]
    named: frozenset[str]
    missing: list[str]
    unlisted: Sequence[tuple[str, OSError]] = ()
    outside: Sequence[str] = ()
    links: Sequence[str] = ()
    unread: Sequence[str] = ()
    listed: Mapping[str, Sequence[str]] = {}


def discover(
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    left_out: Sequence[str] = (),
    root: str = ".",
    force_exclude: bool = False,
    tree: Tree | None = None,
) -> Found:
    """List the posts below `paths` (files or folders; none means the working folder).

    `include` and `exclude` are globs relative to `root`. With `include`, a walked file must match it, whatever its
    ending; `exclude` holds for walked files, and so does `left_out`, whose globs are relative to the working folder. With
    `force_exclude` a named file is taken only where the walk would take it. `tree` knows which paths lead out, and whether
    they are followed.
    """
    tree = tree or Tree(paths)
    wanted = Globs(include)
    unwanted = _Unwanted(exclude, left_out)
    # Dictionaries for their order and for names that are given twice.
    files: dict[str, None] = {}
    named: set[str] = set()
    missing: list[str] = []
    unlisted: list[tuple[str, OSError]] = []
    outside: list[str] = []
    links: list[str] = []
    unread: dict[str, None] = {}
    listed: dict[str, Sequence[str]] = {}
    for path in paths or (".",):
        if not tree.follow and tree.leads_out(path):
            outside.append(path)
        elif os.path.isdir(path):
            folder = relative_name(path)
            names = _git_list(path)
            if names is not None:
                listed[folder] = names
            inside = _Inside(folder, tree)
            for name in _scan(path, unlisted) if names is None else _not_skipped(names, SKIPPED_FOLDERS):
                relative = name if folder == "." else f"{folder}/{name}"
                inner = relative_path(relative, root)
                wants = wanted.match(inner) if include else is_page(name) or bool(unread_ending(name))
                # A name without an ending may be a link to a folder of posts.
                may_link = is_page(name) or "." not in name.rpartition("/")[2]
                if not (wants or may_link) or unwanted.match(relative, inner):
                    continue
                if not inside.holds(relative):
                    # Links that lead out were not walked into; what lies behind them is told, not read.
                    if may_link and os.path.islink(relative) and not tree.holds(relative):
                        links.append(relative)
                elif wants and (include or is_post(relative)):
                    files[relative] = None
                elif wants and unread_ending(name) and _is_other(relative):
                    unread[relative] = None
        elif os.path.lexists(path):
            relative = relative_name(path)
            # A file that somebody names is wanted: patterns hold for it only where a hook hands over whatever was changed.
            if not force_exclude or _is_taken(
                relative, relative_path(relative, root), wanted if include else None, unwanted
            ):
                files[relative] = None
                named.add(relative)
        else:
            missing.append(path)
    return Found(sorted(files), frozenset(named), missing, unlisted, outside, sorted(links), sorted(unread), listed)


class _Unwanted:
    """What globs leave out: those of the configuration, seen from its folder, and those of the command line."""

    def __init__(self, exclude: Sequence[str], left_out: Sequence[str]) -> None:
        self._exclude = Globs(exclude) if exclude else None
        self._left_out = Globs(left_out) if left_out else None

    def match(self, path: str, inner: str) -> bool:
        """Tell whether a file is left out; `inner` is its path as seen from the configuration's folder."""
        if self._exclude is not None and self._exclude.match(inner):
            return True
        return self._left_out is not None and self._left_out.match(path)


def _is_taken(path: str, inner: str, wanted: Globs | None, unwanted: _Unwanted) -> bool:
    """Tell whether a walk would take a file: a post outside of build folders that is included and not excluded."""
    is_wanted = is_post(path) if wanted is None else wanted.match(inner)
    return is_wanted and not unwanted.match(path, inner) and not is_skipped(path.split("/")[:-1])


def relative_name(path: str) -> str:
    """Return a path as reports show it: relative to the working folder, with `/`."""
    if os.path.isabs(path):
        path = os.path.relpath(path)
    return os.path.normpath(path).replace(os.sep, "/")


def is_post(path: str) -> bool:
    """Tell whether a walked file is a post: by its ending, and for HTML by its first line."""
    return is_markdown(path) or (is_html(path) and _begins(path, _FRONT_MATTER, 64))


def _is_other(path: str) -> bool:
    """Tell whether a file is a post in a format that evlint does not read: by what it begins with."""
    return _NO_POSTS.isdisjoint(path.split("/")[:-1]) and _begins(path, _POST_FIELD, _BEGINNING)


def _begins(path: str, pattern: re.Pattern[bytes], size: int) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would make us wait
    except OSError:
        return False
    try:
        return pattern.match(os.read(descriptor, size)) is not None
    except OSError:
        return False
    finally:
        os.close(descriptor)


def relative_path(path: str, root: str = ".") -> str:
    """Return a path (as the command line or the system gives it) as seen from a folder, with slashes, as reports show it."""
    if root in ("", "."):
        return path
    return os.path.relpath(path, root).replace(os.sep, "/")


class _Inside:
    """Tells which listed names are files below a folder: links that lead out of it are not followed.

    git lists what its index holds, and a link may lie by now where it knows a folder.
    """

    def __init__(self, folder: str, tree: Tree) -> None:
        self._tree = tree
        self._base = tree.real_of(folder)
        self._known: dict[str, bool] = {}  # by folder

    def holds(self, path: str) -> bool:
        """Tell it of one file, by its path relative to the working folder."""
        folder = path.rpartition("/")[0]
        if folder not in self._known:
            self._known[folder] = is_below(self._tree.real_of(folder), self._base)
        try:
            is_link = stat.S_ISLNK(os.lstat(path).st_mode)
        except (OSError, ValueError):
            return False
        if not is_link or not self._known[folder]:
            return self._known[folder]
        real = os.path.realpath(path)
        return is_below(real, self._base) and os.path.isfile(real)


def tree_names(folder: str, listed: Sequence[str] | None = None) -> list[str]:
    """Return every file below a folder that is not ignored, relative to it, sorted: the tree for link targets.

    A folder such as `public` belongs to it, unless it holds a page of its own at its root, as built sites do.
    `listed` is what git listed there already.
    """
    listed = _git_list(folder) if listed is None else listed
    skipped = SKIPPED_FOLDERS - _OUTPUT
    names = list(_scan(folder, skipped=skipped)) if listed is None else _not_skipped(listed, skipped)
    built = tuple(f"{one[: -len('index.html')]}" for one in names if _is_start_of_output(one))
    return sorted(name for name in names if not name.startswith(built)) if built else sorted(names)


def folders_below(folder: str) -> list[str]:
    """Return a folder and every one below it but those that are never looked into; links are not followed."""
    stack, found = [folder], []
    while stack:
        found.append(stack.pop())
        if os.path.basename(found[-1]) in _OUTPUT and os.path.exists(os.path.join(found[-1], "index.html")):
            continue  # a built site: nothing below it is looked at
        try:
            with os.scandir(found[-1] or ".") as entries:
                stack += [
                    os.path.normpath(entry.path)
                    for entry in entries
                    if entry.name not in _NEVER and entry.is_dir(follow_symlinks=False)
                ]
        except OSError:
            continue
    return found


def _is_start_of_output(path: str) -> bool:
    parts = path.split("/")
    return parts[-1] == "index.html" and len(parts) > 1 and parts[-2] in _OUTPUT and _CONTENT not in parts


def _git_list(folder: str) -> list[str] | None:
    """Ask git for the files below a folder, which may be none. None: no repository, no git, or it ignores the folder."""
    if Tree.git_top(folder) is None:
        return None
    from evlint.io.git import listed

    return listed(folder)


def _not_skipped(names: Iterable[str], skipped: frozenset[str]) -> list[str]:
    known: dict[str, bool] = {}  # by folder
    kept: list[str] = []
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in known:
            known[folder] = is_skipped(folder.split("/"), skipped)
        if not known[folder]:
            kept.append(name)
    return kept


def _scan(
    folder: str, unlisted: list[tuple[str, OSError]] | None = None, skipped: frozenset[str] = SKIPPED_FOLDERS
) -> Iterator[str]:
    """Walk without git, honouring `.gitignore` files below the folder; links to folders are not followed.

    The names come in no order.
    """
    stack: list[tuple[str, tuple[tuple[str, Globs], ...]]] = [("", ())]
    while stack:
        inner, ignores = stack.pop()
        try:
            entries = list(os.scandir(os.path.join(folder, inner)))
        except OSError as error:
            if unlisted is not None:
                unlisted.append((os.path.join(folder, inner), error))
            continue
        for entry in entries:
            if entry.name == ".gitignore" and entry.is_file(follow_symlinks=False):  # git follows no link there either
                ignores = (*ignores, (inner, Globs(_lines_of(entry.path))))
        for entry in entries:
            name = f"{inner}/{entry.name}" if inner else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and entry.name in skipped and is_skipped(name.split("/"), skipped):
                continue
            if ignores and _ignored(name + "/" if is_folder else name, ignores):
                continue
            if is_folder:
                stack.append((name, ignores))
            else:
                yield name


def _ignored(name: str, ignores: Iterable[tuple[str, Globs]]) -> bool:
    return any(globs.match(name[len(base) + 1 :] if base else name) for base, globs in ignores)


def _lines_of(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST_IGNORE).splitlines()
    except OSError:
        return []
