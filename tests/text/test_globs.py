"""Path globs, by hand and against a matcher that tries everything."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from checker.text.globs import glob, spelled
from tests.tables import every_row


@every_row(
    ("pattern", "path", "fits"),
    [
        ("a.txt", "a.txt", True),
        ("a.txt", "in/a.txt", False),
        ("*.txt", "a.txt", True),
        ("*.txt", "in/a.txt", False),
        ("**/a.txt", "a.txt", True),
        ("**/a.txt", "in/sub/a.txt", True),
        ("**/a.txt", "ba.txt", False),
        ("**/a.txt", "/srv/a.txt", True),
        ("in/**", "in/sub/a.txt", True),
        ("in/**", "in", False),
        ("in/**", "inner/a.txt", False),
        ("in/", "in/sub/a.txt", True),
        ("in/**/a.txt", "in/a.txt", True),
        ("in/**/a.txt", "in/x/y/a.txt", True),
        ("**", "in/a.txt", True),
        ("**", "-", True),
        ("-", "-", True),
        ("2025年?局.txt", "2025年某局.txt", True),
        ("?.txt", "/.txt", False),
        ("某局[2025].txt", "某局[2025].txt", True),
        ("[ab].txt", "a.txt", False),
        ("{a,b}.txt", "a.txt", False),
        ("a.txt", "aatxt", False),
        ("a+(b).txt", "a+(b).txt", True),
        ("./a.txt", "a.txt", True),
        ("in\\a.txt", "in/a.txt", True),
        ("A.txt", "a.txt", False),
        ("é.txt", "e\u0301.txt", True),
        ("a.txt", "a.txt\n", False),
    ],
)
def test_glob(pattern: str, path: str, fits: bool) -> None:
    assert glob(pattern)(spelled(path)) == fits


def tried(pattern: str, path: str) -> bool:
    """The meaning of a glob, by trying everything."""

    @cache
    def folders(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
        if not left:
            return not right
        if left[0] == "**":
            if len(left) == 1:
                return "/".join(right) != ""
            return any(folders(left[1:], right[at:]) for at in range(len(right)))
        return bool(right) and names(left[0], right[0]) and folders(left[1:], right[1:])

    @cache
    def names(left: str, right: str) -> bool:
        if not left:
            return not right
        if left[0] == "*":
            return any(names(left[1:], right[at:]) for at in range(len(right) + 1))
        return bool(right) and left[0] in ("?", right[0]) and names(left[1:], right[1:])

    return folders(tuple(pattern.split("/")), tuple(path.split("/")))


NAME = st.text("ab局", min_size=1, max_size=3)
PATTERN = st.lists(st.one_of(st.just("**"), st.text("ab局*?", min_size=1, max_size=3)), min_size=1, max_size=4)


@given(PATTERN, st.lists(NAME, min_size=1, max_size=4))
def test_every_glob_means_what_trying_says(pattern: list[str], path: list[str]) -> None:
    one, other = "/".join(pattern), "/".join(path)
    assert glob(one)(other) == tried(one, other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_makes_it_fail(pattern: str, path: str) -> None:
    assert glob(pattern)(spelled(path)) in (True, False)


def test_a_glob_cannot_hang() -> None:
    assert not glob("**/*a" * 200)("a/" * 500 + "b")
