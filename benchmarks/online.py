"""Measures evlint and lychee on the same links in one run: 20 hosts on loopback, 100 ms per answer. Writes ONLINE.md.

    python benchmarks/online.py [--urls 2000] [--times 3]

Speed: pages that are all there, at the limits of evlint's defaults (4 at once per host, 50 ms apart) and without pauses
(64 at once in all). Verdicts: one page for each way to misbehave; what every reader would see counts as right.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "acceptance"))

from badserver import BadServer, serving  # noqa: E402 after the path is set

EVLINT = [sys.executable, "-m", "evlint"]
LYCHEE = HERE / "peers" / "venv" / "bin" / "lychee"
HOSTS = 20
ALIVE = (
    "/ok", "/status/204", "/head-status/405", "/head-status/404", "/head-status/403", "/head-status/501", "/head-close",
    "/head-hang", "/busy/1-s?503", "/busy/1-s?429", "/close-twice", "/to/302?/ok", "/chain/10", "/cookie", "/ok#deux",
    "/ok#caf%C3%A9", "/ok#top", "/ok#:~:text=x", "/pdf#page=2",
)  # fmt: skip
UNSURE = ("/status/401", "/status/403", "/status/429", "/status/999", "/status/503", "/hang")
BROKEN = ("/status/404", "/status/410", "/status/500", "/nowhere", "/chain/30", "/close", "/ok#quatre")


# Measured once, by turns, on a machine with a load of 15 to 20: there only CPU says something.
POOL = (
    "httpcore's own pool and streams (`AsyncConnectionPool`, `AnyIOBackend`) over our resolver, in the place of",
    "`net/origin` and of streams of ours: CPU of the whole run over 600 links on 20 hosts, 100 ms each, 4 at once per host,",
    "the best of 3 by turns, ours against httpcore's: http 0.60 and 0.85 s, TLS 0.74 and 0.91 s, HTTP/2 0.79 and 0.96 s",
    "(with pauses of 50 ms: 0.62 and 0.99, 0.72 and 1.00, 0.73 and 0.97 s). That is 0.3 to 0.6 ms a link, of which the",
    "streams were 0.17 (400 links on 50 hosts, http: 0.56 and 0.63 s): little for 115 lines: they are httpcore's now.",
)


def config(folder: Path, *, interval: str) -> None:
    """Write evlint's limits; lychee gets the same ones as options."""
    (folder / "evlint.toml").write_text(
        '[links]\nallow-private = ["127.0.0.0/8"]\ntimeout = 5\nretries = 2\n'
        f'[links.hosts."127.*"]\nconcurrency = 4\ninterval = "{interval}"\n'
    )


def run(tool: str, folder: Path, interval: str) -> tuple[float, float, list[str]]:
    """Run a tool over a folder: wall and CPU seconds, and the links that it calls broken."""
    if tool == "evlint":
        command = [*EVLINT, "check", "--select", "EV4", "--no-cache", "--format", "json", "."]
    else:
        command = [
            str(LYCHEE), "--timeout", "5", "--max-retries", "2", "--max-concurrency", "64", "--host-concurrency", "4",
            "--host-request-interval", interval, "--include-fragments=anchor-only", "--no-progress", "--format", "json", ".",
        ]  # fmt: skip
    before = os.times()
    start = time.monotonic()
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    wall = time.monotonic() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    report = json.loads(ended.stdout)
    if tool == "evlint":
        failed = {"EV402", "EV403", "EV404", "EV405", "EV406"}
        return wall, cpu, [one["url"] for one in report["diagnostics"] if one["rule"] in failed]
    broken = [
        one["url"]
        for group in ("error_map", "timeout_map")
        for entries in report.get(group, {}).values()
        for one in entries
    ]
    return wall, cpu, broken


def write_posts(folder: Path, urls: list[str]) -> None:
    """Write ten links to a post."""
    for start in range(0, len(urls), 10):
        text = "\n\n".join(f"[lien {number}]({url})" for number, url in enumerate(urls[start : start + 10]))
        (folder / f"post{start:05}.md").write_text(f"---\ntitle: Liens\n---\n\n{text}\n")


def speed(server: BadServer, tool: str, count: int, interval: str) -> tuple[float, float, int]:
    """Measure one tool on pages that are all there: wall, CPU, requests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config(folder, interval=interval)
        write_posts(folder, [server.url(f"/p{n}", f"127.0.0.{n % HOSTS + 1}") for n in range(count)])
        server.seen.clear()
        wall, cpu, broken = run(tool, folder, interval)
        if broken:
            raise SystemExit(f"{tool} calls good pages broken: {broken[:3]}")
        return wall, cpu, len(server.seen)


def verdicts(tool: str) -> tuple[list[str], list[str], list[str]]:
    """Return the wrong verdicts of a tool: good links called broken, unsure ones called broken, broken ones missed."""
    with serving(HOSTS) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config(folder, interval="50ms")
        paths = (*ALIVE, *UNSURE, *BROKEN)
        urls = {path: server.url(path, f"127.0.0.{n % HOSTS + 1}") for n, path in enumerate(paths)}
        write_posts(folder, list(urls.values()))
        said = set(run(tool, folder, "50ms")[2])
        return (
            [path for path in ALIVE if urls[path] in said],
            [path for path in UNSURE if urls[path] in said],
            [path for path in BROKEN if urls[path] not in said],
        )


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--times", type=int, default=3, help="runs of each tool, by turns")
    asked = parser.parse_args()
    count, times = asked.urls, asked.times
    lines = [
        "# Links over the network: evlint beside lychee",
        "",
        f"Written by `python benchmarks/online.py`: {count} pages on {HOSTS} loopback addresses, each answer after 100 ms;",
        "server and tools share two cores; both tools at the same limits (4 at once per host, 64 in all), by turns,",
        f"{times} times each, the median. The load of the machine before: {os.getloadavg()[0]:.1f}.",
        "",
        "| pause between two requests to a host | tool | wall s | CPU s | requests |",
        "| --- | --- | --- | --- | --- |",
    ]
    with serving(HOSTS) as server:
        server.latency = 0.1
        for interval in ("50ms", "0ms"):
            taken: dict[str, list[tuple[float, float, int]]] = {"lychee": [], "evlint": []}
            for _ in range(times):
                for tool, runs in taken.items():
                    runs.append(speed(server, tool, count, interval))
            for tool, runs in taken.items():
                wall, cpu, requests = sorted(runs)[len(runs) // 2]
                lines.append(f"| {interval} | {tool} | {wall:.2f} | {cpu:.2f} | {requests} |")
                print(lines[-1], flush=True)
    lines += [
        "",
        f"Verdicts on {len(ALIVE)} pages that are there, {len(UNSURE)} that may be, {len(BROKEN)} that are broken:",
        "",
        "| tool | good called broken | unsure called broken | broken missed |",
        "| --- | --- | --- | --- |",
    ]
    for tool in ("lychee", "evlint"):
        cells = (f"{len(wrong)} {' '.join(f'`{path}`' for path in wrong)}".strip() for wrong in verdicts(tool))
        lines.append(f"| {tool} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    lines += ["", *POOL]
    (HERE / "ONLINE.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
