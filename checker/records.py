"""Immutable records, and names for annotations, without ``typing``, which takes longer to import than a pack to load.

Records are :class:`typing.NamedTuple` to type checkers, at a twentieth of its cost to define.
A command that starts afresh for every file defines some ninety of them before it has read anything, and uses half.
``typing.NamedTuple`` checks every annotation and compiles a constructor at once; here annotations are left alone, and a
constructor is compiled for a class of which there are many records.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the name that type checkers take for true
if TYPE_CHECKING:
    from typing import Any, NamedTuple
else:
    Any = object  # for annotations, which nobody reads at run time

    try:
        from _collections import _tuplegetter as getter
    except ImportError:  # another Python

        def getter(at, _doc):
            return property(lambda record: tuple.__getitem__(record, at))

    _MANY = 300
    """Records of a class: making fewer takes less time than compiling a constructor."""
    _made = {}

    class _Fields(type):
        """Makes the annotated names of a class the fields of a tuple."""

        def __new__(mcs, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            body["_field_defaults"] = {field: body.pop(field) for field in fields if field in body}
            for at, field in enumerate(fields):
                body[field] = getter(at, None)
            body["__slots__"] = ()
            body["_fields"] = body["__match_args__"] = fields
            return type.__new__(mcs, name, bases, body)

    class NamedTuple(tuple, metaclass=_Fields):
        """The base of all records."""

        def __new__(cls, *args, **kwargs):
            """Make one of the first records of a class, or what makes the others and tells what is wrong with a call."""
            _made[cls] = made = _made.get(cls, 0) + 1
            if made < _MANY and not kwargs and len(args) == len(cls._fields):
                return tuple.__new__(cls, args)
            fields = cls._fields[len(args) :]
            given = {**cls._field_defaults, **kwargs} if fields else kwargs
            if made < _MANY and len(args) <= len(cls._fields) and {*kwargs} <= {*fields} <= {*given}:
                return tuple.__new__(cls, (*args, *[given[field] for field in fields]))
            preset = {f"_{field}": value for field, value in cls._field_defaults.items()}
            names = [f"{field}=_{field}" if f"_{field}" in preset else field for field in cls._fields]
            source = f"lambda _cls, {', '.join(names)}: _new(_cls, ({', '.join(cls._fields)},))"
            cls.__new__ = staticmethod(eval(source, {"_new": tuple.__new__, **preset}))  # noqa: S307 - names of fields
            return cls(*args, **kwargs)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(changes)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)


new = tuple.__new__
"""``new(Span, (start, end))`` is ``Span(start, end)`` in half the time, for records of which a report has hundreds."""

__all__ = ["TYPE_CHECKING", "Any", "NamedTuple", "new"]
