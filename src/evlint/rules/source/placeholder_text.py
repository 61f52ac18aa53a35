"""Text that was to be replaced stands in a published post: lorem ipsum, `TODO`, `TKTK`, `[XXX]`, “à compléter” and its like
in seven languages, or the `{{title}}` of a template as a value.

It was put there to be filled in before anybody reads it, and nobody did.

How to fix: write what belongs there, or take it out. A post that is not ready is marked as a draft.

Leaves alone: drafts, code, comments, quotations, posts about such texts, pages that show how texts look, `TODO` as the name
of a list, “all” in Spanish and Portuguese (`TODO el día`), forms to be filled in (“Formulaire à compléter avant le 3 mai”),
what is announced as open (“lieu à préciser”), templates of posts, pages to be copied (“Exemple de mentions légales”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.file_names import LAYOUTS, SKELETONS, TEMPLATES, is_filled_in
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.dates._moment_posts import is_unpublished
from evlint.rules.source._front_matter import is_template_value
from evlint.startup.lazy_regex import lazy_regex

# One of these stands, in lower case, in every text that holds one of the phrases below.
_ROOTS = (
    " completar", " rellenar", " preencher", "text here", "da compilare", "da inserire", "da scrivere",
    "te vullen", "te schrijven", "te voegen", " añadir", " insertar", " adicionar", " inserir", "aggiungere",
    "meta description", "a completer", "a rediger", "a remplir", "a renseigner", "a inserer",
)  # fmt: skip
# By what they hold that is rare: that is looked for first.
_ACCENTED_ROOTS = (
    ("à", ("à compl", "à rempl", "à rens", "à rédig", "à insér", "à ajout", "à rajout", "à vérif")),
    ("ä", ("ergänzen",)),
    ("ü", ("füllen", "fügen")),
)  # fmt: skip
# “to be” alone stands in most English posts
_TO_BE = lazy_regex(
    r"to\sbe\s(?:completed|filled|written|added|inserted|replaced)",
)
_PHRASES = (
    r"[àa]\s(?:compl[ée]ter|remplir|r[ée]diger|renseigner|remplacer|ins[ée]rer)|(?:your|add|insert)\stext\shere"
    r"|to\sbe\s(?:completed|filled(?:\sin)?|written|added|replaced)|(?:bitte\s|noch\s)?(?:zu\sergänzen|auszufüllen|einzufügen)"
    r"|(?:bitte|noch)\s(?:ergänzen|ausfüllen|einfügen)|(?:por|a)\s(?:completar|rellenar|preencher)"
    r"|da\s(?:completare|compilare|inserire|scrivere)|(?:nog\s)?(?:in|aan)\ste\svullen|nog\ste\sschrijven"
    r"|this\sis\s(?:a\s)?meta\sdescription"
)
_B = r"[^\S\r\n]"  # a blank on the same line; said so, for a set with U+202F in it takes 70 µs to compile each time
# Between brackets a template names what belongs there: “[lien à insérer]”, “[insert your name here]”, “[PENDIENTE]”.
_SOME = r"[^\[\]\r\n:|]{1,40}?"
_ASKED = (
    rf"insert{_B}(?!(?:your{_B})?favou?rite){_SOME}(?:{_B}here)?|(?:add|put|enter|type|your){_B}{_SOME}{_B}here|ins[ée]rer{_B}{_SOME}{_B}ici"
    rf"|hier{_B}{_SOME}{_B}(?:einfügen|eintragen|ergänzen|invoegen|invullen)|inserta?r{_B}{_SOME}{_B}aqu[íi]"
    rf"|inserire{_B}{_SOME}{_B}qui|pendiente|pendente|compl[ée]ter|ausfüllen|ergänzen|invullen|aanvullen"
)
_ASKS = lazy_regex(rf"\[(?:{_ASKED})", re.IGNORECASE)
# How each begins, in small letters: few texts hold one, and `_ASKS` takes long to compile.
_MAY_ASK = lazy_regex(
    r"\[(?:ins(?:ert|[eé]rer)|(?:add|put|enter|type|your|hier)\s|pend[ei]|compl|ausf|erg|(?:in|aan)vul)"
)
# It ends a line, behind its label or a word or two: within a sentence it may be said in jest, or be an example.
_BRACKETED = lazy_regex(
    rf"(?:^{_B}*+(?:[-*+]{_B}++)?(?:[^\s\[\]]{{1,30}}{_B}++){{0,2}}|:{_B}*+(?:\*\*|__)?{_B}*+|\|{_B}*+)"
    rf"(?P<what>\[(?:{_ASKED})[.!…]{{0,3}}\])(?![(\[:]){_B}*+[.!…]?{_B}*+(?=\||$)",
    re.IGNORECASE | re.MULTILINE,
)
# A phrase that is all there is: of a line, behind its label, of a cell, between brackets.
_ALONE = lazy_regex(
    rf"(?:^{_B}*+(?:[-*+]{_B}++)?(?:[^\s:|#\[\]][^:|\r\n#\[\]]{{0,59}}:(?:{_B}|[*_]|</?[a-z]{{1,6}}>)*+)?[*_(]{{0,3}}"
    rf"|(?<=\|){_B}*+|(?P<bracket>\[)(?:[^\[\]\r\n:|]{{1,40}}?(?={_B}))??{_B}*+)"
    rf"(?P<what>{_PHRASES}){_B}*+[*_)]{{0,3}}[.!…]{{0,3}}{_B}*+(?(bracket)\](?![(\[:])|(?:(?=\|)|<br|</|$))",
    re.IGNORECASE | re.MULTILINE,
)
# What an author notes for later within a sentence, with a word for what is missing: “(dates et lieux précis à rajouter)”,
# “Programme (à compléter)”.
_ASIDE = lazy_regex(
    r"(?:(?<![\w-])(?P<word>[^\W\d_]{3,15})[^\S\r\n])?\((?P<what>(?:[^()\r\n:]{1,60}\s)?(?:à\s(?:ajouter|rajouter|insérer|compléter|rédiger|vérifier)"
    r"|to\sbe\s(?:added|completed|inserted|filled\sin)|(?:noch\s)?(?:einzufügen|zu\sergänzen|einfügen|ergänzen)"
    r"|(?:por|a)\s(?:añadir|completar|insertar|adicionar|inserir|preencher)|da\s(?:aggiungere|inserire|completare)"
    r"|(?:nog\s)?(?:toe|in)\ste\s(?:voegen|vullen)))[\s.!…]{0,3}\)"
)
# What may be missing. Forms, names and addresses are completed by readers.
_WORDS_FOR_MISSING = (
    "date dates lieu lieux lien liens photo photos image images logo logos légende légendes horaire horaires"
    " programme programmes tarif tarifs source sources référence références chiffre chiffres"
    " link links picture pictures caption captions time times figure figures reference references"
    " bild bilder foto fotos datum quelle quellen uhrzeit fecha fechas enlace enlaces horario horarios"
    " fuente fuentes orari fonte fonti bron bronnen tijden fontes datas ligação ligações"
)
_MISSING = frozenset(_WORDS_FOR_MISSING.split())
# Marks in capitals; not in a name, an address or a plural.
_SIGNS = lazy_regex(r"(?<![\w/#@.$-])(?P<what>TODO|TK(?:TK)+|\[X{3,}\](?![(\[:]))(?![\w/]|-\w|\.\w|s\b)")
_NOTHING_BUT = lazy_regex(r"X{3,}")  # as the whole of a value
# At the beginning of a sentence or line, or in full: who writes of it quotes it elsewhere.
_LOREM = lazy_regex(r"(?:(?:^|(?<=[.!?>*_\"]))\s*|(?<=\n))lorem ipsum\b|\blorem ipsum dolor\b", re.IGNORECASE)
# `TODO` as a name: “the TODO list”, “un TODO”.
_NAMED_BEFORE = lazy_regex(
    r"\b(?:a|an|the|this|your|my|our|any|each|every|some|no|his|her|its|their|unsere?|un|une|le|la"
    r"|les|des|du|ce|votre|mon|mes|vos|quelques|plusieurs|several|few|many|notre|nos|leurs?|ein|eine|einen|der|die|das|den|dein"
    r"|een|het|de|jouw|il|lo|i|gli|uno|una|del|della|of|says?|called|named|messages?|comments?|commentaires?|notes?|listes?"
    r"|kommentare?n?|nachrichten|wiadomości|\w+['’]s|`)\s+[*_\"“«]{0,3}$|(?<![:\w])//\s+$",
    re.IGNORECASE,
)
_TODO_HEADING = lazy_regex(r"^#{1,6}[ \t]+TODO[ \t]*#*[ \t]*$", re.MULTILINE)
_OTHER_STATES = lazy_regex(r"\b(?:DONE|WIP|DOING|FIXME|IN PROGRESS)\b")  # states of work: the text is about them
_NAMED_AFTER = lazy_regex(
    r"[\s-]+(?:lists?|apps?|application|messages?|comments?|items?|files?|notes?|tasks?|markers?|tags?|liste|listen|kommentare?|lijst|elenco"
    r"|manager|mvc|md|txt|group)\b",
    re.IGNORECASE,
)
# `TODO` as a noun within a sentence: “the recipe TODO suggestions”, “the initfs TODO, and fixing”, “our TODO is full”.
_SAID = lazy_regex(r"(?<=[a-z\xdf-\xff\u0101-\u017f'’\x60])[ ]$")
_SAID_ON = lazy_regex(
    r", [a-z\xdf-\xff]{2,}|[ \u00a0\u202f]?\?"
    r"| (?!(?:and|or|for|until|at|in|on|et|ou|pour|à|en|au|und|oder|bis|für|bei|e|o|per|voor|tot)\b)[a-z\xdf-\xff]{2,}"
)
# “All” in Spanish and Portuguese, where no key or folder says that the post is in one of them.
_ALL = lazy_regex(
    r"\s+(?:el|la|lo|los|las|un|una|o|os|as|um|uma|este|esta|esto|isto|isso|ese|eso|aquel|mi|tu|su|seu|meu|nuestro|nosso|que|en|em"
    r"|de|y|e|es|é|está|sobre|para|por|con|com|mundo|se|lo que)\b",
    re.IGNORECASE,
)
_ALL_CAPITALS = lazy_regex(r"\s+[^\W\d_a-zà-ÿ]{2,}\b")
_ALL_CAPITALS_BEFORE = lazy_regex(r"(?:^|\s)[^\W\d_a-zà-ÿ]{1,20}\s+$")
# One of several names in capitals: “README, TODO, COPYING”.
_LISTED_BEFORE = lazy_regex(r"[A-Z]{2,}[,、/] ?$")
_LISTED_AFTER = lazy_regex(r"[,、/] ?[A-Z]{2,}")
_QUOTES = "\"'“”‘’«»„「」『』"
_OWN_TEMPLATES = frozenset(("permalink", "url", "slug", "eleventyComputed", "pagination", "layout"))
_FOLDERS_OF_TEMPLATES = LAYOUTS | SKELETONS | TEMPLATES | {"models"}
_NO_TODO = ("es", "pt", "gl")
_LONGEST_LINE = 400  # characters of a line that are looked at


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look for each kind in the front matter and in the body of a post that readers see."""
    text = document.text
    kinds = _kinds_in(text)
    front = document.front
    templated = front is not None and (text.find("{{", *front.content) >= 0 or text.find("<%", *front.content) >= 0)
    if not (kinds or templated) or _is_template(document.path) or is_unpublished(document, context):
        return
    if templated:
        yield from _template_values(document)
    if kinds:
        from evlint.rules.links._placeholder import is_model, shows_specimens  # few posts hold such a text

        if is_model(document):
            return
        about = "" if front is None else str(front.data.get("title", "")).lower()
        if shows_specimens(document, document.path):
            about += " lorem"
        yield from _in_front(document, context, about, kinds)
        yield from _in_body(document, context, about, kinds)


