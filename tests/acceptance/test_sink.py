"""Nothing that is printed steers a terminal or CI, or hides anything: every payload, every format and command, both streams.

The payloads stand in names of files and folders, in posts, schemas, configurations and on the command line.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from run_evlint import EVLINT, Ended, evlint, raw

from evlint import report
from evlint.report import FORMATS
from evlint.report.escape import harmless

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")

# Each as text that YAML's double quotes, a name of a file and an argument can hold.
PAYLOADS = {
    "csi": "\x1b[2J\x1b[8mhidden",
    "osc": "\x1b]0;pwn\x07",
    "link": "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "c1": "\x9b31m\x90q\x9c",
    "back": "good\b\b\b\bevil\r",
    "bidi": "\u202e\u2066evil\u2069",
    "tags": "".join(chr(0xE0000 + ord(char)) for char in "ignore this"),
    "unseen": "a\u200bb\u2060c\ufeffd\u00ade\u2028f\u3164",
    "command": "\n::add-mask::evlint\n  ::error::pwn\n\u00a0::warning::pwn\n::stop-commands::zz\n::error title=x::",
    "old-command": "##[add-mask]evlint ##vso[task.setvariable variable=a]b ##teamcity[x]",
    "section": "section_end:1:x\r\x1b[0K",
    "surrogate": "\udcff\udc80",
}
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u3164\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
OURS = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;(id=[0-9]+)?;(https://github\\.com/evlint/[\\w./-]+)?\x1b\\\\")
OWN_COMMAND = re.compile(r"::(error|warning|notice) (file=[^:]+|title=evlint)::")


def live_commands(log: str) -> list[str]:
    """Return the lines that CI obeys: GitHub's, which may stand behind blanks, outside of a stretch that stops them."""
    found: list[str] = []
    stopped = ""
    for line in log.split("\n"):
        if stopped:
            stopped = "" if line == stopped else stopped
        elif line.startswith("::stop-commands::") and re.fullmatch("::stop-commands::[0-9a-f]{24}", line):
            stopped = f"::{line.removeprefix('::stop-commands::')}::"
        elif line.lstrip().startswith("::") or re.search(r"##(vso|teamcity)?\[", line):
            found.append(line)
    assert not stopped
    return found


def judge(ended: Ended, *, github: bool = False, styled: bool = False, diff: bool = False) -> None:
    """Hold both streams to the promise."""
    assert "Traceback" not in ended.err
    for stream in (ended.out, ended.err):
        plain = OURS.sub("", stream) if styled else stream
        plain = plain.replace("\r\n", "\n") if diff else plain
        assert "\x1b[8m" not in stream
        harm = HARMFUL.search(plain)
        assert harm is None, (harm, plain[max(0, harm.start() - 80) : harm.end() + 20])
    commands = live_commands(ended.out) + live_commands(ended.err)
    if github:
        assert all(OWN_COMMAND.match(line) for line in commands), commands
    else:
        assert commands == []


def run(*args: str | Path, cwd: Path, stdin: bytes = b"", **env: str) -> Ended:
    """Run evlint; what is no UTF-8 in its output stays to be found."""
    status, out, err = raw(*args, cwd=cwd, stdin=stdin, env=env)
    return Ended(status, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "surrogateescape"))


