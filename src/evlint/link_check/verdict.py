"""What does this chain of replies mean? From a chase (every hop and how it ended) to a judged answer.

Strict about what counts as broken: only what every reader would meet too. What is refused to a program, comes too slowly
or asks for a login may well be there.
"""

from __future__ import annotations

from typing import Literal

from evlint.link_check.values import FetchError, Response
from evlint.model.context import Answer, Hop, Verdict
from evlint.model.message import Msg, msg
from evlint.startup.namedtuple import NamedTuple

MOST_HOPS = 10  # redirects: half of what browsers follow before they give up (20); a reader waits for each
REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
_UNVERIFIABLE = frozenset((304, 401, 403, 405, 407, 429, 451, 503, 999))


class Stop(NamedTuple):
    """Why a chase was broken off at a redirect. `detail` says what gave a staging host away, or the scheme."""

    kind: Literal["loop", "too-many", "nowhere", "scheme", "staging", "local"]
    detail: str = ""


class Chase(NamedTuple):
    """A link followed to its end. `hops` are the redirects, `url` the last address that was asked or led to."""

    hops: tuple[Hop, ...]
    url: str
    end: Response | FetchError | Stop


def judge(chase: Chase) -> Answer:
    """Return the answer, not yet dated; fragments are another matter (see `with_fragment`)."""
    end = chase.end
    status: int | None = None
    if isinstance(end, Response):
        status = end.status
        verdict, reason = _of_status(end)
    elif isinstance(end, Stop):
        status = chase.hops[-1].status if chase.hops else None
        verdict, reason = _of_stop(end, chase)
    else:
        verdict, reason = _of_failure(end)
    permanent = verdict == "alive" and bool(chase.hops) and all(hop.status in PERMANENT for hop in chase.hops)
    return Answer(verdict, status, chase.url, chase.hops, reason, permanent)


def with_fragment(answer: Answer, *, found: bool | None, cut: bool) -> Answer:
    """Add what is known of one fragment of a page: None where the page could not be read for it."""
    if answer.verdict != "alive":
        return answer
    if cut and not found:
        reason = msg("the page could not be read to its end to look for the place in it")
        return answer._replace(verdict="unverifiable", reason=reason, permanent=False)
    return answer._replace(fragment_found=found)


def is_lasting(answer: Answer) -> bool:
    """Tell whether an answer may be remembered: what is broken is always asked again."""
    return answer.verdict in ("alive", "unverifiable")


def _of_status(reply: Response) -> tuple[Verdict, Msg | None]:
    status = reply.status
    if status in REDIRECTS:
        return "broken", msg("the server sends the reader on without saying where to")
    if 200 <= status < 400 and status != 304:
        return "alive", None
    if status in _UNVERIFIABLE:
        return "unverifiable", _STATUS.get(status, msg("the server answers {status}", status=status))
    if status in _STATUS:
        return "broken", _STATUS[status]
    if status >= 500:
        return "broken", msg("the server fails with error {status}", status=status)
    return "broken", msg("the server answers {status}", status=status)


_STATUS = {
    304: msg("the server says that the page is the same as before, which nobody asked (304)"),
    401: msg("the server asks for a login (401)"),
    403: msg("the server refuses to show it to a program (403)"),
    404: msg("the server says that there is no such page (404)"),
    405: msg("the server refuses this kind of question (405)"),
    407: msg("the proxy asks for a login (407)"),
    410: msg("the server says that the page is gone for good (410)"),
    429: msg("the server asks not to be asked so often (429)"),
    451: msg("the server may not show it for legal reasons (451)"),
    503: msg("the server is not available at the moment (503)"),
    999: msg("the server refuses to show it to a program (999)"),
}


def _of_stop(stop: Stop, chase: Chase) -> tuple[Verdict, Msg]:
    if stop.kind == "staging":
        return "staging", msg("“{part}” is the mark of a staging host", part=stop.detail)
    if stop.kind == "local":
        return "staging", msg("only machines of one network know the host “{host}”", host=stop.detail)
    if stop.kind == "loop":
        return "broken", msg("the server sends the reader in circles")
    if stop.kind == "too-many":
        return "broken", msg("the server sends the reader on more than {count} times", count=MOST_HOPS)
    if stop.kind == "scheme":
        return "broken", msg(
            "the server sends the reader to an address that is no web page ({scheme})", scheme=stop.detail
        )
    return "broken", msg(
        "the server sends the reader on to an address that cannot be one (after {count} hops)", count=len(chase.hops)
    )


def _of_failure(failure: FetchError) -> tuple[Verdict, Msg]:
    verdict, reason = _FAILURES[failure.kind]
    if failure.kind == "tls":
        return verdict, _TLS.get(failure.detail) or msg("no secure connection comes about ({why})", why=failure.detail)
    if failure.kind == "private":
        return verdict, msg("the host's address, {address}, is not one of the public internet", address=failure.detail)
    return verdict, reason


OVER_TIME = msg("the time for links was over before this one was asked for")
_FAILURES: dict[str, tuple[Verdict, Msg]] = {
    "unknown-host": ("unknown-host", msg("no host of this name exists")),
    "no-name-server": ("unverifiable", msg("the name server does not answer for this host")),
    "no-route": ("unreachable", msg("there is no way to the host from here")),
    "private": ("private", msg("the host's address is not one of the public internet")),
    "tls": ("tls", msg("no secure connection comes about")),
    "refused": ("unreachable", msg("the host refuses the connection")),
    "reset": ("unreachable", msg("the host breaks the connection off without an answer")),
    "no-http": ("unreachable", msg("what answers there is no web server")),
    "odd-http": ("unverifiable", msg("the server's answer breaks the rules of HTTP, which browsers may forgive")),
    "connect-timeout": ("unverifiable", msg("the host does not answer in time")),
    "timeout": ("unverifiable", msg("the server does not answer in time")),
    "silent": ("unverifiable", msg("the host left several questions without an answer, so evlint stopped asking")),
    "failing": ("unverifiable", msg("the host failed for several links, so evlint stopped asking")),
    "over-time": ("unverifiable", OVER_TIME),
    "proxy": ("unverifiable", msg("the proxy does not let the question through")),
    "bad-url": ("broken", msg("the address cannot be asked for")),
    "given-up": ("unverifiable", msg("the server asked not to be asked so often, so evlint stopped asking")),
}

EXPIRED, NOT_YET, WRONG_NAME, SELF_SIGNED, UNKNOWN_ISSUER = (
    "expired", "not-yet-valid", "wrong-name", "self-signed", "unknown-issuer",
)  # fmt: skip
_TLS = {
    EXPIRED: msg("the host's certificate has expired"),
    NOT_YET: msg("the host's certificate is not valid yet"),
    WRONG_NAME: msg("the host's certificate was made for another name"),
    SELF_SIGNED: msg("the host made its certificate itself: no browser trusts it"),
    UNKNOWN_ISSUER: msg("the host's certificate comes from an issuer that is not known"),
}
