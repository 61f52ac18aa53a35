"""All that a rule may know of the world outside the post. Gathered at the edge, handed in: so a rule stays pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Literal, Protocol

from evlint.model.message import Msg
from evlint.model.settings import Collection, LinkSettings
from evlint.model.site import NO_SITE, Site
from evlint.startup.namedtuple import NamedTuple


class SchemaError(NamedTuple):
    """One violation of a schema, in an author's words.

    `pointer` names the value (the mapping, for a missing or an unknown key), `key` that missing or unknown key.
    `suggestion` is the nearest allowed key or value, where one is near; of a missing key, the misspelt one that is there.
    """

    code: str
    pointer: str
    message: Msg
    help: Msg | None = None
    key: str | None = None
    suggestion: str | None = None


class SchemaJudge(Protocol):
    """A compiled schema."""

    name: str

    def errors(self, data: Mapping[str, object]) -> Sequence[SchemaError]:
        """Return what is wrong with a front matter (nothing for a sound one), in a fixed order."""

    def wants_date(self, pointer: str) -> bool:
        """Tell whether the schema asks for a date or a date with a time at this place."""

    def keys(self, pointer: str) -> Mapping[str, str]:
        """Return the keys that may stand in the mapping at this place, with what the schema says of each."""

    @property
    def after(self) -> Mapping[str, str]:
        """The keys of the root that come after another one (`x-evlint-after`), each with that one."""

    def wants_string(self, pointer: str) -> bool:
        """Tell whether the schema asks for a text, and nothing else, at this place."""


class Target(NamedTuple):
    """What a local link leads to: a file of the tree (`path`), and what is known of it.

    `state` "missing": the layout is known and nothing is there (`nearest` may help); "unknown": nobody can tell.
    """

    state: Literal["found", "missing", "unknown"]
    path: str | None = None
    nearest: str | None = None


FEWEST_BESIDE = 3  # other posts of a folder that have a key, before what they have in common says something


class Tree(Protocol):
    """The files around the post, whether checked or not. What stands here is said where nobody can tell."""

    def target(self, document_path: str, url: str, *, suggests: bool = True) -> Target:
        """Find what a local URL (relative, or from the site's root, without its query and fragment) leads to.

        Looking for the nearest name takes longer than all else: it is left out unless `suggests`.
        """
        return Target("unknown")

    def anchors(self, path: str) -> frozenset[str] | None:
        """Return every fragment that a local document answers to, or None where nobody can tell."""
        return None

    def unpublished(self, path: str) -> str:
        """Say why a local page will not be there for readers ("draft", "ahead", "expired"); "" where it will."""
        return ""

    def has(self, path: str) -> bool:
        """Tell whether a file is there, by its path relative to the working folder."""
        return True

    def shows_elsewhere(self, path: str) -> bool:
        """Tell whether readers surely meet the text of a local file on other pages than its own."""
        return False

    def hides_body(self, path: str) -> bool:
        """Tell whether surely no template of the site shows what a local file says below its front matter."""
        return False

    def drops_day(self, path: str) -> bool:
        """Tell whether the address of a local page surely leaves out the day that the name of its file gives."""
        return False

    def registrations(self, url: str) -> Sequence[tuple[str, str]]:
        """Return path and identity (event name and day) of the posts whose front matter or body holds this URL."""
        return ()

    def has_posts_beside(self, path: str) -> bool:
        """Tell whether at least half of the files in the folder of a local file begin with front matter."""
        return True

    def values_beside(self, path: str, key: str) -> Sequence[str]:
        """Return what other posts in the folder of a local file have under a key, as far as a few of them tell.

        Values stand as they are typed, without the quotes around them; "" where more keys or lines follow.
        """
        return ()

    def pairs_beside(self, path: str, one: str, other: str) -> Sequence[tuple[str, str]]:
        """Return what those of them that have two keys have under each: pairs of values that stand in one post."""
        return ()

    def pictures_beside(self, path: str, key: str) -> tuple[int, int]:
        """Count among those values the local pictures that are somewhere in the tree, and those that are nowhere."""
        return 0, 0

    def mentions_beside(self, path: str, words: str) -> int:
        """Count the other posts around a local file that hold these words, as far as twenty of them tell."""
        return 0

    def dates_of_events(self, path: str) -> bool | None:
        """Tell whether the posts about events around a local file name the day of their `date` as a rule.

        False where their texts name other days, or keys of their own say when the event is; None where nobody can tell.
        """
        return None

    def template_uses(self, path: str, name: str) -> bool | None:
        """Tell whether a template of the site uses a name outside comments; None where there is no such file."""
        return None

    def labels(self, path: str) -> frozenset[str] | None:
        """Return the labels of reference links that a page has without defining them; None where nobody can tell.

        They are in lower case, runs of blanks as one.
        """
        return frozenset()


class NoTree(Tree):
    """A tree of which nothing is known."""


class Hop(NamedTuple):
    """One answer on the way: the URL asked for and the status that came back."""

    url: str
    status: int


Verdict = Literal["alive", "unverifiable", "unknown-host", "tls", "broken", "unreachable", "private", "staging"]


class Answer(NamedTuple):
    """What the network said of one URL, judged; the rules in `rules/remote/` say what each verdict means.

    `status` is the last one, None where no server answered; `final_url` the last URL asked for, after all `hops`;
    `fragment_found` None where no fragment was looked for; `checked_at` in seconds since 1970.
    """

    verdict: Verdict
    status: int | None = None
    final_url: str | None = None
    hops: tuple[Hop, ...] = ()
    reason: Msg | None = None
    permanent: bool = False  # every hop was a 301 or 308
    fragment_found: bool | None = None
    checked_at: float = 0.0
    remembered: bool = False


class RuleContext(NamedTuple):
    """All that a rule may know of the world besides the post itself; what a rule learns elsewhere, no cache can remember.

    Each field says what None, or nothing, means there.
    """

    # The day to judge by: `--today`, else the author's own. Reading it is noted: the result then holds for that day only.
    today: date = date(1970, 1, 1)
    # The zone of the site's dates: configured, else the generator's. None: nobody named one, and offsets are not judged.
    zone: tzinfo | None = None
    zone_name: str | None = None  # as the configuration writes it, for messages; None where `zone` is
    # The language of the post, two or three small letters: configured, else its own key, its path's, the site's, that of its
    # words. "": nothing tells it, and only what all languages read alike is read.
    language: str = "fr"
    region: str | None = None  # "US" where the language is en-US (month before day); None: the language names none
    # The first configured collection that the post is in, else the site's own. None: it is in no collection.
    collection: Collection | None = None
    site: Site = NO_SITE  # what the generator's configuration says; NO_SITE: no generator is known
    links: LinkSettings = LinkSettings()  # `[links]`, with the site's own URL where the configuration names none
    # The schema that holds for the post. None: it has no front matter, or its schema cannot be used (told elsewhere).
    schema: SchemaJudge | None = None
    # Keys that the site gives the post (`defaults:` of Jekyll): they count as present.
    defaults: Mapping[str, object] = {}
    # The name of the collection that asks for front matter. None: a file without any is no fault.
    front_matter_expected: str | None = None
    tree: Tree = NoTree()  # the files around the post; NoTree: nobody can tell where a link leads
    # What the network said, by link as typed; a link that is not there was not asked for.
    answers: Mapping[str, Answer] = {}
    # Whether this is the pass that has the network's answers; rules that need them run in it alone.
    online: bool = False
    max_file_size: int = 10_485_760  # bytes from which on a file is not read
    known_codes: frozenset[str] = frozenset()  # of every rule, those of other packages too; empty: codes are not judged
    running: frozenset[str] | None = None  # codes of the rules that run on this post; None: every rule is taken to run

    def runs(self, code: str) -> bool:
        """Tell whether a rule runs on this post: what one rule leaves to another it leaves only where that one runs."""
        return self.running is None or code in self.running
