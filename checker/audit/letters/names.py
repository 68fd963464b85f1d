"""Names of files from names of units: nothing in them leads anywhere else, and every system takes them."""

from __future__ import annotations

from unicodedata import category, normalize

LONGEST = 80
"""Characters of a name before its suffix."""

_BYTES = 200  # of 255 that common file systems take
_NOT_FIRST = "-~=+@'＝＋－＠"  # an option, a home, a formula
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in (*range(10), "¹", "²", "³")}
)


class Names:
    """Gives each unit a name of its own; systems that do not tell upper from lower case see different ones too."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def of(self, unit: str, suffix: str) -> str:
        """A name for the file to *unit* that none had before."""
        plain = safe(unit)
        name, number = plain + suffix, 2
        while name.casefold() in self._taken:
            name = f"{plain} ({number}){suffix}"
            number += 1
        self._taken.add(name.casefold())
        return name


def safe(unit: str) -> str:
    """*unit* as a part of a path, without a suffix."""
    kept = "".join(_kept(char) for char in normalize("NFC", unit[: LONGEST * 4]))
    kept = " ".join(kept.split()).strip(" .")[:LONGEST]
    while len(kept.encode()) > _BYTES:
        kept = kept[:-1]
    kept = kept.strip(" .") or "_"
    return f"_{kept}" if kept.split(".")[0].strip().casefold() in _RESERVED or kept[0] in _NOT_FIRST else kept


def _kept(char: str) -> str:
    if char in _FORBIDDEN:
        return "_"
    kind = category(char)
    return " " if kind in ("Zs", "Zl", "Zp") else "" if kind[0] == "C" else char
