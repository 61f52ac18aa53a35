"""A key that pages of this kind do not have: most often a misspelt one.

Nothing reads such a key, so what stands under it never shows, and no site generator says a word about it.

How to fix: give the key the name that was meant (the help names the nearest one), or delete it. A site with keys of its own
says so in a schema of its own: `evlint schema infer` writes one from its posts.

Leaves alone: `$schema` and `evlint` themselves, keys that the site's defaults add, and every key under a schema
that does not close its keys, such as the built-in “post”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext, SchemaError
from evlint.model.diagnostic import Edit, Finding, Fix, unsafe
from evlint.model.document import Document, Entry
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.schema._judged import finding, has_key, key_of, place, schema_errors


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each unknown key, with a rename where a known key is near and free."""
    for error in schema_errors(document, context, "EV104"):
        entry = key_of(document, error)
        span = entry.key.span if entry is not None else place(document, error.pointer)
        fix = _rename(document, error, entry) if entry is not None else None
        pointer = f"{error.pointer}/{(error.key or '').replace('~', '~0').replace('/', '~1')}"
        yield finding(document, error, span)._replace(pointer=pointer, fix=fix)


def _rename(document: Document, error: SchemaError, entry: Entry) -> Fix | None:
    name = error.suggestion
    if name is None or has_key(document, error.pointer, name):
        return None
    is_json = document.front is not None and document.front.format == "json"
    written = name if re.fullmatch(r"[A-Za-z_][\w-]*", name, re.ASCII) and not is_json else f'"{name}"'
    if '"' in name or "\\" in name:
        return None
    return unsafe(msg("Rename “{key}” to “{name}”.", key=entry.name, name=name), Edit(entry.key.span, written))


_EVENT = (
    "---\ntitle: Forum de l’emploi tech\ndate: 2022-11-09 10:00:00 +01:00\n"
    "event_start_date: 2022-12-06 09:00:00 +01:00\n"
)

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
    ),
)
