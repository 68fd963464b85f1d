r"""Regular expressions of the code itself, compiled when first used.

A run uses a few of them, and compiling costs more than using: a class with the range of all Han characters alone takes
a millisecond (so ``\w`` stands for them wherever letters and digits may).  Patterns of packs never run here, but on RE2.

The matcher skips to where a pattern may begin if that is a character (fast) or a class; not if it is a repeat of one, ``^``
or a look back.  So ``[x][x]*`` for ``[x]+`` where all of a text is searched, and a look back behind the first character.

``«topic.name»`` in a pattern stands for any word of that list (:mod:`checker.words`), ``«~topic.name»`` for one that
may have blanks between its characters.

What was compiled once is kept in the user's cache (:mod:`checker.cache`) as the code of Python's own matcher, for this
Python and these words.  That code is no public interface: what is kept has been held against ``re.compile``, the matcher
proves it again when it takes it, and where anything is not as expected, ``re.compile`` does it anew.
"""

from __future__ import annotations

import atexit
import sys

from checker.cache import recall_pieces, remember_pieces
from checker.records import TYPE_CHECKING, Any
from checker.words import alternatives, stamp_here, when_extended

if TYPE_CHECKING:
    import re

MULTILINE, IGNORECASE, ASCII = 8, 2, 256
"""The flags of ``re``."""
_LIST = "«(~?)([a-z.-]+)»"
_BLANKS = r"\s*"
_BRANCH_BEGINS = r"(?:^|(?<!\\)\||\(\?:)\Z"
_KIND = "regex"
_MOST = 1_000  # expressions that are kept: more come only from words that changed again and again


class _LazyPattern:
    _compiled: re.Pattern[str] | None = None

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = _kept.compiled(*self._source)
            if "«" in self._source[0]:
                when_extended(self._forget)
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found

    def _forget(self) -> None:
        self.__dict__ = {"_source": self._source}


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, without the work before it is asked for something."""
    return _LazyPattern(pattern, flags)  # type: ignore[return-value]


def with_words(pattern: str) -> str:
    """Return *pattern* with the words of the lists that it names.

    Where a list is one of several choices each word is made one: where all begin with a character, the matcher skips to those.

    :raises ValueError: where what it names cannot be the name of a list (an underscore in it, say).
    """
    import re

    def in_their_place(found: re.Match[str]) -> str:
        words = alternatives(found[2], _BLANKS if found[1] else "")
        is_whole = re.search(_BRANCH_BEGINS, pattern[: found.start()]) and pattern[found.end() :][:1] in ("", "|", ")")
        return words if is_whole else f"(?:{words})"

    made = re.sub(_LIST, in_their_place, pattern)
    if "«" in made:
        raise ValueError(f"no name of a list: {made[made.index('«') :][:40]}")
    return made


class _Kept:
    """The expressions that earlier runs have compiled, by their flags and sources."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] | None = None
        self._is_new = False

    def compiled(self, source: str, flags: int) -> re.Pattern[str]:
        """Return the expression, from what is kept where it can be had there."""
        if self._codes is None:
            found = recall_pieces(_KIND, _key())
            self._codes = found if len(found) < _MOST else {}
        name = f"{int(flags)} {source}"
        try:
            return _revived(self._codes[name])
        except (KeyError, TypeError, ValueError, RuntimeError, OverflowError, AttributeError):
            pass
        import re

        pattern = with_words(source) if "«" in source else source
        made = re.compile(pattern, flags)
        try:
            code = _code_of(pattern, flags)
            if _revived(code) == made:
                self._codes[name] = code
                if not self._is_new:
                    atexit.register(self._write_back)
                self._is_new = True
        except Exception:
            self._codes.pop(name, None)
        return made

    def forget(self) -> None:
        """Let go of what was kept for other words."""
        self._codes, self._is_new = None, False

    def _write_back(self) -> None:
        remember_pieces(_KIND, _key(), self._codes or {})


def _key() -> bytes:
    return f"{sys.implementation.cache_tag} {sys.hexversion} {sys.maxunicode} {sys.byteorder} ".encode() + stamp_here()


def _code_of(pattern: str, flags: int) -> bytes:
    """Return what ``re.compile`` hands to the matcher.

    That is a line with the flags, how many groups there are, the bytes of the pattern and named groups (``year=1``); the
    pattern; and the code as it lies in memory.
    """
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = array("I", _compiler._code(parsed, flags))
    state = parsed.state
    source = pattern.encode()
    names = [f"{name}={number}" for name, number in state.groupdict.items()]
    head = " ".join(map(str, (int(flags | state.flags), state.groups - 1, len(source), *names)))
    return b"%s\n%s%s" % (head.encode(), source, code.tobytes())


def _revived(kept: bytes) -> re.Pattern[str]:
    """Return the expression that :func:`_code_of` has taken apart.  :raises RuntimeError: where the matcher finds it damaged."""
    from _sre import compile as compile_code  # type: ignore[import-not-found, unused-ignore]

    head, _, rest = kept.partition(b"\n")
    flags, groups, size, *named = head.split()
    end = int(size)
    numbers = {name.decode(): int(number) for name, _, number in (one.partition(b"=") for one in named)}
    names: list[str | None] = [None] * (int(groups) + 1)
    for name, number in numbers.items():
        names[number] = name
    code = memoryview(rest)[end:].cast("I").tolist()
    made: re.Pattern[str] = compile_code(rest[:end].decode(), int(flags), code, int(groups), numbers, tuple(names))
    return made


_kept = _Kept()
when_extended(_kept.forget)
