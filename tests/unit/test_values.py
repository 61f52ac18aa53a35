"""Our NamedTuple is typing's in everything that the house uses: compared field by field over both."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from evlint.startup.namedtuple import NamedTuple


class Ours(NamedTuple):
    """A class of ours."""

    a: int
    b: str = "x"
    c: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.a * 2


class Theirs(typing.NamedTuple):
    """The same by typing."""

    a: int
    b: str = "x"
    c: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.a * 2


class Under(Ours):
    """A class below ours."""

    __slots__ = ()

    @property
    def double(self) -> int:
        return self.a * 3


CALLS: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((1,), {}), ((1, "y"), {}), ((1, "y", (2,)), {}), ((), {"a": 1}), ((1,), {"c": (3,)}), ((), {"b": "z", "a": 4}),
]  # fmt: skip
WRONG: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((), {}),
    ((1, "y", (), 4), {}),
    ((1,), {"d": 1}),
    ((1,), {"a": 2}),
]


@pytest.mark.parametrize("round_", range(30))
@pytest.mark.parametrize(("args", "named"), CALLS)
def test_the_same_values(args: tuple[object, ...], named: dict[str, object], round_: int) -> None:
    ours, theirs = Ours(*args, **named), Theirs(*args, **named)  # type: ignore[arg-type]  # any shape, on purpose
    assert tuple(ours) == tuple(theirs)
    assert (ours.a, ours.b, ours.c, ours.double) == (theirs.a, theirs.b, theirs.c, theirs.double)
    assert ours._asdict() == theirs._asdict()
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert tuple(ours._replace(b="q")) == tuple(theirs._replace(b="q"))
    assert type(ours._replace(b="q")) is Ours
    assert pickle.loads(pickle.dumps(ours)) == ours  # noqa: S301 our own bytes
    assert type(copy.copy(ours)) is Ours
    assert hash(ours) == hash(theirs)


@pytest.mark.parametrize("round_", range(30))
@pytest.mark.parametrize(("args", "named"), WRONG)
def test_the_same_refusals(args: tuple[object, ...], named: dict[str, object], round_: int) -> None:
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(*args, **named)  # type: ignore[arg-type]  # wrong, on purpose


@pytest.mark.parametrize("made", [Ours(1, "y"), Under(1, "y")])
def test_copy_replaces_fields(made: Ours) -> None:
    """`copy.replace`, from Python 3.13 on, calls `__replace__`; typing's own class has it there."""
    replace = getattr(copy, "replace", None) or (lambda one, **changes: type(one).__replace__(one, **changes))
    after = replace(made, b="z")
    assert (type(after), tuple(after)) == (type(made), (1, "z", ()))
    with pytest.raises((ValueError, TypeError)):
        replace(made, nope=1)


def test_unknown_fields_are_not_replaced() -> None:
    with pytest.raises(ValueError, match="nope"):
        Ours(1)._replace(nope=1)  # type: ignore[call-arg]  # wrong, on purpose


def test_a_class_below_keeps_its_own_ways() -> None:
    under = Under(2)
    assert (under.double, under.b, type(under._replace(a=3))) == (6, "x", Under)
    assert [Under(number).double for number in range(30)] == [number * 3 for number in range(30)]
    assert Ours._fields == Theirs._fields