_Kinds = list[re.Pattern[str]]


def _kinds_in(text: str) -> _Kinds:
    """Return the patterns of which a text may hold a match: those left out match nowhere in it."""
    kinds: _Kinds = []
    if "TODO" in text or "TKTK" in text or "XXX" in text:
        kinds.append(_SIGNS)
    lowered = text.lower()
    if "orem ipsum" in lowered:
        kinds.append(_LOREM)
    if _holds_root(lowered) or _TO_BE.search(lowered) is not None:
        kinds += [_ALONE, _ASIDE]
    if "[" in text and _MAY_ASK.search(lowered) is not None and _ASKS.search(lowered) is not None:
        kinds.append(_BRACKETED)
    return kinds


def _holds_root(lowered: str) -> bool:
    for one in _ROOTS:
        if one in lowered:
            return True
    return not lowered.isascii() and any(
        rare in lowered and any(one in lowered for one in roots) for rare, roots in _ACCENTED_ROOTS
    )


def _is_template(path: str) -> bool:
    *folders, name = path.lower().split("/")
    marked = "template" in name or ".antlers." in name or is_filled_in(name)  # Statamic's; Jinja's and its like
    return marked or not _FOLDERS_OF_TEMPLATES.isdisjoint(folders)


def _template_values(document: Document) -> Iterator[Finding]:
    front = document.front
    if front is None or front.root is None:
        return
    looked_for = 0
    for name, _, node in front.root.entries:
        if name in _OWN_TEMPLATES:
            continue
        if is_template_value(document.source(node.span)):
            looked_for += 1
            if looked_for <= _MOST_LOOKED_FOR and _is_shown_by_body(document, name):
                continue
            yield _finding(node.span, document.source(node.span).strip("\"'"), f"/{name}")


