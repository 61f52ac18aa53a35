"""A tag or category differs from a much more frequent one only in capitals, accents, hyphens or its plural.

Most generators make a page of each spelling: who looks for “santé” does not find what stands under “Sante”.

How to fix: write the term as the other posts do. Where both are meant, list both in a data file (`_data/tags.yml`), or
silence the rule on that line.

Leaves alone: terms that a data file of the site tells apart, or that one post bears side by side; two words of the language
(`marché` and `marche`) that the texts of the site use three times or more each; spellings that the generator writes to one
page (Hugo's `Open data` and `open-data`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, Related, unsafe
from evlint.model.message import msg, plural
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.parse.front.yaml.scalars import NO_TEXTS
from evlint.rules.site._languages import language_of
from evlint.rules.site._terms import folded, joined
from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from evlint.model.index import Index, KeyValue

_FAMILIES = (("tags", "tag"), ("categories", "category"))
_TIMES = 3  # how much more often the usual spelling stands than the other
_FEWEST_WORDS = 3  # times that both words stand in texts where they are two words of the language
_LONGEST_SHOWN = 60  # characters of a term that a message quotes
_PLAIN = lazy_regex(r"[^\W\d_]+(?:[ \-’][^\W\d_]+)*\Z")  # what needs no quotes, in a list or beside a key

Uses = dict[str, "list[tuple[str, KeyValue]]"]  # the posts that bear a term, each with the place


def check_site(index: Index, context: RuleContext) -> Iterator[tuple[str, Finding]]:  # noqa: ARG001 the form of every rule
    """Flag the rare spellings of terms, at each post that has one."""
    codes, default = index.languages(), index.default_language()
    families = [keys for keys in _FAMILIES if index.has_terms(keys[0])]
    by_family: dict[tuple[str, str], Uses] = defaultdict(lambda: defaultdict(list))
    for path, entry in index.entries.items():
        language = language_of(entry, codes, default) if entry.values else ""
        for keys in families:
            for value in {one.text: one for one in entry.of(*keys)}.values():
                by_family[keys[0], language][value.text].append((path, value))
    for (key, _), uses in by_family.items():
        twins = list(_twins(index, key, uses))
        if not twins:
            continue
        counted = index.counts([word for rare, usual in twins if _is_accent(rare, usual) for word in (rare, usual)])
        for rare, usual in twins:
            if (
                _is_accent(rare, usual)
                and min(counted.get(one.casefold(), 0) for one in (rare, usual)) >= _FEWEST_WORDS
            ):
                continue
            for path, value in uses[rare]:
                if path in index.checked:
                    yield path, _finding(value, usual, uses)


def _twins(index: Index, key: str, uses: Uses) -> Iterator[tuple[str, str]]:
    """Yield each rare spelling that a checked post has, with the usual one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for term in uses:
        groups[folded(term)].append(term)
    told_apart: frozenset[str] | None = None
    for fold, terms in groups.items():
        if len(terms) < 2 or not fold:
            continue
        usual = max(terms, key=lambda term: (len(uses[term]), term))
        for rare in sorted(terms):
            if rare == usual or len(uses[usual]) < _TIMES * len(uses[rare]):
                continue
            if not any(path in index.checked for path, _ in uses[rare]) or index.term_page(rare) == index.term_page(
                usual
            ):
                continue
            if {path for path, _ in uses[rare]} & {path for path, _ in uses[usual]}:
                continue
            if told_apart is None:
                told_apart = frozenset().union(*index.data(key).values())
            if not {rare, usual} <= told_apart:
                yield rare, usual


def _is_accent(one: str, other: str) -> bool:
    """Tell whether the two are of different letters, so that they may be two words of the language, in one number."""
    plain, its = joined(one), joined(other)
    return plain != its and len(plain) == len(its)


def _finding(value: KeyValue, usual: str, uses: Uses) -> Finding:
    rare, often = len(uses[value.text]), len(uses[usual])
    first, place = uses[usual][0]
    return Finding(
        Span(*value.place),
        msg(
            "“{term}” ({count}) is a near twin of “{usual}” ({often}): readers of one do not find the other.",
            term=value.text[:_LONGEST_SHOWN],
            count=plural("{count} post", "{count} posts", rare),
            usual=usual[:_LONGEST_SHOWN],
            often=plural("{count} post", "{count} posts", often),
        ),
        msg("Write “{usual}” here too, unless both are meant.", usual=usual[:_LONGEST_SHOWN]),
        pointer=value.pointer,
        related=(Related(Span(*place.place), msg("“{usual}”", usual=usual[:_LONGEST_SHOWN]), first),),
        fix=_fix(value, usual),
    )


