"""What a user can do about links that could not be verified: lines to paste into the configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from evlint.link_check.address import address_of
from evlint.model.context import Answer
from evlint.model.message import Plural, plural
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.split import split_url

_MOST = 3  # hosts named
_REFUSED = frozenset((401, 403, 405, 999))


class Place(NamedTuple):
    """The configuration file that lines are meant for, and what stands in it already: TOML takes nothing twice."""

    file: str = "evlint.toml"
    table: str = "links"
    has_table: bool = False
    has_ignore: bool = False
    hosts: Collection[str] = ()


def hints(answers: Mapping[str, Answer], place: Place) -> list[Plural]:
    """Return at most two hints on links and their answers: hosts to be asked more slowly, and hosts that refuse programs."""
    busy: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for url, answer in answers.items():
        if answer.verdict != "unverifiable" or not answer.final_url:
            continue
        address = address_of(url)
        if answer.status == 429:
            host = split_url(answer.final_url).host or ""
            # Who has set a pace for this host already is told nothing new.
            if host not in place.hosts:
                busy[host] += 1
        elif answer.status in _REFUSED and address is not None:
            refused[address.url[: split_url(address.url).path_start]] += 1
    said: list[Plural] = []
    if busy:
        lines = "\n".join(
            f'[{place.table}.hosts."{host}"]\nconcurrency = 1\ninterval = "1s"' for host, _ in busy.most_common(_MOST)
        )
        said.append(
            plural(
                "{count} link leads to a host that wants to be asked more slowly. At the end of {file}:\n{lines}",
                "{count} links lead to hosts that want to be asked more slowly. At the end of {file}:\n{lines}",
                busy.total(),
                file=place.file,
                lines=lines,
            )
        )
    if refused:
        globs = ", ".join(f'"{start}/*"' for start, _ in refused.most_common(_MOST))
        said.append(_to_ignore(refused.total(), globs, place))
    return said


def _to_ignore(count: int, globs: str, place: Place) -> Plural:
    if place.has_ignore:
        return plural(
            "{count} link leads to a host that shows nothing to programs. To leave it alone, add to “ignore” in {file}:\n"
            "{lines}",
            "{count} links lead to hosts that show nothing to programs. To leave them alone, add to “ignore” in {file}:\n"
            "{lines}",
            count,
            file=place.file,
            lines=globs,
        )
    if place.has_table:
        return plural(
            "{count} link leads to a host that shows nothing to programs. To leave it alone, under {table} in {file}:\n"
            "{lines}",
            "{count} links lead to hosts that show nothing to programs. To leave them alone, under {table} in {file}:\n"
            "{lines}",
            count,
            table=f"[{place.table}]",
            file=place.file,
            lines=f"ignore = [{globs}]",
        )
    return plural(
        "{count} link leads to a host that shows nothing to programs. To leave it alone, at the end of {file}:\n{lines}",
        "{count} links lead to hosts that show nothing to programs. To leave them alone, at the end of {file}:\n{lines}",
        count,
        file=place.file,
        lines=f"[{place.table}]\nignore = [{globs}]",
    )
