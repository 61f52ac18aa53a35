"""What was found in a folder in, the text of a first `evlint.toml` out, with a comment at each line that needs one."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.config.toml_text import toml_text, toml_value
from evlint.model.about import CONFIG_SCHEMA_URL
from evlint.model.message import ENGLISH, Msg, Plural, Wording, msg, plural, render
from evlint.startup.namedtuple import NamedTuple


class Guess(NamedTuple):
    """A value and where it was found; `sure` is False for one that the author should look at: it is then commented out."""

    value: str
    source: str | Msg
    sure: bool = True


class FoundCollection(NamedTuple):
    """Posts of one kind: how many there are, and the schema that goes with them (None: the built-in one that fits)."""

    name: str
    files: str
    posts: int
    schema: str | None = None
    schema_source: str | Msg = ""
    dates: tuple[tuple[str, str], ...] = ()  # roles of dates that stand in a mapping of their own, with the path there


class Findings(NamedTuple):
    """All that was found."""

    site: str = ""  # "Jekyll (_config.yml)"
    posts: int = 0
    timezone: Guess | None = None
    language: Guess | None = None
    url: Guess | None = None
    collections: Sequence[FoundCollection] = ()


# A line of the file: code as it stands, or what a comment says.
Line = str | Msg


def starter(found: Findings, wording: Wording = ENGLISH) -> str:
    """Write the configuration, its comments in a language."""
    parts = [_head(found), _time(found.timezone, wording), _language(found.language, wording), _MESSAGES, *_RULES]
    parts += [_collection(one, wording) for one in found.collections] or [_NO_COLLECTION]
    parts.append([*_site_url(found.url, wording), *_LINKS])
    return "\n".join(_written(part, wording) for part in parts)


def _written(lines: Sequence[Line], wording: Wording) -> str:
    return "".join((line if isinstance(line, str) else f"# {render(line, wording)}") + "\n" for line in lines)


def _head(found: Findings) -> list[Line]:
    posts = _posts(found.posts)
    return [
        f"#:schema {CONFIG_SCHEMA_URL}",  # editors complete and check with it; they look for it in the first line
        msg("The configuration of evlint, which checks posts before they are published."),
        msg("evlint found: {site}, {posts}.", site=found.site, posts=posts)
        if found.site
        else msg("evlint found no site generator that it knows, and {posts}.", posts=posts),
        msg("Everything here may go: evlint then falls back on what your site's own configuration says."),
        msg("“evlint config show” tells what holds; “evlint rule” lists the rules."),
    ]


def _posts(count: int) -> Plural:
    return plural("{count} post", "{count} posts", count)


def _time(guess: Guess | None, wording: Wording) -> list[Line]:
    return [
        msg("The time zone of the dates in your posts: a date whose UTC offset it does not have is told (EV204)."),
        '# timezone = "Europe/Paris"' if guess is None else _assignment("timezone", guess, wording),
    ]


def _language(guess: Guess | None, wording: Wording) -> list[Line]:
    return [
        msg("The language of all your posts. Leave it out where they say it themselves (“lang: en”)."),
        '# language = "fr"' if guess is None else _assignment("language", guess, wording),
    ]


def _assignment(key: str, guess: Guess, wording: Wording) -> str:
    return f"{'' if guess.sure else '# '}{key} = {toml_text(guess.value)}  # {render(guess.source, wording)}"


_MESSAGES: list[Line] = [
    msg("The language in which evlint speaks to all of you, French or English; else each computer's own."),
    '# messages = "fr"',
]

_RULES: list[list[Line]] = [
    [
        msg("Rules that you do not want, by code or by family (“EV2” is every rule about dates)."),
        '# ignore = ["EV213"]',
    ],
    [
        msg("A run fails from this severity up: “error”, “warning”, “info” or “never”."),
        '# fail-on = "warning"',
    ],
    [
        msg("Findings that are known and not reported again: “evlint check --write-baseline FILE” writes that file."),
        '# baseline = "evlint-baseline.json"',
    ],
    [msg("Files that are no posts."), '# exclude = ["README.md", "drafts/"]'],
    [msg("Another severity for a rule; “off” switches it off."), "# [severity]", '# EV213 = "off"'],
]

_NO_COLLECTION: list[Line] = [
    msg("Posts of one kind, with the schema that their front matter has to fit: “evlint schema infer” writes one."),
    msg("Where your date keys have unusual names, “dates” says which they are."),
    "# [[collection]]",
    '# name = "events"',
    '# files = ["content/events/**"]',
    '# schema = "schemas/events.schema.json"',
    '# dates = { start = "begins", end = "finishes" }',
]


def _collection(one: FoundCollection, wording: Wording) -> list[Line]:
    lines: list[Line] = [
        f"# {render(_posts(one.posts), wording)}",
        "[[collection]]",
        f"name = {toml_text(one.name)}",
        f"files = {toml_value([one.files])}",
    ]
    if one.schema is not None:
        source = render(one.schema_source, wording)
        lines.append(f"schema = {toml_text(one.schema)}{f'  # {source}' if source else ''}")
    if one.dates:
        lines.append(f"dates = {{ {', '.join(f'{role} = {toml_text(path)}' for role, path in one.dates)} }}")
    return lines


def _site_url(guess: Guess | None, wording: Wording) -> list[Line]:
    return [
        "[links]",
        msg("The address of your own site: links to it are looked up among your files, not on the network."),
        '# site-url = "https://www.example.org"' if guess is None else _assignment("site-url", guess, wording),
    ]


_LINKS: list[Line] = [
    msg("Ask for links over the network (“--offline” and “--online” win)."),
    "# online = true",
    msg("Hosts that readers must never be sent to, beside the usual ones (staging, preprod, recette…)."),
    '# staging = ["*.agency.example.net"]',
    msg("The public host for such a host: “evlint check --fix” then mends the link."),
    '# rewrite = { "bo.example.net" = "www.example.org" }',
    msg("Addresses that are not asked for."),
    '# ignore = ["https://www.linkedin.com/*"]',
]
