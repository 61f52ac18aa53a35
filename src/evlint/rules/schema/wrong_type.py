"""A value is of another kind than its key takes: a text where a list goes, a group of keys where a text goes.

Templates read such a value wrongly or not at all: a list written as one text gives one long tag, a mapping as a title
prints its source, and some site generators refuse the whole build.

How to fix: write the value as the message says: a list with one dash for each entry, a text between quotation marks, true
or false without them.

Leaves alone: values that YAML itself misreads (`no`, `12:30`), which EV007 tells, dates, which EV201 tells, values with a
template in them, and, where the site has no schema of its own, what all posts of the folder have (`category: 4`).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import FEWEST_BESIDE, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Mapping
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.schema._judged import finding, schema_errors
from evlint.startup.lazy_regex import lazy_regex

# The schemas that hold where the site has none of its own.
_BUILT_IN = frozenset(("post", "evenement"))


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each value of a wrong kind."""
    for error in schema_errors(document, context, "EV102"):
        if not _is_cast(document, context, error.pointer) and not _is_common(document, context, error.pointer):
            yield finding(document, error)


def _is_cast(document: Document, context: RuleContext, pointer: str) -> bool:
    """Tell whether the site's generator takes a value of another kind, and no schema of the site's own forbids that."""
    casts = generator_of(context.site).casts
    if context.schema is None or context.schema.name not in _BUILT_IN:
        return False
    key, slash, _ = pointer.removeprefix("/").partition("/")
    value = document.data.get(key)
    if key.lower() == "published" and _DAY.match(str(value)) is not None:
        return True  # the day of publication: to Jekyll it is as good as true, the others leave the key to the site
    return casts is not None and (not slash or isinstance(value, list)) and casts(key.lower(), value)


def _is_common(document: Document, context: RuleContext, pointer: str) -> bool:
    """Tell whether all posts of the folder have such a value there: the site's templates read it so, it is no slip."""
    key = pointer.removeprefix("/")
    if context.schema is None or context.schema.name not in _BUILT_IN or "/" in key or key.lower() in _READ_BY_ALL:
        return False
    front = document.front
    node = front.at(pointer) if front is not None else None
    if node is None:
        return False
    beside = context.tree.values_beside(document.path, key)
    if isinstance(node, Mapping) and not document.source(node.span).startswith("{"):
        return len(beside) >= FEWEST_BESIDE and not any(
            beside
        )  # nothing stands on the line of the key: a group below it
    beside = list(filter(None, beside))
    own = _shape(document.source(node.span))
    return len(beside) >= FEWEST_BESIDE and all(_shape(value) == own for value in beside)


def _shape(value: str) -> str:
    """Say what a value looks like on its line: a list, a group of keys, a number, or anything else."""
    return value[0] if value.startswith(("[", "{")) else "number" if _NUMBER.fullmatch(value) is not None else ""


_READ_BY_ALL = frozenset(("title", "draft", "published"))  # what generators read themselves
_NUMBER = lazy_regex(r"[+-]?\d+(?:\.\d+)?")
_DAY = lazy_regex(r"[12]\d{3}-\d{1,2}-\d{1,2}(?!\d)")


_EVENT = (
    "---\ntitle: Forum de l’emploi tech\ndate: 2022-11-09 10:00:00 +01:00\n"
    "event_start_date: 2022-12-06 09:00:00 +01:00\n"
)

