"""Two pages of the site, or a page and an alias, a redirection or a copied file, are written to one address.

The generator writes one over the other, most of them without a word: one of the two is lost, and a link to it shows the
other.

How to fix: give one of the two another address: another `permalink`, `url` or `slug`, another name, or no alias.

Leaves alone: drafts and what is hidden on the day of the run; the pages of a list; languages that the generator keeps apart;
sites whose generator, plugins or data files leave open where a page goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.site._languages import language_of, neutral

if TYPE_CHECKING:
    from evlint.model.generator import Published
    from evlint.model.index import Index, IndexEntry

_OF_LANGUAGES = (
    "lang",
    "polyglot",
    "i18n",
    "locale",
    "translat",
)  # in the names of Jekyll's plugins for several languages


def check_site(index: Index, context: RuleContext) -> Iterator[tuple[str, Finding]]:
    """Flag the later of two sources that are written to one file."""
    written: dict[str, tuple[str, Published]] = {}
    for path, one in index.published():
        first = written.get(one.file)
        if first is None:
            written[one.file] = (path, one)
            if path in index.checked and not one.is_alias:
                copied = index.static_file(one.file)
                if copied is not None and copied != path:
                    yield path, _beside_file(index.entries[path], one, copied)
            continue
        other, its = first
        if its.is_alias and not one.is_alias:
            written[one.file] = (path, one)
        if other == path or (one.is_alias and its.is_alias) or path not in index.checked:
            continue
        entry = index.entries[path]
        if _is_told_apart(index, entry, index.entries.get(other), context):
            continue
        yield path, _finding(entry, one, other, its, index.entries.get(other))


def _is_told_apart(index: Index, entry: IndexEntry, other: IndexEntry | None, context: RuleContext) -> bool:
    """Tell whether a plugin may write two pages of one address to folders of their languages."""
    plugins = context.site.plugins or ()
    if other is None or not any(word in name for name in plugins for word in _OF_LANGUAGES):
        return False
    codes = index.languages()
    return language_of(entry, codes) != language_of(other, codes) or neutral(entry.path, codes) == neutral(
        other.path, codes
    )


def _finding(entry: IndexEntry, one: Published, other: str, its: Published, its_entry: IndexEntry | None) -> Finding:
    address = _address(one.file)
    if one.is_alias:
        message = msg(
            "The alias {address} is the address of {path}: one of the two is lost.", address=address, path=other
        )
    elif its.is_alias:
        message = msg("{address} is an alias of {path} too: one of the two is lost.", address=address, path=other)
    else:
        message = msg("{address} is the address of {path} too: one of the two is lost.", address=address, path=other)
    span, pointer = _place(entry, one)
    place = Span(0, 0) if its_entry is None else _place(its_entry, its)[0]
    return Finding(
        span,
        message,
        msg("Give one of the two another address."),
        pointer=pointer,
        related=(Related(place, msg("the other one"), other),),
        marked=one.file,
    )


def _beside_file(entry: IndexEntry, one: Published, copied: str) -> Finding:
    span, pointer = _place(entry, one)
    return Finding(
        span,
        msg(
            "{address} is the place of the file {path} too, which is copied as it is: one of the two is lost.",
            address=_address(one.file),
            path=copied,
        ),
        msg("Give one of the two another address."),
        pointer=pointer,
        related=(Related(Span(0, 0), msg("the other one"), copied),),
        marked=one.file,
    )


def _place(entry: IndexEntry, one: Published) -> tuple[Span, str | None]:
    """Return where the address is given: at its key, else at the first line."""
    if one.key:
        values = list(entry.of(one.key))
        value = next((value for value in values if value.text == one.text), values[0] if values else None)
        if value is not None:
            return Span(*value.place), value.pointer
    return Span(0, 0), None


def _address(file: str) -> str:
    return "/" + file.removesuffix("index.html").rpartition(":")[2]


_JEKYLL = ("_config.yml", "permalink: /blog/:title/\n")
_HUGO = ("hugo.toml", 'baseURL = "https://www.example.org/"\n')

RULE = Rule(
    code="EV501",
    severity="error",
    needs="site",
    check_site=check_site,
    examples=(
        Bad(
            "«---»\ntitle: Bilan de l’année\n---\n\nTexte.\n",
            says="_posts/2019-10-31-bilan.md",
            path="_posts/2022-04-19-bilan.md",
            files=(_JEKYLL, ("_posts/2019-10-31-bilan.md", "---\ntitle: Bilan\n---\n\nTexte.\n")),
            note="The permalink has no date: both are /blog/bilan/.",
        ),
        Bad(
            "---\ntitle: News\nslug: «forum»\n---\n\nText.\n",
            says="/forum/ is the address of content/forum.md too",
            path="content/news.md",
            files=(_HUGO, ("content/forum.md", "---\ntitle: Forum\n---\n\nText.\n")),
        ),
        Bad(
            "---\ntitle: Nouveau\naliases:\n- «/ancien/»\n---\n\nTexte.\n",
            says="The alias /ancien/",
            path="content/nouveau.md",
            files=(_HUGO, ("content/ancien.md", "---\ntitle: Ancien\n---\n\nTexte.\n")),
        ),
        Bad(
            "---\ntitle: A\nurl: «/aide/»\n---\n\nTexte.\n",
            says="content/a.en.md",
            path="content/a.fr.md",
            files=(
                ("hugo.toml", _HUGO[1] + 'defaultContentLanguage = "fr"\n[languages.fr]\n[languages.en]\n'),
                ("content/a.en.md", "---\ntitle: A\nurl: /aide/\n---\n\nText.\n"),
            ),
            note="An address that begins with a slash gets no language in front.",
        ),
        Bad(
            "---\ntitle: Contact\npermalink: «/aide/»\n---\n\nTexte.\n",
            says="the file aide/index.html",
            path="contact.md",
            files=(("_config.yml", "title: Site\n"), ("aide/index.html", "<p>Aide</p>\n")),
        ),
        Good(
            "---\ntitle: B\n---\n\nTexte.\n",
            path="_posts/2026-01-10-bilan.md",
            files=(
                ("_config.yml", "permalink: /:year/:title/\n"),
                ("_posts/2025-10-01-bilan.md", "---\ntitle: A\n---\n\nTexte.\n"),
            ),
            note="The year tells them apart.",
        ),
        Good(
            "---\ntitle: B\npermalink: /2026/bilan/\n---\n\nTexte.\n",
            path="bilan.md",
            files=(
                ("_config.yml", "title: Site\n"),
                ("_drafts/bilan.md", "---\ntitle: A\npermalink: /2026/bilan/\n---\n\nTexte.\n"),
            ),
            note="A draft is not published.",
        ),
        Good(
            "---\ntitle: Forum\n---\n\nTexte.\n",
            path="content/forum.fr.md",
            files=(
                ("hugo.toml", _HUGO[1] + 'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n'),
                ("content/forum.en.md", "---\ntitle: Forum\n---\n\nText.\n"),
            ),
            note="Hugo writes one of two languages to a folder of its own.",
        ),
        Good(
            "---\ntitle: Chi siamo\npermalink: /about/\n---\n\nTesto.\n",
            path="_pages/it-it/about.md",
            files=(
                ("_config.yml", "plugins: [jekyll-polyglot]\ncollections:\n  pages:\n    output: true\n"),
                ("_pages/en-gb/about.md", "---\ntitle: About\npermalink: /about/\n---\n\nText.\n"),
            ),
            source="daih-univr/aiucd2025, _pages/it-it/about.md",
            note="A plugin writes each language to a folder of its own.",
        ),
        Good(
            "---\ntitle: A resource\n---\n\nText.\n",
            path="content/forum/index.md",
            files=(_HUGO, ("content/forum/forum.md", "---\ntitle: Part\nslug: forum\n---\n\nText.\n")),
            note="A page beside an index belongs to it, and has no address.",
        ),
    ),
)
