"""What a run took for granted that no configuration says, in one line each, and how to keep it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from textwrap import fill
from typing import TYPE_CHECKING

from evlint.generators._signs import TITLES
from evlint.model.message import Msg, msg, plural
from evlint.model.site import NONE

if TYPE_CHECKING:
    from evlint.model.site import Site
    from evlint.pipeline.run import Run

_MAGIC = b"evlint-told-1\n"
_FILE = "told"  # in the folder of the caches
_MOST = 1_000  # folders that are remembered; the oldest are told again


def is_news(run: Run) -> bool:
    """Tell whether nobody was told yet what was assumed of the site in this working folder, and remember that now.

    Where nothing is remembered between runs (`--no-cache`, no folder that can be written) it is news each time.
    """
    if run.request.no_cache:
        return True
    import marshal

    from evlint.cache import cache_dir
    from evlint.io.whole_file import read_whole, write_whole
    from evlint.startup.library_parts import digest

    site = _site(run)
    what = "\0".join((os.path.realpath("."), site.generator, site.language or "", site.timezone or ""))
    told = digest(what.encode("utf-8", "surrogateescape"))
    path = os.path.join(cache_dir(), _FILE)
    known = read_whole(path, _MAGIC)
    known = known if isinstance(known, list) else []
    if told in known:
        return False
    with contextlib.suppress(OSError):
        write_whole(path, _MAGIC, marshal.dumps([*known[1 - _MOST :], told]))
    return True


def assumed(run: Run) -> Msg:
    """Return the line: site generator, language and zone of the posts, schemas, and whether links are asked for."""
    site = _site(run)
    online = run.settings.links.online if run.request.online is None else run.request.online
    return msg(
        "There is no evlint.toml, so this was assumed: {site}, posts in {language}, {zone}, built-in schemas, {links}. "
        "“evlint init” writes it down for you to change.",
        site=msg("no site generator") if site.generator == NONE else msg("a {name} site", name=TITLES[site.generator]),
        language=msg("“{tag}”", tag=site.language) if site.language else msg("the language of their own words"),
        zone=msg("time zone {name}", name=site.timezone) if site.timezone else msg("no time zone"),
        links=msg("links asked for over the network") if online else msg("links not asked for over the network"),
    )


def _site(run: Run) -> Site:
    first = run.request.paths[0] if run.request.paths else "."
    return run.sites.site(run.sites.root_of(f"{first}/post.md") or run.sites.root_of(first))


def guessed(run: Run) -> Msg | None:
    """Say of how many posts each language was guessed from their words; None where something names that of all.

    Only the front matter of the posts is read again, and the first words after it.
    """
    if run.settings.language:
        return None
    from collections import Counter

    from evlint.io.read import read_file
    from evlint.lint.context import WORDS
    from evlint.parse import parse_front

    linter = run.linter()
    counts: Counter[str] = Counter()
    for path in run.files()[0]:
        read = read_file(path, run.settings.max_file_size)
        if read is None or read.problem is not None:
            continue
        site = run.sites.site(run.sites.root_of(path))
        language = linter.language(parse_front(path, read.text, yaml=site.yaml))
        if language.source == WORDS:
            counts[str(language.value)] += 1
    if not counts:
        return None
    total = sum(counts.values())
    return msg(
        "{posts}: {languages}. “language” in evlint.toml names it for all, “lang” in a post for that one.",
        posts=plural(
            "The language of {number} post was guessed from its words",
            "The language of {number} posts was guessed from their words",
            total,
            number=total,
        ),
        languages=", ".join(f"{name} ({number})" for name, number in counts.most_common()),
    )


def wrapped(text: str) -> str:
    """Return the line as the terminal of standard error shows it: broken between words, ours by its prefix."""
    from os import get_terminal_size

    try:
        width = get_terminal_size(sys.stderr.fileno()).columns
    except OSError:
        width = 0
    width = width or shutil.get_terminal_size().columns
    return fill(f"evlint: {text}", width, break_long_words=False, break_on_hyphens=False)
