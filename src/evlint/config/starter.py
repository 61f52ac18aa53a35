"""What was found in a folder in, the text of a first `evlint.toml` out, with a comment at each line that needs one."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.config.toml_text import toml_text, toml_value
from evlint.model.values import NamedTuple


class Guess(NamedTuple):
    """A value and where it was found; `sure` is False for one that the author should look at: it is then commented out."""

    value: str
    source: str
    sure: bool = True


class FoundCollection(NamedTuple):
    """Posts of one kind: how many there are, and the schema that goes with them (None: the built-in one that fits)."""

    name: str
    files: str
    posts: int
    schema: str | None = None
    schema_source: str = ""


class Findings(NamedTuple):
    """All that was found."""

    site: str = ""  # "Jekyll (_config.yml)"
    posts: int = 0
    timezone: Guess | None = None
    language: Guess | None = None
    url: Guess | None = None
    collections: Sequence[FoundCollection] = ()


def starter(found: Findings) -> str:
    """Write the configuration."""
    parts = [_head(found), _time(found), _language(found), _RULES]
    parts += [_collection(one) for one in found.collections] or [_NO_COLLECTION]
    parts.append(_links(found))
    return "\n".join(parts)


def _head(found: Findings) -> str:
    site = f"evlint found: {found.site}, " if found.site else "evlint found no site generator that it knows, and "
    return f"""\
# The configuration of evlint, which checks posts before they are published.
# {site}{found.posts} {"post" if found.posts == 1 else "posts"}.
# Everything here may go: evlint then falls back on what your site's own configuration says.
# “evlint config show” tells what holds; “evlint rule” lists the rules.
"""


def _time(found: Findings) -> str:
    guess = found.timezone
    lines = ["# The time zone of the dates in your posts: a date whose UTC offset it does not have is told (EV204)."]
    if guess is None:
        lines.append('# timezone = "Europe/Paris"')
    else:
        lines.append(_assignment("timezone", guess))
    return "\n".join(lines) + "\n"


def _language(found: Findings) -> str:
    guess = found.language
    lines = ["# The language of all your posts. Leave it out where they say it themselves (“lang: en”)."]
    lines.append('# language = "fr"' if guess is None else _assignment("language", guess))
    return "\n".join(lines) + "\n"


def _assignment(key: str, guess: Guess) -> str:
    return f"{'' if guess.sure else '# '}{key} = {toml_text(guess.value)}  # {guess.source}"


_RULES = """\
# Rules that you do not want, by code or by family (“EV2” is every rule about dates).
# ignore = ["EV213"]

# A run fails from this severity up: "error", "warning", "info" or "never".
# fail-on = "warning"

# Files that are no posts.
# exclude = ["README.md", "drafts/"]

# Another severity for a rule; "off" switches it off.
# [severity]
# EV213 = "off"
"""

_NO_COLLECTION = """\
# Posts of one kind, with the schema that their front matter has to fit.
# [[collection]]
# name = "events"
# files = ["content/events/**"]
# schema = "schemas/events.schema.json"   # “evlint schema infer content/events” writes one
# dates = { start = "begins", end = "finishes" }   # where your date keys have unusual names
"""


def _collection(one: FoundCollection) -> str:
    count = f"{one.posts} {'post' if one.posts == 1 else 'posts'}"
    lines = [f"# {count}", "[[collection]]", f"name = {toml_text(one.name)}", f"files = {toml_value([one.files])}"]
    if one.schema is not None:
        lines.append(f"schema = {toml_text(one.schema)}{f'  # {one.schema_source}' if one.schema_source else ''}")
    return "\n".join(lines) + "\n"


def _links(found: Findings) -> str:
    lines = [
        "[links]",
        "# The address of your own site: links to it are looked up among your files, not on the network.",
    ]
    lines.append('# site-url = "https://www.example.org"' if found.url is None else _assignment("site-url", found.url))
    return "\n".join(lines) + "\n" + _LINKS


_LINKS = """\
# Ask for links over the network (“--offline” and “--online” win).
# online = true
# Hosts that readers must never be sent to, beside the usual ones (staging, preprod, recette…).
# staging = ["*.agency.example.net"]
# The public host for such a host: “evlint check --fix” then mends the link.
# rewrite = { "bo.example.net" = "www.example.org" }
# Addresses that are not asked for.
# ignore = ["https://www.linkedin.com/*"]
"""
