"""The one door to git: everything that evlint asks of git goes through here.

A repository may be an attacker's: its configuration can name programs and files (`core.fsmonitor`, `filter.*.clean`,
`remote.*.uploadpack`, `include.path`, … more with each version), and so can a bare repository that a pull request commits as
plain files. So git is told where the repository is, and never reads its configuration: it is handed a folder of ours in the
place of `.git`, that lends it the index, the objects and the names of commits, and whose own configuration holds no more
than the few settings of `CARRIED`. Nothing else of `.git` is there: no hook, no attribute, no list of other object stores'
programs. Only plumbing that neither filters nor converts what it reads is asked (`ls-files`, `ls-tree`, `rev-parse`,
`merge-base`, `cat-file`).

Since git does not look whose a repository is when it is told where it lies, that is looked at here, as git does: where the
owner is another, git itself is asked, which knows `safe.directory`, and its word is handed on.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping

from evlint.io.tree import Tree, is_below, is_within
from evlint.model.message import Msg, msg
from evlint.startup.namedtuple import NamedTuple

# What is taken over of a repository's own configuration: settings that change how its files are read, and whose values can
# name neither a program nor a file. Source: git's documentation, `git-config(1)` and `gitrepository-layout(5)`; the values
# that count are listed, so that nothing else gets through.
CARRIED: Mapping[str, tuple[str, ...]] = {
    "core.ignorecase": ("true", "false"),
    "core.precomposeunicode": ("true", "false"),
    "core.filemode": ("true", "false"),
    "core.symlinks": ("true", "false"),
    "extensions.objectformat": ("sha1", "sha256"),
    "extensions.refstorage": ("files", "reftable"),
}
# For the user's own configuration, which is trusted: none of it is to be started for a look at files.
_OVERRIDES = (
    "core.fsmonitor=false", f"core.hooksPath={os.devnull}", f"core.attributesFile={os.devnull}", "core.untrackedCache=false",
    "core.quotePath=false", "core.pager=cat", "protocol.allow=never", "safe.bareRepository=explicit",
)  # fmt: skip
# Variables of git's that are handed on; every other GIT_… leads elsewhere (GIT_DIR, GIT_OBJECT_DIRECTORY, …) or starts
# something (GIT_EXTERNAL_DIFF). The configuration that the environment names is the user's.
_KEPT = ("GIT_EXEC_PATH", "GIT_CONFIG", "GIT_TEST_ASSUME_DIFFERENT_OWNER")
_STRANGERS = "GIT_TEST_ASSUME_DIFFERENT_OWNER"  # git's own word for "take every repository for somebody else's"
_HISTORY = ("refs", "packed-refs", "logs", "reftable", "shallow", "FETCH_HEAD", "ORIG_HEAD")
_EXCLUDED = os.path.join("info", "exclude")  # what is ignored here, and in no other clone
_MOST = 1_000_000  # bytes of a repository's configuration that are looked through
_SMALL = 4_096  # bytes of the little files that point from one folder of git's to another


class Refused(Exception):  # noqa: N818 what it says, not an error of ours
    """There is a repository, and git is not asked about it. `why` says so, in git's words where they are git's."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class Repository(NamedTuple):
    """The top of a repository's files, its own folder (`.git`), and where its objects and refs are: real paths."""

    top: str
    own: str
    common: str


def repository(folder: str) -> Repository | None:
    """Find the repository that a folder belongs to; None where there is none. Raises `Refused`."""
    top = Tree.git_top(folder)
    if top is None:
        return None
    found = _read(top, os.path.join(top, ".git"))
    if found is not None and not _is_ours(found):
        _ask_git_itself(found)
    return found


def run(found: Repository, *arguments: str, folder: str = "", given: bytes | None = None) -> bytes | None:
    """Run git in a folder of a repository (its top), and return what it prints; None where it fails.

    `arguments` begin with the command; `given` is its standard input.
    """
    program = _program()
    if program is None:
        return None
    import subprocess

    try:
        with _stand_in(found) as (own, environment):
            told = [one for pair in (("-c", setting) for setting in _OVERRIDES) for one in pair]
            return subprocess.run(
                [program, "--no-pager", f"--git-dir={own}", f"--work-tree={found.top}", *told, *arguments],
                cwd=folder or found.top,
                env=environment,
                input=given if given is not None else b"",
                capture_output=True,
                check=True,
            ).stdout
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def listed(folder: str) -> list[str] | None:
    """Return the files below a folder that are not ignored, relative to it.

    None where git cannot tell, and where it ignores the folder itself: who names that wants to see what is there.
    """
    real = os.path.realpath(folder)
    try:
        found = repository(real)
    except Refused:
        return None
    if found is None:
        return None
    names = run(found, "ls-files", "-co", "--exclude-standard", "-z", "--deduplicate", folder=real)
    if names is None or (not names and real != found.top and run(found, "check-ignore", "-q", real) is not None):
        return None
    return [os.fsdecode(name) for name in names.split(b"\0") if name]


