"""How rules say that a link leads to a post which is not there for readers."""

from __future__ import annotations

from evlint.model.message import Msg, msg

UNPUBLISHED_HELP = msg("Publish that post first, or take the link out until it is published.")


def unpublished_message(why: str, shown: str, path: str) -> Msg:
    """Say why what a link shows is not there: "draft", "ahead" or "expired"."""
    if why == "ahead":
        return msg("“{shown}” leads to a post that the site hides until its day: {path}.", shown=shown, path=path)
    if why == "expired":
        return msg("“{shown}” leads to a post that has expired: {path}.", shown=shown, path=path)
    return msg("“{shown}” leads to a post that is not published: {path}.", shown=shown, path=path)


def stops_message(why: str, shown: str, path: str) -> Msg:
    """Say the same of what a tag asks for, where the generator stops at a tag that names nothing."""
    if why == "ahead":
        return msg(
            "“{shown}” asks for a post that the site hides until its day, {path}: the site will not build.",
            shown=shown,
            path=path,
        )
    if why == "expired":
        return msg(
            "“{shown}” asks for a post that has expired, {path}: the site will not build.", shown=shown, path=path
        )
    return msg(
        "“{shown}” asks for a post that is not published, {path}: the site will not build.", shown=shown, path=path
    )
