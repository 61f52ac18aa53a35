"""The house holds: layers, the size of rooms, and who may touch the outside world. Read off the source, not believed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent.parent / "src" / "evlint"
LAYERS = {
    "model": 0, "startup": 0,
    "parse": 1, "dates": 1, "link_check": 1, "urls": 1, "schema": 1, "site": 1, "generators": 1,
    "rules": 2,
    "lint": 3, "config": 3, "report": 3, "i18n": 3,
    "io": 4, "net": 4,
    "cache": 5, "pipeline": 5, "api": 5, "testing": 5,
    "server": 6, "cli": 6, "__main__": 6, "__init__": 6,
}  # fmt: skip
OUTSIDE_MODULES = {"socket", "httpx", "sqlite3", "subprocess", "shutil", "tempfile", "urllib.request", "http.client"}
OUTSIDE_CALLS = {"open", "print", "input"}
OUTSIDE_ATTRIBUTES = {("os", "environ"), ("os", "getenv"), ("date", "today"), ("datetime", "now"), ("time", "time")}
# `EVLINT_PLAIN` is read where the tricks of the start-up are, before anything else of evlint is there.
MAY_TOUCH = {"startup/__init__.py": {"os.environ"}}
MAX_LINES = 500
FEWEST_LINES, MOST_CRUMBS = 50, 15  # modules shorter than a thought, and how many there may be of them
# Rooms where one file is one rule, format, command or generator, however short.
ONE_FILE_EACH = ("rules", "report", "cli", "generators")
LONGEST_CHAIN = 14  # modules, each of which imports the next, in functions too
# Tables made by a script are read by nobody.
GENERATED = {"generators/_signs.py", "dates/_cldr.py", "dates/_names.py", "i18n/_fr.py"}
MODULES = sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


class Read(NamedTuple):
    """What these tests ask of a module: taken off its source once, for the trees of all of them are large."""

    doc: str | None
    plain: frozenset[str]  # `import name`
    named: frozenset[tuple[str, str]]  # `from module import name`
    typed: frozenset[tuple[str, str]]  # such of them as type checkers alone see
    touched: tuple[tuple[str, str], ...]  # what of the outside world, and on which line
    said: tuple[tuple[str, int], ...]  # the names of generators that stand in it, and on which line


GENERATORS = {path.stem for path in (SOURCE / "generators").iterdir() if not path.name.startswith("_")} - {"none"}
PEOPLE_READ = {"Bad", "Good", "Key", "msg"}


@cache
def read(path: Path) -> Read:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = list(ast.walk(tree))
    typed = {id(inner) for node in nodes if is_typed_only(node) for inner in ast.walk(node)}
    examples = {
        id(node)
        for call in nodes
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in PEOPLE_READ
        for node in ast.walk(call)
    }
    froms = [
        (id(node) in typed, node.module, name.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    ]
    return Read(
        ast.get_docstring(tree),
        frozenset(name.name for node in nodes if isinstance(node, ast.Import) for name in node.names),
        frozenset((module, name) for _, module, name in froms),
        frozenset((module, name) for _, module, name in froms)
        - {(module, name) for is_typed, module, name in froms if not is_typed},
        tuple(touched(nodes)),
        tuple(
            (node.value, node.lineno)
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if node.value in GENERATORS and id(node) not in examples
        ),
    )


def imports(path: Path) -> frozenset[str]:
    found = read(path)
    return found.plain | {part for module, name in found.named for part in (module, f"{module}.{name}")}


def relative(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_imports_run_one_way() -> None:
    upwards = [
        f"{relative(path)} imports {name}"
        for path in MODULES
        for name in sorted(imports(path))
        if name.startswith("evlint.") and LAYERS.get(name.split(".")[1], 0) > LAYERS[room(path)]
    ]
    assert not upwards, "\n".join(upwards)


def test_only_the_edge_touches_the_outside() -> None:
    touched = [
        f"{relative(path)} touches {what}{line}"
        for path in MODULES
        if LAYERS[room(path)] < 4
        for what, line in outside(path)
        if what not in MAY_TOUCH.get(relative(path), ())
    ]
    assert not touched, "\n".join(touched)


def outside(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a module touches of the outside world, and on which line."""
    for module in sorted(OUTSIDE_MODULES & imports(path)):
        yield module, ""
    yield from read(path).touched


def touched(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUTSIDE_CALLS:
            yield f"{node.func.id}()", f" on line {node.lineno}"
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) in OUTSIDE_ATTRIBUTES
        ):
            yield f"{node.value.id}.{node.attr}", f" on line {node.lineno}"


def test_a_room_is_read_in_one_sitting() -> None:
    lengths = {relative(path): path.read_text("utf-8").count("\n") for path in MODULES}
    assert {name for name, lines in lengths.items() if lines > MAX_LINES} <= GENERATED


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def is_typed_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def graph(*, typed: bool) -> dict[str, set[str]]:
    """Return which modules of evlint each imports, in functions too; with `typed`, for type checkers too."""
    names = {name_of(path) for path in MODULES}
    found: dict[str, set[str]] = {}
    for path in MODULES:
        imported = found[name_of(path)] = set()
        for module, name in read(path).named - (frozenset() if typed else read(path).typed):
            inner = f"{module}.{name}"
            imported.add(inner if inner in names else module)
        imported &= names - {name_of(path)}
    return found


def test_no_modules_import_each_other() -> None:
    TopologicalSorter(graph(typed=True)).prepare()  # a CycleError names them


def test_no_chain_of_imports_is_long() -> None:
    imported = graph(typed=False)
    longest: dict[str, tuple[str, ...]] = {}
    for name in TopologicalSorter(imported).static_order():
        longest[name] = (name, *max((longest[one] for one in imported[name]), key=len, default=()))
    chain = max(longest.values(), key=len)
    assert len(chain) <= LONGEST_CHAIN, " > ".join(chain)


def test_few_modules_are_crumbs() -> None:
    crumbs = [
        relative(path)
        for path in MODULES
        if path.name != "__init__.py"
        and room(path) not in ONE_FILE_EACH
        and relative(path) not in GENERATED
        and path.read_text("utf-8").count("\n") < FEWEST_LINES
    ]
    assert len(crumbs) <= MOST_CRUMBS, crumbs


def test_nothing_else_lies_at_the_top() -> None:
    assert {path.stem for path in SOURCE.glob("*.py")} == {"__init__", "__main__", "api", "testing"}


def test_every_room_has_a_layer() -> None:
    assert {room(path) for path in MODULES} <= LAYERS.keys()


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path) for path in MODULES if path.stat().st_size and read(path).doc is None]
    assert not silent


def test_only_generators_know_a_generator_s_name() -> None:
    """Outside `generators/` no code says a generator's name: it asks the object that detection chose."""
    said = []
    for path in MODULES:
        if room(path) in ("generators", "i18n") or "schema/importers" in str(path):
            continue
        said += [f"{path.relative_to(SOURCE)}:{line} {name}" for name, line in read(path).said]
        said += [
            f"{path.relative_to(SOURCE)} imports {name}"
            for name in sorted(imports(path))
            if name.startswith("evlint.generators.") and name.split(".")[2] in GENERATORS
        ]
    assert not said


def test_git_has_one_door() -> None:
    """A program is started in one module, and that one takes care of whose configuration counts."""
    starting = {relative(path) for path in MODULES if "subprocess" in imports(path)}
    assert starting == {"io/git.py"}
