"""What each rule costs: milliseconds a report, and how often it asks for hits.  Nothing here is a test.

``python benchmarks/checks.py`` judges some hundred reports that differ; ``--quick`` a few.  The first column of times
holds what a rule is the first to ask for (the outline, the figures, hits of patterns); the second is a run once all of
that is known, so it is what a rule costs by itself.  The dearest come first.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from time import process_time
from typing import Any

import corpus

from checker.document.model import bare_document
from checker.engine.judge import observe_by, run_rule
from checker.rulebook.load import load_pack

ASKED = frozenset(("hits", "has", "words", "within", "first_within", "any_within"))


class Counting:
    """A scan that counts what it is asked."""

    def __init__(self, scan: Any) -> None:
        self._scan, self.asked = scan, Counter[str]()

    def __getattr__(self, name: str) -> Any:
        self.asked[name] += name in ASKED
        return getattr(self._scan, name)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer reports")
    parser.add_argument("--rules", default="national", help="the pack")
    chosen = parser.parse_args()
    count = 20 if chosen.quick else 200
    pack = load_pack(chosen.rules, cases=False)
    first, again, asked = defaultdict[str, float](float), defaultdict[str, float](float), Counter[str]()
    for text in corpus.reports(count):
        document = bare_document(text)
        report = observe_by(document, pack)
        counting = Counting(report.scan)
        report.scan = counting  # type: ignore[assignment]
        for times in (first, again):
            for rule in pack.rules:
                before, began = counting.asked.total(), process_time()
                run_rule(report, rule)
                times[rule.id] += process_time() - began
                if times is first:
                    asked[rule.id] += counting.asked.total() - before
    print(f"{'rule':32} {'check':24} {'first, ms':>10} {'again, ms':>10} {'hits asked':>10}")
    for rule in sorted(pack.rules, key=lambda rule: -first[rule.id]):
        cost = f"{first[rule.id] / count * 1000:10.3f} {again[rule.id] / count * 1000:10.3f} {asked[rule.id] / count:10.1f}"
        print(f"{rule.id:32} {rule.check:24} {cost}")
    total = f"{sum(first.values()) / count * 1000:10.3f} {sum(again.values()) / count * 1000:10.3f}"
    print(f"{'all':32} {'':24} {total} {asked.total() / count:10.1f}")


if __name__ == "__main__":
    main()