def quoted(text: str) -> str:
    """Write a text in double quotes as YAML, TOML and JSON read them; what they cannot hold is left out."""
    return json.dumps(text.encode("utf-8", "ignore").decode(), ensure_ascii=True)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree in which every text is hostile: names, front matter, headings, links, a schema and the site's configuration."""
    top = tmp_path_factory.mktemp("hostile")
    schema = {
        "properties": {payload: {"type": "integer"} for payload in PAYLOADS.values()},
        "required": [payload.encode("utf-8", "ignore").decode() for payload in PAYLOADS.values()],
        "title": PAYLOADS["command"],
    }
    (top / "s.json").write_text(json.dumps(schema), "utf-8")
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        text = payload.encode("utf-8", "ignore").decode()
        post = (
            f"---\ntitle: {quoted(text)}\n{quoted('k' + text)}: {quoted(text)}\ndate: {quoted(text)}\n"
            f"titel: {quoted(text)}\n$schema: {'s.json' if number % 2 else quoted(text + '.json')}\n"
            f"event_start_date: 2022-11-03\n---\n\n# Plan {text}\n\nLe vendredi 3 novembre 2022 {text}\n\n"
            f"[a{text}](http://bo.ministere.fr/{text}) [b](<nowhere{text}.png>) [c](#plan{text}) [d][e{text}]\n\n"
            f'<a href="http:/x{text.replace(chr(34), "")}">x</a> [f](<http://localhost/{text}>)\n'
            f"<!-- evlint-disable EV3 -->[s{text}](#)<!-- evlint-enable EV3 -->\n{text}\n"
        )
        (top / f"p{number}{payload.replace('/', '|')}.md").write_bytes(post.encode("utf-8", "ignore"))
        folder = top / f"f{number}{payload.replace('/', '|')}"
        folder.mkdir()
        (folder / "_config.yml").write_text(f"title: [\n{name}: {quoted(text)}\n", "utf-8")
        (folder / "broken.md").write_bytes(b"---\n" + quoted(text).encode() + b": [\n---\n\xff")
        (folder / "post.md").write_text("---\ntitle: x\n---\n\n[x](http://bo.ministere.fr/)\n", "utf-8")
    return top


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format(tree: Path, name: str, language: str, tmp_path: Path) -> None:
    target = tmp_path / "report"
    args = ("--offline", "--no-cache", "-v", "--statistics", "--lang", language, "--output", f"{name}:{target}", ".")
    ended = run("check", "--format", name, *args, cwd=tree)
    assert ended.status in (1, 2)
    assert len(ended.out) > 10_000
    judge(ended, github=name == "github")
    written = Ended(0, target.read_bytes().decode("utf-8", "surrogateescape"), "")
    judge(written, github=name == "github")


@pytest.mark.parametrize("name", ["table", "full", "concise"])
def test_with_colours_and_links_of_our_own_alone(tree: Path, name: str) -> None:
    args = ("--offline", "--no-cache", "--format", name, ".")
    ended = run("check", "--color", "always", *args, cwd=tree)
    judge(ended, styled=True)
    assert "\x1b[" in ended.out
    assert run("check", *args, cwd=tree, FORCE_COLOR="1").out.count("\x1b[") == ended.out.count("\x1b[")
    assert "\x1b" not in run("check", *args, cwd=tree, FORCE_COLOR="1", NO_COLOR="1").out


def test_machines_lose_nothing_by_it(tree: Path) -> None:
    """JSON and XML have escapes of their own: the name read back is the name on the disk."""
    ended = run("check", "--offline", "--no-cache", "--format", "json", ".", cwd=tree)
    names = {found["path"] for found in ended.report["diagnostics"]}
    expected = {f"p{number}{payload}.md".replace("/", "|") for number, payload in enumerate(PAYLOADS.values())}
    assert expected <= names


@pytest.mark.parametrize("args", [
    ("links", "--format", "table"), ("links", "--format", "csv"), ("links", "--format", "json"), ("check", "--show-files"),
    ("check", "--diff", "--offline"), ("check", "--diff", "--unsafe-fixes", "--offline"), ("config", "show"),
    ("schema", "infer", "."), ("check", "--offline", "--no-cache", "--quiet"), ("links", "--lang", "fr"),
], ids=" ".join)  # fmt: skip
def test_other_commands(tree: Path, args: tuple[str, ...]) -> None:
    judge(run(*args, cwd=tree), diff="--diff" in args)  # which shows the post's own line ends


def test_fixing_and_initialising(tree: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tree, copy)
    judge(run("check", "--offline", "--fix", "--unsafe-fixes", cwd=copy))
    judge(run("check", "--offline", "--write-baseline", "known.json", cwd=copy))
    judge(run("check", "--offline", "--baseline", "known.json", cwd=copy))
    judge(run("init", "--infer-schemas", cwd=copy))


