"""A value without quotes that the site's generator turns into something else than what was typed.

`12:30` is the number 45000 to Jekyll, 750 to Eleventy 2, and a text to Hugo and Astro; `010` becomes the number 8, `1_000`
loses its line, `+33171215050` its plus sign; `no` is false to Jekyll and to Hugo before 0.152, and a text to later ones, so
that `draft: yes` is published there. The page then shows the number, or nothing at all. Where no generator is known, evlint
tells what some of them make of it.

How to fix: put the value in quotes where a text is meant, or write `true` or `false` where yes or no is meant. `--fix`
adds the quotes. For `yes` and `no` it writes `true` or `false` under a key that asks a question (`published`, `draft`,
`toc`, `is_…`, `show_…`) and quotes where a text is meant (an item of a list, a key such as `lang` or `country`, or one for
which the schema asks for a text); elsewhere it offers quotes with `--unsafe-fixes`.

Text that YAML loses is told too: what stands behind a blank and a `#` before a digit (`Atelier #3 du comité`) or a value
that is a comment as a whole, an item of a list that joins the one above, a dash without its blank.

Leaves alone: `true` and `false`, numbers written the usual way or read as they were meant (`weight: 07`), dates, empty
values, and `yes` or `no` under a key that asks a question where the generator reads it as meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators._signs import TITLES
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, safe, unsafe
from evlint.model.document import Document, Scalar
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.source._front_matter import keys
from evlint.rules.source._lost_text import lost_texts
from evlint.startup.lazy_regex import lazy_regex

_TRUTH = frozenset(("yes", "no", "on", "off"))
_TRUTHS = frozenset(("yes", "on"))
# What some reader or other takes for 0, or for a text: a number with a nought before an eight or nine.
_NO_OCTAL = lazy_regex(r"0[0-9]?[89]|0[89][0-9]")
_LONGEST = 12  # characters of a text that is looked at again
_ORDINARY = lazy_regex(r"-?(?:0|[1-9][0-9]*)|-?[0-9]*\.?[0-9]+|0[xXb][0-9a-fA-F]+")
_QUESTIONS = frozenset(
    (
        "archived", "breadcrumbs", "comment", "comments", "draft", "featured", "footer", "full_width", "future", "header",
        "hidden", "katex", "lazy", "listed", "mathjax", "math", "mermaid", "nav", "nav_exclude", "navigation", "noindex",
        "online", "output", "pin", "pinned", "private", "public", "published", "redirect", "regenerate", "robots", "rss",
        "search", "search_exclude", "share", "sidebar", "sitemap", "sticky", "toc", "unlisted", "visible",
    )
)  # fmt: skip
_WORDS = frozenset(
    (
        "abbreviation", "answer", "author", "caption", "code", "contenu", "content", "country", "country_code",
        "description", "id",
        "initials", "intitule", "label", "lang", "langue", "language", "lieu", "locale", "location", "name", "nom",
        "pays", "place", "province", "region", "reponse", "slug", "sprache", "state", "subtitle", "summary", "text", "texte",
        "title", "titre", "translation_key", "ville", "word",
    )
)  # fmt: skip
_QUESTION_STARTS = (
    "is_",
    "is-",
    "has_",
    "has-",
    "show_",
    "show-",
    "hide_",
    "hide-",
    "enable",
    "disable",
    "afficher",
    "est_",
)


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at every value and key of YAML front matter that stands without quotes and is no date or empty value."""
    front = document.front
    if front is None or front.format != "yaml" or front.root is None:
        return
    wants_string = context.schema.wants_string if context.schema is not None else lambda _: False
    title = TITLES.get(context.site.generator, "") if context.site.yaml else ""
    for leaf in front.leaves:
        scalar = leaf.scalar
        kind = scalar.kind
        if scalar.style != "plain" or kind in ("timestamp", "null"):
            continue
        name = leaf.key.name.lower() if leaf.key is not None else ""
        if kind == "str":
            source = scalar.source
            if len(source) <= _LONGEST and title and (source[:1] == "0" or source.lower() in _TRUTH):
                yield from _kept(scalar, leaf.pointer, name, title, text=wants_string(leaf.pointer))
        elif kind == "bool":
            if scalar.source.lower() in _TRUTH or scalar.source in ("y", "Y", "n", "N"):
                text = wants_string(leaf.pointer)
                # A key that asks a question (`draft`, `is_open`) is meant to be answered so.
                if text or not _asks(name):
                    sure = text or name in _WORDS or leaf.pointer.rpartition("/")[2].isdecimal()
                    yield _finding(scalar, leaf.pointer, _truth(scalar), _quoting(scalar, sure=sure))
                elif not title:
                    yield _answer(scalar, leaf.pointer)
        elif _changes(scalar):
            yield _finding(scalar, leaf.pointer, _number(scalar, title), _quoting(scalar))
    for key in [key for key in keys(document) if key.kind != "str"]:
        if key.style == "plain" and (
            (key.kind == "bool" and key.source.lower() in _TRUTH) or (key.kind in ("int", "float") and _changes(key))
        ):
            said = _truth(key) if key.kind == "bool" else _number(key, title)
            yield _finding(key, None, said, _quoting(key))
    yield from lost_texts(document)


