"""Measures evlint beside its peers in one run with hyperfine, and writes the ratios to RESULTS.md.

    python benchmarks/run.py [--corpora FOLDER] [--large]

Everything is a ratio: P is `python3 -c pass`, U is `unit.py` (Python reading each post and parsing its front matter with
libyaml) on the same tree. Wall times drift on shared machines; ratios within one run hold. `--large` adds 40,000 posts,
to the growth alone.

Real sites are measured with their own configuration where they lie in `benchmarks/sites/` (git ignores it), as whole clones:

    git clone --depth 1 https://github.com/GSA/digitalgov.gov benchmarks/sites/digitalgov.gov
    git clone --depth 1 https://github.com/betagouv/blog.beta.gouv.fr benchmarks/sites/blog.beta.gouv.fr
    git clone --depth 1 https://github.com/ruby/www.ruby-lang.org benchmarks/sites/www.ruby-lang.org

All that is built for it, and the copies in which posts are changed, lie in a folder for temporary files: in a folder of this
repository, which holds a site of MkDocs, evlint would look at them as parts of that site. The hostile texts are those of
`tests/acceptance/test_growth.py`, one a file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import trees

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SITES = HERE / "sites"
TREES = Path(tempfile.gettempdir()) / "evlint-benchmark"
HOSTILE = 20_000  # characters of one hostile text
LONGEST = 60  # seconds that a command may take over the hostile texts
PEERS = HERE / "peers"
FIRST = "digitalgov.gov"  # the site of which one post is measured too
PYTHON = ROOT / ".venv" / "bin" / "python"
EVLINT = ROOT / ".venv" / "bin" / "evlint"
# What a peer leaves out of that which evlint does with the same posts.
LEAVES_OUT = (
    ("lychee", "looks at links alone: no front matter beside them, no dates, no schema; of links no addresses that a "
     "generator makes of names and permalinks, and no anchors as it is run here"),
    ("rumdl", "looks at the form of Markdown: of front matter, dates and addresses it reads nothing"),
    ("yamllint", "looks at the form of YAML files, which are cut out of the posts for it beforehand"),
    ("check-jsonschema", "holds YAML files, cut out beforehand, against a schema, and names no line"),
    ("remark", "parses Markdown and holds front matter against a schema: nothing else runs in it here"),
    ("U", "reads the posts and parses their front matter: it checks nothing"),
)  # fmt: skip
SCHEMA = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}


class Row(NamedTuple):
    """One measured command."""

    what: str
    command: str
    seconds: float  # on the wall, the median
    cpu: float  # seconds of all its processes, the mean
    peak: int  # KiB over all processes


def hyperfine(
    commands: dict[str, str], folder: Path, *, runs: int, prepare: dict[str, str] | None = None, warmup: int = 1
) -> list[Row]:
    """Time commands in turn in one run: the median of each, and the peak memory of one more run."""
    if not commands:
        return []
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        args = [
            "hyperfine",
            "--ignore-failure",
            "--warmup",
            str(warmup),
            "--runs",
            str(runs),
            "--export-json",
            out.name,
        ]
        for name, command in commands.items():
            args += ["--prepare", (prepare or {}).get(name, "true"), "--command-name", name, command]
        subprocess.run(args, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        results = json.loads(Path(out.name).read_text())["results"]
    rows = []
    for result in results:
        command = commands[result["command"]]
        subprocess.run(["bash", "-c", (prepare or {}).get(result["command"], "true")], cwd=folder, check=False)
        cpu = result["user"] + result["system"]
        rows.append(Row(result["command"], command, result["median"], cpu, peak_memory(command, folder)))
    return rows


def peak_memory(command: str, folder: Path) -> int:
    """Return the highest sum of the resident memory of a command and its children, in KiB, sampled every 5 ms."""
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    highest = 0
    while process.poll() is None:
        total = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rpartition(")")[2].split()
                if int(fields[3]) == process.pid:
                    pss = re.search(r"^Pss:\s+(\d+)", (status.parent / "smaps_rollup").read_text(), re.MULTILINE)
                    total += int(pss[1]) if pss else 0
            except (OSError, ValueError, IndexError):
                continue
        highest = max(highest, total)
    return highest


def table(rows: list[Row], unit: Row, name: str) -> str:
    """Return rows as a Markdown table of ratios to a unit, on the wall and in CPU."""
    lines = [
        f"| work | {name}, wall | {name}, CPU | wall s | CPU s | peak MiB | command |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        command = row.command.replace(str(TREES), "trees").replace(str(ROOT) + "/", "").replace(str(HERE) + "/", "")
        figures = f"{row.seconds / unit.seconds:.2f} | {row.cpu / unit.cpu:.2f} | {row.seconds:.3f} | {row.cpu:.3f}"
        peak = f"{row.peak / 1024:.0f}" if row.peak else ""
        lines.append(f"| {row.what} | {figures} | {peak} | `{command[:140]}` |")
    return "\n".join(lines) + "\n"


def peer(name: str) -> str | None:
    """Return the path of a peer's executable, or None where it is not installed."""
    for path in (PEERS / "venv" / "bin" / name, PEERS / "node_modules" / ".bin" / name):
        if path.exists():
            return str(path)
    return None


