"""What a user can do about links that could not be verified: lines to paste into the configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evlint.model.facts import Answer
from evlint.model.message import Plural, plural
from evlint.urls.split import split_url

_MOST = 3  # hosts named
_REFUSED = frozenset((401, 403, 405, 999))


def hints(answers: Iterable[Answer]) -> list[Plural]:
    """Return at most two hints: for hosts that want to be asked more slowly, and for hosts that refuse programs."""
    busy: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for answer in answers:
        if answer.verdict != "unverifiable" or not answer.final_url:
            continue
        parts = split_url(answer.final_url)
        if answer.status == 429:
            busy[parts.host or ""] += 1
        elif answer.status in _REFUSED:
            refused[parts.text[: parts.path_start]] += 1
    said: list[Plural] = []
    if busy:
        lines = "\n".join(
            f'[links.hosts."{host}"]\nconcurrency = 1\ninterval = "1s"' for host, _ in busy.most_common(_MOST)
        )
        said.append(
            plural(
                "{count} link leads to a host that wants to be asked more slowly. In evlint.toml:\n{lines}",
                "{count} links lead to hosts that want to be asked more slowly. In evlint.toml:\n{lines}",
                busy.total(),
                lines=lines,
            )
        )
    if refused:
        globs = ", ".join(f'"{start}/*"' for start, _ in refused.most_common(_MOST))
        said.append(
            plural(
                "{count} link leads to a host that shows nothing to programs. To leave it alone, in evlint.toml:\n{lines}",
                "{count} links lead to hosts that show nothing to programs. To leave them alone, in evlint.toml:\n{lines}",
                refused.total(),
                lines=f"[links]\nignore = [{globs}]",
            )
        )
    return said