def _kept(scalar: Scalar, pointer: str, name: str, title: str, *, text: bool) -> Iterator[Finding]:
    """Tell of a text that was meant as an answer, or as a number."""
    source = scalar.source
    if text or name in _WORDS:
        return
    if source.lower() in _TRUTH and _asks(name):
        value = "true" if source.lower() in _TRUTHS else "false"
        yield Finding(
            scalar.span,
            msg(
                "{title} reads “{source}” as a text here, not as {value}: what asks “{key}” takes it for something else.",
                title=title,
                source=source,
                value=value,
                key=name,
            ),
            msg("Write {value}.", value=value),
            pointer=pointer,
            fix=safe(msg("Write {value}", value=value), Edit(scalar.span, value)),
        )
    elif _NO_OCTAL.fullmatch(source):
        number = source.lstrip("0")
        yield Finding(
            scalar.span,
            msg(
                "{title} reads “{source}” as a text, or as 0 where a number is asked for: a number that begins with 0 ends"
                " at 7.",
                title=title,
                source=source,
            ),
            msg("Write {number}, or put it in quotes where a text is meant.", number=number),
            pointer=pointer,
            fix=unsafe(msg("Write {value}", value=number), Edit(scalar.span, number)),
        )


def _asks(name: str) -> bool:
    return name in _QUESTIONS or name.startswith(_QUESTION_STARTS)


def _changes(scalar: Scalar) -> bool:
    source = scalar.source
    if _ORDINARY.fullmatch(source) is None:
        return True
    digits = source.lstrip("-")
    is_led = scalar.kind == "int" and digits[:1] == "0" and digits.isdecimal() and len(digits) > 1
    return is_led and scalar.value != int(source)


def _finding(scalar: Scalar, pointer: str | None, message: Msg, fix: Fix) -> Finding:
    quoted = f'"{scalar.source}"'
    if scalar.kind == "bool":
        help_ = msg(
            "Write {quoted} for the word itself, or {value} for the answer.",
            quoted=quoted,
            value="true" if scalar.value else "false",
        )
    else:
        help_ = msg("Write it in quotes: {quoted}", quoted=quoted)
    return Finding(scalar.span, message, help_, pointer=pointer, fix=fix)


def _truth(scalar: Scalar) -> Msg:
    return msg(
        "Without quotes, “{source}” is read as {value}, not as the word.",
        source=scalar.source,
        value="true" if scalar.value else "false",
    )


def _answer(scalar: Scalar, pointer: str) -> Finding:
    value = "true" if scalar.value else "false"
    return Finding(
        scalar.span,
        msg(
            "“{source}” is read as {value} by Jekyll, but as a text by Hugo and Astro.",
            source=scalar.source,
            value=value,
        ),
        msg("Write {value}.", value=value),
        pointer=pointer,
        fix=safe(msg("Write {value}", value=value), Edit(scalar.span, value)),
    )


def _number(scalar: Scalar, title: str) -> Msg:
    value = scalar.value
    shown = format(value, ".15g") if isinstance(value, float) else str(value)
    if title:
        return msg(
            "Without quotes, “{source}” is read as the number {value} by {title}.",
            source=scalar.source,
            value=shown,
            title=title,
        )
    return msg(
        "Without quotes, “{source}” is read as a number ({value}) by some site generators, and as a text by others.",
        source=scalar.source,
        value=shown,
    )


def _quoting(scalar: Scalar, *, sure: bool = True) -> Fix:
    edit = Edit(scalar.span, f'"{scalar.source}"')
    return safe(msg("Put it in quotes"), edit) if sure else unsafe(msg("Put it in quotes"), edit)


_COLLECTION = '[[collection]]\nname = "evenements"\nfiles = ["_evenements/**"]\nschema = "evenement.schema.json"\n'
_SCHEMA = (("evenement.schema.json", '{"properties": {"gratuit": {"type": "string"}}}'),)