def _is_shown_by_body(document: Document, name: str) -> bool:
    """Tell whether a key of the post's own only has the body's `{{name}}` shown as it is typed: it holds just that."""
    return name.lower() not in _USUAL and document.text.find(f"{{{{{name}}}}}", document.body_start) >= 0


_MOST_LOOKED_FOR = 20  # keys with a template's word for which the body is searched


_USUAL = frozenset(
    ("title", "titre", "date", "description", "summary", "excerpt", "author", "authors", "tags", "categories", "category")
)  # fmt: skip


def _in_front(document: Document, context: RuleContext, about: str, kinds: _Kinds) -> Iterator[Finding]:
    front = document.front
    if front is None:
        return
    for pointer, _, scalar in front.leaves:
        value = scalar.value
        if isinstance(value, str):
            mapped = None
            places = _places(value, context, about, kinds)
            if _SIGNS in kinds and _NOTHING_BUT.fullmatch(value) is not None:
                places = [(0, len(value))]
            for start, end in places:
                from evlint.rules.source._own_words import is_quoted

                if is_quoted(value, start) and end - start + 2 < len(value.strip()):
                    continue  # a word that the text is about; in quotation marks and alone it is still to be replaced
                mapped = mapped or front.mapped(scalar)
                yield _finding(mapped.span(start, end), value[start:end], pointer)


