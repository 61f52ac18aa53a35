"""Decides whether a remembered result still holds, and notes what a new one depends on.

A result depends on the bytes of the post, on everything in the run's fingerprint (settings, site, rules, data), and on what
the rules looked at while they ran: today's date, and questions to the tree (where a link leads, which anchors are there).
Those are asked again before a remembered result is believed. So a cached run says what a cold one would say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evlint.model.context import Target
from evlint.model.files import Files
from evlint.startup.library_parts import digest

if TYPE_CHECKING:
    from evlint.model.context import RuleContext
    from evlint.site.tree import SiteTree

TODAY = "today"
ROOT = "root"
REGISTRATIONS = "registrations"
_SEPARATOR = "\0"
_PARTS = {  # of a question
    "file": 1, "exists": 1, "inside": 1, "has": 1, "target": 2, "bare_target": 2, "anchors": 1, "unpublished": 1,
    "registrations": 1, "root": 1, "has_posts_beside": 1, "values_beside": 2, "pairs_beside": 3,
    "pictures_beside": 2, "mentions_beside": 2, "labels": 1, "drops_day": 1, "dates_of_events": 1, "shows_elsewhere": 1,
    "hides_body": 1, "template_uses": 2,
}  # fmt: skip
Noted = bytes | tuple[object, ...]  # the digest of an answer, or the answer itself as plain data
Seen = Mapping[str, Noted]
Answer = TypeVar("Answer")
# Tells of a question (its method, then its arguments) whether its answer must be what it was.
Unaffected = Callable[[Sequence[str]], bool]
NOTHING_SEEN: Seen = {}
_NO_QUESTION = b""
_LOOKED_FOR = (f"exists{_SEPARATOR}", f"inside{_SEPARATOR}")


class DependencyRecorder:
    """A tree that notes every question and its answer, the files that all posts depend on, and whether today was read.

    `seen` is what was noted since `start`, under keys that `is_still_valid` can ask again.
    """

    def __init__(
        self, make_tree: Callable[[Files], SiteTree], files: Files, today: date, root_of: Callable[[str], str | None]
    ) -> None:
        """`make_tree` is called at the first question; `root_of` gives the folder of the site that a path is in, or None."""
        self._make_tree = make_tree
        self._made: SiteTree | None = None
        self._files = files
        # What was asked of the disk, by the link that it was for.
        self._probed: dict[str, dict[tuple[str, str], bool]] = {}
        self._looks = ProbedFiles(files)
        self._root_of = root_of
        self._today = digest(today.isoformat().encode())
        self._read: dict[str, Noted] = {}
        self._of_site: dict[str, Noted] = {}  # of that, what the site's configuration is read from, once a run
        self._asked: dict[str, Noted] = {}  # questions that were asked again in this run
        self.seen: dict[str, Noted] = {}
        self._held: Seen = NOTHING_SEEN
        self._unaffected: Unaffected | None = None
        self._recording: type[RuleContext] | None = None
        self._last: tuple[RuleContext, RuleContext] | None = None  # those asked for last, and the same recorded

    def context(self, context: RuleContext) -> RuleContext:
        """Return the same context; that its today is read is noted."""
        if self._recording is None:
            self._recording = _recording_type(self)
        if self._last is None or self._last[0] is not context:  # most posts of a site have the same
            self._last = (context, self._recording(*context))
        return self._last[1]

    def start(self, path: str, before: Seen = NOTHING_SEEN, unaffected: Unaffected | None = None) -> None:
        """Forget what was noted, but for what this post depends on before any rule looks.

        That is which site it belongs to (a configuration may appear, also a nearer one, where none was read), and what
        every post of the site depends on: its configuration and the schemas that were read so far.

        `before` is what was noted of the post when the tree was last looked at. Where `unaffected` says so of a question,
        the tree is not asked again. What it looked for on the disk then is no more told apart by link, and noted as a whole.
        """
        self.seen = dict(self._read)
        self._held = before if unaffected is not None else NOTHING_SEEN
        self._unaffected = unaffected
        self.root(path.rpartition("/")[0])

    def root(self, folder: str) -> str | None:
        """Ask for the root of the site that the posts of a folder belong to; None: to none."""
        return self._noted(self._root_of(f"{folder}/post.md" if folder else "post.md"), ROOT, folder)

    def file(self, path: str) -> str | None:
        """Read a file that every post depends on: a schema, the site's configuration; None where it is not there."""
        return self._noted_for_all(self._files.read(path), "file", path)

    def site_files(self) -> Files:
        """Return the files as the reading of the site's configuration sees them: every text that it reads is noted."""
        return _SiteFiles(self)

    def names(self) -> Sequence[str]:
        """List the files of the tree."""
        return self._files.names()

    def exists(self, path: str) -> bool:
        """Tell whether a file is there that every post depends on."""
        return self._noted_for_all(self._files.exists(path), "exists", path)

    def inside(self, path: str) -> bool:
        """Tell whether a path that every post depends on stays inside the tree: a link on the way may change its end."""
        return self._noted_for_all(self._files.holds(path), "inside", path)

    def keep_for_all(self, *question: str) -> None:
        """Keep what was just noted for every post, also where it was asked for the sake of another question."""
        key = _SEPARATOR.join(question)
        self._of_site[key] = self._read[key]

    def tree_itself(self) -> SiteTree:
        """Return the tree that is asked, of which nothing is noted."""
        return self._tree

    @property
    def _tree(self) -> SiteTree:
        if self._made is None:
            self._made = self._make_tree(self._looks)
        return self._made

    def saw_today(self) -> None:
        """Note that a rule read today's date."""
        self.seen[TODAY] = self._today

    def target(self, document_path: str, url: str, *, suggests: bool = True) -> Target:
        """Ask where a local link leads; ignored files are in no listing, so that each look at the disk is noted too.

        The tree keeps its answers, and looks no second time: what was looked for is kept here, by the link alone.
        """
        method = "target" if suggests else "bare_target"
        held = self._answer(method, document_path, url)
        if held is not None and len(held) == len(Target._fields):
            self.seen.update({key: then for key, then in self._held.items() if key.startswith(_LOOKED_FOR)})
            return self._noted(Target._make(held), method, document_path, url)
        answer = self._tree.target(document_path, url, suggests=suggests)
        probed = self._probed.setdefault(url, {})
        probed.update(self._looks.taken())
        for question, found in probed.items():
            self._noted(found, *question)
        return self._noted(answer, method, document_path, url)

    def bare_target(self, document_path: str, url: str) -> Target:
        """Ask where a local link leads, without the nearest name."""
        return self.target(document_path, url, suggests=False)

    def anchors(self, path: str) -> frozenset[str] | None:
        """Ask which fragments a document answers to; None where nobody can tell."""
        answer = self._tree.anchors(path)
        self._noted(None if answer is None else sorted(answer), "anchors", path)
        return answer

    def unpublished(self, path: str) -> str:
        """Ask why a local page will not be there for readers."""
        held = self._answer("unpublished", path)
        answer = self._tree.unpublished(path) if held is None or len(held) != 1 else str(held[0])
        self._noted((answer,), "unpublished", path)
        return answer

    def shows_elsewhere(self, path: str) -> bool:
        """Ask whether readers meet the text of a file on other pages."""
        return self._noted(self._tree.shows_elsewhere(path), "shows_elsewhere", path)

    def hides_body(self, path: str) -> bool:
        """Ask whether no template shows what a file says below its front matter."""
        return self._noted(self._tree.hides_body(path), "hides_body", path)

    def drops_day(self, path: str) -> bool:
        """Ask whether the day in a file's name is left out of its address."""
        return self._noted(self._tree.drops_day(path), "drops_day", path)

    def has(self, path: str) -> bool:
        """Ask whether a file is there that a tag needs."""
        return self._noted(self._tree.has(path), "has", path)

    def registrations(self, url: str) -> Sequence[tuple[str, str]]:
        """Ask which posts hold a registration link."""
        return self._noted(list(self._tree.registrations(url)), "registrations", url)

    def has_posts_beside(self, path: str) -> bool:
        """Ask whether another file of a folder begins with front matter."""
        return self._noted(self._tree.has_posts_beside(path), "has_posts_beside", path)

    def values_beside(self, path: str, key: str) -> Sequence[str]:
        """Ask what other posts of a folder have under a key."""
        return self._noted(list(self._tree.values_beside(path, key)), "values_beside", path, key)

    def pairs_beside(self, path: str, one: str, other: str) -> Sequence[tuple[str, str]]:
        """Ask what those of them that have two keys have under each."""
        return self._noted(list(self._tree.pairs_beside(path, one, other)), "pairs_beside", path, one, other)

    def mentions_beside(self, path: str, words: str) -> int:
        """Ask the tree, and note what it says."""
        return self._noted(self._tree.mentions_beside(path, words), "mentions_beside", path, words)

    def pictures_beside(self, path: str, key: str) -> tuple[int, int]:
        """Ask how many pictures that other posts of a folder name under a key are there, and how many are not."""
        return self._noted(self._tree.pictures_beside(path, key), "pictures_beside", path, key)

    def dates_of_events(self, path: str) -> bool | None:
        """Ask whether the posts about events around a file name the day of their `date`."""
        return self._noted(self._tree.dates_of_events(path), "dates_of_events", path)

    def template_uses(self, path: str, name: str) -> bool | None:
        """Ask whether a template uses a name."""
        return self._noted(self._tree.template_uses(path, name), "template_uses", path, name)

    def labels(self, path: str) -> frozenset[str] | None:
        """Ask which labels of links a page has without defining them; None where nobody can tell."""
        answer = self._tree.labels(path)
        self._noted(None if answer is None else sorted(answer), "labels", path)
        return answer

    def _answer(self, *question: str) -> tuple[Any, ...] | None:
        """Return the answer of the tree that was noted before, where it must be the same; else None."""
        if self._unaffected is None:
            return None
        held = self._held.get(_SEPARATOR.join(question))
        return held if isinstance(held, tuple) and self._unaffected(question) else None

    def _noted(self, answer: Answer, *question: str) -> Answer:
        """Note an answer, and return it: of a tuple itself, so that it can be given again, of any other its digest."""
        if isinstance(answer, tuple):
            self.seen[_SEPARATOR.join(question)] = tuple(answer)
        else:
            self.seen[_SEPARATOR.join(question)] = digest(repr(answer).encode("utf-8", "surrogatepass"))
        return answer

    def _noted_for_all(self, answer: Answer, *question: str) -> Answer:
        self._noted(answer, *question)
        key = _SEPARATOR.join(question)
        self._read[key] = self.seen[key]
        return answer

    def is_still_valid(self, seen: Seen, unaffected: Unaffected | None = None) -> bool:
        """Re-evaluate every recorded dependency; return False at the first that differs.

        `unaffected` says which questions (the method, then its arguments) need not be asked again.
        """
        for key, then in seen.items():
            now = self._asked.get(key)
            if now is None:
                question = key.split(_SEPARATOR)
                if unaffected is not None and unaffected(question):
                    continue
                now = self._asked[key] = self._ask(key, question)
            if now != then or now == _NO_QUESTION:
                return False
        return True

    def _ask(self, key: str, question: Sequence[str]) -> Noted:
        """Ask one question of the tree again, without noting it for the post at hand."""
        before, self.seen, for_all = self.seen, {}, dict(self._read)
        unaffected, self._unaffected = self._unaffected, None
        try:
            if key == TODAY:
                self.saw_today()
            else:
                if _PARTS.get(question[0]) != len(question) - 1:
                    return _NO_QUESTION  # none of ours, or an address with a NUL in it: the post is checked again
                getattr(self, question[0])(*question[1:])
            return self.seen[key]
        finally:
            self.seen, self._read, self._unaffected = before, for_all | self._of_site, unaffected


