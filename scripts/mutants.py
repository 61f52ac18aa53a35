"""`make mutants`: changes the code of a family, one place at a time, and tells which changes no test notices.

    python scripts/mutants.py [dates] [verdicts] [--sample N] [--seed N] [--only WORD]

No file is written. For each change a process is forked, the function's code is replaced in its memory, and the tests that
were seen to call that function are run, quickest first, until one fails. What survives is printed with its place.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import os
import pickle
import random
import signal
import sys
import time
import types
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
FAMILIES = {
    "dates": (
        ("src/evlint/dates/[a-z]*.py", "src/evlint/rules/dates/*.py"),
        ("tests/test_rules.py", "tests/unit/test_phrases*.py", "tests/unit/test_moment.py", "tests/unit/test_window.py",
         "tests/unit/test_zones.py", "tests/unit/test_roles.py", "tests/unit/test_date*.py",
         "tests/property/test_phrases.py", "tests/property/test_moments.py"),
    ),
    "verdicts": (
        ("src/evlint/link_check/*.py", "src/evlint/rules/remote/*.py", "src/evlint/net/crawler.py"),
        ("tests/test_rules.py", "tests/unit/test_remote*.py", "tests/unit/test_linkcheck*.py",
         "tests/property/test_urls.py"),
    ),
}  # fmt: skip
ENOUGH = 8.0  # seconds of tests that a mutant has to survive
COMPARED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
Key = tuple[str, int, str]  # a function: its file, its first line, its name


class Mutant(NamedTuple):
    """One change of one function."""

    function: Key
    line: int
    was: str
    now: str
    code: types.CodeType


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file: inside functions, and never in a text for people."""
    tree = ast.parse(path.read_text("utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
        key = (str(path), first, function.name)
        for node in _inside(function):
            for field, value in _changes(node):
                before, was = getattr(node, field), _shown(node)
                setattr(node, field, value)
                module = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
                code = next((one for one in _codes(module) if _key(one) == key), None)
                now = _shown(node)
                setattr(node, field, before)
                if code is not None:
                    yield Mutant(key, getattr(node, "lineno", first), was, now, code)


def _inside(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a body, but not of functions in it (they have their turn) and of annotations."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        yield node
        children = list(ast.iter_child_nodes(node))
        waiting += reversed([one for one in children if one is not getattr(node, "annotation", None)])


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield what may be changed about a node: a field and its new value."""
    if isinstance(node, ast.Compare):
        for at, sign in enumerate(node.ops):
            if type(sign) in COMPARED:
                yield "ops", [*node.ops[:at], COMPARED[type(sign)](), *node.ops[at + 1 :]]
    elif isinstance(node, ast.BoolOp):
        yield "op", ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in COUNTED:
        yield "op", COUNTED[type(node.op)]()
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "operand", ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "value", not node.value if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)) and not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        yield "test", ast.UnaryOp(ast.Not(), node.test)
    elif (isinstance(node, ast.Return) and not (node.value is None or isinstance(node.value, ast.Constant))) or (
        isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.Await))
    ):
        yield "value", ast.Constant(None)


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 90 else text[:90] + "…"


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from _codes(one)


def _key(code: types.CodeType) -> Key:
    return code.co_filename, code.co_firstlineno, code.co_name


class Tests:
    """Takes the place of pytest's own loop: learns which test calls what, then lets every mutant loose."""

    def __init__(self, chosen: list[Mutant], jobs: int) -> None:
        """Take the mutants, and how many processes may run at once."""
        self.survivors: list[Mutant] = []
        self.unreached: list[Mutant] = []
        self._chosen = chosen
        self._jobs = jobs
        self._failed: set[str] = set()

    def pytest_configure(self) -> None:
        """Have hypothesis make the same texts for every mutant."""
        from hypothesis import settings

        settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
        settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what failed."""
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once to learn, then for every mutant."""
        reached = self._learn(session)
        running: dict[int, Mutant] = {}
        for number, mutant in enumerate(self._chosen):
            tests = sorted(reached.get(mutant.function, {}).items(), key=lambda one: one[1])
            if not tests:
                self.unreached.append(mutant)
                continue
            sys.stderr.write(f"\r{number}/{len(self._chosen)}, {len(self.survivors)} alive ")
            if len(running) >= self._jobs:
                self._wait(running)
            pid = os.fork()
            if not pid:
                self._infect(mutant)
                self._run([(session.items[at], cost) for at, cost in tests])
            running[pid] = mutant
        while running:
            self._wait(running)
        return True

    def _wait(self, running: dict[int, Mutant]) -> None:
        pid, status = os.wait()
        mutant = running.pop(pid)
        if status == 0:
            self.survivors.append(mutant)

    def _learn(self, session: pytest.Session) -> dict[Key, dict[int, float]]:
        """Find in a process of its own which test calls which function, and how long it takes."""
        reader, writer = os.pipe()
        if not os.fork():
            os.close(reader)
            _hush()
            reached: dict[Key, dict[int, float]] = {}
            wanted = {mutant.function for mutant in self._chosen}
            caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]  # noqa: SLF001 no other name
            for at, item in enumerate(session.items):
                called: set[types.CodeType] = set()

                def note(frame: types.FrameType, event: str, _: object, called: set[types.CodeType] = called) -> None:
                    if event == "call":
                        called.add(frame.f_code)

                for cache in caches:
                    cache.cache_clear()
                begun = time.process_time()
                sys.setprofile(note)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                sys.setprofile(None)
                for key in {_key(code) for code in called} & wanted:
                    reached.setdefault(key, {})[at] = time.process_time() - begun
            with open(writer, "wb") as file:
                pickle.dump((reached, self._failed), file)
            os._exit(0)
        os.close(writer)
        with open(reader, "rb") as answer:
            reached, failed = pickle.load(answer)  # noqa: S301 from our own child
        os.wait()
        if failed:
            raise pytest.UsageError(f"these fail without any mutant: {sorted(failed)}")
        return reached

    def _infect(self, mutant: Mutant) -> None:
        """Change the function, also where it stands inside another: each call of that one makes it anew from its code."""
        path = Path(mutant.function[0]).relative_to(ROOT / "src").with_suffix("")
        import_module(".".join(path.parts))  # some are imported where they are used, which is later than now
        for one in gc.get_objects():
            if isinstance(one, types.FunctionType) and one.__code__.co_filename == mutant.function[0]:
                try:
                    one.__code__ = _with(one.__code__, mutant)
                except ValueError:  # the change was the only use of a variable of the function around it
                    os._exit(1)

    def _run(self, tests: list[tuple[pytest.Item, float]]) -> None:
        """Run tests until one fails; the process ends with status 0 where none does."""
        _hush()
        begun = time.process_time()
        for item, cost in tests:
            if time.process_time() - begun > ENOUGH:
                break
            signal.setitimer(signal.ITIMER_PROF, 5 + 10 * cost)  # what runs on and on is killed, and that is a kill
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self._failed:
                os._exit(1)
        os._exit(0)


def _with(code: types.CodeType, mutant: Mutant) -> types.CodeType:
    if _key(code) == mutant.function:
        return mutant.code
    consts = tuple(_with(one, mutant) if isinstance(one, types.CodeType) else one for one in code.co_consts)
    return code if consts == code.co_consts else code.replace(co_consts=consts)


def _hush() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


def main() -> int:
    """Run it; the status is 0 whatever survives: a survivor is to be read, and many change nothing that matters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", default=list(FAMILIES))
    parser.add_argument("--sample", type=int, default=0, help="so many mutants of each file; all without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="files with this in their path")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    os.chdir(ROOT)
    chance = random.Random(given.seed)  # noqa: S311 a sample, not a secret
    for family in given.families:
        sources, tests = FAMILIES[family]
        chosen: list[Mutant] = []
        for path in sorted(path for pattern in sources for path in ROOT.glob(pattern)):
            if given.only in str(path):
                found = list(mutants(path))
                chosen += chance.sample(found, min(given.sample or len(found), len(found)))
        plugin = Tests(chosen, given.jobs)
        files = sorted(str(path) for pattern in tests for path in ROOT.glob(pattern))
        if pytest.main(["-n0", "-s", "-p", "no:cacheprovider", *files], plugins=[plugin]):
            return 1
        _report(family, chosen, plugin)
    return 0


def _report(family: str, chosen: list[Mutant], plugin: Tests) -> None:
    alive = Counter(mutant.function[0] for mutant in [*plugin.survivors, *plugin.unreached])
    for path, count in sorted(Counter(mutant.function[0] for mutant in chosen).items()):
        print(f"{os.path.relpath(path, ROOT)}: {count - alive[path]} of {count} killed")
    for word, group in (("alive", plugin.survivors), ("no test comes here", plugin.unreached)):
        for one in sorted(group, key=lambda one: (one.function, one.line)):
            print(f"{word}: {os.path.relpath(one.function[0], ROOT)}:{one.line} {one.was}  →  {one.now}")
    killed = len(chosen) - alive.total()
    print(f"{family}: {killed} of {len(chosen)} mutants killed ({100 * killed / max(1, len(chosen)):.1f} %)")


if __name__ == "__main__":
    sys.exit(main())