def _in_body(document: Document, context: RuleContext, about: str, kinds: _Kinds) -> Iterator[Finding]:
    text = document.text[document.body_start :]
    spans = [
        Span(start + document.body_start, end + document.body_start)
        for start, end in _places(text, context, about, kinds)
    ]
    if not spans:
        return
    from evlint.rules.source._own_words import OwnWords  # few posts have such a place

    own = OwnWords(document, context)
    # Where code has lorem ipsum too, the page shows what comes of that code; else one place stands for all of it.
    lorem_is_done = any(_is_lorem(document.source(span)) and own.is_code(span.start) for span in spans)
    for span in spans:
        is_lorem = _is_lorem(document.source(span))
        if (is_lorem and lorem_is_done) or not own.holds(span.start):
            continue
        yield _finding(span, document.source(span))
        lorem_is_done = lorem_is_done or is_lorem


def _is_lorem(text: str) -> bool:
    return text.lower().startswith("lorem")


def _places(text: str, context: RuleContext, about: str, kinds: _Kinds) -> list[tuple[int, int]]:
    """Return where a text holds what was to be replaced, in order; `kinds` are the patterns that are looked for."""
    found: list[tuple[int, int]] = []
    if _LOREM in kinds and "lorem" not in about:
        for match in _LOREM.finditer(text):
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            if _NAMED_BEFORE.search(text[max(0, begin - 24) : begin]) is None:
                found.append((begin, match.end()))
    if _SIGNS in kinds:
        found += [
            match.span("what")
            for match in _SIGNS.finditer(text)
            if match["what"] != "TODO" or _is_todo(text, match, context)
        ]
    for phrases in (_ALONE, _BRACKETED):
        if phrases in kinds:
            found += [match.span("what") for match in phrases.finditer(text)]
    if _ASIDE in kinds:
        found += [
            match.span("what")
            for match in _ASIDE.finditer(text)
            if not _MISSING.isdisjoint(f"{match['word']} {match['what']}".casefold().replace(",", " ").split())
        ]
    return sorted(set(found))