def _fix(value: KeyValue, usual: str) -> Fix | None:
    if value.edit is None or _PLAIN.match(usual) is None or usual.casefold() in NO_TEXTS:
        return None
    return unsafe(msg("Write “{usual}”", usual=usual[:_LONGEST_SHOWN]), Edit(Span(*value.edit), usual))


def _posts(term: str, count: int) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"_posts/2025-10-0{day}-p.md", f"---\ntitle: P\ntags: [{term}]\n---\n\nTexte.\n")
        for day in range(1, count + 1)
    )


_SITE = ("_config.yml", "title: Site\nlang: fr\n")

RULE = Rule(
    code="EV503",
    severity="warning",
    needs="site",
    check_site=check_site,
    fix="unsafe",
    examples=(
        Bad(
            "---\ntitle: E\ntags: [«Sante», ville]\n---\n\nTexte.\n",
            says="“Sante” (1 post) is a near twin of “santé” (4 posts)",
            fixed="---\ntitle: E\ntags: [santé, ville]\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("santé", 4)),
        ),
        Bad(
            "---\ntitle: E\ntags:\n- «logiciel libre»\n---\n\nTexte.\n",
            says="logiciels libres",
            fixed="---\ntitle: E\ntags:\n- logiciels libres\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("logiciels libres", 3)),
        ),
        Good(
            "---\ntitle: A\ntags: [api]\n---\n",
            path="src/content/posts/a.md",
            files=(
                ("astro.config.mjs", "export default {};\n"),
                ("src/pages/blog/tag/[tag].astro", "---\nconst groups = groupTagsBySlug(posts);\n---\n"),
                *((f"src/content/posts/{one}.md", "---\ntitle: B\ntags: [API]\n---\n") for one in "bcd"),
            ),
            source="chrischinchilla.com, src/pages/blog/tag",
            note="The site makes one page of both spellings.",
        ),
        Good(
            "---\ntitle: E\ncategories: [Sante]\n---\n\nTexte.\n",
            path="blog/2026-01-09-e.md",
            files=(
                ("docusaurus.config.js", "module.exports = {};\n"),
                *(
                    (f"blog/2026-01-0{n}-p.md", "---\ntitle: P\ncategories: [santé]\n---\n\nTexte.\n")
                    for n in range(1, 5)
                ),
            ),
            note="Docusaurus makes no pages of categories.",
        ),
        Good(
            "---\ntitle: E\ntags: [Sante]\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("santé", 2)),
            note="Nobody can tell which of the two is usual.",
        ),
        Good(
            "---\ntitle: E\ntags: [HTTPS]\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("HTTP", 4)),
            source="nicolas-hoizey.com src/links/2022/12/04/how-https-works/index.md",
            note="An abbreviation has no plural in a capital S.",
        ),
        Good(
            "---\ntitle: E\ntags: [anti]\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("antix", 4)),
            source="PatoJAD/website content/posts/2021/easyanticheat.md",
        ),
        Good(
            "---\ntitle: E\ntags: [marché, marche]\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("marché", 3)),
            note="The post bears both.",
        ),
        Good(
            "---\ntitle: E\ntags: [péché]\n---\n\nUn péché, deux péchés. Péché ! Le péché. La pêche, une pêche, sa pêche.\n",
            path="_posts/2026-01-09-e.md",
            files=(_SITE, *_posts("pêche", 4)),
            note="Two words of French.",
        ),
        Good(
            "---\ntitle: E\ntags: [cour]\n---\n\nTexte.\n",
            path="_posts/2026-01-09-e.md",
            files=(
                _SITE,
                ("_data/tags.yml", "cours:\n  name: Cours du soir\ncour:\n  name: Cour\n"),
                *_posts("cours", 4),
            ),
            note="The site lists both.",
        ),
        Good(
            "---\ntitle: E\ntags: [open-data]\n---\n\nTexte.\n",
            path="content/e.md",
            files=(
                ("hugo.toml", 'baseURL = "https://www.example.org/"\n'),
                *((f"content/p{n}.md", "---\ntitle: P\ntags: [Open data]\n---\n\nTexte.\n") for n in range(4)),
            ),
            note="Hugo writes both to /tags/open-data/.",
        ),
    ),
)
