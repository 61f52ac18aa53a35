"""Tells a link's target that somebody meant to fill in later."""

from __future__ import annotations

import re
from functools import lru_cache

from evlint.model.document import Document
from evlint.startup.lazy_regex import lazy_regex

# Longest placeholder that is looked for: what is longer is an address, right or wrong.
_LONGEST = 60
# How placeholders begin. Most addresses fail here, before anything costly is asked.
_MAYBE = lazy_regex(
    r"\A[\s#/<>\[({\"'_*-]*(?:https?:/*|mailto:|tel:)?(?:www\.?)?[\s<>\[({\"'_*-]*"
    r"(?:li(?:en|nk)|ur[li]|adresse|todo|tb[acd]|fixme|null?|none|undefined|nan|xx|placeholder|your|votre|insert|ins[ée]rer?"
    r"|add|ajout|mettre|(?:[àa]|%C3%A0)(?:[\s_-]|%20)|(?<=[-_])\.|\.\.(?=[.%])|…|\?|-*\Z|[\])}>]|\Z)",
    re.IGNORECASE,
)


# A page that shows how texts look, with texts and links that lead nowhere.
_SPECIMEN = lazy_regex(
    r"style[- ]?guide|guide[- ]de[- ]style|kitchen[- ]?sink|specimen|spécimen|markdown|typograph|lorem[- ]ipsum"
    r"|(?:^|[ /])test\.mdx?\Z"
)


def shows_specimens(document: Document, path: str) -> bool:
    """Tell whether a page shows how texts look, by its title or its path, of which a part may be given."""
    front = document.front
    title = "" if front is None else str(front.data.get("title", ""))
    return _SPECIMEN.search(f"{title} {path}".lower()) is not None


# “Exemple de mentions légales”, “Privacy policy template”: what the reader is to copy and to fill in.
_MODEL = lazy_regex(
    r"\A(?:exemples?|mod[èe]les?|gabarits?) d(?:e|es|u|['’])|\A(?:templates?|samples?|examples?) (?:of|for)\b"
    r"|\A(?:sample|template)\b|\btemplate\Z|\A(?:muster|vorlage|sjabloon|voorbeeld)"
    r"|\A(?:plantillas?|modelos?|exemplos?|ejemplos?) d(?:e|el|o|a)\b|\A(?:modell[oi]|esemp[io]+|fac[- ]?simile) d"
)


def is_model(document: Document) -> bool:
    """Tell whether a page is a text that its readers copy and fill in, by its title."""
    front = document.front
    title = "" if front is None else front.data.get("title")
    return isinstance(title, str) and _MODEL.search(title.strip().lower()) is not None


def is_placeholder(text: str) -> bool:
    """Tell whether a target (decoded, blanks around it dropped) is a placeholder: `LIEN`, `lien à ajouter`, `#TODO`, `https://…`."""
    if len(text) > _LONGEST or not text.strip("/#"):
        return False
    return _MAYBE.match(text) is not None and _exact().match(_readable(text)) is not None


def placeholder_in_text(text: str) -> bool:
    """Tell whether a text of the front matter says that a link is missing there: `lien à ajouter`."""
    return len(text) <= _LONGEST and _phrase().match(text.strip()) is not None


def _readable(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


_LATER = (
    r"(?:[àa] ?(?:ajouter|compl[ée]ter|venir|ins[ée]rer|mettre|d[ée]finir|pr[ée]ciser|remplacer|renseigner|actualiser))"
)
_THING = r"(?:(?:le |l'|un |the |your |votre |vos )?(?:liens?|links?|url|uri|adresse|address))"


@lru_cache(maxsize=1)
def _exact() -> re.Pattern[str]:
    later, thing = _LATER.replace(" ", "[ _-]"), _THING.replace(" ", "[ _-]")
    phrase = (
        rf"{thing}[ _-]?{later}|{later}(?:[ _-]{thing})?|{thing}(?:[ _-](?:ici|here|manquante?|missing))?"
        rf"|(?:add|insert|ajouter|ins[ée]rer|mettre)[ _-]{thing}(?:[ _-](?:ici|here))?"
    )
    words = r"todo|tba|tbd|tbc|fixme|null?|none|undefined|nan|x{3,}|placeholder|\.{3,}|…|\?+|-+|_+"
    return re.compile(
        rf"(?:#(?:todo|tba|tbd|fixme|null|undefined|x{{3,}}|{thing}[ _-]?{later})"
        rf"|(?:https?:/*|mailto:|tel:)?(?:www\.?)?[<\[({{\"']*(?:{phrase}|{words})[>\])}}\"']*(?:\.(?:x{{2,}}|\.+))?/?"
        r"|https?:/*(?:www\.?/?)?"
        r"|mailto:(?:(?:your|votre|deine|ihre|tu|su|seu|uw)[-_.]?(?:e?mail|adresse|address|correo|name|nom)@[\w.-]+"
        r"|[\w.-]+@(?:your|votre|deine|ihre|tu|su|seu)[-_.]?(?:domain|domaine|site|company|dominio)\.\w+))\Z",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"[\[(<*_]*{_THING} {_LATER}[\])>*_.!]*\Z", re.IGNORECASE)