def _read(top: str, entry: str) -> Repository | None:
    """Look at a `.git`: a folder, or a file that leads to one (a worktree, a submodule). None for neither."""
    try:
        mode = os.lstat(entry).st_mode
    except OSError:
        return None
    own = entry
    if stat.S_ISREG(mode):
        said = _line(entry)
        if not said.startswith("gitdir:"):
            return None
        own = os.path.realpath(os.path.join(top, said.removeprefix("gitdir:").strip()))
        worktree = _line(os.path.join(own, "gitdir"))
        # A worktree’s folder names the file that leads to it; a `.git` that anybody could write names it alone.
        points_back = bool(worktree) and os.path.realpath(os.path.join(own, worktree)) == os.path.realpath(entry)
        if not is_within(own, top) and not points_back and not _is_submodule(own, top):
            raise Refused(msg("“{path}” leads to a folder that knows nothing of this one.", path=entry))
        common = _common(own)
        if points_back and os.path.basename(os.path.dirname(own)) == "worktrees":
            inside = common in (own, os.path.dirname(os.path.dirname(own)))
        else:
            inside = common == own or is_within(common, top)
    else:
        if stat.S_ISLNK(mode):
            own = os.path.realpath(entry)
        common = _common(own)
        inside = is_within(own, top) and is_within(common, top)
    if not inside:
        raise Refused(msg("“{path}” leads out of the folder that is checked.", path=entry))
    if not os.path.isdir(own) or not os.path.lexists(os.path.join(own, "HEAD")):
        return None
    found = Repository(top, own, common)
    # Each of these may be a link too: git would read through it, outside the checked tree.
    for name in ("objects", "refs", "packed-refs", "HEAD", "index"):
        place = os.path.join(own if name in ("HEAD", "index") else common, name)
        if os.path.lexists(place) and not _lies_in(place, found):
            raise Refused(msg("“{path}” leads out of the folder that is checked.", path=place))
    return found


def _common(own: str) -> str:
    said = _line(os.path.join(own, "commondir"))
    return os.path.realpath(os.path.join(own, said)) if said else own


def _is_submodule(own: str, top: str) -> bool:
    """Tell whether git's folder for `top` is among those that the repository around `top` keeps for its submodules."""
    above = os.path.dirname(top)
    outer = Tree.git_top(above) if above != top else None
    if outer is None:
        return False
    try:
        around = _read(outer, os.path.join(outer, ".git"))
    except Refused:
        return False
    return around is not None and any(
        is_within(own, os.path.join(place, "modules")) for place in (around.own, around.common)
    )


def _lies_in(path: str, found: Repository) -> bool:
    real = os.path.realpath(path)
    return is_within(real, found.own) or is_within(real, found.common)


def _line(path: str) -> str:
    """Return the text of one of git's little files, "" where there is none."""
    data = _bytes(path, _SMALL)
    return os.fsdecode(data).strip() if len(data) <= _SMALL else ""


def _bytes(path: str, most: int) -> bytes:
    """Return the first bytes of a regular file, one more than `most` at most; nothing where it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return b""
    with contextlib.suppress(OSError), open(descriptor, "rb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return file.read(most + 1)
    return b""


def _is_ours(found: Repository) -> bool:
    """Tell whether a repository belongs to who runs this: its top, its `.git`, and the folder that this leads to."""
    user = getattr(os, "geteuid", None)
    if user is None or os.environ.get(_STRANGERS):
        return False
    ours = {user()}
    if 0 in ours and os.environ.get("SUDO_UID", "").isdecimal():
        ours.add(int(os.environ["SUDO_UID"]))
    try:
        return {os.lstat(one).st_uid for one in (found.top, os.path.join(found.top, ".git"), found.own)} <= ours
    except OSError:
        return False


def _ask_git_itself(found: Repository) -> None:
    """Let git judge a repository of another owner: it knows `safe.directory`. Raises `Refused` with what it says.

    `rev-parse` starts nothing, whatever the configuration says, and git reads that only after it has looked at the owner.
    """
    program = _program()
    if program is None:
        return
    import subprocess

    try:
        asked = subprocess.run(
            [program, "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit", "rev-parse", "--git-dir"],
            cwd=found.top,
            env=_environment(),
            capture_output=True,
            check=False,
        )
    except OSError:
        return
    if asked.returncode:
        said = " ".join(asked.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        raise Refused(msg("git says: {said}", said=said))


def _program() -> str | None:
    """Return git as the path names it; a folder that is named relative to the working one may be the stranger's."""
    names = ("git.exe",) if os.name == "nt" else ("git",)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
                return path
    return None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name[:4] != "GIT_" or name.startswith(_KEPT)}
    kept.update(GIT_OPTIONAL_LOCKS="0", GIT_NO_LAZY_FETCH="1", GIT_TERMINAL_PROMPT="0", GIT_ATTR_NOSYSTEM="1")
    return kept


