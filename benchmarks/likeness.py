"""How quickly copies are found among many reports, whether all are, and whether nothing else is.

    python benchmarks/likeness.py 10000

Every text is made of the sentences of two of the samples, in an order of its own, with a third of its characters
replaced in pieces of two to five by pieces of the samples, and differs as much from the others as reports of different
units do.  Then copies are planted: of another unit's text with nothing changed, with 10 % and with 30 % of the sentences
exchanged, and with 30 % of the characters exchanged in pieces; and of the unit's own text of last year with its years
changed.  Names, years and figures differ in all of them.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from typing import TYPE_CHECKING

from corpus import originals

from checker.similarity.search import Settings, Text, find_similar

if TYPE_CHECKING:
    from collections.abc import Callable

_SENTENCE = re.compile(r"[^。\n]+[。\n]*")
_HAN = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"\d+")
_FRESH = 0.34
PLANTED = 100


class Maker:
    """Makes texts of the genre, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        texts = originals()
        self.sentences = [_SENTENCE.findall(text) for text in texts]
        self.stock = "".join(_HAN.findall("".join(texts)))

    def piece(self, length: int) -> str:
        """Some characters of the samples."""
        at = self.chance.randrange(len(self.stock) - length)
        return self.stock[at : at + length]

    def fresh(self) -> str:
        """A text that shares with others what reports share."""
        one, other = self.chance.sample(self.sentences, 2)
        chosen = [*self.chance.sample(one, len(one) * 2 // 3), *self.chance.sample(other, len(other) // 3)]
        self.chance.shuffle(chosen)
        return self.reworded("".join(chosen), _FRESH)

    def reworded(self, text: str, share: float) -> str:
        """*text* with about so many of its characters exchanged, in pieces of two to five."""
        pieces, at = [], 0
        while at < len(text):
            length = self.chance.randint(2, 5)
            piece = text[at : at + length]
            clean = not set(piece) & set("。\n")
            pieces.append(self.piece(length) if clean and self.chance.random() < share else piece)
            at += length
        return "".join(pieces)

    def exchanged(self, text: str, share: float) -> str:
        """*text* with so many of its sentences exchanged for new ones."""
        fresh = _SENTENCE.findall(self.fresh())
        sentences = _SENTENCE.findall(text)
        for at in self.chance.sample(range(len(sentences)), round(len(sentences) * share)):
            sentences[at] = fresh[at % len(fresh)]
        return "".join(sentences)

    def refigured(self, text: str) -> str:
        """*text* with other years and figures."""
        return _FIGURE.sub(lambda _: str(self.chance.randint(1, 2999)), text)


def main(count: int) -> None:
    """Make, search, print."""
    maker = Maker(1)
    texts = [maker.fresh() for _ in range(count - 4 * PLANTED)]
    kinds: dict[str, Callable[[str], str]] = {
        "copied": lambda text: text,
        "10 % of the sentences changed": lambda text: maker.exchanged(text, 0.1),
        "30 % of the sentences changed": lambda text: maker.exchanged(text, 0.3),
        "30 % of the words changed": lambda text: maker.reworded(text, 0.3),
    }
    planted: dict[tuple[int, int], str] = {}
    for kind, change in kinds.items():
        for _ in range(PLANTED):
            source = maker.chance.randrange(count - 4 * PLANTED)
            planted[source, len(texts)] = kind
            texts.append(maker.refigured(change(texts[source])))
    earlier = [maker.fresh() if number % 100 else maker.refigured(texts[number]) for number in range(count)]

    def some(number: int, year: int) -> Text:
        unit = f"第{number}某县教育局"
        words = (texts, earlier)[year == 1][number]
        return Text(f"{year}/{number}.txt", f"{unit}报告。{words}{unit}", unit, (unit,))

    def words(path: str) -> str:
        return some(_number(path), int(path[0])).text

    started = time.process_time()
    list(find_similar((some(n, 2) for n in range(count)), (), Settings(), words))
    alone = time.process_time() - started
    started = time.process_time()
    this_year, last_year = (some(n, 2) for n in range(count)), (some(n, 1) for n in range(count))
    found = list(find_similar(this_year, last_year, Settings(), words))
    seconds = time.process_time() - started
    pairs = {(_number(one.report), _number(one.other)) for one in found if not one.last_year}
    pairs |= {(other, one) for one, other in pairs}
    for kind in kinds:
        wanted = [pair for pair, its in planted.items() if its == kind]
        print(f"{kind}: {sum(pair in pairs for pair in wanted)} of {len(wanted)} found")
    changed = {_number(one.report) for one in found if one.year_changed and one.report[1:] == one.other[1:]}
    print(f"last year's text: {len(changed)} of {len(range(0, count, 100))} found")
    known = _connected(planted, count)
    false = [one for one in found if known[_number(one.report)] != known[_number(one.other)]]
    print(f"found without being planted: {len(false)} of {len(found)}")
    print(f"{count} texts of {sum(map(len, texts)) // count} characters: {alone:.1f} s of one core")
    print(f"with as many earlier ones: {seconds:.1f} s of one core")
    print(f"memory at its peak, the texts included: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _number(path: str) -> int:
    return int(path[2:-4])


def _connected(planted: dict[tuple[int, int], str], count: int) -> list[int]:
    """The text that each one was made from."""
    origin = list(range(count))
    for source, copy in planted:
        origin[copy] = origin[source]
    return origin


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
