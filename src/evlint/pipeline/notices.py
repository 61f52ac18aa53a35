"""What a run says of itself, besides what the rules find: files that are not there, changed, or cannot be written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from evlint.io.tree import near_name
from evlint.model.message import Msg, Plural, msg, plural, reason
from evlint.model.outcome import Capped

_LONGEST_PATH = 200  # characters of a folder's name that are shown: the longest are too long for the system itself
NO_FILES = msg("No post was found: evlint looks for Markdown files, and HTML files that begin with front matter.")


def worker_crashed(path: str) -> Msg:
    """Tell that a worker died."""
    return msg("A worker of evlint died while it checked {path}. Please report this with that file.", path=path)


def dropped(path: str, rule: str, line: int) -> Msg:
    """Tell that a fix was left out."""
    return msg(
        "A fix of {rule} in {path}, line {line}, was left out: it would make the post worse.",
        rule=rule,
        path=path,
        line=line,
    )


def changed_meanwhile(path: str) -> Msg:
    """Tell that a file was written by somebody else meanwhile."""
    return msg("{path} changed while it was being checked: nothing was written. Run evlint again.", path=path)


def not_written(path: str, why: Msg) -> Msg:
    """Tell that a mended file could not be written, and why."""
    return msg("{path} could not be written ({reason}): it is as it was.", path=path, reason=why)


def not_remembered(path: str, why: Msg) -> Msg:
    """Tell that the cache cannot be written, and why."""
    return msg("Results are not remembered between runs: {path} cannot be written ({reason}).", path=path, reason=why)


def not_listed(path: str, error: OSError) -> Msg:
    """Tell that a folder could not be listed, and why."""
    shown = path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"
    return msg(
        "The folder “{path}” could not be listed ({reason}): what lies in it was not checked.",
        path=shown.replace(os.sep, "/"),
        reason=reason(error),
    )


def unread(paths: Iterable[str]) -> Plural:
    """Tell how many posts are of formats that evlint does not read, and which formats."""
    from collections import Counter

    from evlint.model.file_names import unread_ending

    counts = Counter(map(unread_ending, paths))
    return plural(
        "{count} post is in a format that evlint does not read, and was not checked: {endings}.",
        "{count} posts are in formats that evlint does not read, and were not checked: {endings}.",
        counts.total(),
        endings=", ".join(f"{ending} ({count})" for ending, count in sorted(counts.items())),
    )


def leads_out(path: str) -> Msg:
    """Tell that a named path leads out of the tree."""
    return msg(
        "“{path}” leads out of the folder that is checked, through a link, and nothing was read there. If you trust that "
        "link, add --follow.",
        path=path,
    )


def links_out(paths: Sequence[str]) -> Plural:
    """Tell that links in the folders that are checked lead out of the tree."""
    return plural(
        "{path} is a link that leads out of the folder that is checked: it was not followed.",
        "{count} links lead out of the folder that is checked, and were not followed (the first: {path}).",
        len(paths),
        path=paths[0],
    )


def config_leads_out(path: str) -> Msg:
    """Tell that a site's own configuration leads out of the tree."""
    return msg(
        "{path} is a link that leads out of the folder that is checked: evlint reads nothing there, so what it says of the "
        "site is not known.",
        path=path,
    )


def missing(path: str) -> Msg:
    """Tell that a name leads to no file, and which one may be meant."""
    near = near_name(path)
    if near is not None:
        return msg("There is no “{path}”. Did you mean “{near}”?", path=path, near=near)
    return msg("There is no “{path}”.", path=path)


def capped(found: Iterable[Capped]) -> Iterator[Plural]:
    """Say which findings are counted, not listed."""
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        counts[one.path, one.rule] = counts.get((one.path, one.rule), 0) + one.more
    for (path, rule), count in sorted(counts.items()):
        yield plural(
            "{path}: {count} finding more of {rule} is counted, and not listed.",
            "{path}: {count} findings more of {rule} are counted, and not listed.",
            count,
            path=path,
            rule=rule,
        )


def outside_of_site(count: int) -> Plural:
    """Say how many pages the site's generator does not publish, and how to have them checked."""
    return plural(
        "{count} file is left out: the site does not publish it. Name it to have it checked.",
        "{count} files are left out: the site does not publish them. Name them to have them checked.",
        count,
    )
