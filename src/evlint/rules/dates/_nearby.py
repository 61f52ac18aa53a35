"""What the words before a date or an hour say of it: a deadline, an opening, a law, another edition.

But for the names of newspapers, the patterns are written in small letters and meet texts in small letters: one that
regards no case takes twice as long to compile, and many a run of one post compiles it to use it once.
"""

from __future__ import annotations

from evlint.startup.lazy_regex import lazy_regex


def one_of(words: str) -> str:
    """Make a regular expression of words (or beginnings of words) with blanks between them; `_` stands for a blank."""
    return "|".join(words.split()).replace("_", r"\s")


# Just before a date that is a limit (until, before, from): it need not be the day of the event.
_BOUND = lazy_regex(
    r"\b(?:jusqu['’]?\s?(?:au|à|en|a)?|d['’]ici|"
    + one_of(
        "jusque avant before until till up_to by bis bis_zum vor_dem hasta antes_de antes_del entro prima fino voor tot até"
        " à_partir a_partir depuis since ab seit dès desde starting after après nach_dem dopo después na após no_later_than"
        " au_plus_tard"
    )
    + r")\W+(?:(?:le|la|the|dem|den|el|il|de|do|du|del|al|zum|o|dia)\W+){0,2}$",
)
# “na” is “after” in Dutch and “on the” in Portuguese, where a weekday follows.
_ON_WEEKDAY = lazy_regex(r"(?:pr[oó]xim[ao]\s+)?(?:segunda|ter[cç]a|quarta|quinta|sexta)\b")
# What has a date of its own beside the event: registration, calls, votes, tickets, publication.
_APART = lazy_regex(
    r"inscri[tpv]|\b(?:"
    + one_of(
        r"candidat dépos dépôt soumett soumission date_limite échéance clôtur deadline due\b regist apply applica submi rsvp"
        r" anmeld bewerb einreich iscri inschrij aanmeld plazo scaden prazo postul votes?\b voter\b voting billetterie"
        r" tickets?\b early_bird publié publie publica publish posted mise?_en_ligne"
    )
    + ")",
)  # fmt: skip
# Texts that are known by their date.
_LAW = lazy_regex(
    r"\b(?:"
    + one_of(
        r"loi décret arrêté ordonnance circulaire directive règlement note accord convention charte"
        r" résolution law act decree"
        r" memo\w* order regulation gesetz verordnung ley decreto legge wet lei rapport report"
    )
    + r")\b[^.!?;]{0,40}$",
)  # fmt: skip
_EARLIER = lazy_regex(
    one_of(
        r"édition edition dernier dernière précédent passée?\b last previous past\b earlier depuis since ausgabe letzte"
        r" anterior scors precedent vorige retour_sur replay recap archive history anniversaire anniversary lanc créé fondé"
        r" launch found creat edici[oó]n edizione edição editie [uú]ltim[ao] pasad[ao] passad[ao] laatste"
        # what has taken place is no longer announced
        r" (?:a|ont)_eu_lieu s[’']est_tenue? s[’']est_déroulée? took_place (?:was|were)_held fand fanden tuvo_lugar"
        r" se_celebró"
        r" si_è_(?:tenut|svolt) ha_avuto_luogo vond(?:en)? werd_gehouden teve_lugar realizou-se decorreu aconteceu"
    ),
)  # fmt: skip
# Verbs of what is still to come.
_ANNOUNCES = lazy_regex(
    one_of(
        r"aur(?:a|ont)_lieu se_tien(?:dra|t|dront) se_déroule(?:ra|ront)? rendez-vous convie vous_invite will_be_held"
        r" will_take_place takes?_place join_us findet laden\b wir_treffen treffen_(?:wir|sich) tendrán?_lugar se_celebra"
        r" si_terrà avrà_luogo si_svolge"
        r" vindt vinden terá_lugar realiza acontece"
    ),
)  # fmt: skip
_NEWSPAPER = lazy_regex(  # names of newspapers that end in a weekday; a capital tells the name from the noun
    r"(?:\b(?:Journal|Courrier|Écho|Echo|Hebdo|Gazette|Tribune|Feuille)\s+d[ue]"
    r"|\b(?:Matin|Ouest-France|Sud[\s-]Ouest|Parisien|Soir|Progrès|Télégramme)"
    r"|\b(?:Bild|BILD|Welt|WELT|NZZ|Presse|Krone|Kurier|Blick|Zeitung|Express|Merkur|Tagblatt)\s+am"
    r"|\b(?:Mail|Independent|Star|Scotland|Wales|Ireland|Herald|Standard|Mirror|Post|Sport)\s+on"
    r"|\b(?:Hoja|Diario|Correo|Periódico)\s+del?"
    r"|\b(?:Giornale|Corriere|Gazzetta|Unità|Resto)\s+d(?:i|el|ella)"
    r"|\b(?:Krant|Nieuwsblad|Telegraaf|Stentor)\s+(?:op|van)"
    r"|\b(?:Jornal|Diário|Correio|Gazeta)\s+d[eoa])\s+$"
)
# Words for the next of a series: not the event that the post is about.
_NEXT = lazy_regex(
    r"\b(?:prochain|next\b|nächste|näxte|pr[oó]xim|prossim|volgende|komende|aanstaande|upcoming|kommende)",
)
_WINDOW = 90  # characters before a date in which words decide what it is: a clause


