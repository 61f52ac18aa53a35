"""Measures what evlint and its peers find: wrong weekdays, broken links of the sources, places of schema errors.

Each case comes once right and once wrong (or with a broken and a sound target), so that a tool that says nothing, or
always says something, is seen as what it is. Writes ACCURACY.md. Peers are installed by `peers.sh`; one that is not there is
named as not measured. The cases are few and ours: read the figures as "where it fails", not as rates on real sites.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
EVLINT = [str(Path(sys.executable).parent / "evlint"), "check", "--isolated", "--offline", "--no-cache"]

WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "pt": ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
}
# `{w}` is the weekday; the day is 17 March 2026, or 17 and 19 March where there are two.
DAY = date(2026, 3, 17)
PHRASES = {
    "fr": (
        "Rendez-vous le {w} 17 mars 2026 à 14 h.", "Le {w} 17 mars, venez nombreux.", "{w} 17/03 : atelier.",
        "Inscription avant le {w} 17/03/2026.", "Du {w} 17 au 19 mars 2026.", "Le {w}, 17 mars 2026, à Lyon.",
        "Le 17 mars 2026 ({w}).", "Le {w} 17 mars prochain.", "Les {w} 17 et jeudi 19 mars 2026.", "Le 17 mars, un {w}.",
    ),
    "en": (
        "Join us on {w} 17 March 2026.", "Join us on {w}, March 17, 2026.", "{w} 17th March: workshop.",
        "On {w} the 17th of March 2026.", "March 17, 2026 ({w}).", "Until {w}, 17 March.", "2026-03-17 ({w})",
        "Doors open on {w} the 17th.",
    ),
    "de": (
        "Am {w}, den 17. März 2026, um 14 Uhr.", "Am {w}, dem 17. März.", "{w}, 17.03.2026, 14 Uhr",
        "Am {w} (17. März 2026).",
    ),
    "es": ("El {w} 17 de marzo de 2026.", "El {w}, 17 de marzo, a las 10.", "{w} 17/03/2026"),
    "it": ("{w} 17 marzo 2026, ore 10.", "Il {w} 17 marzo.", "{w} 17/03/2026"),
    "nl": ("Op {w} 17 maart 2026.", "{w} 17 maart, 14 uur.", "{w} 17-03-2026"),
    "pt": ("Na {w}, 17 de março de 2026.", "{w}, 17 de março.", "{w} 17/03/2026", "Na próxima {w}, dia 17 de março."),
}  # fmt: skip

# A target, and whether it leads somewhere in the tree of `links_tree`.
LINKS = (
    ("[x](sound.md)", True), ("[x](gone.md)", False), ("[x](docs/page.md)", True), ("[x](docs/gone.md)", False),
    ("[x](#part)", True), ("[x](#gone)", False), ("[x](sound.md#heading-two)", True), ("[x](sound.md#gone)", False),
    ("![x](picture.png)", True), ("![x](gone.png)", False), ("[x][label]\n\n[label]: sound.md", True),
    ("[x][undefined]", False), ('<a href="sound.md">x</a>', True), ('<a href="gone.md">x</a>', False),
    ('<img src="picture.png" alt="x">', True), ('<img src="gone.png" alt="x">', False), ("[x](<two words.md>)", True),
    ("[x](Sound.md)", False), ("[x]()", False), ("[x](caf%C3%A9.md)", True),
    ('<div id="own"></div>\n\n[x](#own)', True), ("[x](docs/../sound.md)", True), ("`[x](gone.md)`", True),
    ("[x](/docs/page.md)", True), ("[x](/docs/gone.md)", False), ("[x](gone/)", False), ("x[^2]", False),
    ("[x](docs\\\\gone.md)", False),
)  # fmt: skip

SCHEMA = {
    "type": "object",
    "required": ["title", "kind"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "maxLength": 40},
        "kind": {"enum": ["news", "event"]},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
        "seats": {"type": "integer", "minimum": 1},
        "place": {"type": "object", "required": ["town"], "properties": {"town": {"type": "string"}}},
        "mail": {"type": "string", "pattern": "@"},
    },
}
# A fault in the front matter, and the line where it stands (the fence is line 1). A missing key: the fence or its
# parent's line.
FAULTS = (
    ("title: x\nkind: evnt", 3), ("title: [x]\nkind: news", 2), ("title: x\nkind: news\nseats: many", 4),
    ("title: x\nkind: news\nseats: 0", 4), ("title: x\nkind: news\ntags:\n  - a\n  - c", 6),
    ("title: x\nkind: news\ntags: a", 4), ("title: x\nkind: news\nmail: nobody", 4), ("kind: news", 1),
    ("title: x\nkind: news\ncolour: red", 4), ("title: x\nkind: news\nplace:\n  street: y", 4),
    ("title: x\nkind: news\nplace:\n  town: 7", 5),
    ("title: a title that is much longer than forty characters are\nkind: news", 2),
)  # fmt: skip


class Peer(NamedTuple):
    """A tool: its name, the file without which it is not measured, and what it says of posts in a folder (lines by post)."""

    name: str
    needs: Path
    found: Callable[[Path, Iterable[str]], dict[str, list[int]]]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a tool; return all that it printed. Its exit status says only whether something was found."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600)
    return done.stdout + done.stderr


def by_line(text: str, pattern: str, names: Iterable[str]) -> dict[str, list[int]]:
    """Collect the lines that a report names, by post; the pattern has the post and the line."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for name, line in re.findall(pattern, text, re.MULTILINE):
        found.setdefault(Path(name).name, []).append(int(line))
    return found


