"""A value without quotes that YAML turns into something else than what was typed.

`12:30` becomes the number 750, `010` the number 8, `1_000` loses its line, `+33171215050` its plus sign, and `no` is taken
for false by Jekyll, and for a text by Hugo and Astro. The page then shows the number, or nothing at all.

How to fix: put the value in quotes where a text is meant, or write `true` or `false` where yes or no is meant. `--fix`
adds the quotes. For `yes` and `no` it writes `true` or `false` under a key that asks a question (`published`, `draft`,
`toc`, `is_…`, `show_…`) and quotes where a text is meant (an item of a list, a key such as `lang` or `country`, or one for
which the schema asks for a text); elsewhere it offers quotes with `--unsafe-fixes`.

Text that YAML loses is told too: what stands behind a blank and a `#` before a digit (`Atelier #3 du comité`) or a value that
is a comment as a whole, an item of a list that joins the one above, a dash without its blank.

Leaves alone: `true` and `false`, numbers written the usual way, dates, empty values, and in a Jekyll site `yes` or `no`
under a key that asks a question, which is read as meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, safe, unsafe
from evlint.model.document import Document, Scalar
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.source._keys import keys
from evlint.rules.source._lost_text import lost_texts
from evlint.startup.lazy_regex import lazy_regex

_TRUTH = frozenset(("yes", "no", "on", "off"))
_LOOKS_LIKE_TRUTH = frozenset(("oui", "non", "y", "n"))
_SHORT = 3
_ORDINARY = lazy_regex(r"-?(?:0|[1-9][0-9]*)|-?[0-9]*\.?[0-9]+|0[xXb][0-9a-fA-F]+")
_LEADING_ZERO = lazy_regex(r"0[0-7]+")
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
    """Look at every value and key of YAML front matter that stands without quotes and is no text, date or empty value."""
    front = document.front
    if front is None or front.format != "yaml" or front.root is None:
        return
    wants_string = context.schema.wants_string if context.schema is not None else _never
    for leaf in front.leaves:
        scalar = leaf.scalar
        kind = scalar.kind
        if kind == "str":
            if (
                len(scalar.source) <= _SHORT
                and scalar.style == "plain"
                and scalar.source.lower() in _LOOKS_LIKE_TRUTH
                and wants_string(leaf.pointer)
            ):
                yield _finding(scalar, leaf.pointer, _unclear(scalar), _quoting(scalar))
        elif scalar.style != "plain" or kind in ("timestamp", "null"):
            continue
        elif kind == "bool":
            if scalar.source.lower() in _TRUTH:
                name = leaf.key.name.lower() if leaf.key is not None else ""
                text = wants_string(leaf.pointer)
                if text or not _asks(name):
                    sure = text or name in _WORDS or leaf.pointer.rpartition("/")[2].isdecimal()
                    yield _finding(scalar, leaf.pointer, _truth(scalar), _quoting(scalar, sure=sure))
                elif context.site.generator != "jekyll":
                    yield _answer(scalar, leaf.pointer)
        elif _changes(scalar):
            yield _finding(scalar, leaf.pointer, _number(scalar), _quoting(scalar))
    for key in [key for key in keys(document) if key.kind != "str"]:
        if key.style == "plain" and (
            (key.kind == "bool" and key.source.lower() in _TRUTH) or (key.kind in ("int", "float") and _changes(key))
        ):
            said = _truth(key) if key.kind == "bool" else _number(key)
            yield _finding(key, None, said, _quoting(key))
    yield from lost_texts(document)


def _never(_pointer: str) -> bool:
    return False


def _asks(name: str) -> bool:
    return name in _QUESTIONS or name.startswith(_QUESTION_STARTS)


def _changes(scalar: Scalar) -> bool:
    source = scalar.source
    return _ORDINARY.fullmatch(source) is None or (scalar.kind == "int" and _LEADING_ZERO.fullmatch(source) is not None)


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


def _number(scalar: Scalar) -> Msg:
    value = scalar.value
    shown = format(value, ".15g") if isinstance(value, float) else str(value)
    return msg("Without quotes, “{source}” is read as the number {value}.", source=scalar.source, value=shown)


def _unclear(scalar: Scalar) -> Msg:
    return msg(
        "A text is wanted here, and “{source}” without quotes may be taken for an answer (true or false).",
        source=scalar.source,
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
            "---\ntitle: Atelier\nhoraire: «12:30»\n---\n",
            says="the number 750",
            fixed='---\ntitle: Atelier\nhoraire: "12:30"\n---\n',
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Horaires\n  contenu: «18:30»\n---\n",
            says="1110",
            fixed='---\nchamps_informations:\n- intitule: Horaires\n  contenu: "18:30"\n---\n',
        ),
        Bad("---\nsalle: «010»\n---\n", says="the number 8", fixed='---\nsalle: "010"\n---\n'),
        Bad("---\nplaces: «1_000»\n---\n", says="1000", fixed='---\nplaces: "1_000"\n---\n'),
        Bad(
            "---\ntarif: «10,50»\n---\n", says="1050", fixed='---\ntarif: "10,50"\n---\n', note="a French decimal comma"
        ),
        Bad("---\nreference: «.5e3»\n---\n", says="500", fixed='---\nreference: ".5e3"\n---\n'),
        Bad("---\ntel: «+33171215050»\n---\n", says="33171215050", fixed='---\ntel: "+33171215050"\n---\n'),
        Bad("---\npays: «no»\n---\n", says="read as false", fixed='---\npays: "no"\n---\n', note="Norway"),
        Bad("---\nlangues: [fr, «no»]\n---\n", says="read as false", fixed='---\nlangues: [fr, "no"]\n---\n'),
        Bad("---\nlangues:\n  «no»: Norsk\n---\n", says="read as false", fixed='---\nlangues:\n  "no": Norsk\n---\n'),
        Bad(
            "---\ngratuit: «Non»\n---\n",
            says="A text is wanted here",
            fixed='---\ngratuit: "Non"\n---\n',
            path="_evenements/atelier.md",
            config=_COLLECTION,
            files=_SCHEMA,
        ),
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
        Bad("---\ntitle: A\ntags: «#ouverture #data»\n---\n", says="the value of “tags” is empty"),
        Bad("---\ntitle: A\ntags:\n- ouverture\n «- data»\n---\n", says="as the rest of the line above"),
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
        Good("+++\nplaces = 1_000\n+++\n", note="TOML means it"),
    ),
)