def remark(folder: Path, schema: str, posts: str) -> str | None:
    """Return the command that checks front matter with remark, or None where it is not installed."""
    path = peer("remark")
    if path is None:
        return None
    plugin = ["remark-lint-frontmatter-schema", {"schemas": {f"./{schema}": [posts]}}]
    (folder / ".remarkrc.json").write_text(json.dumps({"plugins": ["remark-frontmatter", plugin]}))
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(PEERS / "node_modules")
    return f"{path} --frail --quiet --no-stdout"


def front_matter(content: Path, target: Path) -> None:
    """Write the front matter of each post as a YAML file of its own, for peers that read nothing else."""
    target.mkdir(exist_ok=True)
    for number, path in enumerate(sorted(content.rglob("*.m*d*"))):
        text = path.read_text("utf-8")
        (target / f"{number:05}.yaml").write_text("---\n" + text.split("---\n")[1], "utf-8")


def one_post(folder: Path) -> str:
    """Measure one post, the whole process."""
    folder.mkdir(exist_ok=True)
    post = folder / "post.md"
    shutil.copy(ROOT / "fixtures" / "demo" / "atelier-accessibilite.md", post)
    front = post.read_text("utf-8").split("---\n")[1]
    (folder / "post.yaml").write_text("---\n" + front, "utf-8")
    (folder / "schema.json").write_text(json.dumps(SCHEMA))
    commands = {
        "python -c pass (P)": f"{PYTHON} -c pass",
        "evlint, one post": f"{EVLINT} check --isolated --offline --no-cache post.md",
    }
    for name, args in {
        "lychee": "--offline --no-progress post.md",
        "rumdl": "check --no-cache post.md",
        "yamllint": "post.yaml",
        "check-jsonschema": "--schemafile schema.json post.yaml",
    }.items():
        if path := peer(name):
            commands[name] = f"{path} {args}"
    if command := remark(folder, "schema.json", "*.md"):
        commands["remark with schema"] = f"{command} post.md"
    rows = hyperfine(commands, folder, runs=15)
    for site in sites()[:1]:  # the index of a large site is remembered: a hook checks one post of it
        tree = copied(site)
        env = f"env XDG_CACHE_HOME={tree.parent / f'.cache-one-{tree.name}'} "
        subprocess.run(["bash", "-c", f"{env}{EVLINT} check --offline ."], cwd=tree, check=False, capture_output=True)
        told = {f"evlint, one post of {site.name}, remembered": f"{env}{EVLINT} check --offline {some_post(tree)}"}
        rows += hyperfine(told, tree, runs=15)
    return table(rows, rows[0], "P")