class ProbedFiles:
    """The files as the tree sees them; what it asks of the disk, and the answers, are told until they are taken."""

    def __init__(self, files: Files) -> None:
        self.names = files.names
        self.read = files.read
        self._files = files
        self._found: dict[tuple[str, str], bool] = {}

    def exists(self, path: str) -> bool:
        answer = self._found["exists", path] = self._files.exists(path)
        return answer

    def holds(self, path: str) -> bool:
        answer = self._found["inside", path] = self._files.holds(path)
        return answer

    def taken(self) -> dict[tuple[str, str], bool]:
        """Return the questions since this was last asked, as the recorder knows them, with their answers."""
        found, self._found = self._found, {}
        return found


class _SiteFiles:
    """The files behind a recorder, under the names of the `Files` protocol."""

    def __init__(self, recorder: DependencyRecorder) -> None:
        self.names = recorder.names
        self._recorder = recorder

    def exists(self, path: str) -> bool:
        answer = self._recorder.exists(path)
        self._recorder.keep_for_all("exists", path)
        return answer

    def read(self, path: str) -> str | None:
        answer = self._recorder.file(path)
        self._recorder.keep_for_all("file", path)
        return answer

    def holds(self, path: str) -> bool:
        answer = self._recorder.inside(path)
        self._recorder.keep_for_all("inside", path)
        return answer


def _recording_type(recorder: DependencyRecorder) -> type[RuleContext]:
    from evlint.model.context import RuleContext

    class RecordingContext(RuleContext):
        __slots__ = ()

        @property
        def today(self) -> date:
            recorder.saw_today()
            return cast("date", tuple.__getitem__(self, 0))

    return RecordingContext
