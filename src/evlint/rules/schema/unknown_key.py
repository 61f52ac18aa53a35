"""A key that pages of this kind do not have: most often a misspelt one.

Nothing reads such a key, so what stands under it never shows, and no site generator says a word about it.

How to fix: give the key the name that was meant (the help names the nearest one), or delete it. A site with keys of its own
says so in a schema of its own: `evlint schema infer` writes one from its posts. Where an open schema asks for the key that
is misspelt, EV101 tells it.

Leaves alone: `$schema` and `evlint` themselves, keys that the site's defaults add, and under a schema that does not close
its keys, such as the built-in “post”, every key but those one slip away (two letters swapped, one left out or put in) from
a well-known one that the post lacks: `titel`, `daet`. A key that several posts of the folder have is their own; so it is
under the built-in schema of events, where nobody named that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from evlint.model.context import RuleContext, SchemaError
from evlint.model.diagnostic import Finding, Fix
from evlint.model.document import Document, Entry, escape_pointer
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.schema._judged import finding, has_key, key_of, misspelt_entry, place, renamed, schema_errors
from evlint.startup.lazy_regex import lazy_regex

_UNSEEN = lazy_regex("[\u00a0\u00ad\u200b-\u200f\u202f\u2060-\u2064\ufeff]")
_LONGEST_KEY = 40  # characters of a key that a slip of the fingers is looked for in


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each unknown key, with a rename where a known key is near and free."""
    for error in schema_errors(document, context, "EV104"):
        if not error.pointer and error.key is not None and _is_own(document, context, error.key):
            continue
        entry = key_of(document, error)
        span = entry.key.span if entry is not None else place(document, error.pointer)
        fix = _rename(document, error, entry) if entry is not None else None
        pointer = f"{error.pointer}/{(error.key or '').replace('~', '~0').replace('/', '~1')}"
        yield finding(document, error, span)._replace(pointer=pointer, fix=fix)
    yield from _slips(document, context)


def _is_own(document: Document, context: RuleContext, key: str) -> bool:
    """Tell whether a key is the site's own, or one of all sites, where nobody named the schema that does not know it."""
    is_named = "$schema" in document.data or (context.collection is not None and context.collection.schema is not None)
    return not is_named and (key in WELL_KNOWN or bool(context.tree.values_beside(document.path, key)))


