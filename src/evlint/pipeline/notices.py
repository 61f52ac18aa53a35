"""What a run says of itself, besides what the rules find: files that are not there, changed, or cannot be written."""

from __future__ import annotations

import os

from evlint.model.message import Msg, msg

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


def leads_out(path: str) -> Msg:
    """Tell that a named path leads out of the tree."""
    return msg(
        "“{path}” leads out of the folder that is checked, through a link, and nothing was read there. If you trust that "
        "link, add --follow.",
        path=path,
    )


def missing(path: str) -> Msg:
    """Tell that a name leads to no file, and which one may be meant."""
    from difflib import get_close_matches

    folder = os.path.dirname(path)
    try:
        near = get_close_matches(os.path.basename(path), os.listdir(folder or "."), 1)
    except OSError:
        near = []
    if near:
        return msg("There is no “{path}”. Did you mean “{near}”?", path=path, near=os.path.join(folder, near[0]))
    return msg("There is no “{path}”.", path=path)