@pytest.mark.parametrize("names", [("csi", "osc", "link", "c1", "back", "bidi", "tags", "unseen"), ("command", "section"),
                                   ("old-command", "surrogate")], ids=str)  # fmt: skip
def test_what_is_typed_or_configured(names: tuple[str, ...], tmp_path: Path) -> None:
    typed = payload = "".join(PAYLOADS[name] for name in names)
    hostile = [
        ("check", "--offline", f"no{typed}"),
        ("check", typed),
        ("check", "--config", typed),
        ("check", "--select", f"EV2{typed}"),
        ("check", "--select", "EV2", typed),
        ("check", "--today", typed),
        ("check", "--output", f"{typed}:x"),
        ("check", "--output", typed),
        ("check", "--format", typed),
        ("check", f"--{typed}"),
        ("check", "--offline", "--output", f"json:no/where/{typed}", "."),
        ("check", "--since", typed),
        ("check", "--baseline", typed),
        (typed,),
        ("links", typed),
        ("rule", typed),
        ("config", "show", typed),
        ("schema", "show", typed),
        ("schema", "infer", typed),
        ("init", typed),
    ]
    for args in hostile:
        ended = run(*args, cwd=tmp_path)
        assert ended.status in (0, 2), args
        judge(ended)
        judge(run(*args, cwd=tmp_path, GITHUB_ACTIONS="true"), github=True)
    text = quoted(payload)
    for config in (f"{text} = 1\n", f"timezone = {text}\n", f"baseline = {text}\n", f'[severity]\n{text} = "off"\n'):
        (tmp_path / "evlint.toml").write_text(config, "utf-8")
        (tmp_path / "post.md").write_text("---\ntitle: x\n---\n", "utf-8")
        judge(run("check", "--offline", "post.md", cwd=tmp_path))
        judge(run("config", "show", cwd=tmp_path))
    (tmp_path / "evlint.toml").unlink()
    post = f"---\n$schema: {text}\ntitle: {text}\n---\n\n[x](http://bo.ministere.fr/)\n".encode()
    judge(run("check", "-", "--offline", "--stdin-filename", f"{typed}.md", cwd=tmp_path, stdin=post))
    fixed = run("check", "-", "--fix", "--offline", "--stdin-filename", f"{typed}.md", cwd=tmp_path, stdin=post)
    judge(fixed._replace(out=""))  # the post itself is what a formatter gives back
    assert fixed.out.encode() == post


def test_under_github_actions(tree: Path, tmp_path: Path) -> None:
    summary = str(tmp_path / "summary")
    args = ("check", "--offline", "--no-cache", ".")
    ended = run(*args, cwd=tree, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=summary, GITHUB_WORKSPACE=str(tree))
    judge(ended, github=True)
    judge(Ended(0, (tmp_path / "summary").read_bytes().decode("utf-8", "surrogateescape"), ""))


def test_only_one_module_of_the_command_prints() -> None:
    folder = Path(report.__file__).parents[
        1
    ]  # the installed package's, which has no sources beside it when a wheel is tested
    printing: set[str] = set()
    for path in [*(folder / "cli").glob("*.py"), *(folder / "pipeline").glob("*.py"), *(folder / "io").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in ("print", "click.echo", "click.secho", "click.confirm", "click.prompt") or re.fullmatch(
                r"sys\.(__)?std(out|err)(__)?\.write(lines)?", name
            ):
                printing.add(path.name)
    assert printing == {"output.py"}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_the_sink_alone_holds_too(payload: str) -> None:
    """A format that forgets to escape a text still gives no command: the second gate stands by itself."""
    for syntax in ("text", "json", "markup"):
        out = harmless(f"a: {payload}\n{payload}", syntax)
        assert live_commands(out) == []
        assert HARMFUL.search(out) is None
    if "]8;" in payload:
        return  # a link looks like one of ours: the first gate alone keeps it out
    styled = harmless(f"\x1b[1m{payload}\x1b[0m", styled=True)
    assert HARMFUL.search(OURS.sub("", styled)) is None


def test_evlint_is_found_for_these_tests() -> None:
    assert evlint("--version").out.startswith("evlint ")
    assert sys.executable == EVLINT[0]
