"""Hostile text of some two hundred shapes: twice the text may cost two and a half times the work, and never more.

The work is counted in calls, of Python's functions and of those in C (the interpreter's own profiler counts them, the same
in every run), not in seconds: a machine that is busy changes nothing. What one call in C costs is not seen by it: so memory
is held too, and `make slow` counts the instructions of a part of the shapes, where valgrind is installed.
"""

from __future__ import annotations

import cProfile
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from compileall import compile_dir
from itertools import pairwise
from pathlib import Path

import pytest
from run_evlint import EVLINT

import evlint as evlint_package
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare

SIZES = (60_000, 120_000, 240_000, 480_000)
MOST = 2.5  # times the work for twice the text
# `make test` measures two sizes, one fourfold the other: two doublings of 2.24. What grows with the square of the text may
# make 8 % of the work at the first size then; `make slow` takes all four. One shape names more hosts between the two sizes
# than the 4,096 that are kept.
QUICK = (SIZES[0], SIZES[2])
MOST_IN_ALL = 5
WARMING = 2_000  # bytes of a shape that are read before: the modules that it needs are imported then
NOISE = 20_000  # calls: below, what a run costs whatever it reads
SAME = 20_000_000  # instructions: by so many differ runs whose texts cost nothing
MEMORY = 400 << 20  # bytes that a run over 480 kB may take, all in all

# Runs a command and prints its status and what it took. The system counts what a process takes from before it becomes
# another program: the one that starts the command must be small, and the process of these tests is not.
MEASURED = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(process.returncode, usage.ru_maxrss)
"""

EVENT = "event_start_date: 2022-11-02\nevent_end_date: 2022-11-30\nlang: fr\n"
BODY = (
    "[", "![", "(", "<", "<!--", "<a ", '<a href="', "{{", "{%", "{:", "`", "```\n", "$", "*a ", "~~", "|", "[a](",
    "[a](<", "[^", "[^a]: ", "&", "&#", "http://", "<script>", "<pre>", "<![CDATA[", "<?", "[a]: <", '[a]: x "', "\\",
    "]]", "}}", "# ", "1. ", "a@b.", "www.", "{{<", "\r", "\u2028", "1/", "12h", "9", "é", "\U0001f600", "- - ", "> ",
    "_a_", "**", "\t", " \n", "a\n\n", "# a\n\n", "## a{n}\n\n", "a\n===\n", "| a | b |\n", "| a |\n|---|\n| b |\n",
    "|" * 40 + "\n", "[a{n}]: b{n}\n", "[a{n}]\n", "[a][b{n}] ", "[^n{n}] ", "[^n{n}]: a\n\n", "[x](a.md) ",
    "[x](a{n}.md) ", "[x](#a) ", "[x](#a{n}) ", "[x](http://bo.a.fr) ", "[x](http://bo.a{n}.fr) ",
    "[x](http://localhost/{n}) ", "[x](mailto:a{n}@b) ", "[x](tel:{n}) ", "[x](https://a.fr/{n} b) ",
    "[x] (https://a.fr/{n}) ", "(a)[https://a.fr/{n}] ", "![](a{n}.png) ", "http://a{n}.fr ", "www.a{n}.fr ",
    "a{n}@b.fr ", "<https://a.fr/{n}> ", '<a href="b{n}.md">x</a>', '<img src="{n}.png" srcset="a 1x, b 2x">',
    "<p id={n}>", "<div>", "</div>", "<b><i>", "<td>a", "<!-- a -->", "<br/>", "<a\nhref=x\n>", "<a href='", "&nbsp;",
    "&#x41;", "&eacute;{n}", "{{ a }} ", "{% a %} ", "{% raw %}", "{% comment %}", "{{< a >}} ",
    '{{< ref "a{n}.md" >}} ', "{% link a{n}.md %}", "{: .a}\n", "{:target=blank} ", "[x](a){:target=blank} ",
    "<!-- evlint-disable EV1 -->\n", "<!-- evlint-enable EV1 -->\n", "<!-- evlint-disable-next-line EV301 -->\n",
    "<!-- evlint-disable-file EV{n} -->\n", "jeudi 03/11 ", "lundi 3 novembre 2022, ", "lundi 3 novembre {y} ",
    "du 3 au ", "du 3 au 5 novembre ", "du 9 au 5 novembre 2022 ", "lundi ", "2022-", "2022-13-01 ", "31 novembre ",
    "30/02/2023 ", "de 18h15 à 16h15 ", "10h-12h ", "le 3, 4, 5, ", "3 et 4 et ", "lundi 3 et mardi 4 novembre ",
    "Mon, May 4th, ", "May 17,2019 ", "Freitag, den 4. November ", "aura lieu le 3 mars 2022. ", "lorem ipsum ",
    "TODO ", "À compléter. ", "<<<<<<< \n", ">>>>>>> \n", "=======\n", "\u200b", "\u00a0", "\u202e", "<details>\n\n",
    "- [ ] a\n", "1) a\n   ", "    code\n", "~~~\n", "$$\n", "\\(a\\) ", "[[a]] ", ":::\n", "{{", "[x](<a b>) ",
    "[x](a 'b') ", "[x](a\n'b') ", "<a><b></a>", "<x-y>", "a|b|c\n-|-|-\n",
    "## a\n\n[b](#)\n\n",
)  # fmt: skip
FRONT = (
    "'", '"', "[", "{", "- ", "? ", "! ", "&a ", "* ", "a: ", "a:\n", "k: v\n", "k{n}: v\n", "# evlint-disable EV1\n",
    "- - ", "\t", '{"a":', "[[", "a.", "<<: ", "...\n", "9", "1:", "? a\n", "x{n}\u00a0: a\n", "unk{n}: 12:30\n",
    "event_start_dat{n}: v\n", "k{n}: no\n", "- a{n}\n", "k{n}: a # b\n", "k{n}: &a{n} b\nl{n}: *a{n}\n",
    "k{n}: |\n  a\n", "k{n}: >\n  lundi 3 mars\n", "k{n}: {a: 1}\n", "k{n}: 2022-13-01\n", "k{n}: http://bo.a.fr\n",
    "k{n}: [a, b]\n", "k{n}: 'a''b'\n", 'k{n}: "\\u00e9"\n', "tags: [a{n}]\n",
)  # fmt: skip
TOML = (
    "'",
    '"',
    "[",
    "a.",
    "a=1\n",
    "a{n}=1\n",
    "[a]\n",
    "[a{n}]\n",
    "[[a]]\n",
    "a{n}=[1,\n2]\n",
    "a{n}={b=1}\n",
    "a.b{n}=1\n",
    "='",
    '"""',
    "a{n}=1 # b\n",
)
JSON = ("{", "[", '"', '"a":', '"a":1,', '"a{n}":1,', "\\", "9", '{"a":', ",")


