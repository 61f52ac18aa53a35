"""A layout, an author or another id is none of those that the site has.

The page is built all the same: without its frame, with an empty place where the author's name should be, or with the
layout of another kind of page.

How to fix: write the id as it stands in the site's files, or add it there.

Leaves alone: layouts that a theme may bring, one that most posts name in Hugo, which takes that of their kind; free text: a
value is taken for an id where the configuration says so (`[[reference]]`), where most other posts have ids of a data file
there, or where it is one slip away from one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.site._terms import unaccented
from evlint.site.entry import ADDRESSES, LAYOUT, TERMS

if TYPE_CHECKING:
    from evlint.model.index import Index, KeyValue

_SKIPPED = frozenset((LAYOUT, *TERMS, *ADDRESSES, "ref"))
_CLOSE = 0.6  # likeness (difflib's ratio) from which a name is worth showing
_MOST = 0.5  # share of the other posts' values that are ids, above which a value that is none is a slip
_MOST_COMPARED = 2_000  # ids that a value is compared with


def check_site(index: Index, context: RuleContext) -> Iterator[tuple[str, Finding]]:
    """Flag layouts that are not there, then values of the keys that are ids."""
    by_key: dict[str, list[tuple[str, KeyValue]]] = defaultdict(list)
    for path, entry in index.entries.items():
        for value in entry.values:
            by_key[value.key].append((path, value))
    layouts = by_key.get(LAYOUT, [])
    times = Counter(value.text for _, value in layouts) if generator_of(context.site).replaces_layouts else Counter()
    for path, value in layouts:
        known = index.layouts(path) if path in index.checked else None
        if known is not None and value.text not in known and value.text.rpartition(".")[0] not in known:
            if times[value.text] > _MOST * len(layouts) > 1 and not any(is_slip(value.text, one) for one in known):
                continue  # most posts name it, and all are built with that of their kind
            near = _nearest(value.text, known)
            yield path, _finding(value, msg("There is no layout “{name}” in this site.", name=value.text), near)
    stated = {one.key.lower(): one for one in index.references}
    for key, uses in by_key.items():
        if not any(path in index.checked for path, _ in uses):
            continue
        if key in stated:
            yield from _configured(index, uses, stated[key].values_from)
        elif key not in _SKIPPED:
            yield from _usual(index, key, uses)


def _configured(index: Index, uses: Iterable[tuple[str, KeyValue]], source: str) -> Iterator[tuple[str, Finding]]:
    ids = index.ids_in(source)
    for path, value in uses if ids is not None else ():
        if ids is not None and value.text not in ids and path in index.checked:
            yield path, _finding(value, _message(value, source), _nearest(value.text, ids), source)


def _usual(index: Index, key: str, uses: list[tuple[str, KeyValue]]) -> Iterator[tuple[str, Finding]]:
    for source, ids in index.data(key).items():
        known = sum(value.text in ids for _, value in uses)
        times = Counter(value.text for _, value in uses)
        folders = _by_folder(uses, ids)
        for path, value in uses:
            text = value.text
            if text in ids or path not in index.checked:
                continue
            others = len(uses) - times[text]
            slip = next((one for one in sorted(ids)[:_MOST_COMPARED] if is_slip(text, one)), None)
            beside, known_beside = folders[path.rpartition("/")[0]]
            is_free = beside > 2 and known_beside <= _MOST * (beside - 1)
            is_usual = others > 1 and known > _MOST * others and " " not in text and not is_free
            if times[text] < 3 and (is_usual or (slip is not None and known)):
                yield path, _finding(value, _message(value, source), slip or _nearest(text, ids), source)


def _by_folder(uses: Iterable[tuple[str, KeyValue]], ids: frozenset[str]) -> Mapping[str, tuple[int, int]]:
    """Return by folder how many values a key has there, and how many of them are ids.

    One layout may show the text as it stands for pages of one folder and look it up for those of another.
    """
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for path, value in uses:
        every, known = counts[path.rpartition("/")[0]]
        counts[path.rpartition("/")[0]] = (every + 1, known + (value.text in ids))
    return counts


def is_slip(one: str, other: str) -> bool:
    """Tell whether two ids are one slip apart: a letter more, less, doubled or swapped, capitals or accents aside."""
    one, other = unaccented(one), unaccented(other)
    if one == other:
        return True
    if len(one) < 3 or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    if len(one) == len(other):
        return one[start + 2 :] == other[start + 2 :] and one[start : start + 2] == other[start : start + 2][::-1]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:] and not (longer[-1] in "s0123456789" and start == len(shorter))


def _message(value: KeyValue, source: str) -> Msg:
    return msg("“{name}” is none of the ids in {path}.", name=value.text, path=source)


def _nearest(text: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(text, sorted(known)[:_MOST_COMPARED], 1, _CLOSE)), None)


def _finding(value: KeyValue, message: Msg, near: str | None, source: str | None = None) -> Finding:
    return Finding(
        Span(*value.place),
        message,
        msg("Did you mean “{name}”?", name=near) if near is not None else msg("Write one that is there, or add it."),
        pointer=value.pointer,
        related=() if source is None else (Related(Span(0, 0), msg("the ids"), source.rstrip("/")),),
    )


_AUTHORS = ("_data/authors.yml", "lea:\n  name: Léa\nnoe:\n  name: Noé\n")


_AGENCIES = (
    ("services", ("U.S. Navy", "GSA", "DOI", "DOL", "GSA", "DOI", "DOL")),
    ("products", ("eRegulations", "login.gov")),
)


def _post(day: int, author: str) -> tuple[str, str]:
    return f"_posts/2025-10-0{day}-p.md", f"---\ntitle: P\nauthor: {author}\n---\n\nTexte.\n"


RULE = Rule(
    code="EV502",
    severity="error",
    needs="site",
    check_site=check_site,
    options=("reference",),
    examples=(
        Bad(
            "---\ntitle: A\nlayout: «evenment»\n---\n\nTexte.\n",
            says="There is no layout “evenment”",
            path="_posts/2026-01-10-a.md",
            files=(("_config.yml", "title: S\n"), ("_layouts/evenement.html", "{{ content }}\n")),
        ),
        Bad(
            "---\ntitle: A\nauthor: «laé»\n---\n\nTexte.\n",
            says="“laé” is none of the ids in _data/authors.yml",
            path="_posts/2026-01-10-a.md",
            files=(("_config.yml", "title: S\n"), _AUTHORS, _post(1, "lea"), _post(2, "noe")),
        ),
        Bad(
            "---\ntitle: B\nlieu: «mariie»\n---\n\nTexte.\n",
            says="_data/lieux.yml",
            config='[[reference]]\nkey = "lieu"\nvalues-from = "_data/lieux.yml"\n',
            path="_posts/2026-01-10-b.md",
            files=(
                ("_config.yml", "title: S\n"),
                ("_data/lieux.yml", "mairie:\n  nom: Mairie\nhalle:\n  nom: Halle\n"),
            ),
            note="The configuration says where the ids are.",
        ),
        Good(
            "---\ntitle: A\nlayout: post\n---\n\nTexte.\n",
            path="_posts/2026-01-10-a.md",
            files=(("_config.yml", "theme: minima\n"), ("_layouts/evenement.html", "{{ content }}\n")),
            note="The theme may hold it.",
        ),
        Good(
            "---\ntitle: A\nauthor: Service des sports\n---\n\nTexte.\n",
            path="_posts/2026-01-10-a.md",
            files=(("_config.yml", "title: S\n"), _AUTHORS, _post(1, "La rédaction"), _post(2, "lea")),
            note="Most authors are free text here.",
        ),
        Good(
            "---\nagency: cloud.gov\ntitle: Expedited path to the cloud\n---\n\nText.\n",
            path="content/products/cloud-gov.md",
            files=(
                (".eleventy.js", "module.exports = {dir: {input: 'content', data: '../data'}};\n"),
                ("data/agencies.yml", "- name: U.S. Navy\n- name: GSA\n- name: DOI\n- name: DOL\n"),
                *(
                    (f"content/{folder}/{number}.md", f"---\nagency: {agency}\n---\n\nText.\n")
                    for folder, agencies in _AGENCIES
                    for number, agency in enumerate(agencies)
                ),
            ),
            source="18f.gsa.gov content/pages/projects/products/cloud-gov.md",
            note="In this folder the key holds the names of products.",
        ),
        Good(
            "---\ntitle: A\nlayout: slide\n---\n\nTexte.\n",
            path="_slides/a.md",
            files=(("_config.yml", "title: S\n"), ("_layouts/evenement.html", "{{ content }}\n")),
            source="cloudnativelinz.at _slides/2023",
            note="Jekyll makes no page of what lies in a folder that is no collection.",
        ),
        Good(
            "---\nlayout: page\ntitle: New board\n---\n\nText.\n",
            path="content/about/new-board.md",
            files=(
                ("hugo.toml", "baseURL = 'https://example.org/'\n"),
                ("layouts/_default/single.html", "{{ .Content }}"),
                *((f"content/about/{day}.md", "---\nlayout: page\ntitle: A\n---\n") for day in range(3)),
            ),
            source="InnerSourceCommons/innersourcecommons.org, content/en/about/announcements/2021-03-new-board.md",
            note="103 of its 104 layouts, all from the site's time before Hugo.",
        ),
        Bad(
            "---\nlayout: «pgae»\ntitle: A\n---\n\nText.\n",
            says="There is no layout “pgae”",
            path="content/about/a.md",
            files=(
                ("hugo.toml", "baseURL = 'https://example.org/'\n"),
                ("layouts/_default/page.html", "{{ .Content }}"),
            ),
        ),
        Good(
            "---\ntitle: A\nlayout: none\n---\n\nTexte.\n",
            path="a.md",
            files=(("_config.yml", "title: S\n"), ("_layouts/evenement.html", "{{ content }}\n")),
        ),
    ),
)
