"""What the words before a date or an hour say of it: a deadline, an opening, a law, another edition."""

from __future__ import annotations

import re

_BOUND = re.compile(
    r"(?:jusqu['’]?\s?(?:au|à|en|a)?|jusque|avant|before|until|till|up to|by|bis|bis zum|vor dem|hasta|antes del?|entro|prima|fino|voor|tot|até"
    r"|à partir|a partir|depuis|since|ab|seit|dès|desde|starting|after|après|nach dem|dopo|después|na|após|no later than|au plus tard)"
    r"\W+(?:(?:le|la|the|dem|den|el|il|de|do|du|del|al|zum|o|dia)\W+){0,2}$",
    re.IGNORECASE,
)
_APART = re.compile(
    r"inscri[tpv]|\b(?:candidat|dépos|dépôt|soumett|soumission|date limite|échéance|clôtur|deadline|due\b|regist|appl(?:y|ication)|submi|rsvp"
    r"|anmeld|bewerb|einreich|iscri|inschrij|aanmeld|plazo|scaden|prazo|postul|votes?\b|voter\b|voting|billetterie|tickets?\b|early bird"
    r"|publi(?:é|e |cation|sh)|posted|mise? en ligne)",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:loi|décret|arrêté|ordonnance|circulaire|directive|règlement|note|accord|convention|charte|résolution|law|act|decree|memo\w*|order"
    r"|regulation|gesetz|verordnung|ley|decreto|legge|wet|lei|rapport|report)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"édition|edition|dernier|dernière|précédent|passée?\b|last|previous|past|earlier|depuis|since|ausgabe|letzte|anterior|scors|precedent"
    r"|vorige|retour sur|replay|recap|archive|history|anniversaire|anniversary|lanc|créé|fondé|launch|found|creat",
    re.IGNORECASE,
)
_WINDOW = 90


def clause_before(text: str, start: int) -> str:
    """Return what stands before an offset in its sentence, at most some ninety characters."""
    before = text[max(0, start - _WINDOW) : start]
    for mark in (". ", "! ", "? ", "\n\n"):
        before = before[before.rfind(mark) + 1 :]
    return before


def is_bound(text: str, start: int) -> bool:
    """Tell whether a date is one end only of something: "jusqu'au", "avant le", "since", "by"."""
    return _BOUND.search(text[max(0, start - 40) : start]) is not None


def is_apart(text: str, start: int) -> bool:
    """Tell whether the sentence so far speaks of registration, candidacies, deadlines: dates beside the event's own."""
    return _APART.search(clause_before(text, start)) is not None


def is_law(text: str, start: int) -> bool:
    """Tell whether a date belongs to a law, a decree, a report."""
    return _LAW.search(clause_before(text, start)) is not None


def is_earlier(text: str, start: int, end: int) -> bool:
    """Tell whether the words around a date speak of the past: another edition, a beginning, a look back."""
    return _EARLIER.search(clause_before(text, start) + " " + text[end : end + 30]) is not None