def _is_todo(text: str, match: re.Match[str], context: RuleContext) -> bool:
    from evlint.rules.source._own_words import line_before

    start, end = match.span()
    if context.language in _NO_TODO or _ALL.match(text, end) is not None or _NAMED_AFTER.match(text, end) is not None:
        return False
    before = text[max(0, start - 24) : start]
    if before[-1:] in _QUOTES and text[end : end + 1] in _QUOTES and before[-1:]:
        return False  # “there was just a 'TODO'”: the word is spoken of
    line = line_before(text, start)
    rest = text[end : end + _LONGEST_LINE].partition("\n")[0]
    if line.strip().startswith("#") and not rest.strip(" \t\r#:"):
        return False  # a heading that says no more
    if rest.startswith("]") and _TODO_HEADING.search(text) is not None:
        return False  # where a list of work stands under its name, “[TODO]” is a state beside “[done]”
    if _OTHER_STATES.search(line) is not None or _OTHER_STATES.search(rest) is not None:
        return False
    if _ALL_CAPITALS.match(text, end) is not None or _ALL_CAPITALS_BEFORE.search(before) is not None:
        return False
    if _LISTED_BEFORE.search(before) is not None and _LISTED_AFTER.match(text, end) is not None:
        return False
    if _SAID.search(before) is not None and _SAID_ON.match(text, end) is not None:
        return False
    return _NAMED_BEFORE.search(before) is None


def _finding(span: Span, shown: str, pointer: str | None = None) -> Finding:
    return Finding(
        span,
        msg("“{text}” was to be replaced before anybody reads it.", text=" ".join(shown.split())),
        msg("Write what belongs there, or take it out; a post that is not ready is a draft."),
        pointer=pointer,
    )


