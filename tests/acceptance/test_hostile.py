"""Files made to break evlint: each costs one diagnostic at most, a time that grows with its size, and the others nothing."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from run_evlint import EVLINT, Ended, evlint

from evlint.model.outcome import FileResult
from evlint.pipeline.posts import PostStages
from evlint.pipeline.request import Request
from evlint.pipeline.run import Run, prepare
from evlint.site.names import MOST_SUGGESTED
from evlint.site.nearest import Nearest

HEAD = "---\ntitle: ok\n---\n\n"
SOUND = HEAD + "[x](http://bo.ministere.fr/)\n"
FOUND = [("EV301", "ok.md", 5, 5)]


def yaml_bomb(key: str) -> str:
    lines = ["a0: &a0 {k: x}"]
    lines += [f"a{n}: &a{n} {key.format(refs=','.join([f'*a{n - 1}'] * 9), n=n)}" for n in range(1, 12)]
    return "---\n" + "\n".join(lines) + "\n---\n"


# name: (content, the one code that it may cost; "" none)
FILES: dict[str, tuple[str | bytes, str]] = {
    "latin1.md": (b"---\ntitle: \xe9t\xe9\n---\n", "EV001"),
    "utf16.md": ("---\ntitle: a\n---\n".encode("utf-16"), "EV001"),
    "nul.md": (HEAD + "a\0b\n", "EV001"),
    "surrogate.md": (HEAD.encode() + b"\xed\xa0\x80\n", "EV001"),
    "large.md": ("x" * 10_485_761, "EV001"),
    "json-surrogate.md": ('{"title": "\\ud800", "x": "y"}\n', ""),
    "yaml-deep.md": ("---\na: " + "[" * 3000 + "]" * 3000 + "\n---\n", "EV004"),
    "yaml-deeper.md": (
        "---\na: " + "[" * 100_000 + "]" * 100_000 + "\n---\n",
        "EV004",
    ),  # PyYAML up to 6.0.3 died of it
    "yaml-dashes.md": ("---\n" + "- " * 100_000 + "a\n---\n", "EV004"),
    "yaml-deep-map.md": ("---\n" + "".join(" " * n + "a:\n" for n in range(3000)) + "---\n", "EV004"),
    "yaml-open.md": ("---\na: " + "[" * 3000 + "\n---\n", "EV004"),
    "json-deep.md": ('{"a": ' * 3000 + "1" + "}" * 3000 + "\n", "EV004"),
    "toml-deep.md": ("+++\na = " + "[" * 3000 + "]" * 3000 + "\n+++\n", "EV004"),
    "toml-deep-table.md": ("+++\n[" + ".".join("a" * 3000) + "]\n+++\n", "EV004"),
    "html-deep.md": (HEAD + "<div>" * 3000 + "x" + "</div>" * 3000 + "\n", ""),
    "quote-deep.md": (HEAD + ">" * 3000 + " x\n", ""),
    "list-deep.md": (HEAD + "- " * 3000 + " x\n", ""),
    "emphasis-deep.md": (HEAD + "*" * 3000 + "x" + "*" * 3000 + "\n", ""),
    "aliases.md": (yaml_bomb("[{refs}]"), "EV004"),
    "aliases-merged.md": (yaml_bomb("{{<<: [{refs}], b{n}: 1}}"), ""),
    "alias-of-itself.md": ("---\na: &a [*a]\n---\n", "EV004"),
    "tag.md": ("---\na: !!python/object/apply:os.system ['touch pwned']\n---\n", ""),
    "integer.md": ("---\na: " + "9" * 200_000 + "\n---\n", ""),
    "integer.json.md": ('{"a": ' + "9" * 200_000 + "}\n", ""),
    "integer.toml.md": ("+++\na = " + "9" * 200_000 + "\n+++\n", "EV004"),
    "integer-octal.md": ("---\na: 0" + "7" * 200_000 + "\nb: 1" + ":59" * 70_000 + "\n---\n", ""),
    "integer-text.md": (HEAD + "le " + "9" * 200_000 + " novembre 2022\n", ""),
    "links.md": (HEAD + " ".join(f"[x](http://a.example.org/{n})" for n in range(60_000)) + "\n", ""),
}


def run_over(folder: Path) -> Run:
    os.chdir(folder)
    return prepare(Request(paths=(".",), isolated=True, online=False, no_cache=True, today=date(2026, 1, 15)))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ok.md").write_text(SOUND, "utf-8")
    return tmp_path


def check(folder: Path, *args: str, env: dict[str, str] | None = None) -> Ended:
    return evlint("check", "--offline", "--no-cache", "--format", "json", *args, cwd=folder, env=env)


def test_each_costs_one_diagnostic_and_the_others_nothing(here: Path) -> None:
    for name, (content, _) in FILES.items():
        (here / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    ended = check(here)
    assert ended.status == 1
    assert "defect" not in ended.err
    assert [found for found in ended.found if found[1] == "ok.md"] == FOUND
    costs = {name: [rule for rule, path, _, _ in ended.found if path == name] for name in FILES}
    assert costs == {name: [code] if code else [] for name, (_, code) in FILES.items()}
    assert not (here / "pwned").exists()


def live_commands(log: str) -> list[str]:
    """Return the lines that a GitHub runner obeys: those that begin with `::` outside of a stretch that stops them."""
    found: list[str] = []
    stopped = ""
    for line in log.splitlines():
        if stopped:
            stopped = "" if line == stopped else stopped
        elif line.startswith("::stop-commands::"):
            stopped = f"::{line.removeprefix('::stop-commands::')}::"
        elif line.startswith("::"):
            found.append(line)
    assert not stopped
    return found


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 100_000, "&a [*a]", "9" * 200_000], ids=len)
def test_a_site_configuration_stops_nothing(here: Path, deep: str) -> None:
    (here / "_config.yml").write_text(f"a: 1\nb:\n  {deep}\n", "utf-8")
    assert check(here).found == FOUND


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("_config.yml", "title: x\nurl: [\n", 3),
        ("_config.yml", "title: x\ntimezone: a: b\n", 2),
        ("_config.yml", "- a\n", 1),
        ("_config.toml", "title = 'x'\nurl = \n", 2),
        ("hugo.toml", "title = 'x'\nurl = 'x\n\n", 2),
        ("hugo.toml", "[a]\nb = [1,\n\n", 2),
        ("hugo.json", '{\n"a": 1,\n}\n', 3),
        ("hugo.yaml", "a: 1\n\tb: 2\n", 2),
        ("config/_default/params.toml", "a = 1\nb\n", 2),
    ],
)
def test_a_broken_site_configuration_is_told_once_and_fails_nothing(
    here: Path, name: str, text: str, line: int
) -> None:
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    if name.startswith("config/"):
        (here / "hugo.toml").write_text("title = 'x'\n", "utf-8")
    (here / name).write_text(text, "utf-8")
    (here / "ok.md").write_text(HEAD, "utf-8")
    (here / "other.md").write_text(HEAD, "utf-8")
    for jobs in ("1", "2"):
        ended = check(here, "--jobs", jobs)
        assert (ended.status, ended.found) == (0, [])
        assert ended.err.startswith(f"evlint: {name}:{line}: the site's configuration is broken here")
        assert ended.err.count("\n") == 1
    (here / name).write_text("# nothing\n" if not name.endswith("json") else "{}", "utf-8")
    assert check(here).err == ""


def test_names_that_steer_and_files_that_are_none(here: Path) -> None:
    names = [b"na\xffme.md", b"new\nline.md", b"esc\x1b[31m.md", "a\u202eb.md".encode(), b"::error::x.md", b"<b>.md"]
    for name in names:
        (here / os.fsdecode(name)).write_text(SOUND, "utf-8")
    os.mkfifo(here / "pipe.md")
    (here / "loop.md").symlink_to("loop.md")
    (here / "dangling.md").symlink_to("gone.md")
    (here / "zero.md").symlink_to("/dev/zero")
    (here / "folder.md").mkdir()
    (here / "up").symlink_to(".")
    (here / "outside.md").symlink_to(sys.executable)
    ended = check(here)
    assert [(rule, path) for rule, path, _, _ in ended.found if rule != "EV301"] == [("EV001", "pipe.md")]
    assert len([rule for rule, _, _, _ in ended.found if rule == "EV301"]) == len(names) + 1
    for chosen in ("concise", "table", "full", "github", "html", "markdown", "junit"):
        out = evlint("check", "--offline", "--no-cache", "--format", chosen, cwd=here, env={"COLUMNS": "200"}).out
        assert "\x1b" not in out, chosen
        assert chosen == "junit" or "\u202e" not in out, chosen  # XML goes to machines, which need the name as it is
        if chosen == "github":
            commands = live_commands(out)
            assert commands
            assert all(line.startswith("::error file=") for line in commands)
    named = check(here, "pipe.md", "loop.md", "zero.md", "ok.md")
    assert [(rule, path) for rule, path, _, _ in named.found] == [
        ("EV001", "loop.md"),
        ("EV301", "ok.md"),
        ("EV001", "pipe.md"),
    ]
    assert (named.status, "zero.md" in named.err) == (2, True), "a name that leads out is refused, whatever lies there"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(here: Path) -> None:
    (here / "shut").mkdir()
    (here / "shut" / "a.md").write_text(SOUND, "utf-8")
    (here / "shut").chmod(0)
    try:
        assert check(here).found == FOUND
    finally:
        (here / "shut").chmod(0o700)


def test_files_that_go_or_change_while_they_are_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        (here / f"{number}.md").write_text(SOUND, "utf-8")
    run = run_over(here)
    stages = PostStages.__call__

    def disturbed(self: PostStages, path: str) -> FileResult | None:
        for number in range(0, 20, 2):
            (here / f"{number}.md").unlink(missing_ok=True)
        (here / "1.md").write_bytes(b"\xff")
        return stages(self, path)

    monkeypatch.setattr(PostStages, "__call__", disturbed)
    outcome = run.outcome()
    assert outcome.files == 11
    assert [one.rule for one in outcome.diagnostics] == ["EV001", *["EV301"] * 10]
    assert not outcome.notices


@pytest.mark.parametrize("link", ["affiche-{}.png", "#partie-{}"])
def test_the_nearest_name_is_looked_for_a_bounded_number_of_times(
    here: Path, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    of = Nearest.of

    def counted(self: Nearest, wanted: str) -> str | None:
        asked.append(wanted)
        return of(self, wanted)

    monkeypatch.setattr(Nearest, "of", counted)
    (here / "affiche-a.png").write_bytes(b"")
    (here / "many.md").write_text(
        HEAD + "# Partie a\n\n" + "".join(f"[x]({link.format(n)})\n" for n in range(500)), "utf-8"
    )
    result = run_over(here).stages()("many.md")
    assert result is not None
    helps = [str(one.help) for one in result.diagnostics]
    assert len(helps) == 500
    assert ["-a" in text for text in helps] == [True] * MOST_SUGGESTED + [False] * (500 - MOST_SUGGESTED)
    assert len(asked) == MOST_SUGGESTED


UNCLOSED = (
    "[", "![", "(", "<", "<!--", "<a ", '<a href="', "{{", "{%", "{:", "`", "```\n", "$", "*a ", "~~", "|", "[a](", "[a](<",
    "[^", "[^a]: ", "&", "&#", "http://", "<script>", "<pre>", "<![CDATA[", "<?", "[a]: <", '[a]: x "', "\\", "]]", "}}",
    "# ", "1. ", "a@b.", "www.", "{{<", "\r", "\u2028", "1/", "12h", "9", "du 3 au ", "lundi ", "2022-", "é", "\U0001f600",
    "<!-- evlint-disable EV1 -->", "<!-- evlint-disable-next-line EV301 -->", "[x](http://bo.a.fr) ", "[x](a.md) ",
    "[x](#a) ", "[x][a] ", "# a\n\n", "lundi 3 novembre 2022, ",
)  # fmt: skip
IN_FRONT = (
    "'", '"', "[", "{", "- ", "? ", "! ", "&a ", "* ", "a: ", "a:\n", "k: v\n", "# evlint-disable EV1\n", "- - ", "\t",
    '{"a":', "[[", '"""', "[a]\n", "a=1\n", "a.", "='", "<<: ", "...\n", "9", "1:",
)  # fmt: skip
TWICE_AT_MOST = 10.0  # four times the input may take ten times as long (a square takes sixteen)
SIZES = (3_000, pytest.param(6_000, marks=pytest.mark.slow))  # times a sign, and four times so many
NOISE = 0.2  # seconds below which a time tells nothing
TRIES = 4  # looks at a shape that seems slow: something else may have kept the machine busy during one