def _slips(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find keys that are a slip away from one that is known, and that the post does not have, whatever its schema allows."""
    root = document.front.root if document.front is not None else None
    if root is None:
        return
    keys = _same(frozenset(context.schema.keys(""))) if context.schema is not None else frozenset[str]()
    told: set[str | None] | None = None
    for entry in root.entries:
        name = _meant(entry.name, keys)
        if name is None or has_key(document, "", name) or name in context.defaults:
            continue
        if told is None:
            told = {error.key for error in schema_errors(document, context, "EV104") if not error.pointer}
            if context.runs("EV101"):  # which names the misspelt key
                missing = (misspelt_entry(document, one) for one in schema_errors(document, context, "EV101"))
                told |= {one.name for one in missing if one is not None}
        if not entry.key.source.isascii() and _UNSEEN.search(entry.key.source) and context.runs("EV008"):
            continue  # it tells the character that nobody sees
        if entry.name in told or len(context.tree.values_beside(document.path, entry.name)) > 1:
            continue
        yield Finding(
            entry.key.span,
            msg(
                "“{key}” is no key that a site reads, and “{name}”, one letter away, is missing.",
                key=entry.name,
                name=name,
            ),
            msg("Did you mean “{suggestion}”?", suggestion=name),
            pointer=f"/{escape_pointer(entry.name)}",
            fix=renamed(document, entry, name),
        )


@lru_cache(8)
def _same(keys: frozenset[str]) -> frozenset[str]:
    """Return the same object for equal keys: `_meant` tells one object faster than it compares two."""
    return keys


@lru_cache(2048)  # a site writes the same few keys in every post
def _meant(key: str, keys: frozenset[str]) -> str | None:
    """Return the well-known key, or the one of the schema, that a key is a slip away from; None for most."""
    if len(key) > _LONGEST_KEY or key in keys:
        return None
    return known_near(key) or near(key, keys)


def _rename(document: Document, error: SchemaError, entry: Entry) -> Fix | None:
    name = error.suggestion
    if name is None or has_key(document, error.pointer, name):
        return None
    return renamed(document, entry, name)


_EVENT = (
    "---\ntitle: Forum de l’emploi tech\ndate: 2022-11-09 10:00:00 +01:00\n"
    "event_start_date: 2022-12-06 09:00:00 +01:00\n"
)


# What many templates read, whoever built the site; the generators' own keys that one of these is a slip away from count too.
_WELL_KNOWN = (
    "title description summary excerpt date draft published layout permalink author authors categories category tags "
    "keywords image slug aliases redirect_from weight lang language translationKey publishDate expiryDate lastmod pubDate "
    "updatedDate last_modified_at event_start_date event_end_date start_date end_date startDate endDate url type cascade "
    "outputs sitemap subtitle location place series featured_image feature_image thumbnail template eleventyNavigation "
    "eleventyExcludeFromCollections canonical robots noindex titre auteur auteurs resume chapo "
    "autor imagem"
)
WELL_KNOWN = frozenset(_WELL_KNOWN.split())
_SHORTEST = 4  # letters of a known key: shorter ones are a letter away from too much
_PLURALS = frozenset("snxei")
_NONE: frozenset[str] = frozenset()


def is_slip(name: str, known: str) -> bool:
    """Tell whether a key is another one with two letters swapped, one left out, doubled or put in; no plural of it.

    A mark before or after a key is no slip: programs write `_template` and its like for themselves.
    """
    if known in (name, name.strip("_-")) or len(known) < _SHORTEST or not -1 <= len(name) - len(known) <= 1:
        return False
    if len(name) == len(known):
        at = next(index for index, letter in enumerate(name) if letter != known[index])
        return name[at : at + 2] == known[at : at + 2][::-1] and name[at + 2 :] == known[at + 2 :]
    longer, shorter = (name, known) if len(name) > len(known) else (known, name)
    at = next((index for index, letter in enumerate(shorter) if letter != longer[index]), len(shorter))
    if longer[at + 1 :] != shorter[at:]:
        return False
    return at < len(shorter) or longer[-1] not in _PLURALS


def near(name: str, known: frozenset[str]) -> str | None:
    """Return the first of the known keys, in the order of the alphabet, that a key is a slip away from; None for most.

    What a slip can make of the key is looked up among the known ones: what each costs does not grow with their number.
    """
    places = range(len(name))
    met = known.intersection([name[:at] + name[at + 1 :] for at in places])
    met |= known.intersection([name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :] for at in places])
    met |= _with_one_left_out(known, len(name)).get(name, _NONE)
    return min([one for one in met if is_slip(name, one)], default=None) if met else None


@lru_cache(256)  # lengths of keys, for each schema
def _with_one_left_out(known: frozenset[str], length: int) -> dict[str, frozenset[str]]:
    """Return what is left of known keys without one of their letters, where that has so many, and of which keys it is."""
    found: dict[str, frozenset[str]] = {}
    for name in known:
        if len(name) == length + 1:
            for at in range(len(name)):
                left = name[:at] + name[at + 1 :]
                found[left] = found.get(left, _NONE) | {name}
    return found


def known_near(name: str) -> str | None:
    """Return the well-known key that a key is a slip away from, or None."""
    if name in WELL_KNOWN or not name.replace("_", "").replace("-", "").isalpha():
        return None
    return near(name, WELL_KNOWN)


RULE = Rule(
    code="EV104",
    severity="warning",
    check=check,
    needs="front",
    fix="unsafe",
    options=("collection.schema",),
    examples=(
        Bad(
            "---\ntitle: Atelier\ndate: 2022-11-09 10:00:00 +01:00\n«event_startdate»: 2022-12-06 09:00:00 +01:00\n---\n",
            says="“event_start_date”, which it must have, is missing",
            fixed="---\ntitle: Atelier\ndate: 2022-11-09 10:00:00 +01:00\n"
            "event_start_date: 2022-12-06 09:00:00 +01:00\n---\n",
        ),
        Bad(
            _EVENT + "champs_informations:\n- contenu: Modalités\n  «Intitulé»: 'Inscription gratuite obligatoire '\n"
            "  «mailto»: etna@example.org\n  «Osmose»: Osmose\n"
            "  «Key»: Entrée sur présentation d'une pièce d'identité\n---\n",
            says="“Intitulé” is no key",
            fixed=_EVENT
            + "champs_informations:\n- contenu: Modalités\n  intitule: 'Inscription gratuite obligatoire '\n"
            "  mailto: etna@example.org\n  Osmose: Osmose\n"
            "  Key: Entrée sur présentation d'une pièce d'identité\n---\n",
            source="numerique.gouv.fr _evenements/appel-a-projets-<<-cas-dusages-…",
        ),
        Bad(
            "---\ntitle: Plan\n«drfat»: true\n---\n",
            says="“draft”, one letter away, is missing",
            fixed="---\ntitle: Plan\ndraft: true\n---\n",
        ),
        Good(
            "---\n\u200btitle: Atelier\ndate\u00a0: 2022-11-09\n---\n",
            note="EV008 tells the character that nobody sees.",
        ),
        Good(
            "---\ntitel: Rencontre\nplace: Paris\n---\n",
            config='[[collection]]\nname = "notes"\nfiles = ["*.md"]\nschema = "note.schema.json"\n',
            files=(("note.schema.json", '{"required": ["title"], "properties": {"title": {"type": "string"}}}'),),
            note="The schema asks for the key: EV101 names the misspelt one.",
        ),
        Good(
            "---\ntitle: Nachricht\ndate: 2026-10-20\nrate: 4\nheight: 30\nauthors: [A]\n---\n",
            note="words of their own",
        ),
        Good(
            "---\nlayout: home\ntitle: Bienvenue\nfeature_image: /assets/img/logo.svg\n---\n",
            source="mlangues64/mlangues64.github.io, index.md",
            note="a picture's key of many themes, beside `featured_image` of others",
        ),
        Good(
            "---\ntitle: Dia do Estatístico\nautor: PET\nimagem: /img/dia.png\n---\n",
            source="pet-estatistica/pet-estatistica.github.io, content/eventos",
            note="words of another language, not slips",
        ),
        Good(
            "---\n_template: post\ntitle: Pandas\n---\n",
            note="a key that a CMS writes for itself",
            source="AiranSchez/blog, content/posts/Pandas.es.md (Tina)",
        ),
        Bad(
            _EVENT + "«Field name»: \n---\n",
            says="“Field name”",
            source="numerique.gouv.fr _evenements/forum-emploi-tech-etat",
        ),
        Bad(
            _EVENT + "champs_informations:\n- intitule: Horaires\n  contenu: 9h - 18h\n«intitule»: \n---\n",
            says="“intitule” is no key that the front matter may have",
            source="numerique.gouv.fr _evenements/ethique-et-intelligence-artificielle-…",
        ),
        Bad(
            _EVENT + "acces:\n- «lien»:\n  - Key: \n---\n",
            says="it knows “type” and “lignes”",
            source="numerique.gouv.fr _evenements/forum-emploi-tech-etat-2021.markdown",
        ),
        Bad(
            _EVENT + "«chapeau_text»: Le forum ouvre ses portes.\n---\n",
            says="“chapeau_text”",
            fixed=_EVENT + "chapeau-text: Le forum ouvre ses portes.\n---\n",
        ),
        Good(_EVENT + "layout: evenement\npermalink: /agenda/forum/\nlang: fr\nevent_organizer: DINUM\n---\n"),
        Good(
            "---\ntitle: Atelier\nkicker: Formation\nsome_key: 1\n---\n", note="The built-in “post” welcomes every key."
        ),
        Good("---\n$schema: evenement\ntitle: Atelier\npublished: false\n---\n"),
        Good(
            _EVENT + "event_start_time: 9 h\nshowBreadcrumbs: false\ntype: event\n---\n",
            path="content/activiteiten/2024-01-25/protest.md",
            files=(
                (
                    "content/activiteiten/2024-02-01/protest.md",
                    "---\ntitle: Protest\nevent_start_time: 10 h\nshowBreadcrumbs: false\n---\n",
                ),
                ("content/activiteiten/2024-02-08/protest.md", "---\ntitle: Protest\n---\n"),
                ("content/activiteiten/2024-02-15/protest.md", "---\ntitle: Protest\n---\n"),
            ),
            source="provo-lol/zaansverzet, content/activiteiten",
            note="keys that another event of the site has, and one of Hugo's",
        ),
    ),
)