RULE = Rule(
    code="EV011",
    severity="warning",
    check=check,
    options=("language",),
    examples=(
        Good("---\ntitle: A\n---\n\nLorem ipsum dolor sit amet.\n", path="docs/about/test.md"),
        Good(
            "---\ntitle: API\n---\n\n{ /* TODO Staking some other day */ }\n\nText.\n",
            path="src/content/docs/exchanges.mdx",
            source="aptos-labs/aptos-docs src/content/docs/build/guides/exchanges.mdx",
        ),
        Bad(
            "---\ntitle: Figures\n---\n\n## Colours\n\n«Lorem ipsum» dolor.\n\n## Sizes\n\nLorem ipsum dolor sit amet.\n",
            says="was to be replaced",
        ),
        Bad(
            "---\ntitle: Forum\nlieu: «XXX»\n---\n\nTarif : «A COMPLETER»\n\nProgramme («à compléter»).\n",
            says="“XXX” was to be replaced",
        ),
        Good(
            "---\ntitle: Forum\n---\n\nLe formulaire (à compléter) et la fiche (à remplir par vos soins).\n\n"
            "Il a rempli le dossier, il vous reste à le compléter.\n"
        ),
        Bad(
            "---\ntitle: A\n---\n\n«Lorem ipsum» dolor sit amet, consectetur adipiscing elit.\n",
            says="was to be replaced",
        ),
        Bad("---\ntitle: A\nlieu: «à compléter»\n---\n\nLieu : «à compléter»\n\n| Salle | «à remplir» |\n"),
        Bad(
            "---\ntitle: A\nlang: en\n---\n\nThe room is «[XXX]», the fair drew «TKTK» visitors.\n\n«TODO»: add the map\n"
        ),
        Bad("---\ntitle: «TODO» Titel\nlang: de\n---\n\nOrt: «noch zu ergänzen»\n"),
        Bad('---\ntitle: «"{{title}}"»\n---\n\nTexte.\n', says="{{title}}"),
        Bad("---\ntitle: «{{ titre }}»\n---\n\nTexte.\n", note="without quotes too"),
        Good(
            '---\ntitle: Le robot\nsummary: Your code is full of "TODO" keywords?\n---\n\nTexte.\n',
            note="A word that the text is about.",
        ),
        Good(
            "---\ntitle: Migration\nlang: en\n---\n\nWhere one was to be, there was just a 'TODO', he shares.\n",
            source="opentelemetry.io content/en/blog/2025/…",
        ),
        Good("---\ntitle: A\ndraft: true\n---\n\nTODO : écrire.\n", note="a draft"),
        Bad("---\nlang: fr\ntitle: Forum\n---\n\nProgramme : [lien «à insérer»]\n"),
        Bad("---\nlang: en\ntitle: Forum\n---\n\nContact: «[your name here]».\n\n«[insert map]»\n"),
        Good("---\nlang: en\ntitle: Tools\n---\n\nEverybody says that [insert tool here] will change all.\n"),
        Bad("---\nlang: es\ntitle: Foro\n---\n\nLugar: «[PENDIENTE]»\n"),
        Bad(
            "---\nlang: fr\ntitle: Compagnie\n---\n\nArtiste associé à Redon («dates et lieux précis à rajouter»)\n",
            source="stoyb/LTQF, content/compagnie/01-pierre.md",
        ),
        Bad("---\nlang: de\ntitle: Fest\n---\n\nDas Fest («Bild noch einzufügen») war schön.\n"),
        Bad(
            "---\nlang: fr\ntitle: La Rôtisserie\ndescription: «this is meta description»\n---\n\nVenez.\n",
            source="citizenbar/website, content/fr/events/21_avril_2023.md",
            note="an example of the theme's",
        ),
        Good(
            "---\nlang: fr\ntitle: Inscription\n---\n\nLe dossier (formulaire à compléter) et les frais (5 € à ajouter) "
            "sont à envoyer ; la notice décrit la balise (meta description).\n"
        ),
        Good("---\nlang: fr\ntitle: Aide\n---\n\nMerci de rendre le dossier [à compléter et à signer].\n"),
        Good("---\nlang: en\ntitle: Keys\n---\n\nPress [Insert], then follow [insert a table](https://a.example/).\n"),
        Good(
            "---\ntitle: io_uring\n---\n\nThe recipe TODO suggestions are better. Last week's TODO still applies.\n\n"
            "Luckily, the initfs TODO, and fixing the login, have made it.\n\n## TODO\n\n- Fix the `xhcid` driver\n",
            source="redox-os/website, content/news/io_uring-2.md and this-month-251130.md",
            note="The word is a noun there, or the heading of what is left to do.",
        ),
        Good(
            "---\ntitle: Rétrospective\n---\n\n1. On reporte quoi de la colonne TODO ?\n2. notre TODO est bien chargée\n",
            source="medialab/website, docs/2018-12-12-retrospective/index.md",
        ),
        Bad("---\ntitle: Fête\n---\n\nL'adresse est «TODO» pour le moment, l'heure «TODO».\n", says="“TODO”"),
        Good(
            "---\ntitle: A\nlieu: à préciser\n---\n\nFormulaire à compléter avant le 3 mai. XXXe édition. "
            "Le `TODO` du code.\n\n<!-- TODO : relire -->\n\n[à compléter](/formulaire.pdf)\n"
        ),
        Good("---\ntitle: Para todos\nlang: es\n---\n\nABIERTO A TODO EL MUNDO. Entrada libre TODO el día.\n"),
        Good(
            "---\ntitle: D’où vient le lorem ipsum ?\n---\n\nLe lorem ipsum est un faux texte.\n\n"
            "> Lorem ipsum dolor sit amet.\n"
        ),
        Good(
            "---\ntitle: p-vector\nlang: en\n---\n\n* names that are not NEWS, INSTALL, TODO, COPYING, AUTHORS\n",
            source="AOSC-Dev/wiki content/developer/infrastructure/p-vector.md",
            note="One name among others.",
        ),
        Good(
            "---\ntitle: Meetup\nlang: en\n---\n\nAna Santamaría, The Linux Foundation - TODO Group, discusses it.\n",
            source="InnerSourceCommons/innersourcecommons.org, content/en/events/meetup-2025-01-14.md",
        ),
        Good("---\ntitle: Apps\nlang: en\n---\n\nWe wrote a TODO list, and left a TODO in the code.\n\n## TODO\n"),
        Good(
            "+++\ntitle = 'FAT32'\ndate = 2018-07-03\n+++\n\n#### TODO\n* Add printing to the stub [done]\n"
            "* Decide where to load the module [TODO]\n\nLast week's TODO still applies, and 43% were TODO, 21% WIP.\n",
            source="redox-os.org news/rsoc-fat32-2.md, news/io_uring-2.md; fluxcd.io 2021-11-10-flux-security-audit",
            note="states of work, and the name of a list",
        ),
        Good(
            "---\ntitle: Code standard\n---\n\nIf you have not fully implemented a feature, add a // TODO: comment\n",
            source="Steel-Foundation/SteelDocs src/content/docs/development/code-standard.md",
        ),
        Good(
            "---\ntitle: Input\n---\n\nYou specify the action to be triggered where it says TODO in the snippets.\n",
            source="8Keep/jmonkeyengine-docs-docusaurus docs/core/input/input_handling.md",
        ),
        Good(
            "---\ntitle: Annotations\n---\n\n!!! example\n\n    ```\n    {% block x %}\n"
            "    Lorem ipsum dolor sit amet\n    ```\n\nLorem ipsum dolor sit amet, (1)\n",
            source="mkdocs-material docs/reference/annotations.md",
            note="what comes of the code above",
        ),
        Good(
            "---\ntitle: Ubuntu\n---\n\nSee.\n\n[TODO]: <> (Link to Nginx guide)\n\n[//]: # (TODO: relire)\n",
            source="swift.org/documentation/server/guides/deploying/ubuntu.md",
            note="Comments written as definitions of links.",
        ),
        Good(
            "---\ntitle: Exemple de mentions légales\n---\n\n## Crédits\n\n[ A COMPLETER ]\n",
            source="codegouvfr/eleventy-dsfr content/fr/legal/index.md",
        ),
        Good('---\ntitle: "{{title}}"\n---\n\nTODO\n', path="archetypes/default.md", note="a template of posts"),
        Good(
            '---\ntitle: "{{title}}"\n---\n\nTakken\n',
            path="tak.antlers.html",
            source="thilacoloma, universal-tak.antlers.html",
        ),
        Good(
            "---\ntitle: Les étiquettes\n---\n\nUn bloc cité :\n\n{% blockquote %}\nLorem ipsum dolor sit amet.\n"
            "{% endblockquote %}\n\nLe *lorem ipsum dolor sit amet…* tangue. Pour laisser des messages TODO, écrivez-les.\n",
            source="hexo.io source/docs/tag-plugins.md; michelc.github.io 2020-06-01-animation-css-sidebar.md",
        ),
        Good(
            "---\ntitle: Un exemple\n---\n\n```html\n<!-- a -->\n<p>\n  Lorem ipsum\n</p>\n```\n",
            source="docs.astro.build guides/integrations-guide/alpinejs.mdx",
        ),
        Good(
            "---\ntitle: Éléments de la page\n---\n\nLorem ipsum dolor sit amet.\n",
            path="a-propos/styleguide.md",
            note="a page that shows how texts look",
        ),
        Good(
            "---\nlang: en\ntitle: FAQ\n---\n\n### Will you port YunoHost to [insert favorite distro]?\n",
            source="YunoHost/doc docs/community/05.faq.mdx",
            note="said on purpose",
        ),
        Good(
            "---\ntitle: Formulas\nlang: en\n---\n\n|| A | B |\n|:-:|-|-|\n| 1 | **Daily rate** | **Days** |\n"
            "| 2 | TODO: Formula for the rate | 3 |\n",
            source="18f.gsa.gov 2024-11-05-three-ways-to-write-fearless-spreadsheet-formulas.md",
            note="a sheet that the post fills in later",
        ),
        Bad("---\ntitle: A\nlang: en\n---\n\n| Room | Time |\n|-|-|\n| «TODO» | 3 |\n"),
        Good(
            "---\ntitle: Vue.js 0.10\ntype: '{{type}}'\n---\n\nSuch as `v-component=\"{{type}}\"`.\n",
            source="v2.vuejs.org src/_posts/vuejs-010-release.md",
            note="a key of the post's own, so that the body shows `{{type}}` as it stands",
        ),
        Good(
            "---\ntitle: Typography\n---\n\nText.\n\nLorem ipsum dolor sit amet.\n",
            path="content/en/lorem-ipsum/index.md",
            source="andreaverlicchi.eu content/en/lorem-ipsum/index.md",
        ),
        Good(
            "---\ntitle: Langues\n---\n\nTexte.\n\n{# TODO : les domaines #}\n",
            path="source/_posts/langues.md",
            files=(("_config.yml", "title: Blog\n"), ("package.json", '{"dependencies": {"hexo": "8.0.0"}}')),
            note="a comment of the generator's own",
        ),
    ),
)