RULE = Rule(
    code="EV102",
    severity="error",
    check=check,
    needs="refused",
    options=("collection.schema",),
    examples=(
        Good(
            "---\ntitle: LAN\ntags: {}\n---\n",
            source="ZeusWPI/zeus.ugent.be content/events/25-26/LAN.md",
            note="A form's way to say that there are none, where nobody knows who reads it.",
        ),
        Good(
            "---\ntitle: Android 13 notifications\npublished: '2019-04-26'\n---\n",
            source="bayton.org _src/android/android-enterprise-faq/android-13-notifications.md",
            note="The day of publication, on a site that hides posts by another key.",
        ),
        Bad("---\ntitle: Atelier\ndraft: «maybe»\n---\n", says="“draft” must be true or false, and “maybe” is a text"),
        Bad(
            "---\ntitle:\n  «fr: Atelier»\n  en: Workshop\n---\n",
            says="“title” must be a text",
            note="A colon too many makes a text into a group of keys.",
        ),
        Bad(
            "---\ntitle: Atelier\ntags:\n- accessibilité\n- «RGAA: version 5»\n---\n",
            says="item 2 of “tags” must be a text",
        ),
        Bad(
            _EVENT + "champs_informations: «9h - 18h»\n---\n",
            says="“champs_informations” must be a list, and “9h - 18h” is a text",
        ),
        Bad(_EVENT + "afficher_la_carte: «'oui'»\n---\n", says="must be true or false, and “oui” is a text"),
        Bad("+++\ntitle = 'Atelier'\ntags = «42»\n+++\n", says="“tags” must be a text or a list"),
        Good(
            "---\ntitle: Stockage S3\nlayout:\n  title:\n    visible: true\n  outline:\n    visible: false\n---\n",
            path="admin-doc/readme/data-s3.md",
            source="InseeFrLab/docs.onyxia.sh, admin-doc/readme/data-s3.md",
            note="GitBook says there which parts of the page are shown.",
        ),
        Good(
            "---\ntitle: Android 14\npublished: '2023-06-23'\n---\n",
            source="bayton.org android/android-14-minimum-sdk.md",
            note="The day of publication, under the key by which Jekyll hides a post: to Jekyll it is as good as true.",
        ),
        Bad("---\ntitle: Android 14\npublished: «bientôt»\n---\n", says="“published” must be true or false"),
        Good(
            _EVENT + "lieu:\nadresse:\nchamps_informations:\n- intitule:\n  contenu:\n---\n",
            note="Empty values stand for none.",
        ),
        Good("---\ntitle: 2022\ntags: innovation\nauthor:\n  name: Ana\nimage:\n  path: /a.jpg\n---\n"),
        Good(
            "---\ntitle: Outils\ncategories:\n- title: Actualités\n  links: []\n- title: Sites\n  links: []\n---\n",
            path="content/verification/_index.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            source="safe-n-tech/www content/verification/_index.md",
            note="Groups of keys throughout are no terms, but data of this page.",
        ),
        Good(
            "---\ntitle: Instant load increase\ndraft: 'false'\n---\n",
            source="grafana/k6-docs examples/instant-load-increase.md",
            note="Where nobody knows the generator: Hugo, for one, takes it.",
        ),
        Good(
            "---\ntitle: Page absente\ntype: 404\ndraft: 'false'\n---\n",
            path="content/absent.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            note="Hugo makes a text, or true and false, of them.",
        ),
        Good("---\ntitle: Atelier\ntags: [2022, accessibilité]\nlayout: false\nweight: '10'\n---\n"),
        Good(
            '---\ntitle: IoT with microcontrollers\nlang: ["en"]\n---\n',
            path="content/en/moocs/iot.md",
            files=tuple(
                (f"content/en/moocs/{name}.md", f'---\ntitle: {name}\nlang: ["{language}"]\n---\n')
                for name, language in (("cryptography", "en"), ("impact", "fr"), ("robots", "en"))
            ),
            source="inrialearninglab/website content/en/moocs/iotmicrocontroleur.md",
            note="All courses of the folder have a list there.",
        ),
        Good(
            "---\ntitle: X\ndate:\n  published: 2022-05-05T01:00:00\n---\n",
            path="blog/d/index.md",
            files=tuple(
                (f"blog/{name}/index.md", f"---\ntitle: {name}\ndate:\n  published: 2022-05-0{day}T01:00:00\n---\n")
                for day, name in enumerate("abc", 1)
            ),
            source="3perf/website src/content/blog/spotify-1am/index.md",
            note="All posts around have a group of keys there.",
        ),
        Bad(
            "---\ntitle: Robots\nlang: «[en]»\n---\n",
            says="“lang” must be a text",
            path="posts/robots.md",
            files=tuple((f"posts/{name}.md", f"---\ntitle: {name}\nlang: en\n---\n") for name in ("a", "b", "c")),
        ),
        Good("---\ntitle: Archetype\ndraft: '{{ .Draft }}'\n---\n", note="A template makes the value."),
    ),
)