def evlint(select: str, *more: str) -> Callable[[Path, Iterable[str]], dict[str, list[int]]]:
    """Return what evlint finds with some rules."""

    def found(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
        said = json.loads(run(*EVLINT, *more, "--select", select, "--format", "json", ".", cwd=folder))
        lines: dict[str, list[int]] = {name: [] for name in names}
        for one in said["diagnostics"]:
            lines.setdefault(Path(one["path"]).name, []).append(one["start"]["line"])
        return lines

    return found


# --- weekdays


def weekdays(folder: Path) -> list[tuple[str, str, bool]]:
    """Write a post for each phrase, right and wrong; return their names with language and whether it is wrong."""
    cases = []
    for language, phrases in PHRASES.items():
        for number, phrase in enumerate(phrases):
            for is_wrong in (False, True):
                day = DAY + timedelta(days=1 if is_wrong else 0)
                text = phrase.format(w=WEEKDAYS[language][day.weekday()])
                name = f"{language}-{number}-{'wrong' if is_wrong else 'right'}.md"
                head = f"---\ntitle: x\nlang: {language}\ndate: 2026-03-01\n---\n\n"
                (folder / name).write_text(f"{head}{text[0].upper()}{text[1:]}\n", "utf-8")
                cases.append((name, language, is_wrong))
    return cases


def textlint(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask textlint's rule; it takes its language from an option."""
    found: dict[str, list[int]] = {}
    for language in PHRASES:
        mine = [name for name in names if name.startswith(language)]
        (folder / "rc.json").write_text(
            json.dumps({"rules": {"date-weekday-mismatch": {"lang": language, "useCurrentYearIfMissing": True}}}),
            "utf-8",
        )
        said = run(
            PEERS / "node_modules" / ".bin" / "textlint", "--rules-base-directory", PEERS / "node_modules",
            "--config", "rc.json", "--format", "unix", *mine, cwd=folder,
        )  # fmt: skip
        found |= by_line(said, r"^(\S+\.md):(\d+):\d+: .*mismatch weekday", mine)
    return found


CHRONO = """
const chrono = require("chrono-node"); const fs = require("fs");
const readers = { fr: chrono.fr, en: chrono.en, de: chrono.de, es: chrono.es, it: chrono.it, nl: chrono.nl, pt: chrono.pt };
for (const name of process.argv.slice(2)) {
  const text = fs.readFileSync(name, "utf8").split("---\\n")[2];
  for (const found of readers[name.slice(0, 2)].parse(text, new Date(2026, 2, 1))) {
    const start = found.start;
    if (!start.isCertain("weekday") || !start.isCertain("day") || !start.isCertain("month")) continue;
    const real = new Date(start.get("year"), start.get("month") - 1, start.get("day")).getDay();
    if (real !== start.get("weekday")) console.log(name + ":7");
  }
}
"""


def chrono(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask a checker of ten lines, ours, on chrono-node: it reads dates, and compares nothing by itself."""
    script = PEERS / "weekday.cjs"
    script.write_text(CHRONO, "utf-8")
    return by_line(run("node", script, *names, cwd=folder), r"^(\S+\.md):(\d+)$", names)


# --- links


def links_tree(folder: Path) -> list[tuple[str, bool]]:
    """Write a post for each link, and what the sound ones lead to; return the names with whether a link is broken."""
    run("git", "init", "-q", cwd=folder)
    (folder / "docs").mkdir()
    for name in ("sound.md", "docs/page.md", "two words.md", "café.md"):
        (folder / name).write_text("# Heading one\n\n## Heading two\n\ntext\n", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    cases = []
    for number, (link, is_sound) in enumerate(LINKS):
        name = f"post-{number:02}.md"
        (folder / name).write_text(f"# Post\n\n## Part\n\n{link}\n", "utf-8")
        cases.append((name, not is_sound))
    return cases


def lychee(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask lychee for files and anchors."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for name in found:
        said = run(
            PEERS / "venv" / "bin" / "lychee", "--offline", "--include-fragments", "--no-progress", "--root-dir", folder,
            "--format", "json", name, cwd=folder,
        )  # fmt: skip
        report = json.loads(said[said.index("{") : said.rindex("}") + 1])
        found[name] = [1] * int(report["errors"])
    return found


def rumdl(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask rumdl's rules for links."""
    said = run(
        PEERS / "venv" / "bin" / "rumdl", "check", "--no-cache", "--output-format", "concise",
        "--enable", "MD011,MD042,MD051,MD052,MD057", *names, cwd=folder,
    )  # fmt: skip
    return by_line(said, r"^(\S+\.md):(\d+):", names)


def remark_links(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask remark-validate-links."""
    found: dict[str, list[int]] = {}
    said = run(
        PEERS / "node_modules" / ".bin" / "remark", "--no-stdout", "--no-color", "--no-config",
        "--use", f"{PEERS}/node_modules/remark-validate-links/index.js=repository:false", ".", cwd=folder,
    )  # fmt: skip
    for part in re.split(r"^(?=\S+\.md\b)", said, flags=re.MULTILINE):
        name = Path(part.split(maxsplit=1)[0]).name if part.strip() else ""
        found[name] = [int(line) for line in re.findall(r"^\s*(\d+):\d+.* warning ", part, re.MULTILINE)]
    return {name: [] for name in names} | found


# --- schema


def schema_tree(folder: Path) -> list[tuple[str, int]]:
    """Write a post for each fault, with the schema and each tool's configuration; return the names with the line."""
    (folder / "schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    (folder / "evlint.toml").write_text(
        '[[collection]]\nname = "c"\nfiles = ["*.md"]\nschema = "schema.json"\n', "utf-8"
    )
    cases = []
    for number, (front, line) in enumerate(FAULTS):
        name = f"post-{number:02}.md"
        (folder / name).write_text(f"---\n{front}\n---\n\ntext\n", "utf-8")
        (folder / name).with_suffix(".yaml").write_text(f"{front}\n", "utf-8")
        cases.append((name, line))
    rules = [f"{PEERS}/node_modules/remark-frontmatter/index.js"]
    rules.append(f"{PEERS}/node_modules/remark-lint-frontmatter-schema/dist/index.js")
    plugins = [rules[0], [rules[1], {"schemas": {"./schema.json": ["*.md"]}}]]
    (folder / ".remarkrc.json").write_text(json.dumps({"plugins": plugins}), "utf-8")
    return cases


def remark_schema(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask remark-lint-frontmatter-schema; a finding without a place is line 0."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for name in found:
        said = run(PEERS / "node_modules" / ".bin" / "remark", "--no-stdout", "--no-color", name, cwd=folder)
        rows = re.findall(r"^\s*(?:(\d+):\d+\S*)?\s+warning\s.*frontmatter-schema", said, re.MULTILINE)
        found[name] = [int(line or 0) for line in rows]
    return found


def check_jsonschema(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask check-jsonschema, on the front matter cut out: it reads no posts, and gives a path in the place of a line."""
    found: dict[str, list[int]] = {}
    for name in names:
        checker = PEERS / "venv" / "bin" / "check-jsonschema"
        said = run(checker, "--schemafile", "schema.json", Path(name).with_suffix(".yaml"), cwd=folder)
        found[name] = [0] if "Schema validation errors" in said else []
    return found


def evlint_schema(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """Ask evlint with the configuration of the folder, which names the schema."""
    said = json.loads(
        run(EVLINT[0], "check", "--offline", "--no-cache", "--select", "EV1", "--format", "json", cwd=folder)
    )
    lines: dict[str, list[int]] = {name: [] for name in names}
    for one in said["diagnostics"]:
        lines[Path(one["path"]).name].append(one["start"]["line"])
    return lines


VENV, NODE = PEERS / "venv" / "bin", PEERS / "node_modules"
HERSELF = Path(EVLINT[0])
WEEKDAY_PEERS = (
    Peer("evlint EV206", HERSELF, evlint("EV206")),
    Peer("a checker of ten lines on chrono-node", NODE / "chrono-node", chrono),
    Peer("textlint-rule-date-weekday-mismatch", NODE / "textlint-rule-date-weekday-mismatch", textlint),
)
LINK_PEERS = (
    Peer("evlint EV3", HERSELF, evlint("EV3")),
    Peer("lychee --offline --include-fragments", VENV / "lychee", lychee),
    Peer("rumdl, its rules for links", VENV / "rumdl", rumdl),
    Peer("remark-validate-links", NODE / "remark-validate-links", remark_links),
)
SCHEMA_PEERS = (
    Peer("evlint EV1", HERSELF, evlint_schema),
    Peer("remark-lint-frontmatter-schema", NODE / "remark-lint-frontmatter-schema", remark_schema),
    Peer("check-jsonschema, on the YAML cut out", VENV / "check-jsonschema", check_jsonschema),
)
NOT_HERE = (
    "LanguageTool (no registry that was reached has it; it has a rule for weekdays in these seven languages)",
    "squirrelscan (in neither registry; it looks at a running site)",
    "html-proofer (it reads the built site)",
)


def table(peers: Iterable[Peer], columns: tuple[str, ...], row: Callable[[Peer], tuple[str, ...]]) -> str:
    """Write a table, a row for each tool."""
    lines = [f"| | {' | '.join(columns)} |", f"|{' --- |' * (len(columns) + 1)}"]
    for peer in peers:
        cells = row(peer) if peer.needs.exists() else ("not measured: not installed here",) + ("",) * (len(columns) - 1)
        lines.append(f"| {peer.name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def measured(work: Path) -> str:
    """Measure everything; return the page."""
    folders = {name: work / name for name in ("weekdays", "links", "schema")}
    for folder in folders.values():
        folder.mkdir()
    phrases = weekdays(folders["weekdays"])

    def weekday_row(peer: Peer) -> tuple[str, ...]:
        found = peer.found(folders["weekdays"], [name for name, _, _ in phrases])
        wrong = [(language, bool(found.get(name))) for name, language, is_wrong in phrases if is_wrong]
        alarms = sum(bool(found.get(name)) for name, _, is_wrong in phrases if not is_wrong)
        each = tuple(str(sum(hit for language, hit in wrong if language == one)) for one in PHRASES)
        return (*each, f"{sum(hit for _, hit in wrong)} of {len(wrong)}", str(alarms))

    links = links_tree(folders["links"])

    def link_row(peer: Peer) -> tuple[str, ...]:
        found = peer.found(folders["links"], [name for name, _ in links])
        broken = [name for name, is_broken in links if is_broken]
        hits = sum(bool(found.get(name)) for name in broken)
        alarms = sum(bool(found.get(name)) for name, is_broken in links if not is_broken)
        missed = [f"`{LINKS[int(name[5:7])][0]}`" for name in broken if not found.get(name)]
        return (f"{hits} of {len(broken)}", f"{alarms} of {len(links) - len(broken)}", ", ".join(missed) or "nothing")

    faults = schema_tree(folders["schema"])

    def schema_row(peer: Peer) -> tuple[str, ...]:
        found = peer.found(folders["schema"], [name for name, _ in faults])
        hits = sum(bool(found.get(name)) for name, _ in faults)
        return (f"{hits} of {len(faults)}", str(sum(line in found.get(name, ()) for name, line in faults)))

    counts = tuple(f"{language} /{len(texts)}" for language, texts in PHRASES.items())
    return "\n".join((
        "# What is found\n",
        "Written by `make accuracy` in one run, on cases that stand in `benchmarks/accuracy.py`. They are few, and ours:",
        "read the figures as “where it fails”, not as rates on real sites.\n",
        "## Wrong weekdays, in seven languages\n",
        "Each phrase stands in a post of its own, once with the right weekday and once with the next one.\n",
        table(WEEKDAY_PEERS, (*counts, "wrong ones found", "right ones called wrong"), weekday_row),
        "## Links between the sources\n",
        "One link a post, in a folder that no site generator builds.\n",
        table(LINK_PEERS, ("broken ones found", "sound ones called broken", "missed"), link_row),
        "## Front matter against a JSON Schema\n",
        "One fault a post; the right line is that of the value or the key, and of what encloses a missing key.\n",
        table(SCHEMA_PEERS, ("faults found", "at the right line"), schema_row),
        "## Not measured\n",
        *(f"- {one}" for one in NOT_HERE),
        "",
    ))  # fmt: skip


def short(page: str) -> str:
    """Return the tables of the page with a tool's sums alone, as the README shows them."""
    tables = []
    for title, text in re.findall(r"^## (.*)\n(?:\n|[^#].*\n)*?(?=\|)((?:\|.*\n)+)", page, re.MULTILINE):
        lines = []
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            at = {len(PHRASES) + 3: slice(-2, None)}.get(len(cells), slice(1, 3))
            lines.append("| " + " | ".join((cells[0] or title, *cells[at])) + " |")
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


def main() -> int:
    """Measure, write ACCURACY.md, and its sums into the README."""
    with tempfile.TemporaryDirectory() as work:
        page = measured(Path(work))
    (HERE / "ACCURACY.md").write_text(page, "utf-8")
    readme = HERE.parent / "README.md"
    before, begin, rest = readme.read_text("utf-8").partition("<!-- accuracy: begin -->\n")
    _, end, after = rest.partition("<!-- accuracy: end -->")
    readme.write_text(f"{before}{begin}{short(page)}\n{end}{after}", "utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