RULE = Rule(
    code="EV007",
    severity="warning",
    check=check,
    needs="front",
    fix="safe",
    options=("collection.schema",),
    examples=(
        Bad(
            "---\ntitle: «!Important réunion»\nnom: «&co»\nbase: &b Forum\nsuite: *b\n---\n",
            says="YAML takes “!Important” for a mark of its own",
            fixed='---\ntitle: "!Important réunion"\nnom: "&co"\nbase: &b Forum\nsuite: *b\n---\n',
        ),
        Bad(
            "---\ntitle: Atelier\nhoraire: «12:30»\n---\n",
            says="45000",
            fixed='---\ntitle: Atelier\nhoraire: "12:30"\n---\n',
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Horaires\n  contenu: «18:30»\n---\n",
            says="66600",
            fixed='---\nchamps_informations:\n- intitule: Horaires\n  contenu: "18:30"\n---\n',
        ),
        Bad("---\nsalle: «010»\n---\n", says="(8)", fixed='---\nsalle: "010"\n---\n'),
        Bad("---\nplaces: «1_000»\n---\n", says="1000", fixed='---\nplaces: "1_000"\n---\n'),
        Bad(
            "---\ntarif: «10,50»\n---\n", says="1050", fixed='---\ntarif: "10,50"\n---\n', note="a French decimal comma"
        ),
        Bad(
            "---\nhoraire: «12:30»\n---\n",
            says="the number 45000 by Jekyll",
            fixed='---\nhoraire: "12:30"\n---\n',
            files=(("_config.yml", "title: Site\n"),),
        ),
        Bad(
            "---\nreference: «.5e3»\n---\n",
            says="500",
            fixed='---\nreference: ".5e3"\n---\n',
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
        ),
        Bad(
            "---\ntitle: A\nweight: «08»\n---\n",
            says="as a text, or as 0",
            fixed="---\ntitle: A\nweight: 8\n---\n",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            source="grafana/k6-docs",
        ),
        Bad(
            "---\ndraft: «yes»\n---\n",
            says="Hugo reads “yes” as a text",
            fixed="---\ndraft: true\n---\n",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            note="Since 0.152 the page is published.",
        ),
        Bad("---\ntel: «+33171215050»\n---\n", says="33171215050", fixed='---\ntel: "+33171215050"\n---\n'),
        Bad("---\npays: «no»\n---\n", says="read as false", fixed='---\npays: "no"\n---\n', note="Norway"),
        Bad("---\nlangues: [fr, «no»]\n---\n", says="read as false", fixed='---\nlangues: [fr, "no"]\n---\n'),
        Bad("---\nlangues:\n  «no»: Norsk\n---\n", says="read as false", fixed='---\nlangues:\n  "no": Norsk\n---\n'),
        Bad(
            "---\ngratuit: «No»\n---\n",
            says="read as false",
            fixed='---\ngratuit: "No"\n---\n',
            path="_evenements/atelier.md",
            config=_COLLECTION,
            files=_SCHEMA,
            note="the schema asks for a text, so quotes are right",
        ),
        Bad("---\ndraft: «yes»\n---\n", says="as a text by Hugo", fixed="---\ndraft: true\n---\n"),
        Bad(
            "---\ntitle: «On»\n---\n",
            says="read as true",
            fixed='---\ntitle: "On"\n---\n',
        ),
        Bad(
            "---\ntitle: «Atelier #3 du comité»\n---\n",
            says="takes “#3 du comité” for a comment",
            fixed='---\ntitle: "Atelier #3 du comité"\n---\n',
        ),
        Good("---\ntitle: A\ntoc: #true\ncomments: #yes\n---\n"),
        Good(
            "---\ntitle: A\nsummary: The school year begins with a week of meetings for parents of new pupils\n"
            "  - bring a pen and your questions.\n---\n"
        ),
        Bad("---\ntitle: A\ntags: «#ouverture #data»\n---\n", says="the value of “tags” is empty"),
        Bad("---\ntitle: A\ntags:\n- ouverture\n «- data»\n---\n", says="as the rest of the line above"),
        Bad(
            "---\ntitle: A\ntags:\n  «-budget»\n  -eau\n  - air\n---\n",
            says="a blank is missing behind the dash",
            fixed="---\ntitle: A\ntags:\n  - budget\n  - eau\n  - air\n---\n",
        ),
        Bad(
            "---\ntitle: A\ntags:\n  «-ouverture»\n---\n",
            says="a blank is missing behind the dash",
            fixed="---\ntitle: A\ntags:\n  - ouverture\n---\n",
        ),
        Good("---\ntitle: Amikeco #Projekttitel\nlieu: Lyon # à confirmer\nfin: # facultatif\n---\n", note="comments"),
        Good("---\ntitle: Atelier\nhoraire: '12:30'\nouvert: 9h30\ntel: 01.71.21.12.50\nquand: 16/11\n---\n"),
        Good(
            "---\npublished: no\ncomments: yes\nafficher_la_carte: yes\n---\n",
            files=(("_config.yml", "title: Site\n"),),
            note="in a Jekyll site, which reads them as meant",
        ),
        Good("---\nafficher_la_carte: true\nplaces: 1000\ntarif: 10.5\nnote: -3\nlieu:\nadresse: ~\n---\n"),
        Good("---\ndate: 2022-11-04 09:00:00 +01:00\nevent_start_date: 2022-11-04\n---\n"),
        Good("---\nabonnement: Non\nbus: 38, 47, 67\nversion: 3.10\n---\n", note="a text in every reader"),
        Good(
            "---\nhoraire: 12:30\ntarif: 10,50\nreponse: no\nweight: 07\n---\n",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            note="Texts to Hugo, and the number that is meant.",
        ),
        Good(
            "---\nsalle: 010\nref: 1_000\nheure: 12:30\n---\n",
            files=(("astro.config.mjs", ""), ("package.json", '{"dependencies": {"astro": "^5.2.0"}}')),
            note="The number ten and two texts to Astro.",
        ),
        Good("+++\nplaces = 1_000\n+++\n", note="TOML means it"),
    ),
)
