"""Many differing reports made from the samples: copies of a few texts would flatter an automaton's cache.

In each report the sentences of a paragraph are shuffled, all but the first, which may hold a heading; then 2 % of the
Hanzi are replaced by others, drawn as often as they occur.  The same seed gives the same reports.

    python benchmarks/corpus.py 1000 FOLDER
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[1] / "samples"
REPLACED = 0.02
_LONG = 60  # characters: a shorter line may be a heading
_SENTENCE = re.compile(r"[^。]+。?")
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def originals() -> list[str]:
    """The samples in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]


def reports(count: int, seed: int = 1) -> Iterator[str]:
    """So many reports that differ from each other."""
    texts = originals()
    stock = "".join(_HANZI.findall("".join(texts)))
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        yield varied(texts[number % len(texts)], stock, chance)


def varied(text: str, stock: str, chance: random.Random) -> str:
    """*text* with sentences shuffled and characters replaced by some of *stock*."""
    lines = [_shuffled(line, chance) for line in text.split("\n")]
    return _HANZI.sub(lambda found: chance.choice(stock) if chance.random() < REPLACED else found[0], "\n".join(lines))


def lengthened(text: str, times: int, seed: int) -> str:
    """A report *times* as long: under each heading so many variants of every paragraph."""
    stock = "".join(_HANZI.findall(text))
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append(line)
        if len(line) > _LONG:
            lines += [varied(line, stock, chance) for _ in range(times - 1)]
    return "\n".join(lines)


def _shuffled(line: str, chance: random.Random) -> str:
    sentences = _SENTENCE.findall(line)
    rest = sentences[1:]
    chance.shuffle(rest)
    return "".join([*sentences[:1], *rest])


def write(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write so many reports as text files into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, text in enumerate(reports(count, seed)):
        path = folder / f"{number:05}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
