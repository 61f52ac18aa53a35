"""Links over the network, from the command line to a server that misbehaves. Loopback addresses stand for hosts."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from badserver import BadServer, serving
from othersides import name_system
from run_evlint import EVLINT, INTERRUPTIBLE, Ended, evlint

from evlint.model.settings import LinkSettings
from evlint.net import crawler

# What answers is waited for as long as a busy machine may need; a host that hangs on purpose has a time-out of its own.
CONFIG = '[links]\nallow-private = ["127.0.0.0/8"]\ntimeout = 30\n[links.hosts."127.*"]\ninterval = 0\n'
IMPATIENT = CONFIG.replace("timeout = 30", "timeout = 1")
Check = Callable[..., Ended]


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with serving(3) as running:
        yield running


@pytest.fixture
def check(tmp_path: Path) -> Check:
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")

    def run(
        *links: str, options: tuple[str, ...] = (), text: str | None = None, env: dict[str, str] | None = None
    ) -> Ended:
        body = (
            text if text is not None else "".join(f"[texte {number}]({link})\n\n" for number, link in enumerate(links))
        )
        (tmp_path / "post.md").write_text(body, "utf-8")
        return evlint("check", "--format", "json", *options, "post.md", cwd=tmp_path, env=env)

    return run


def verdicts(ended: Ended) -> dict[str, str]:
    return {one["url"]: one["rule"] for one in ended.report["diagnostics"]}


GOOD = [
    "/ok", "/status/204", "/status/206", "/status/300", "/members#deux",
    "/charset/shift_jis#deux", "/charset/punycode#deux", "/head-status/405", "/head-status/404",
    "/head-status/403", "/head-status/501", "/head-close", "/head-hang", "/busy/1-s?503", "/busy/1-s?429", "/busy/1-d?429",
    "/after/a?garbage", "/after/b?-5", "/after/c?Mon,_01_Jan_2001_00:00:00_GMT", "/after/d?0", "/after/e?Mon,_99_Foo",
    "/after/f?99999999999999999999", "/after/g?Fri,_31_Dec_9999_23:59:59_GMT", "/close-twice", "/to/302?/ok", "/to/303?/ok",
    "/to?/to?/ok", "/to/301?/chain/1", "/to/308?/login", "/chain/10", "/cookie", "/ok#deux", "/ok#trois", "/ok#caf%C3%A9",
    "/ok#:~:text=x", "/ok#top", "/pdf#page=2", "/pdf#x", "/endless", "/early", "/old", "/old#deux", "/too-short",
    "/too-short#deux", "/head-body", "/head-body#deux", "/extra", "/extra#deux", "/brotli", "/drip-body", "/bomb",
]  # fmt: skip
BAD = {
    "/status/401": "EV401", "/status/403": "EV401", "/status/405": "EV401", "/status/407": "EV401",
    "/status/304": "EV401", "/endless-name#x": "EV401",
    "/status/451": "EV401", "/status/503": "EV401", "/status/999": "EV401", "/patience": "EV401", "/hang": "EV401",
    "/bomb#x": "EV401", "/endless#x": "EV401", "/too-short#x": "EV401", "/brotli#x": "EV401", "/zstd#x": "EV401",
    "/torn-gzip#x": "EV401", "/no-gzip#deux": "EV401", "/drip-head": "EV401", "/drip-body#x": "EV401",
    "/odd-header": "EV401", "/odd-name": "EV401", "/two-lengths": "EV401", "/to/301?/status/403": "EV401",
    "/to/302?/hang": "EV401",
    "/status/400": "EV404", "/status/404": "EV404", "/status/410": "EV404", "/status/418": "EV404", "/status/421": "EV404",
    "/status/500": "EV404", "/status/502": "EV404", "/nowhere": "EV404", "/chain/11": "EV404", "/to?ftp://x/": "EV404",
    "/to?javascript:alert(1)": "EV404", "/to?mailto:a@b.fr": "EV404", "/to?data:text/html,x": "EV404", "/to?//": "EV404",
    "/to?http://[::1": "EV404", "/to?http://h:99999/": "EV404", "/to?#x": "EV404", "/to/301?/status/404": "EV404",
    "/to/302?/nowhere": "EV404",
    "/close": "EV405", "/reset": "EV405", "/half-head": "EV405", "/ssh": "EV405", "/noise": "EV405",
    "/ok#quatre": "EV406", "/to/302?/ok#frag": "EV406", "/early#x": "EV406", "/old#x": "EV406", "/extra#x": "EV406",
    "/to/301?/page": "EV407", "/to/308?/page": "EV407", "/to/301?/to/308?/page": "EV407",
    "/to?https://bo.example.fr/": "EV408", "/to?http://wiki/": "EV408",
    "/to?http://10.0.0.1/": "EV409", "/to?http://[::ffff:a00:1]/": "EV409", "/to?http://[64:ff9b::a00:1]/": "EV409",
}  # fmt: skip


# Each of these keeps a host of its own waiting.
HANGING = ("/hang", "/to/302?/hang", "/drip-head", "/drip-body#x")


def test_every_verdict(check: Check, tmp_path: Path) -> None:
    impatient = "".join(f'[links.hosts."127.0.0.{9 + number}"]\ninterval = 0\ntimeout = 1\n' for number in range(4))
    before, after = CONFIG.split("[links.hosts")
    (tmp_path / "evlint.toml").write_text(f"{before}{impatient}[links.hosts{after}", "utf-8")
    with serving(12) as server:
        urls = {path: server.url(path, f"127.0.0.{number % 8 + 1}") for number, path in enumerate([*GOOD, *BAD])}
        urls |= {path: server.url(path, f"127.0.0.{9 + number}") for number, path in enumerate(HANGING)}
        urls["/drip-body"] = urls["/drip-body#x"].removesuffix("#x")
        ended = check(*(f"<{url}>" for url in urls.values()))
        told = verdicts(ended)
        assert {path: told.get(urls[path], "") for path in GOOD} == dict.fromkeys(GOOD, "")
        assert {path: told.get(urls[path], "") for path in BAD} == BAD
        assert ended.status == 1
        assert server.methods("/head-status/405") == ["HEAD", "GET"]
        assert server.methods("/status/204") == ["HEAD"]
        assert server.sent < 40_000_000, "a page without end is not read for long"


def test_each_page_is_asked_for_once_and_remembered(server: BadServer, check: Check) -> None:
    url = server.url("/once")
    before = len(server.seen)
    links = check(url, url + "#deux", url.replace("http:", "HTTP:"), url).report["summary"]["links"]
    assert links == {"found": 4, "checked": 1, "remembered": 0, "unverified": 0}
    assert len(server.seen) == before + 1
    assert check(url).report["summary"]["links"] == {"found": 1, "checked": 0, "remembered": 1, "unverified": 0}
    assert len(server.seen) == before + 1
    assert check(url, options=("--refresh",)).report["summary"]["links"]["checked"] == 1
    assert check(url, options=("--no-cache",)).report["summary"]["links"]["checked"] == 1
    assert len(server.seen) == before + 3


def test_what_is_broken_is_asked_again(server: BadServer, check: Check) -> None:
    url = server.url("/status/404")
    for _ in range(2):
        ended = check(url)
        assert verdicts(ended) == {url: "EV404"}
        assert ended.report["summary"]["links"]["checked"] == 1


def test_what_cannot_be_verified_never_fails_a_run(server: BadServer, check: Check) -> None:
    ended = check(server.url("/status/999"), server.url("/status/403"))
    assert ended.status == 0
    assert ended.report["summary"]["links"]["unverified"] == 2
    assert 'ignore = ["http://127.0.0.1' in ended.err


PRIVATE = 'allow-private = ["127.0.0.0/8"]'


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("evlint.toml", f'[links] # ours\n{PRIVATE}\n[severity]\nEV305 = "off"\n'),
        ("evlint.toml", f'[links]\n{PRIVATE}\nignore = ["http://x/*",\n]\n'),
        ("pyproject.toml", f"[tool.evlint.links]\n{PRIVATE}\n[tool.other]\nx = 1\n"),
    ],
)
def test_hints_can_be_pasted(server: BadServer, tmp_path: Path, name: str, before: str) -> None:
    (tmp_path / name).write_text(before, "utf-8")
    (tmp_path / "post.md").write_text(
        f"[a]({server.url('/to?/status/403')}) [b]({server.url('/patience', '127.0.0.2')})\n", "utf-8"
    )

    def run(*more: str) -> Ended:
        return evlint("check", "--format", "json", "--select", "EV4", *more, "post.md", cwd=tmp_path)

    first = run()
    assert [one["rule"] for one in first.report["diagnostics"]] == ["EV401", "EV401"]
    slower, ignored = first.err.split("evlint: ")[1:]
    assert f"At the end of {name}:" in slower
    lines = ignored.partition("\n")[2].strip()
    if "ignore = [" in before:
        assert "add to “ignore” in" in ignored
        after = before.replace(",\n]", f", {lines}]")
    else:
        table = "[tool.evlint.links]" if name == "pyproject.toml" else "[links]"
        assert f"under {table} in {name}:" in ignored
        after = before.replace(PRIVATE, f"{PRIVATE}\n{lines}")
    (tmp_path / name).write_text(after + slower.partition("\n")[2], "utf-8")
    second = run("--refresh")
    assert [one["url"] for one in second.report["diagnostics"]] == [server.url("/patience", "127.0.0.2")]
    assert second.err == ""


def test_a_host_that_asks_for_patience_gets_it(server: BadServer, check: Check) -> None:
    host = "127.0.0.2"
    check(server.url("/busy/1-pause-s?429", host))
    first, second = (one.at for one in server.seen if one.address == host and one.path.startswith("/busy"))
    assert second - first >= 1.0
    ended = check(*(server.url(f"/forever/{number}", host) for number in range(12)))
    assert set(verdicts(ended).values()) == {"EV401"}
    assert f'[links.hosts."{host}"]' in ended.err
    assert sum(one.path.startswith("/forever") for one in server.seen) < 30, "it is left in peace after a while"


def test_a_host_that_hangs_holds_nobody_up(check: Check, tmp_path: Path) -> None:
    before, after = CONFIG.split("[links.hosts")
    for patience in (1, 4, 20):  # seconds: a busy machine may be slower than a host that hangs for a second
        slow = f'[links.hosts."127.0.0.1"]\ninterval = 0\ntimeout = {patience}\n'
        (tmp_path / "evlint.toml").write_text(f"{before}{slow}[links.hosts{after}", "utf-8")
        with serving(2) as server:
            hanging = [server.url(f"/hang/{number}", "127.0.0.1") for number in range(50)]
            good = [server.url(f"/p{number}", "127.0.0.2") for number in range(50)]
            ended = check(*hanging, *good)
        assert verdicts(ended) == dict.fromkeys(hanging, "EV401")
        assert ended.status == 0
        asked = {one.path for one in server.seen if one.address == "127.0.0.1"}
        assert len(asked) <= 4, "the rest is not asked for once it is clear that nobody answers"
        others = [one.at for one in server.seen if one.address == "127.0.0.2"]
        hung = [one.at for one in server.seen if one.method == "GET" and one.address == "127.0.0.1"]
        if max(others) < min(hung):
            break
    else:
        pytest.fail("the other host was never done before the first hanging page was asked for again")


def test_a_link_costs_no_more_than_three_times_the_time_out(check: Check, tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text(IMPATIENT, "utf-8")
    with serving(1) as server:
        server.latency = 0.8
        link = server.url("/chain/9")
        assert verdicts(check(link)) == {link: "EV401"}
        assert len(server.seen) <= 5


def test_no_more_at_once_than_a_host_is_asked_for(check: Check, tmp_path: Path) -> None:
    with serving(2) as slow:
        slow.latency, slow.together = 0.1, 4
        links = [slow.url(f"/p{number}", f"127.0.0.{number % 2 + 1}") for number in range(24)]
        assert check(*links).status == 0
        assert slow.most == {"127.0.0.1": 4, "127.0.0.2": 4}
        assert slow.connections == 8, "a connection is used again, after HEAD too"
        config = CONFIG + "concurrency = 2\n"
        (tmp_path / "evlint.toml").write_text(config, "utf-8")
        slow.most.clear()
        slow.together = 2
        assert check(*links, options=("--refresh",)).status == 0
        assert set(slow.most.values()) == {2}


def test_nothing_is_sent_to_private_addresses(server: BadServer, tmp_path: Path) -> None:
    urls = [
        server.url("/secret", host) for host in ("127.0.0.3", "2130706435", "0x7f.3", "[::ffff:7f00:3]", "localhost")
    ]
    (tmp_path / "post.md").write_text("\n\n".join(f"[x]({url})" for url in urls), "utf-8")
    before = len(server.seen)
    alone = evlint("check", "--select", "EV409", "--format", "json", "post.md", cwd=tmp_path)
    assert [one["url"] for one in alone.report["diagnostics"]] == urls
    assert alone.status == 1
    both = evlint("check", "--format", "json", "post.md", cwd=tmp_path)
    assert {one["rule"] for one in both.report["diagnostics"]} == {"EV302"}
    assert len(server.seen) == before


def test_staging_ignored_own_and_templated_links_are_not_asked_for(
    server: BadServer, check: Check, tmp_path: Path
) -> None:
    own = server.url("/own/page", "127.0.0.2")
    (tmp_path / "evlint.toml").write_text(
        f'[links]\nallow-private = ["127.*", "staging.*"]\nignore = ["{server.url("/ignored/*")}"]\n'
        f'site-url = "{server.url("", "127.0.0.2")}"\nstaging = ["127.0.0.3"]\n',
        "utf-8",
    )
    links = [server.url("/ignored/x"), own, server.url("/x", "127.0.0.3"), server.url("/{{ page.x }}")]
    before = len(server.seen)
    ended = check(*links, options=("--select", "EV3,EV4"))
    assert ended.report["summary"]["links"]["checked"] == 0
    assert len(server.seen) == before


def test_offline_opens_no_socket(server: BadServer, check: Check, tmp_path: Path) -> None:
    before = len(server.seen)
    assert check(server.url("/status/404"), options=("--offline",)).status == 0
    probe = (
        "import sys; sys.argv = ['evlint', 'check', '--offline', 'post.md']\n"
        "def hook(event, args):\n    if event.startswith('socket.'): print(event, file=sys.stderr)\n"
        "sys.addaudithook(hook)\nimport evlint.__main__ as entry\n"
        "import evlint.startup.process\nevlint.startup.process.leave = sys.exit\n"
        "try: entry.main()\nfinally: print(sorted({'httpx', 'sqlite3', 'asyncio'} & set(sys.modules)), file=sys.stderr)\n"
    )
    for _ in range(2):
        ended = subprocess.run([EVLINT[0], "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        assert ended.stderr == "[]\n"
    (tmp_path / "evlint.toml").write_text("[links]\nonline = false\n", "utf-8")
    check(server.url("/status/404"))
    assert len(server.seen) == before


def test_without_a_network_nobodys_links_are_broken(tmp_path: Path) -> None:
    dead = (
        "import socket\ndef none(*a, **k): raise socket.gaierror(socket.EAI_NONAME, 'no')\nsocket.getaddrinfo = none\n"
    )
    (tmp_path / "sitecustomize.py").write_text(dead, "utf-8")
    links = "".join(f"[x](https://www.host{number}.fr/page)\n\n" for number in range(5))
    (tmp_path / "post.md").write_text(links, "utf-8")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    ended = evlint("check", "--format", "json", "post.md", cwd=tmp_path, env={"PYTHONPATH": path})
    assert ended.status == 0
    assert ended.report["diagnostics"] == []
    assert ended.report["summary"]["links"]["unverified"] == 5
    assert ended.err.count("There is no network") == 1


def test_names_that_are_unknown_and_names_that_nobody_answers_for(
    server: BadServer, check: Check, tmp_path: Path
) -> None:
    env = name_system(tmp_path)
    unknown, silent = ("https://www.unknown.fr/a", "https://www.unknown.fr/b"), "https://www.silent.fr/"
    ended = check(*unknown, silent, server.url("/ok"), server.url("/ok", "www.site.fr"), env=env)
    assert verdicts(ended) == {**dict.fromkeys(unknown, "EV402"), silent: "EV401"}
    nobody = check(*(f"https://www.silent{number}.fr/" for number in range(4)), env=env)
    assert nobody.status == 0
    assert set(verdicts(nobody).values()) == {"EV401"}, (
        "the name system is there: it knows the one name that always was"
    )


def test_an_unknown_host_is_told_where_there_is_a_network(server: BadServer, check: Check, tmp_path: Path) -> None:
    env = name_system(tmp_path)
    told = check("http://www.unknown.fr./", server.url("/ok"), options=("--select", "EV402"), env=env)
    assert told.found == [("EV402", "post.md", 1, 11)]


def test_comments_silence_and_answers_stand_at_every_place(server: BadServer, check: Check) -> None:
    url = server.url("/status/404")
    text = f"---\ntitle: Un\nlien: {url}\n---\n\n[a]({url})\n\n<!-- evlint-disable-next-line EV404: connu -->\n[b]({url})\n"
    ended = check(text=text)
    assert ended.found == [("EV404", "post.md", 3, 7), ("EV404", "post.md", 6, 5)]
    assert ended.report["diagnostics"][0]["pointer"] == "/lien"
    assert ended.report["summary"]["suppressed"] == 1


def test_a_remembered_post_is_still_asked_about(server: BadServer, check: Check) -> None:
    for _ in range(2):
        assert verdicts(check(server.url("/status/410"))) == {server.url("/status/410"): "EV404"}


def test_the_new_address_is_written_where_that_is_asked_for(server: BadServer, check: Check, tmp_path: Path) -> None:
    old, new = server.url("/to/301?/page"), server.url("/page")
    assert check(old, options=("--fix",)).status == 0
    assert old in (tmp_path / "post.md").read_text("utf-8")
    ended = check(old, options=("--unsafe-fixes",))
    assert (tmp_path / "post.md").read_text("utf-8") == f"[texte 0]({new})\n\n"
    assert ended.report["diagnostics"] == []


def test_a_diff_shows_the_new_address_too_and_changes_nothing(server: BadServer, check: Check, tmp_path: Path) -> None:
    old, new = server.url("/to/301?/page"), server.url("/page")
    text = f"---\ntitle: Un\n---\n\n<!-- evlint-disable-next-line EV301 -->\n[texte]({old})\n"
    safe = check(text=text, options=("--online", "--diff"))
    assert old not in "".join(line for line in safe.out.splitlines(keepends=True) if line[:1] in "+-")
    ended = check(text=text, options=("--online", "--diff", "--unsafe-fixes"))
    assert ended.status == 1
    assert (tmp_path / "post.md").read_text("utf-8") == text
    changed = [line for line in ended.out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-<!-- evlint-disable-next-line EV301 -->", f"-[texte]({old})", f"+[texte]({new})"]
    subprocess.run(["git", "apply"], cwd=tmp_path, input=ended.out.encode(), check=True)
    by_patch = (tmp_path / "post.md").read_text("utf-8")
    assert check(text=text, options=("--online", "--fix", "--unsafe-fixes")).report["diagnostics"] == []
    assert (tmp_path / "post.md").read_text("utf-8") == by_patch
    from_stdin = evlint(
        "check",
        "--online",
        "--unsafe-fixes",
        "--diff",
        "-",
        "--stdin-filename",
        "post.md",
        cwd=tmp_path,
        stdin=text.encode(),
    )
    assert from_stdin.out == ended.out


def test_a_comment_for_a_link_that_is_well_is_told_but_not_deleted(
    server: BadServer, check: Check, tmp_path: Path
) -> None:
    def said(codes: str, path: str) -> list[tuple[str, str]]:
        text = f"---\ntitle: Un\n---\n\n<!-- evlint-disable-next-line {codes} -->\n[a]({server.url(path)})\n"
        ended = check(text=text, options=("--online", "--fix", "--fail-on", "warning"))
        assert (tmp_path / "post.md").read_text("utf-8") == text
        assert ended.status == 0
        return [(one["rule"], one["severity"]) for one in ended.report["diagnostics"] if one["rule"] != "EV401"]

    assert said("EV404", "/ok") == [("EV009", "info")]
    assert said("EV404 EV407", "/status/404") == [("EV009", "info")], "of two codes one silences nothing"
    assert said("EV404", "/status/404") == []
    assert said("EV404", "/status/403") == [], "nobody knows"
    assert said("EV401", "/ok") == [], "that comes and goes"
    assert said("EV4", "/ok") == []
    assert said("EV404", "/{{ page.x }}") == []
    text = f"<!-- evlint-disable-next-line EV404 -->\n[a]({server.url('/ok')})\n"
    assert check(text=text, options=("--offline",)).report["diagnostics"] == [], "offline nobody knows either"
    assert check(text=text, options=("--select", "EV4")).report["diagnostics"] == []


def test_secrets_stay_where_they_belong(server: BadServer, check: Check, tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text(CONFIG + '[links.headers."127.0.0.1"]\nX-Key = "$EVLINT_MY_KEY"\n', "utf-8")
    onward = f"/to?{server.url('/status/404', '127.0.0.2')}"
    url = server.url(onward).replace("http://", "http://me:hush-hush@", 1)
    env = {
        "EVLINT_MY_KEY": "very-secret",
        "EVLINT_HEADER_HOSTS": "127.0.0.1",
        "EVLINT_CACHE_DIR": str(tmp_path / "cache"),
    }
    ended = check(url, server.url("/keyed"), env=env)
    assert [one["rule"] for one in ended.report["diagnostics"]] == ["EV404"]
    first = next(one for one in server.seen if one.path == onward)
    assert first.headers["authorization"].startswith("Basic ")
    assert first.headers["x-key"] == "very-secret"
    assert "evlint" in first.headers["user-agent"]
    assert "https://" in first.headers["user-agent"]
    other = next(one for one in server.seen if one.address == "127.0.0.2" and one.path == "/status/404")
    assert "authorization" not in other.headers
    assert "x-key" not in other.headers
    remembered = b"".join(file.read_bytes() for file in (tmp_path / "cache").glob("links*"))
    assert remembered
    for secret in ("hush-hush", "very-secret"):
        assert secret.encode() not in remembered
        assert secret not in json.dumps([one["message"] for one in ended.report["diagnostics"]]) + ended.err
    assert "hush-hush" not in ended.report["diagnostics"][0]["url"]


def test_a_run_broken_off_prints_what_was_found_and_keeps_what_was_learnt(
    server: BadServer, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "evlint.toml").write_text(
        CONFIG.replace("timeout = 30", "timeout = 600") + "concurrency = 1\n", "utf-8"
    )
    good, gone, hanging = server.url("/kept"), server.url("/status/410"), server.url("/hang/last")
    (tmp_path / "post.md").write_text(f"[x]({good}) [y]({gone}) [z]({hanging})\n", "utf-8")
    command = [*INTERRUPTIBLE, "check", "--format", "json", "post.md"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        deadline = time.monotonic() + 60
        while not server.methods("/hang/last"):  # asked for when the pages before it are done with
            assert time.monotonic() < deadline
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert [one["rule"] for one in json.loads(out)["diagnostics"]] == ["EV404"]
    assert check(good).report["summary"]["links"]["remembered"] == 1


@pytest.mark.skipif(which("openssl") is None, reason="certificates are made by openssl")
def test_tls_failures_say_which(tmp_path: Path, check: Check) -> None:
    def run(*args: str) -> None:
        subprocess.run(["openssl", *args], cwd=tmp_path, check=True, capture_output=True)

    for name in ("ca", "other"):
        run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
            "-subj", f"/CN={name}", "-days", "30")  # fmt: skip
    run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "host.key", "-out", "host.csr", "-subj", "/CN=host")
    cases = {
        "127.0.0.1": ("ca", "127.0.0.1", "30", ""),
        "127.0.0.2": ("ca", "127.0.0.2", "0", "has expired"),
        "127.0.0.3": ("ca", "127.0.0.99", "30", "another name"),
        "127.0.0.4": ("other", "127.0.0.4", "30", "not known"),
    }
    contexts = {}
    for address, (issuer, name, days, _) in cases.items():
        (tmp_path / "ext").write_text(f"subjectAltName=IP:{name}\n")
        run("x509", "-req", "-in", "host.csr", "-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial",
            "-out", f"{address}.pem", "-days", days, "-extfile", "ext")  # fmt: skip
        contexts[address] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[address].load_cert_chain(tmp_path / f"{address}.pem", tmp_path / "host.key")
    with serving(contexts=contexts) as secure:
        urls = {address: secure.url("/", address, "https") for address in cases}
        ended = check(*urls.values(), env={"SSL_CERT_FILE": str(tmp_path / "ca.pem")})
    said = {one["url"]: (one["rule"], one["message"]) for one in ended.report["diagnostics"]}
    assert urls["127.0.0.1"] not in said
    for address, (_, _, _, words) in cases.items():
        if words:
            assert said[urls[address]][0] == "EV403"
            assert words in said[urls[address]][1]


def test_certificates_that_cannot_be_read_are_told(server: BadServer, check: Check) -> None:
    ended = check(server.url("/ok-tls"), env={"SSL_CERT_FILE": "/nowhere/at-all.pem"})
    assert ended.status == 2
    assert "SSL_CERT_FILE" in ended.err
    assert "Traceback" not in ended.err


def test_a_damaged_memory_is_a_notice(server: BadServer, check: Check, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "links.sqlite3").write_bytes(b"no database at all, whatever its name says " * 50)
    ended = check(server.url("/ok"), env={"EVLINT_CACHE_DIR": str(cache)})
    assert ended.status == 0
    assert "begun anew" in ended.err


def test_links_are_asked_for_while_posts_are_checked(tmp_path: Path) -> None:
    """Every page is asked for once, and a fragment of it in another post is judged, however late that post is checked."""
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")
    with serving(3) as server:
        server.latency = 0.02
        for number in range(400):
            links = "\n\n".join(
                f"[a]({server.url(f'/p{(number + step) % 60}', f'127.0.0.{step % 3 + 1}')})" for step in range(3)
            )
            (tmp_path / f"post{number:03}.md").write_text(f"---\ntitle: x\n---\n\n{links}\n" + "mot " * 2000, "utf-8")
        late = server.url("/ok", "127.0.0.1")
        (tmp_path / "post000.md").write_text(f"[a]({late})\n", "utf-8")
        (tmp_path / "post399.md").write_text(f"[a]({late}#deux) [b]({late}#quatre)\n", "utf-8")
        for jobs in ("1", "2"):
            server.seen.clear()
            ended = evlint("check", "--no-cache", "--format", "json", "--jobs", jobs, ".", cwd=tmp_path)
            assert verdicts(ended) == {f"{late}#quatre": "EV406"}
            assert ended.report["summary"]["links"]["checked"] == 181
            asked = [one.path for one in server.seen if one.path != "/ok"]
            assert len(asked) == 180 == len({(one.address, one.path) for one in server.seen if one.path != "/ok"})
            assert server.methods("/ok")[-1] == "GET"


def test_a_formatter_mends_what_moved_for_good_where_that_is_asked(tmp_path: Path, server: BadServer) -> None:
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")
    moved, gone = server.url("/to/301?/page"), server.url("/status/404")
    text = f"[a]({moved}) [b]({gone})\n"

    def mend(*options: str) -> Ended:
        return evlint("check", "-", "--fix", "--no-cache", *options, cwd=tmp_path, stdin=text.encode())

    ended = mend("--online", "--unsafe-fixes")
    assert ended.out == text.replace(moved, server.url("/page"))
    assert "EV404" in ended.err
    assert "info EV407" not in ended.err, "it is told as mended, and not as found"
    assert "stdin.md: EV407" in ended.err
    assert ended.status == 1
    told = mend("--online")
    assert told.out == text
    assert "EV404" in told.err
    assert "EV407" in told.err
    server.seen.clear()
    for alone in ((), ("--offline",)):
        assert mend("--unsafe-fixes", *alone).out == text
        assert not server.seen


def test_a_host_that_fails_again_and_again_is_given_up(tmp_path: Path) -> None:
    """Three hundred links to one such host took five requests each, and minutes in all. Five hosts, each in its way."""
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")
    ways = {"500": "/status/500", "502": "/status/502", "reset": "/reset", "close": "/close", "noise": "/noise"}
    with serving(len(ways)) as server:
        hosts = {name: f"127.0.0.{number}" for number, name in enumerate(ways, 1)}
        for name, path in ways.items():
            links = "".join(f"<{server.url(path, hosts[name])}?{number}>\n\n" for number in range(300))
            (tmp_path / f"{name}.md").write_text(links, "utf-8")
        found = evlint("check", "--format", "json", cwd=tmp_path).found
    for name, host in hosts.items():
        told = Counter(rule for rule, path, *_ in found if path == f"{name}.md")
        assert told.total() == 300
        assert told["EV401"] > 280
        assert set(told) <= {"EV401", "EV404", "EV405"}
        assert sum(one.address == host for one in server.seen) < 100


def test_three_hundred_links_to_hosts_that_hang_are_done_with_by_four_pages_each(check: Check, tmp_path: Path) -> None:
    """Which takes as long as one: a HEAD and a GET that nobody answers, less than twenty seconds as evlint is set up."""
    (tmp_path / "evlint.toml").write_text(IMPATIENT, "utf-8")
    with serving(3) as server:
        links = [server.url(f"/hang?{number}", f"127.0.0.{number % 3 + 1}") for number in range(300)]
        assert verdicts(check(*links)) == dict.fromkeys(links, "EV401")
        assert len(server.seen) <= 3 * 2 * 4, Counter((one.address, one.method) for one in server.seen)
    assert crawler._HEAD_TIMEOUT + LinkSettings().timeout < 18


def test_the_time_for_all_links_has_a_limit_that_is_told(server: BadServer, tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text(CONFIG.replace("timeout = 30", 'timeout = 30\ntime-limit = "1s"'), "utf-8")
    links = [server.url(f"/hang?{number}", f"127.0.0.{number % 3 + 1}") for number in range(60)]
    (tmp_path / "post.md").write_text("".join(f"<{link}>\n" for link in links), "utf-8")
    ended = evlint("check", "--format", "json", "post.md", cwd=tmp_path)
    assert (ended.status, ended.report["diagnostics"]) == (0, [])
    assert ended.report["summary"]["links"]["unverified"] == 60
    assert ended.err.startswith("evlint: After 1 seconds, the time limit for links, 60 links were not asked for")


def test_where_a_redirect_leads_is_read_as_browsers_read_it(server: BadServer, check: Check) -> None:
    check(server.url("/backslashes?"), server.url("/backslashes?http:"))
    asked = {one.path for one in server.seen if one.address == "127.0.0.2"}
    assert {"/ok?", "/ok?http:"} <= asked
