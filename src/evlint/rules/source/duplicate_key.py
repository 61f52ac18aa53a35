"""A key stands twice in the same mapping.

Site generators keep one of the two values, most of them the last one, and say nothing; others refuse the file. What the
other line says is lost, and the author who corrects that line wonders why nothing changes.

How to fix: delete one of the two lines, or give it the name that it was meant to have. Several values under one key are a
list. Where both lines say the same `--fix` deletes the second; that is a warning where the site's generator takes it, and an
error where it stops (Hugo since 0.152, Eleventy, Astro, Docusaurus and VitePress).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, safe
from evlint.model.document import Document, Entry, Mapping, nodes_of
from evlint.model.message import Msg, Plural, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.source._problems import told


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Tell what the parser met, one finding for each key that was there before."""
    if not document.problems:
        return
    from evlint.parse.front.yaml.readers import STRICT  # only where a key stands twice

    twice: _Twice | None = None
    of_fix, of_both = msg("Delete the second one"), msg("Delete one of the two: some site generators stop at it.")
    front = document.front
    is_toml = front is not None and front.format == "toml"
    is_strict = is_toml or context.site.yaml in STRICT
    # Where nobody says which version it is, the newest is taken: of Hugo, older ones take the last of the two values.
    chosen = generator_of(context.site)
    took = chosen.once_took_keys_twice and not context.site.version
    stops = is_toml or (is_strict and not took)
    for first in told(document, "EV005"):
        twice = twice or _Twice(document)
        finding = first._replace(message=_stops(first.message, alone=chosen.skips_unreadable)) if stops else first
        pair = twice.same(finding)
        if pair is None:
            yield finding
            continue
        edit = _without(document, pair)
        fix = None if edit is None else safe(of_fix, edit)
        if is_strict:
            yield finding._replace(fix=fix)
            continue
        yield finding._replace(
            severity="warning",
            message=msg("The key “{key}” stands here a second time, with the same value.", key=pair.name),
            help=of_both,
            fix=fix,
        )


def _stops(message: Msg | Plural, *, alone: bool) -> Msg:
    """Return the parser's words on a key, as they are true of a site whose generator refuses the file (`alone`: only it)."""
    if alone:
        return msg(
            "The key “{key}” stands here a second time: the site is built without this page.", key=message.args["key"]
        )
    return msg("The key “{key}” stands here a second time: the site will not build.", key=message.args["key"])


class _Twice:
    """The entries of a post by where their keys stand, gathered once however many keys stand twice."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._values: dict[int, str] = {}
        front = document.front
        held = nodes_of(front.root) if front is not None and front.root is not None else ()
        self._entries = {
            entry.key.place[0]: entry for node in held if isinstance(node, Mapping) for entry in node.entries
        }

    def same(self, finding: Finding) -> Entry | None:
        """Return the later entry of a finding where both hold the same value, else None."""
        if not finding.related:
            return None
        first, later = finding.related[0].span.start, finding.span.start
        if first not in self._entries or later not in self._entries:
            return None
        return self._entries[later] if self._value(first) == self._value(later) else None

    def _value(self, start: int) -> str:
        """Return the value of the entry whose key stands there as it is typed, whatever its blanks."""
        value = self._values.get(start)
        if value is None:
            typed = self._document.source(self._entries[start].value.span)
            value = self._values[start] = " ".join(typed.split())
        return value


def _without(document: Document, entry: Entry) -> Edit | None:
    """Return the edit that takes an entry's lines away; None where something else stands on them."""
    text = document.text
    start, end = entry.key.place[0], max(entry.key.place[1], entry.value.span.end)
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    if stop < 0 or text[begin:start].strip() or text[end:stop].strip(" :\t\r"):
        return None
    return Edit(Span(begin, stop + 1), "")


RULE = Rule(
    code="EV005",
    severity="error",
    check=check,
    needs="damage",
    fix="safe",
    examples=(
        Bad(
            "---\ntitle: Analytics case study\nevent_platform: zoom\n«event_platform»: youtube_live\n---\n",
            says="a second time",
            source="digital.gov content/events/2020/10/2020-10-21-analytics-case-study-part-3-action.md",
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Horaires\n  contenu: 9h\n  «contenu»: 10h\n---\n",
            says="“contenu”",
            note="nested as well",
        ),
        Bad('+++\ntitle = "A"\n«title» = "B"\n+++\n', says="will not build"),
        Bad(
            "---\ntitle: Réunion\n«title»: Atelier\n---\n",
            path="content/agenda/a.md",
            says="will not build",
            files=(
                ("package.json", '{"devDependencies": {"@11ty/eleventy": "^3.1.0"}}'),
                ("eleventy.config.js", "export default {}\n"),
            ),
            note="Eleventy's YAML refuses the file",
        ),
        Bad(
            "---\ntitle: Réunion\n«title»: Atelier\n---\n",
            path="source/_posts/a.md",
            says="without this page",
            files=(("package.json", '{"dependencies": {"hexo": "^7.0.0"}}'), ("_config.yml", "title: A\n")),
            note="Hexo tells of it, and builds the others",
        ),
        Bad('{"title": "A", «"title"»: "B"}\n', says="“title”"),
        Bad(
            "---\ntitle: A\n«title»: A\nlang: fr\n---\n",
            says="with the same value",
            fixed="---\ntitle: A\nlang: fr\n---\n",
            note="a warning only",
            severity="warning",
        ),
        Good("---\nacces:\n- type: Métro\n- type: Bus\n---\n", note="each item of a list has keys of its own"),
        Good(
            "---\nbase: &base\n  lieu: Paris\nseance:\n  <<: *base\n  lieu: Lyon\n---\n",
            note="`<<` gives way to what is typed",
        ),
    ),
)