def many_posts(folder: Path) -> str:
    """Measure a tree: cold, warm, and with ten posts changed; and the peers."""
    content = folder / "content"
    cache = folder / ".cache-of-evlint"
    env = f"env XDG_CACHE_HOME={cache} "
    check = f"{EVLINT} check --isolated --offline --format concise content"
    first = sorted(content.rglob("*.md"))[:10]
    touch = "; ".join(f"echo >> {shlex.quote(str(path))}" for path in first)
    commands = {
        "Python and libyaml (U)": f"{PYTHON} {HERE / 'unit.py'} content",
        "evlint, cold": f"{EVLINT} check --isolated --offline --no-cache --format concise content",
        "evlint, nothing changed": env + check,
        "evlint, 10 posts changed": env + check,
    }
    for name, args in {
        "lychee": "--offline --no-progress --root-dir /tmp content",
        "rumdl": "check --no-cache content",
    }.items():
        if path := peer(name):
            commands[name] = f"{path} {args}"
    rows = hyperfine(commands, folder, runs=5, prepare={"evlint, 10 posts changed": touch})
    front_matter(content, folder / "front")
    (folder / "schema.json").write_text(json.dumps(SCHEMA))
    slow: dict[str, str] = {}
    for name, args in {"check-jsonschema": "--schemafile schema.json front/*.yaml", "yamllint": "front"}.items():
        if path := peer(name):
            slow[name] = f"{path} {args}"
    if command := remark(folder, "schema.json", "content/**"):
        slow["remark with schema"] = f"{command} content"
    rows += hyperfine(slow, folder, runs=2, warmup=0)
    return table(rows, rows[0], "U")


def sites() -> list[Path]:
    """Return the real sites that lie there, the one of which one post is measured first."""
    return sorted((one for one in SITES.glob("*") if one.is_dir()), key=lambda one: (one.name != FIRST, one.name))


SETTLED = 3  # seconds after which evlint takes a file for one that nobody is writing any more


def copied(site: Path) -> Path:
    """Return a copy of a site that may be changed, made once; all in it is as old as a clone is after a while."""
    tree = TREES / f"site-{site.name}"
    if not tree.exists():
        shutil.copytree(site, tree, symlinks=True)
        for path in (*tree.rglob("*"), tree):
            if not path.is_symlink():
                os.utime(path, (1_700_000_000, 1_700_000_000))
        time.sleep(SETTLED)
    return tree


def posts_of(tree: Path) -> list[Path]:
    """Return the posts of a copied site that have front matter, by path."""
    found = (path for path in sorted(tree.rglob("*.md")) if ".git" not in path.parts and path.is_file())
    return [path for path in found if path.read_bytes()[:3] == b"---"]


