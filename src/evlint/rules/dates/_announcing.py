"""Which sentence announces the event of a post: “La réunion aura lieu le …”, “Join us on …”, “Le … se tiendra la réunion”.

Many sentences of a post announce something: a deadline, a prize-giving, the next meeting. This one has the event itself as
its subject: a word for an event with a definite article, or words of the title, and nothing more. The patterns are in
small letters, and meet small letters.
"""

from __future__ import annotations

from evlint.dates.phrasebook import words
from evlint.dates.phrases import Phrase
from evlint.model.document import Document
from evlint.rules.dates._nearby import clause_before, one_of
from evlint.startup.lazy_regex import lazy_regex

_DETERMINERS = (
    r"la le l['’] cette cet ce notre the this our das die der den dieses diese dieser unser unsere el la este esta nuestro"
    r" nuestra il lo questo questa il_nostro la_nostra de het deze dit onze o a este esta o_nosso a_nossa nosso nossa"
)
_EVENTS = words(
    # fr, en, de, es, it, nl, pt: what an event calls itself
    "réunion rencontre événement évènement conférence journée forum atelier webinaire formation séance "
    "colloque congrès salon "
    "hackathon festival meetup séminaire table-ronde soirée cérémonie exposition fête "
    "meeting event summit conference workshop webinar forum training session seminar congress fair festival hackathon "
    "treffen veranstaltung tagung konferenz workshop webinar forum seminar kongress messe fest stammtisch vortrag schulung "
    "reunión evento jornada conferencia taller encuentro foro seminario congreso feria webinario curso charla "
    "riunione evento giornata conferenza laboratorio incontro convegno seminario congresso webinar corso fiera "
    "bijeenkomst evenement studiedag conferentie workshop congres webinar beurs vergadering training lezing "
    "reunião evento jornada conferência oficina encontro fórum seminário congresso webinar formação feira palestra"
)
_SMALL = words(
    "de la le les l du des d et à au aux en of the for and on in der die das des für und am del el los las y "
    "di dei della van "
    "het een voor da do dos das e qui que which that der die das che die dat"
)
_VERBS = one_of(
    r"aura_lieu a_lieu se_tiendra se_tient se_déroulera se_déroule est_organisée? est_prévue? est_programmée? est_fixée?_au"
    r" sera_organisée?"
    r" takes_place will_take_place will_be_held is_held is_scheduled_for is_planned_for will_happen is_on"
    r" findet ist stattfindet wird"
    r" tendrá_lugar tiene_lugar se_celebrará se_celebra se_realizará se_realiza está_previst[oa] será"
    r" si_terrà si_tiene avrà_luogo ha_luogo si_svolgerà si_svolge è_in_programma è_previst[oa]"
    r" vindt_plaats plaatsvindt wordt_gehouden is_gepland zal_plaatsvinden is"
    r" realiza-se realizar-se-á terá_lugar tem_lugar acontecerá acontece será_realizad[oa] decorre decorrerá"
    r" está_marcad[oa] será"
)
_LEADS = (
    r"(?:\s+(?:le|la|les|du|de|on|for|from|am|vom|den|zum|el|del|para|il|dal|op|van|voor|no|na|nas|ao|dia|a|em|nos|dias"
    r"|pr[oó]xim[oa]|prossimo|next|this|ce|este|esta|questo|kommenden|nächsten|aanstaande|komende)\b)*\s*"
)
# A sentence whose subject (its last word is kept) comes before the verb that leads to the date.
_SENTENCE = lazy_regex(
    rf"\W*(?:{one_of(_DETERMINERS)})\s*((?:[^\W\d_][\w’'-]*\s+){{0,7}}?[^\W\d_][\w-]*)(?:\s*,)?"
    rf"(?:\s+(?:qui|which|that|der|die|das|que|che|dat))?(?:\s+(?:{_VERBS})\b)?{_LEADS}\Z",
)
_SAYS = lazy_regex(rf"\b(?:{_VERBS})\b")
# German and Dutch put the second half of “findet … statt”, “vindt … plaats” behind the date.
_AT_END = lazy_regex(r"[^.!?;]{0,60}?\b(?:statt|stattfindet|plaats|plaatsvindt)\b")
_NEEDS_END = lazy_regex(r"\b(?:findet|vindt)\b")
# A relative clause before the date, whose verb comes behind it: “der am …”.
_RELATIVE_AT_END = lazy_regex(
    r"\W*(?:der|die|das|dat)?\W*\b(?:der|die|das|dat)\b\W*(?:am|vom|op|van)?\s*\Z",
)
# Words that invite to the event, without naming it.
_INVITES = lazy_regex(
    r"\W*(?:"
    + one_of(
        r"(?:donc_)?rendez-vous retrouv(?:ez|ons)-nous nous_vous_attendons (?:come_and_)?join_us see_you we_(?:will_)?meet"
        r" (?:nous_)?vous_donn(?:ons|e)_rendez-vous (?:on|nous)_(?:se|nous)_retrouv(?:e|ons)"
        r" rdv rejoignez-nous venez_nombreux à_vos_agendas notez_(?:bien_)?la_date save_the_date mark_your_calendars?"
        r" merkt_euch kommt_vorbei reserva_la_fecha acompáñanos segnatevi_la_data unitevi_a_noi noteer_in_je_agenda"
        r" kom_langs reserve_a_data junte-se_a_nós"
        r" wir_treffen_uns wir_sehen_uns nos_vemos te_esperamos os_esperamos vi_aspettiamo ci_vediamo we_zien_elkaar"
        r" we_ontmoeten_elkaar encontramo-nos encontremo-nos vemo-nos esperamos_por_si"
    )
    + rf")(?:\s*:)?{_LEADS}\Z",
)  # fmt: skip
# What readers are invited to: “La mairie vous convie au forum le …”.
_INVITES_TO = lazy_regex(
    r"\b(?:convi\w+|invit\w+|laden|lädt|nodig\w+|convid\w+)\b[^.!?;]{0,20}?\s"
    r"(?:aux?|à\s(?:la|l['’]|ce|cet|cette|notre)|to\s(?:the|our|this)|zum|zur|al|all[ao]|all['’]|a\s(?:la|este|esta)"
    r"|voor\s(?:het|de)|para\s[oa]|ao)\s*"
    rf"((?:[^\W\d_][\w’'-]*\s+){{0,5}}?[^\W\d_][\w-]*){_LEADS}\Z",
)
_FIRST = lazy_regex(r"\W*(?:am|vom|op|van|le|on|el|il|a|em|no dia)?\s*\Z")
# The subject between the halves of the verb: “Am … findet das Treffen statt”.
_VERB_SECOND = lazy_regex(
    rf"\s*(?:findet|vindt)\s+(?:{one_of(_DETERMINERS)})\s+((?:[^\W\d_][\w-]*\s+){{0,5}}?[^\W\d_][\w-]*)(?:[^.!?;]|(?<=\b\w)\.){{0,60}}?\s(?:statt|plaats)\b",
)
# The subject behind the verb, and both behind the date: “Le 5 novembre à 15 h aura lieu le forum”.
_VERBS_FIRST = (
    "aura_lieu se_tiendra se_déroulera tendrá_lugar se_celebrará se_realizará si_terrà avrà_luogo si_svolgerà"
    " terá_lugar realiza-se realizar-se-á acontecerá"
)
_THEIR_ENDS = [verb.rpartition("_")[2] for verb in _VERBS_FIRST.split()]
_SUBJECT_LAST = lazy_regex(
    rf"[^.!?;\n]{{0,30}}?\s(?:{one_of(_VERBS_FIRST)}"
    rf")\s+(?:{one_of(_DETERMINERS)})\s*((?:[^\W\d_][\w’'-]*\s+){{0,5}}?[^\W\d_][\w-]*)"
    r"(?=\s*(?:[.,;:!?(\n]|\Z)|\s(?:à|aux?|dans|en|nel|nella|al|alla|em|no|na)\s)",
)
_WORD = lazy_regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def announces_event(document: Document, written: str, phrase: Phrase) -> bool:
    """Tell whether a phrase stands in the sentence that announces the event of the post."""
    before = clause_before(written, phrase.start).lower()
    behind = written[phrase.end : phrase.end + 90].lower()
    if _FIRST.match(before):
        return (subject := _subject_behind(behind)) is not None and _is_event(document, subject)
    if _INVITES.match(before):
        return True
    if (invited := _INVITES_TO.search(before)) is not None:
        return _is_event(document, invited[1])
    if _SAYS.search(before) is None:
        if _RELATIVE_AT_END.search(before) is None or _AT_END.match(behind) is None:
            return False
    elif _NEEDS_END.search(before) and _AT_END.match(behind) is None and "plaats" not in before:
        return False
    sentence = _SENTENCE.match(before)  # the longest of all, looked at last: compiling it takes three milliseconds
    return sentence is not None and _is_event(document, sentence[1])


def _subject_behind(behind: str) -> str | None:
    """Return the subject of a sentence that a date begins; the patterns are long, and most texts need none of them."""
    second = _VERB_SECOND.match(behind) if behind.lstrip().startswith(("findet", "vindt")) else None
    if second is None and any(end in behind for end in _THEIR_ENDS):
        second = _SUBJECT_LAST.match(behind)
    return None if second is None else second[1]


def _is_event(document: Document, subject: str) -> bool:
    """Tell whether the subject of a sentence is the event: all its words are the title's, or words for an event."""
    title = document.data.get("title") or document.data.get("titre")
    known = {word.casefold() for word in _WORD.findall(title)} if isinstance(title, str) else set()
    telling = [word for word in map(str.casefold, _WORD.findall(subject)) if word not in _SMALL]
    return bool(telling) and all(word in known or word in _EVENTS for word in telling)
