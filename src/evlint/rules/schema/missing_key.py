"""A key that every page of its kind must have is not there.

The page then shows a gap where the site's template expects a value, is sorted wrongly, or is left out of a list; for a
nested group of keys (an entry of a list, say) the same holds for that entry.

How to fix: add the key with its value. The place shown is the line that opens the front matter or, for a nested key, the key
or the entry that lacks it. Where the key stands there misspelt, the help names it and `--unsafe-fixes` renames it.

Leaves alone: keys that the site's own defaults supply (`defaults:` in `_config.yml`), everything but the title in a draft
under the built-in schemas, and, where the schema closes its keys, those that are there under a misspelt name (EV104 tells
these).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.schema._judged import finding, misspelt_entry, renamed, schema_errors


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each missing key."""
    for error in schema_errors(document, context, "EV101"):
        found = finding(document, error)
        misspelt = misspelt_entry(document, error)
        if misspelt is None or error.key is None:
            yield found
            continue
        here = Related(misspelt.key.span, msg("“{key}” stands here.", key=misspelt.name))
        yield found._replace(related=(here,), fix=renamed(document, misspelt, error.key))


_CONFIG = '[[collection]]\nname = "notes"\nfiles = ["*.md"]\nschema = "note.schema.json"\n'
_SCHEMA = (
    "note.schema.json",
    '{"type": "object", "required": ["title", "place"], "properties": {"title": {"type": "string"}, '
    '"place": {"type": "object", "required": ["city"]}}}',
)

RULE = Rule(
    code="EV101",
    severity="error",
    check=check,
    needs="refused",
    fix="unsafe",
    options=("collection.schema",),
    examples=(
        Bad(
            "«---»\ntitel: Rencontre\nplace:\n  city: Paris\n---\n",
            says="The key “title” is missing",
            fixed="---\ntitle: Rencontre\nplace:\n  city: Paris\n---\n",
            config=_CONFIG,
            files=(_SCHEMA,),
            note="It stands there misspelt.",
        ),
        Bad(
            "«---»\ntitle: Forum de l’emploi tech\nevent_start_date: 2022-12-06 09:00:00 +01:00\n---\n",
            says="The key “date” is missing",
        ),
        Bad(
            "---\ntitle: Journée Numérique & Territoires\ndate: 2023-01-13 10:00:00 +01:00\n"
            "event_start_date: 2023-01-18 09:00:00 +01:00\nchamps_informations:\n- «contenu: 9h - 18h»\n---\n",
            says="item 1 of “champs_informations” has no “intitule”",
            note="Within an entry of a list, the entry is shown.",
        ),
        Bad(
            "---\ntitle: Rencontre\n«place»:\n  street: 20 avenue de Ségur\n---\n",
            says="“place” has no “city”",
            config=_CONFIG,
            files=(_SCHEMA,),
        ),
        Bad(
            "+++\nplace = 'Paris'\n+++\n".replace("+++\nplace", "«+++»\nplace").replace("'Paris'", "{city = 'Paris'}"),
            says="“title” is missing",
            config=_CONFIG,
            files=(_SCHEMA,),
        ),
        Good(
            "---\ntitle: Mois de l’innovation publique édition 2022\ndate: 2022-10-21 09:36:00 +02:00\n"
            "event_start_date: 2022-11-02 00:00:00 +01:00\n---\n"
        ),
        Good(
            "---\ntitle: Un événement à venir\npublished: false\nevent_start_date:\n---\n",
            note="A draft needs a title only.",
        ),
        Good(
            "---\ntitle: 5e anniversaire\ndate: 2023-02-27 10:00:00 +01:00\n"
            "event_end_date: 2023-03-13 18:00:00 +01:00\n---\n",
            path="_evenements/5e-anniversaire.md",
            files=(
                (
                    "_config.yml",
                    "collections:\n  evenements:\n    output: true\ndefaults:\n- scope:\n    path: ''\n"
                    "    type: evenements\n  values:\n    event_start_date:\n",
                ),
            ),
            note="The site's defaults supply the key.",
        ),
        Good("---\nlayout: page\n---\n", note="The built-in schema “post” asks for nothing."),
    ),
)
