"""What a rule is: a pure function with its code, its weight and the examples that are its tests and its manual.

One file under `evlint/rules/` is one rule and defines `RULE`. The file's name is the rule's name, its docstring the manual:
the first paragraph says what is flagged, the next why it matters, a paragraph that begins "How to fix:" what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.context import Answer, RuleContext
    from evlint.model.diagnostic import Finding
    from evlint.model.document import Document
    from evlint.model.index import Index
    from evlint.model.settings import Severity

CUSTOM = "EVX-"  # begins the code of a rule that a configuration brings (`[[rule]]`); its name follows
# What a rule can ask for (`Rule.needs`); `lint.needs` tells of a post whether it is there.
Need = Literal[
    "", "front", "no-front", "event", "refused", "zone", "links", "links-or-notes", "odd-links", "local-links", "contacts",
    "prose", "templates", "undefined", "directives", "damage", "online", "site",
]  # fmt: skip
# What a run is told of a rule before its file is imported: code, severity, needs, holds, default.
Outline = tuple[str, "Severity", Need, tuple[str, ...], bool]
Check = Callable[["Document", "RuleContext"], Iterator["Finding"]]
CheckSite = Callable[["Index", "RuleContext"], Iterator[tuple[str, "Finding"]]]


def letters(code: str) -> str:
    """Return the letters that a code begins with: the prefix of all rules of its package."""
    return code.rstrip("0123456789")


def no_check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    """Find nothing: a rule of the site looks at no single post."""
    return iter(())


class Bad(NamedTuple):
    """A post that the rule must flag: `«…»` in `text` is what is underlined (several: several findings, in order).

    `says` must appear in the (first) message. `fixed` is the text after the rule's fixes, safe and unsafe.
    `config` is a TOML text; `path` the post's name; `files` other files of the tree (path to text); `today` ISO.
    `source` names the real post that an example was taken from. `note` says what the example shows. `answers` is what the
    network is taken to say, by link. `generator` is the site's, where no file of the example tells it. `severity` is
    given where it is another than the rule's own.
    """

    text: str
    says: str = ""
    fixed: str | None = None
    config: str = ""
    path: str = "post.md"
    files: tuple[tuple[str, str], ...] = ()
    today: str = "2026-01-15"
    source: str = ""
    note: str = ""
    answers: tuple[tuple[str, Answer], ...] = ()
    generator: str = ""
    severity: str = ""

    @property
    def configured(self) -> str:
        """The configuration, with the generator where the example names one."""
        return f'generator = "{self.generator}"\n{self.config}' if self.generator else self.config


class Good(NamedTuple):
    """A post that the rule must leave alone. Fields as in `Bad`."""

    text: str
    config: str = ""
    path: str = "post.md"
    files: tuple[tuple[str, str], ...] = ()
    today: str = "2026-01-15"
    source: str = ""
    note: str = ""
    answers: tuple[tuple[str, Answer], ...] = ()
    generator: str = ""

    @property
    def configured(self) -> str:
        """The configuration, with the generator where the example names one."""
        return f'generator = "{self.generator}"\n{self.config}' if self.generator else self.config


class Rule(NamedTuple):
    """A rule. `name` and `doc` are filled in from its file by the registry.

    `needs` and `holds` say where calling it is pointless, and then its file is not even imported. A rule that says nothing
    is called for every post. `needs` is what there must be:
    - "front" front matter that could be read, "no-front" none, "event" one that tells when the event of the post takes place
      (`dates.window`), "refused" one that its schema refuses, "zone" one and a time zone;
    - "links" at least one link, "links-or-notes" one, or a note in the front matter that one may be to come, "odd-links" one
      that is more than a plain address of the web, "local-links" one that may lead into the site, or a template tag,
      "contacts" a mail address or a number to call, or “mailto:” in the text;
    - "prose" a text with digits that may hold a date or an hour, "templates" a template tag in the body, "undefined" a
      reference without a definition, "directives" a comment for evlint, "damage" something that could not be read, or a NUL;
    - "online" answers from the network; "site": the rule looks at the index of the site (`check_site`, which yields the path
      of a post with each finding) and at no single post.
    `holds` are strings of which one must stand in the file.

    `default` off: the rule runs only where it is asked for by its code. `options` names the configuration keys that change
    it. `words`, `url` and `package` are for rules of other packages: `words` is what the rule says in other languages
    (`{"fr": {"English template": "French template"}}`), `url` the address of its page, and `package` is filled in with the
    name and version of the package that brings it.
    """

    code: str
    severity: Severity
    check: Check = no_check
    examples: tuple[Bad | Good, ...] = ()
    needs: Need = ""
    default: bool = True
    options: tuple[str, ...] = ()
    fix: Literal["", "safe", "unsafe"] = ""
    name: str = ""
    doc: str = ""
    words: Mapping[str, Mapping[str, str]] = {}
    url: str = ""
    package: str = ""
    check_site: CheckSite | None = None
    holds: tuple[str, ...] = ()