def shapes() -> Iterator[tuple[str, str, Callable[[int], str]]]:
    for sign in UNCLOSED:
        yield "body", sign, lambda n, sign=sign: HEAD + sign * n  # type: ignore[misc]  # the default binds the sign
        text = sign.replace("\n", " ").replace("\r", " ")
        yield "text", sign, lambda n, text=text: "---\na: |\n  " + text * n + "\n---\n"  # type: ignore[misc]  # as above
    for sign in IN_FRONT:
        yield "yaml", sign, lambda n, sign=sign: "---\n" + sign * n + "\n---\n"  # type: ignore[misc]  # as above
        yield "toml", sign, lambda n, sign=sign: "+++\n" + sign * n + "\n+++\n"  # type: ignore[misc]  # as above
        yield "json", sign, lambda n, sign=sign: "{" + sign * n + "}\n"  # type: ignore[misc]  # as above
        yield "open", sign, lambda n, sign=sign: "---\n" + sign * n  # type: ignore[misc]  # as above
    yield "keys", "", lambda n: "---\n" + "".join(f"k{one}: v\n" for one in range(n)) + "---\n"
    yield "near keys", "", lambda n: "---\n" + "".join(f"event_start_dat{one}: v\n" for one in range(n // 4)) + "---\n"
    yield "other links", "", lambda n: HEAD + " ".join(f"[x](http://bo.a{one}.fr)" for one in range(n))
    yield "lines", "", lambda n: HEAD + "<!-- evlint-disable-line EV301 --> [é](http://bo.a.fr)\n" * n


def spent(run: Run, folder: Path, text: str) -> float:
    """Return the seconds that a check takes, without the collector of garbage, as in the command: here all tests' is its."""
    (folder / "grows.md").write_text(text, "utf-8")
    collects = gc.isenabled()
    gc.disable()
    try:
        begun = time.process_time()
        result = run.stages()("grows.md")
        taken = time.process_time() - begun
    finally:
        if collects:
            gc.enable()
    assert result is not None
    assert result.defects == ()
    return taken


def is_slow(run: Run, folder: Path, make: Callable[[int], str], size: int) -> bool:
    """Tell whether four times the input takes too long, by the least of its times beside the most of a quarter's."""
    most, least = 0.0, float("inf")
    for _ in range(TRIES):
        least = min(least, spent(run, folder, make(4 * size)))
        if least < NOISE:
            return False
        most = max(most, spent(run, folder, make(size)))
        if least <= TWICE_AT_MOST * most:
            return False
    return True


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("part", ["body", "text", "yaml", "toml", "json", "open", "other"])
def test_no_input_takes_longer_than_its_size(here: Path, part: str, size: int) -> None:
    known = {"body", "text", "yaml", "toml", "json", "open"}
    run = run_over(here)
    run.stages()("ok.md")
    slow: list[str] = []
    for kind, sign, make in shapes():
        if kind != part and (part != "other" or kind in known):
            continue
        gc.collect()
        if is_slow(run, here, make, size):
            slow.append(f"{kind} {sign!r}")
    assert not slow


ENCODINGS: list[dict[str, str]] = [
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    {"TERM": "dumb", "COLUMNS": "20"},
]


@pytest.mark.parametrize("env", ENCODINGS)
@pytest.mark.parametrize("chosen", ["table", "full", "concise", "json"])
def test_any_terminal_will_do(here: Path, env: dict[str, str], chosen: str) -> None:
    (here / "été 😀.md").write_text(HEAD + "[é😀](http://bo.ministère.fr/)\n", "utf-8")
    ended = evlint("check", "--offline", "--no-cache", "--format", chosen, cwd=here, env=env)
    assert ended.status == 1
    assert ended.err == ""
    assert "EV301" in ended.out


def piped(folder: Path, chosen: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*EVLINT, "check", "--offline", "--no-cache", "--format", chosen],
        cwd=folder, stderr=subprocess.PIPE, check=False, timeout=60, **how,
    )  # fmt: skip


@pytest.mark.parametrize("chosen", ["table", "concise", "json"])
def test_output_that_nobody_takes(here: Path, chosen: str) -> None:
    for number in range(60):
        (here / f"{number}.md").write_text(HEAD + "[x](http://bo.ministere.fr/) " * 100, "utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    broken = piped(here, chosen, stdout=writer)
    os.close(writer)
    assert broken.stderr == b""
    shut = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *EVLINT, "check", "--offline", "--no-cache", "--format", chosen],
        cwd=here, stderr=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    assert (shut.returncode, shut.stderr) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_output_on_a_full_disk_is_one_clear_line(here: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = piped(here, "json", stdout=full)
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("evlint: the output could not be written: ")
    assert ended.stderr.count(b"\n") == 1