@contextlib.contextmanager
def _stand_in(found: Repository) -> Iterator[tuple[str, dict[str, str]]]:
    """Make the folder that git gets in the place of `.git`, and give it with the environment to run in."""
    folder = _new_folder()
    try:
        with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
            file.write(_config(found))
        with open(os.path.join(folder, "HEAD"), "wb") as head:
            head.write(_bytes(os.path.join(found.own, "HEAD"), _SMALL))
        for name in _HISTORY:
            _lend(os.path.join(found.common, name), os.path.join(folder, name), found)
        if os.path.isfile(os.path.join(found.common, _EXCLUDED)):
            os.mkdir(os.path.join(folder, os.path.dirname(_EXCLUDED)), 0o700)
            _lend(os.path.join(found.common, _EXCLUDED), os.path.join(folder, _EXCLUDED), found)
        for name in os.listdir(found.own):
            if name.startswith("sharedindex."):  # what a split index rests on
                _lend(os.path.join(found.own, name), os.path.join(folder, name), found)
        if not os.path.lexists(os.path.join(folder, "refs")):
            os.mkdir(os.path.join(folder, "refs"))
        environment = _environment()
        environment["GIT_OBJECT_DIRECTORY"] = os.path.join(found.common, "objects")
        environment["GIT_INDEX_FILE"] = index_of(found)
        yield folder, environment
    finally:
        _remove(folder)


def _new_folder() -> str:
    """Make a folder that only this user may look into (`tempfile` takes longer to import than git to answer)."""
    places = [os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    for place in (*places, "/tmp"):  # noqa: S108 the folder in it is new, ours alone, and its name is not to be guessed
        folder = os.path.join(os.path.abspath(place), f"evlint-git-{os.urandom(8).hex()}")
        with contextlib.suppress(OSError):
            os.mkdir(folder, 0o700)
            return folder
    from errno import ENOENT

    raise OSError(ENOENT, "no folder for temporary files")


def _remove(folder: str) -> None:
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            try:
                for inner in os.listdir(path):  # our own folders are empty, or hold one link
                    os.unlink(os.path.join(path, inner))
                os.rmdir(path)
            except OSError:
                import shutil

                shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)
    os.rmdir(folder)


def _config(found: Repository) -> str:
    """Return what is taken over of a repository's configuration; what is written in another way than plainly is not."""
    values: dict[str, str] = {}
    section = ""
    text = _bytes(os.path.join(found.common, "config"), _MOST)[:_MOST].decode("utf-8", "replace")
    for line in text.lower().splitlines():
        inner = line.strip()
        if inner.startswith("["):
            section = inner[1:].partition("]")[0].strip()
        key, equals, value = inner.partition("=")
        name, said = f"{section}.{key.strip()}", value.strip()
        if equals and said in CARRIED.get(name, ()):
            values[name] = said
    version = 1 if any(name.startswith("extensions.") for name in values) else 0
    lines = ["[core]", f"\trepositoryformatversion = {version}", "\tbare = false"]
    for name, value in values.items():
        table, _, key = name.partition(".")
        lines += [f"[{table}]", f"\t{key} = {value}"]
    return "\n".join(lines) + "\n"


def _lend(path: str, place: str, found: Repository) -> None:
    """Let a file or folder of the repository appear in ours, unless it leads elsewhere."""
    if not os.path.lexists(path) or not _lies_in(path, found):
        return
    try:
        os.symlink(path, place)
    except (OSError, NotImplementedError):  # Windows asks for a right that few have
        import shutil

        (shutil.copytree if os.path.isdir(path) else shutil.copyfile)(path, place)


def index_of(found: Repository) -> str:
    """Return the index: during a commit the one that git names to hooks, where it is one of this repository."""
    named = os.environ.get("GIT_INDEX_FILE")
    for path in (os.path.join(found.top, named), os.path.abspath(named)) if named else ():
        if os.path.isfile(path) and (_lies_in(path, found) or _is_of(found)):
            return path
    return os.path.join(found.own, "index")


def _is_of(found: Repository) -> bool:
    """Tell whether a repository is that of the working folder: what the environment names is then meant for it."""
    return is_below(os.path.realpath("."), found.top)