def repeated(unit: str, room: int) -> str:
    """Repeat a unit until it fills the room; `{n}` in it counts, `{y}` counts years."""
    if "{n}" not in unit and "{y}" not in unit:
        return unit * (room // len(unit.encode()))
    parts: list[str] = []
    number = 0
    while room > 0:
        part = unit.replace("{n}", str(number)).replace("{y}", str(1600 + number % 800))
        parts.append(part)
        room -= len(part.encode())
        number += 1
    return "".join(parts)


SHAPES: dict[str, Callable[[int], str]] = {}
for one in BODY:
    SHAPES[f"body {one!r}"] = lambda size, one=one: f"---\n{EVENT}---\n\n{repeated(one, size)}\n"  # type: ignore[misc]  # the default binds it
for one in BODY[::6]:
    SHAPES[f"text {one!r}"] = lambda size, one=one: (
        "---\ntitle: |\n  " + repeated(one, size).replace("\n", "\n  ") + "\n---\n"
    )  # type: ignore[misc]  # as above
for one in FRONT:
    SHAPES[f"yaml {one!r}"] = lambda size, one=one: f"---\n{EVENT}{repeated(one, size)}\n---\n"  # type: ignore[misc]  # as above
for one in TOML:
    SHAPES[f"toml {one!r}"] = lambda size, one=one: f"+++\n{repeated(one, size)}\n+++\n"  # type: ignore[misc]  # as above
for one in JSON:
    SHAPES[f"json {one!r}"] = lambda size, one=one: "{" + repeated(one, size) + "}\n"  # type: ignore[misc]  # as above
CHOSEN = (
    "body '['", "body '<a '", "body '{{'", "body 'jeudi 03/11 '", "body 'lundi 3 novembre {y} '",
    "body '[x](a{n}.md) '", "body '[x](http://bo.a{n}.fr) '", "body '## a{n}\\n\\n'", "body '| a | b |\\n'",
    "body '[a{n}]: b{n}\\n'", "body '<p id={n}>'", "body '<!-- evlint-disable EV1 -->\\n'",
    "body 'du 9 au 5 novembre 2022 '", "body '&nbsp;'", "text '[x](http://bo.a.fr) '", "yaml 'k: v\\n'",
    "yaml '? a\\n'", "yaml 'unk{n}: 12:30\\n'",
    "yaml 'x{n}\\xa0: a\\n'", "toml 'a.'", "json '\"a{n}\":1,'", "body '## a\\n\\n[b](#)\\n\\n'",
)  # fmt: skip


def forget() -> None:
    """Empty what evlint's functions keep of earlier calls: else a text costs less for what the one before it had in it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("evlint."):
            for one in vars(module).values():
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def calls(folder: Path, text: str) -> int:
    """Return how many functions are called while a post is checked."""
    forget()
    (folder / "grows.md").write_text(text, "utf-8", newline="")
    run = prepare(Request(paths=("grows.md",), isolated=True, online=False, no_cache=True, jobs=1))
    profile = cProfile.Profile()
    gc.disable()
    try:
        profile.enable()
        outcome = run.outcome()
        profile.disable()
    finally:
        gc.enable()
    assert not [notice.text for notice in outcome.notices if notice.is_defect]
    return sum(entry.callcount for entry in profile.getstats())


def counts_of(folder: Path, name: str, sizes: Sequence[int]) -> list[int]:
    calls(folder, SHAPES[name](WARMING))
    return [max(calls(folder, SHAPES[name](size)), NOISE) for size in sizes]


def test_there_are_some_two_hundred_shapes() -> None:
    assert len(SHAPES) >= 200
    assert set(CHOSEN) <= SHAPES.keys()


@pytest.mark.parametrize("name", CHOSEN)
def test_twice_the_text_is_no_more_than_twice_the_work(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, last = counts_of(tmp_path, name, QUICK)
    assert last <= MOST_IN_ALL * first, (first, last)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_it_is_for_every_shape(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    counts = counts_of(tmp_path, name, SIZES)
    assert all(after <= MOST * before for before, after in pairwise(counts)), counts


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say what a process took")
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_run_stays_within_its_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "grows.md").write_text(SHAPES[name](SIZES[-1]), "utf-8", newline="")
    ended = subprocess.run(
        [sys.executable, "-I", "-c", MEASURED, *EVLINT, "check", "--isolated", "--offline", "--no-cache",
         "--format", "json", "grows.md"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    status, taken = map(int, ended.stdout.split())
    assert status in (0, 1)
    taken *= 1 if sys.platform == "darwin" else 1024
    assert taken <= MEMORY, f"{taken >> 20} MiB"


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("valgrind") is None, reason="nothing here counts instructions: valgrind is not installed"
)
@pytest.mark.parametrize("name", CHOSEN)
def test_twice_the_text_is_no_more_than_twice_the_instructions(tmp_path: Path, name: str) -> None:
    """What C does within one call counts here: a search through the whole text, say, that is made for each of its lines."""
    assert compile_dir(os.path.dirname(evlint_package.__file__), quiet=1), "else the first run compiles for the others"
    counts: list[int] = []
    for size in (*SIZES[:2], 0):
        (tmp_path / "grows.md").write_text(SHAPES[name](size), "utf-8", newline="")
        ended = subprocess.run(
            ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
             os.path.realpath(sys.executable), "-m", "evlint", "check", "--isolated", "--offline", "--no-cache", "grows.md"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        found = re.search(r"I\s+refs:\s+([\d,]+)", ended.stderr)
        assert found is not None, ended.stderr[-500:]
        counts.append(int(found[1].replace(",", "")))
    half, whole, start = counts
    assert whole - start <= MOST * max(half - start, SAME), counts
