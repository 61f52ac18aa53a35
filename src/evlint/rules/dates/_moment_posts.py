"""What kind of post this is, as far as its dates go: published or not, an announcement or a report on something past."""

from __future__ import annotations

import re
import unicodedata

from evlint.dates.roles import roles
from evlint.model.context import RuleContext
from evlint.model.document import Document, Entry, Scalar
from evlint.startup.lazy_regex import lazy_regex

# What reports on past events are called, in the languages that evlint reads: lower case, without accents.
_REPORTS = (
    "retour sur", "retours sur", "retour en images", "en images", "bilan", "compte rendu", "comptes rendus", "replay",
    "rediffusion", "revoir", "revivez", "revivre", "synthese", "recapitulatif", "retenir", "restitution", "retrospective",
    "resultats", "laureats", "recap", "recording", "looking back", "look back", "highlights", "takeaways", "wrap up",
    "minutes of", "proceedings", "protokoll", "proces verbal", "acta de", "verbale", "notulen", "ata da", "ata de",
    "we learned", "lessons", "debrief", "results", "winners", "rueckblick", "ruckblick", "nachbericht", "nachlese",
    "resumen", "cronica", "asi fue", "resoconto", "sintesi", "verslag", "terugblik", "balanco", "resumo",
)  # fmt: skip
_CHRONICLES = frozenset({
    "actualite", "actualites", "actus", "archive", "archives", "article", "articles", "communique", "communiques", "news",
    "noticias", "notizie", "nieuws", "presse", "press", "nachrichten",
})  # fmt: skip
# How a report begins, in the same languages. An invitation says “nous avons le plaisir”, “hemos preparado” as well.
_PAST = lazy_regex(
    r"\b(?:nous\sétions|(?:nous\savons|on\sa)\s(?:eu|pu|visité|vécu|passé|rencontré|accueilli|participé|fêté|célébré|assisté"
    r"|découvert|partagé)|(?:a|ont)\seu\slieu|s['’](?:est|était)\s(?:tenue?|déroulée?)"
    r"|we\s(?:had|met|visited|went|enjoyed|spent|celebrated|gathered)|(?:was|were)\sheld|took\splace"
    r"|wir\swaren|wir\shaben\b[^.!?]{0,80}\b(?:besucht|gefeiert|getroffen|gesehen|erlebt|verbracht|teilgenommen)"
    r"|fand(?:en)?\b[^.!?]{0,80}\bstatt|stattgefunden"
    r"|abbiamo\s(?:avuto|visitato|vissuto|passato|incontrato|ospitato|partecipato|festeggiato|scoperto)"
    r"|siamo\s(?:stat|andat)[ie]|si\s(?:è|sono)\s(?:tenut|svolt)[aoei]"
    r"|hemos\s(?:tenido|visitado|vivido|pasado|celebrado|participado|compartido|disfrutado)|estuvimos"
    r"|se\scelebr(?:ó|aron)|tuvo\slugar|se\srealizó"
    r"|(?:we|wij)\swaren|(?:we|wij)\shebben\b[^.!?]{0,80}\b(?:bezocht|gevierd|genoten|gezien|beleefd|ontmoet)"
    r"|vond(?:en)?\b[^.!?]{0,80}\bplaats"
    r"|tivemos|estivemos|fomos|teve\slugar|realizou-se|aconteceu)\b",
    re.IGNORECASE,
)
_BEGINNING = 600  # characters of a text in which it says what it is
_KIND_KEYS = ("categories", "category", "categorie", "tags", "type")


def draft_mark(document: Document) -> Entry | None:
    """Return the entry that keeps a post from being published (`published: false`, `draft: true`), or None."""
    front = document.front
    if front is None or front.root is None:
        return None
    for name, hides in (("published", False), ("draft", True)):
        entry = front.root.entry(name) if name in front.data else None
        if entry is not None and isinstance(entry.value, Scalar) and entry.value.value is hides:
            return entry
    return None


def is_unpublished(document: Document, context: RuleContext) -> bool:
    """Tell whether readers will not see the post: marked so, by itself or by the site's defaults, or among the drafts."""
    if draft_mark(document) is not None or in_drafts(document):
        return True
    data = document.data
    return (context.defaults.get("published") is False and "published" not in data) or (
        context.defaults.get("draft") is True and "draft" not in data
    )


def in_drafts(document: Document) -> bool:
    """Tell whether the post stands in Jekyll's folder of drafts."""
    return "_drafts" in document.path.split("/")[:-1]


def reports_on_past(document: Document, context: RuleContext) -> bool:
    """Tell whether the post looks back: by its title, its categories, its collection or the folder that it stands in."""
    if looks_back(document):
        return True
    kinds = [_spoken(text) for key in _KIND_KEYS for text in _texts(document.data.get(key))]
    kinds += [_spoken(folder) for folder in document.path.split("/")[:-1]]
    if context.collection is not None:
        kinds.append(_spoken(context.collection.name))
    return any(word in _CHRONICLES for kind in kinds for word in kind.split())


def tells_of_past(document: Document) -> bool:
    """Tell whether what a post begins with, or its summary, is told in the past: it took place, we have been there."""
    start = document.body_start
    texts = [document.text[start : start + _BEGINNING], *_texts(document.data.get("summary"))]
    return any(_PAST.search(text) is not None for text in (*texts, *_texts(document.data.get("description"))))


def looks_back(document: Document) -> bool:
    """Tell whether the title or the categories of a post call it a report on something past."""
    labels = [_spoken(text) for key in ("title", *_KIND_KEYS) for text in _texts(document.data.get(key))]
    return any(f" {word}" in label for label in labels for word in _REPORTS)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _spoken(text: str) -> str:
    """Lower a text, drop its accents and make one blank of what parts its words; a blank leads it."""
    lowered = unicodedata.normalize("NFD", text[:300].casefold())
    words = "".join(char if char.isalnum() else " " for char in lowered if not unicodedata.combining(char)).split()
    return " " + " ".join(words)


def dates_told(document: Document, context: RuleContext) -> frozenset[str]:
    """Return the pointers of the values that only a date may be and that EV201 judges: no other rule tells them again."""
    found = {keyed.pointer for keyed in roles(document, context).every() if keyed.strict}
    schema = context.schema
    if document.front is not None and schema is not None:
        found.update(leaf.pointer for leaf in document.front.leaves if schema.wants_date(leaf.pointer))
    return frozenset(found)
