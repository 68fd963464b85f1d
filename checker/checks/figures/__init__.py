"""Figures that must fit each other; what the checks of them have in common: the counted facts, and how a value is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from checker.document.figures import Figure
from checker.document.parts import part_view
from checker.document.report import Report, once
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import SCALES
from checker.text.span import Cover

_NUMBER = lazy(
    r"(?P<sign>[+\-±])? ?(?P<value>\d[\d,]{0,14}(?:\.(?P<decimals>\d{1,6}))?) ?(?P<scale>[万亿])?(?P<unit>[^\d.+\-]{0,4})"
)
_SCALES = {scale: SCALES[scale] for scale in "亿万"}
ENOUGH = 100
"""Behind so many places nothing more is looked for: such a text is wrong as a whole."""


def says(report: Report, number: int, start: int, end: int) -> bool:
    """Return whether a hit of pattern list *number* lies between two offsets; one that runs across an end counts for nothing."""
    hits = report.scan.hits(number)
    at = bisect_left(hits, (start,))
    return at < len(hits) and hits[at].end <= end


@once
def below_headings(report: Report, parts: tuple[str, ...]) -> Cover:
    """Return the text of those of some parts that have headings."""
    views = [part_view(report, name) for name in parts]
    return Cover(span for view in views if view.how == "heading" for span in view.spans)


def printed(report: Report, figure: Figure) -> str:
    """Return a figure as printed."""
    return report.quote(figure.span)


def in_digits(value: float) -> str:
    """Return a value without the digits that a sum of decimals only seems to have."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


class Amount(NamedTuple):
    """The number that a cell of a table is: signed or not, what its last digit stands for, its ``scale`` (万, 亿), its unit."""

    value: float
    step: float
    signed: bool
    scale: float
    unit: str


def amount_of(words: str) -> Amount | None:
    """Return the number that the words of a cell are; None where they are something else."""
    match = _NUMBER.fullmatch(words)
    if match is None:
        return None
    scale = _SCALES.get(match["scale"], 1.0)
    value = scale * float(match["value"].replace(",", "")) * (-1 if match["sign"] == "-" else 1)
    return Amount(value, scale * 0.1 ** len(match["decimals"] or ""), bool(match["sign"]), scale, match["unit"])


def slack_of(steps: Iterable[float]) -> float:
    """Return by how much rounded numbers may miss: half of the last digit (*steps*) of each that is no whole number."""
    return 0.5 * sum(step for step in steps if step != 1.0) * 1.001 + 1e-9


def as_printed(report: Report, figure: Figure) -> float:
    """Return the number of a figure without its 万 or 亿."""
    return figure.value / _scale_of(printed(report, figure))[1]


def scaled(value: float, report: Report, like: Figure) -> str:
    """Return a value in the way in which *like* is printed: 12.61万元 beside 12.6万元."""
    scale, factor = _scale_of(printed(report, like))
    return f"{in_digits(value / factor)}{scale}{like.unit}"


def _scale_of(words: str) -> tuple[str, float]:
    return next(((scale, factor) for scale, factor in _SCALES.items() if scale in words), ("", 1.0))
