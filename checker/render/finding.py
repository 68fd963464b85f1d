"""What the formats for other programs tell of a gap: where, why, by which clause, how to mend it, and its fingerprint."""

from __future__ import annotations

from hashlib import sha256

from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.render import safe, words
from checker.render.gaps import spot
from checker.rulebook.model import Pack, Rule

_LONGEST = 8000  # code points of one text: a heading may be as long as its author likes


def gaps(assessment: Assessment) -> list[Item]:
    """What is to be mended, the most points to gain first, then what stands in the baseline, and what was waived."""
    items = assessment.items
    return [*words.ranked(items), *words.old(items), *words.waived(items)]


def one_line(text: str | None) -> str:
    """*text* on one line, harmless for a terminal and legal in XML, and no longer than a viewer can take."""
    line = safe.line((text or "")[: _LONGEST + 1])
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def title(rule: Rule, lang: str) -> str:
    """What the rule asks for."""
    return one_line(words.told(rule.title, lang))


def why(item: Item, assessment: Assessment, lang: str) -> str:
    """What is wrong, and what to know of the text that it was found in."""
    said = words.message(item, lang) or words.told(item.rule.title, lang)
    return one_line(said + (words.note(item, assessment.document, lang) or ""))


def basis(rule: Rule, pack: Pack | None, lang: str) -> str:
    """The clauses that the rule rests on."""
    cited = words.citations(rule.basis, pack, lang) if pack is not None else []
    return one_line(("、" if lang == "zh" else ", ").join(words.cited(one, lang) for one in cited))


def remedy(item: Item, lang: str) -> str:
    """How to mend it, with the effort."""
    effort = words.effort(item.rule.effort, lang)
    return one_line(say("report.fix.effort", lang, effort=effort) + words.fix(item, lang))


def place(item: Item, assessment: Assessment, lang: str) -> str:
    """Where the first piece of evidence stands, in words; empty where there is none."""
    return spot(item.evidence[0], assessment, lang) if item.evidence else ""


def quote(item: Item) -> str:
    """The words of the first piece of evidence; empty for what is absent."""
    return one_line(item.evidence[0].text) if item.evidence else ""


def quoted(item: Item, lang: str) -> str:
    """The same in quotation marks, with the number of places where there are more."""
    text = quote(item)
    more = say("report.quote.more", lang, count=len(item.evidence)) if len(item.evidence) > 1 else ""
    return " ".join(part for part in (say("report.quote", lang, text=text) if text else "", more) if part)


def told(item: Item, assessment: Assessment, lang: str, *, placed: bool) -> str:
    """All that a reviewer needs in one paragraph; with *placed* the place too, for a viewer that cannot show it."""
    where = place(item, assessment, lang) if placed else ""
    head = " ".join(part for part in (where, quoted(item, lang)) if part)
    clause = basis(item.rule, assessment.pack, lang)
    parts = (
        head + (("：" if lang == "zh" else ":") if head else ""),
        why(item, assessment, lang),
        say("report.basis", lang, basis=clause) if clause else "",
        remedy(item, lang),
    )
    return ("" if lang == "zh" else " ").join(part for part in parts if part)


def has_lines(item: Item) -> bool:
    """Whether the source of the evidence is text, so that a viewer finds the line itself."""
    return bool(item.evidence) and item.evidence[0].place.line is not None


def waiver(item: Item, lang: str) -> str:
    """Why a gap is waived, who answers for it and until when."""
    return one_line(words.waiver(item, lang) or "")


def set_aside(item: Item, lang: str) -> str | None:
    """Why a gap does not count in this run: it is waived, or stands in the baseline; ``None`` where it counts."""
    if item.waived is not None:
        return waiver(item, lang)
    return say("baseline.mark", lang) if item.baseline else None


# A search of an output for a private number must not be answered by the digits of a hash.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Fingerprints:
    """Names of gaps that stay when lines move: of the rule and the words it was found in, never of a number of lines.

    Among equal ones of a run the second gets another name than the first.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, item: Item, path: str) -> str:
        """The name of a gap of the report at *path*: 64 letters."""
        evidence = "".join(item.evidence[0].text.split()) if item.evidence else ""
        return self.named(item.rule.id, path, evidence)

    def named(self, *parts: str) -> str:
        """The name of whatever *parts* tell apart from all else."""
        key = "\0".join(parts)
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return sha256(f"{key}\0{count}".encode("utf-8", "surrogatepass")).hexdigest().translate(_LETTERS)