def some_post(tree: Path) -> Path:
    """Return a post from the middle of a site, relative to it."""
    posts = posts_of(tree)
    return posts[len(posts) // 2].relative_to(tree)


def real_site(site: Path) -> str:
    """Measure a real site with its own configuration, and the peers over the same files."""
    tree = copied(site)
    env = f"env XDG_CACHE_HOME={tree.parent / f'.cache-{tree.name}'} "
    posts = posts_of(tree)
    touch = "; ".join(f"echo >> {shlex.quote(str(path))}" for path in posts[:: max(1, len(posts) // 10)][:10])
    commands = {
        "Python and libyaml (U)": f"{PYTHON} {HERE / 'unit.py'} .",
        "evlint, cold": f"{EVLINT} check --offline --no-cache --format concise .",
        "evlint, cold, one process": f"{EVLINT} check --offline --no-cache --jobs 1 --format concise .",
        "evlint, nothing changed": f"{env}{EVLINT} check --offline --format concise .",
        "evlint, 10 posts changed": f"{env}{EVLINT} check --offline --format concise .",
    }
    for name, args in {"lychee": "--offline --no-progress --root-dir /tmp .", "rumdl": "check --no-cache ."}.items():
        if path := peer(name):
            commands[name] = f"{path} {args}"
    rows = hyperfine(commands, tree, runs=5, prepare={"evlint, 10 posts changed": touch})
    return f"### {site.name}, {len(posts):,} posts\n\n{table(rows, rows[0], 'U')}"


def hostile() -> str:
    """Measure the hostile texts, one a file, and the peers over the same; who is not done in time is stopped."""
    sys.path.insert(0, str(ROOT / "tests" / "acceptance"))
    from test_growth import SHAPES

    folder = TREES / "hostile"
    folder.mkdir(exist_ok=True)
    for number, shape in enumerate(SHAPES.values()):
        (folder / f"{number:03}.md").write_text(shape(HOSTILE), "utf-8", newline="")
    commands = {
        "Python and libyaml (U)": f"{PYTHON} {HERE / 'unit.py'} .",
        "evlint": f"timeout {LONGEST} {EVLINT} check --isolated --offline --no-cache --format concise .",
    }
    for name, args in {"lychee": "--offline --no-progress --root-dir /tmp .", "rumdl": "check --no-cache ."}.items():
        if path := peer(name):
            commands[name] = f"timeout {LONGEST} {path} {args}"
    rows = hyperfine(commands, folder, runs=1, warmup=0)
    size = sum(path.stat().st_size for path in folder.glob("*.md")) / 1e6
    told = f"{len(SHAPES)} texts made to break readers, {size:.0f} MB; a command is stopped after {LONGEST} s.\n\n"
    return told + table(rows, rows[0], "U")


def growth(base: Path, sizes: list[int]) -> str:
    """Measure how time and memory grow with the number of posts."""
    lines = ["| posts | wall s | CPU s | µs per post, wall | peak MiB |", "| --- | --- | --- | --- | --- |"]
    for size in sizes:
        command = f"{EVLINT} check --isolated --offline --no-cache --format concise content"
        row = hyperfine({"evlint": command}, base / str(size), runs=2)[0]
        figures = f"{row.seconds:.2f} | {row.cpu:.2f} | {row.seconds / size * 1e6:.0f} | {row.peak / 1024:.0f}"
        lines.append(f"| {size:,} | {figures} |")
    return "\n".join(lines) + "\n"


def versions() -> str:
    """Return the versions of everything that was measured."""
    asked = [(str(PYTHON), "--version"), (str(EVLINT), "--version"), ("hyperfine", "--version")]
    asked += [
        (path, "--version")
        for name in ("lychee", "rumdl", "yamllint", "check-jsonschema", "remark")
        if (path := peer(name))
    ]
    said = [
        subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().splitlines()[:1]
        for command in asked
    ]
    return ", ".join(line[0] for line in said if line) + f"; {platform.system()} {platform.machine()}, 2 cores\n"


def main() -> None:
    """Build, measure, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    sizes = [400, 4000, *([40000] if options.large else [])]
    for size in sizes:
        trees.build(options.corpora, TREES / str(size), size)
    text = (
        "# Results\n\nWritten by `make bench` in one run; the ratios count, the seconds are this machine's.\n\n"
        f"{versions()}The load of the machine before: {os.getloadavg()[0]:.1f}.\n\n"
        f"## One post, the whole process\n\n{one_post(TREES / 'one')}\n"
        f"## 4,000 posts\n\n{many_posts(TREES / '4000')}\n"
        f"## Real sites, with their own configuration\n\n{''.join(f'{real_site(one)}{chr(10)}' for one in sites())}"
        f"## Hostile texts\n\n{hostile()}\n## Growth\n\n{growth(TREES, sizes)}\n"
        f"## What the others leave out\n\n{''.join(f'- {name} {what}.{chr(10)}' for name, what in LEAVES_OUT)}"
    )
    (HERE / "RESULTS.md").write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