def clause_before(text: str, start: int) -> str:
    """Return what stands before an offset in its sentence, at most some ninety characters."""
    before = text[max(0, start - _WINDOW) : start]
    for mark in (". ", "! ", "? ", "\n\n"):
        before = before[before.rfind(mark) + 1 :]
    return before


def is_bound(text: str, start: int) -> bool:
    """Tell whether a date is one end only of something: "jusqu'au", "avant le", "since", "by"."""
    bound = _BOUND.search(text[max(0, start - 40) : start].lower())
    return bound is not None and not (
        bound[0].strip() == "na" and _ON_WEEKDAY.match(text[start : start + 30].lower()) is not None
    )


def is_apart(text: str, start: int) -> bool:
    """Tell whether the sentence so far speaks of registration, candidacies, deadlines: dates beside the event's own."""
    return _APART.search(clause_before(text, start).lower()) is not None


def is_apart_after(text: str, end: int) -> bool:
    """Tell whether the same is said just after a date: "du 15 octobre au 3 novembre, inscrivez-vous"."""
    behind = text[end : end + 40].lower()
    for mark in (". ", "; ", "\n\n"):
        behind = behind.partition(mark)[0]
    return _APART.search(behind) is not None


def is_law(text: str, start: int) -> bool:
    """Tell whether a date belongs to a law, a decree, a report."""
    return _LAW.search(clause_before(text, start).lower()) is not None


def is_earlier(text: str, start: int, end: int) -> bool:
    """Tell whether the words around a date speak of the past: another edition, a beginning, a look back."""
    return _EARLIER.search(f"{clause_before(text, start)} {text[end : end + 30]}".lower()) is not None


def announces(text: str, start: int) -> bool:
    """Tell whether the sentence so far announces something to come: "aura lieu", "vous convie", "will be held"."""
    return _ANNOUNCES.search(clause_before(text, start).lower()) is not None


def is_announced(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence of a date announces something on that day, the verb before it or behind it."""
    behind = text[end : end + _WINDOW].lower()
    for mark in (". ", "! ", "? ", "\n\n"):
        behind = behind.partition(mark)[0]
    return announces(text, start) or _ANNOUNCES.search(behind) is not None


def is_next(text: str, start: int) -> bool:
    """Tell whether the sentence so far speaks of what comes next: "Prochaine séance :", "next Thursday"."""
    return _NEXT.search(clause_before(text, start).lower()) is not None


def is_newspaper(text: str, start: int, end: int) -> bool:
    """Tell whether the weekday at `[start, end)` ends the name of a newspaper: `Journal du dimanche, 12 novembre`."""
    if text[start - 11 : end] == "Journal du dimanche":  # a paper that comes out on Sundays alone: no date of its own
        return True
    if not text[start:end].istitle() and text[end : end + 1] not in ("", ",", ")", "»", "*", "_"):
        return False
    return _NEWSPAPER.search(text[max(0, start - 30) : start]) is not None
