"""What the schema asks for across keys is not so: one of several forms, a key that another one calls for, a forbidden pair.

Such rules say what a page needs to work as a whole: a link needs the text that it is shown with, an online event needs the
address of its room.

How to fix: the message names the form that comes nearest and what it lacks; add or change that.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.schema._judged import finding, key_of, schema_errors


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each breach."""
    for error in schema_errors(document, context, "EV105"):
        entry = key_of(document, error)
        yield finding(document, error, entry.key.span if entry is not None else None)


_EVENT = "---\ntitle: Garagethon\ndate: 2023-01-09 15:59:00 +01:00\nevent_start_date: 2024-01-09 00:00:00 +01:00\n"
_CONFIG = '[[collection]]\nname = "notes"\nfiles = ["*.md"]\nschema = "note.schema.json"\n'
_FILES = (
    (
        "note.schema.json",
        """{"type": "object",
  "properties": {"where": {"oneOf": [
    {"title": "a place", "type": "object", "required": ["city", "street"],
     "properties": {"city": {}, "street": {}}, "additionalProperties": false},
    {"title": "a room online", "type": "object", "required": ["link"],
     "properties": {"link": {"type": "string"}}, "additionalProperties": false}
  ]}},
  "dependentRequired": {"price": ["currency"]},
  "if": {"properties": {"kind": {"const": "webinaire"}}, "required": ["kind"]}, "then": {"required": ["link"]},
  "not": {"required": ["draft", "published"]}
}""",
    ),
)

RULE = Rule(
    code="EV105",
    severity="error",
    check=check,
    needs="refused",
    options=("collection.schema",),
    examples=(
        Bad(
            _EVENT + "champs_informations:\n- «intitule: Pour plus d'informations»\n"
            "  lien: https://code.gouv.fr/fr/blog/sauvez-la-date-garagethon-bluehats-2024/\n---\n",
            says="Because “lien” is",
            source="numerique.gouv.fr _evenements/garagethon-number-bluehats.markdown",
            note="Without a text the link cannot be seen.",
        ),
        Bad("---\n«where»:\n  city: Paris\n---\n", says="It comes nearest to “a place”", config=_CONFIG, files=_FILES),
        Bad(
            "«---»\nprice: 12\n---\n",
            says="“price” is there, so “currency” must be there too",
            config=_CONFIG,
            files=_FILES,
        ),
        Bad("«---»\nkind: webinaire\n---\n", says="Because “kind” is “webinaire”", config=_CONFIG, files=_FILES),
        Bad("«---»\ndraft: true\npublished: true\n---\n", says="may not stand together", config=_CONFIG, files=_FILES),
        Good("---\nwhere:\n  link: https://example.org\nprice: 12\ncurrency: EUR\n---\n", config=_CONFIG, files=_FILES),
        Good(_EVENT + "champs_informations:\n- intitule: Modalités\n  contenu: Entrée libre\n  lien:\n---\n"),
    ),
)
