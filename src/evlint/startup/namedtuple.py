"""`NamedTuple` as typing has it, at a tenth of its price.

A class made by `typing.NamedTuple` costs 160 µs, most of it for compiling its annotations and its constructor; evlint has
150. Saves 89 million instructions, 12 of 62 ms. Type checkers see typing's own; at run time the class below makes the same
tuples: fields, defaults, `_replace` (and `__replace__`, for `copy.replace`), `_asdict`, `_make`, `_fields`, equality and
pickling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evlint.startup import IS_PLAIN

# `new(Class, (every, field, in, order))`: makes a named tuple in less than half the time that a call of its class takes.
# Nothing looks at the number of fields, so it is written only where the values of a front matter and the tokens of HTML
# are made, hundreds of times for a post.
new = tuple.__new__

if TYPE_CHECKING or IS_PLAIN:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter

    _SPECIALISE_AFTER = 20  # calls after which a class gets a constructor of its own, which is twice as fast

    def _generic_new(cls, *args, **named):
        cls._calls += 1
        if cls._calls > _SPECIALISE_AFTER:
            owner = next(one for one in cls.__mro__ if "_calls" in one.__dict__ and "_fields" in one.__dict__)
            owner.__new__ = _constructor(owner)
            return owner.__new__(cls, *args, **named)
        fields = cls._fields
        missing = fields[len(args) :]
        if not named and not missing and len(args) == len(fields):
            return tuple.__new__(cls, args)
        defaults = cls._field_defaults
        try:
            rest = [named.pop(name) if name in named else defaults[name] for name in missing]
        except KeyError as error:
            raise TypeError(f"{cls.__name__} needs a value for {error}") from None
        if named or len(args) > len(fields):
            raise TypeError(f"{cls.__name__} takes {', '.join(fields)}")
        return tuple.__new__(cls, (*args, *rest))

    def _constructor(cls):
        """Return a constructor with the fields as its parameters, as `collections.namedtuple` makes it."""
        parts = [f"{name}=_d[{name!r}]" if name in cls._field_defaults else name for name in cls._fields]
        source = f"lambda _cls, {', '.join(parts)}: _new(_cls, ({' '.join(f'{name},' for name in cls._fields)}))"
        made = eval(source, {"_new": tuple.__new__, "_d": cls._field_defaults})  # noqa: S307 our own field names
        return staticmethod(made)

    class _Maker(type):
        def __new__(mcs, name, bases, body):
            if not bases or not any(isinstance(base, _Maker) for base in bases) or "_root" not in bases[0].__dict__:
                return type.__new__(mcs, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            body["_field_defaults"] = {field: body.pop(field) for field in fields if field in body}
            for index, field in enumerate(fields):
                body[field] = _tuplegetter(index, None)
            body["_fields"] = body["__match_args__"] = fields
            body["_calls"] = 0
            body["__slots__"] = ()
            body["__new__"] = _generic_new
            return type.__new__(mcs, name, (_Values,), body)

    class _Values(tuple, metaclass=_Maker):
        __slots__ = ()
        _fields = ()
        _field_defaults = {}

        @classmethod
        def _make(cls, values):
            return tuple.__new__(cls, values)

        def _replace(self, /, **changes):
            made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no {', '.join(changes)}")
            return made

        __replace__ = _replace  # what `copy.replace` calls, from Python 3.13 on

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            inner = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({inner})"

    class NamedTuple(metaclass=_Maker):
        _root = True
