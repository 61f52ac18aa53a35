"""Builds trees of posts to measure on: copies of real posts, each with words of its own, so that none equals another.

    python benchmarks/trees.py CORPORA TARGET COUNT

CORPORA is a folder of sites; the tree is one site (a Hugo layout), its posts those of the corpora in turn.
"""

from __future__ import annotations

import re
import sys
from itertools import count, cycle, islice
from pathlib import Path

WORDS = (
    "agenda", "budget", "carte", "data", "forum", "guide", "hub", "jalon", "kit", "lien",
    "mairie", "note", "outil", "plan", "quiz", "route", "salle", "taxe", "urne", "zone",
)  # fmt: skip
FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)


def posts(corpora: Path) -> list[tuple[Path, str]]:
    """Return path (in its site) and text of each post of the corpora that has YAML front matter, in a fixed order."""
    found: list[tuple[Path, str]] = []
    for path in sorted(corpora.rglob("*")):
        if path.suffix in (".md", ".markdown") and path.name != "README.md":
            text = path.read_text("utf-8")
            if FRONT.match(text):
                found.append((path.relative_to(corpora), text))
    return found


def varied(text: str, number: int) -> str:
    """Return a post with a paragraph that no other copy has, in the middle of its body."""
    words = " ".join(WORDS[(number // 20**place + place) % 20] for place in range(8))
    lines = text.split("\n")
    blank = [index for index, line in enumerate(lines) if not line and index > len(lines) // 2]
    at = blank[0] if blank else len(lines)
    return "\n".join([*lines[:at], "", f"Copie {number} : {words}.", "", *lines[at:]])


def build(corpora: Path, target: Path, size: int) -> None:
    """Write a tree of `size` posts: whole copies of the corpora, one folder each; a tree that is there is left alone."""
    if target.exists():
        return
    sources = posts(corpora)
    (target / "content").mkdir(parents=True)
    (target / "hugo.toml").write_text('baseURL = "https://www.example.org/"\ntitle = "bench"\n', "utf-8")
    for number, (name, text) in zip(count(), islice(cycle(sources), size)):
        path = target / "content" / f"copy-{number // len(sources):03}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(varied(text, number), "utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
