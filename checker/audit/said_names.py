"""What a report says of whose it is: the names that its text, its file and its folders bear, the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.audit.names import Name, cleaned, parse, places_of
from checker.text.fold import fold
from checker.text.lazy_re import lazy
from checker.words import words

_SPLIT = lazy(r"[\s_+,;:|/\\()\[\]〔〕【】《》“”\"'、—-]+|(?<=[^\W\d_])\d+|\d+(?=[^\W\d_])")
_REPORT = lazy(
    r"«titles.about»[^\n]{0,60}$|(?:(?:19|20)\d\d|[二一][零〇○]{1,2}[一二三四五六七八九十〇○零]{1,3})年?度?(?:以来)?[^\n]*$"
    r"|«titles.advancing»?(?<!人民)«titles.subject-words»[^\n]*$|年度?«titles.papers-handed-in»[^\n]*$|«titles.before-papers»?«titles.papers-handed-in»[^\n]*$|«titles.sent»$"
)
_BETWEEN_NAMES = lazy(r"[\s、,;]+")
_END_OF_NAME = lazy(r"«units.name-ends»«units.joining»?(?=[^\W\d_]{1,12}?«organs.division-ends»)")
_LEADING = lazy(r"^(?:(?:19|20)\d\d年?度?|«attachments.label»|[\d\s.、_()-])+")
_SUFFIX = lazy(r"\.[A-Za-z0-9]{1,5}$")


class Candidate(NamedTuple):
    """What a report says of who it is from; ``region`` is the province of its issuer, ``path`` its file with folders."""

    path: str
    issuer: str | None = None
    title: str | None = None
    region: str | None = None


def said_names(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Yield the names that a report bears, with where they stand, the surest first."""
    if candidate.issuer:
        yield "issuer", candidate.issuer
        for part in candidate.issuer.split("、"):
            if part != candidate.issuer and len(part) > 2:
                yield "issuer", part
    title = title_names(candidate)
    if len(title) >= 2:
        yield "title", title
    stem = _SUFFIX.sub("", candidate.path.rpartition("/")[2])
    whole = _REPORT.sub("", _LEADING.sub("", cleaned(stem)))
    seen = {whole}
    if len(whole) >= 2:
        yield "file-name", whole
    for piece in _SPLIT.split(stem):
        said = _REPORT.sub("", _LEADING.sub("", piece or ""))
        if len(said) >= 2 and said not in seen:
            seen.add(said)
            yield "file-name", said
    for folder in ancestors(candidate.path):
        said = folder_words(folder)
        if len(said) >= 2:
            yield "folder", said


def name_on(candidate: Candidate) -> Name | None:
    """Return the surest name of a unit that a report or its file bears, taken apart."""
    return next((name for _, said in said_names(candidate) if (name := parse(said)) is not None), None)


def ancestors(path: str) -> Iterator[str]:
    """Yield the folders and archives that a file lies in, the innermost first."""
    folder = path.replace("!/", "/")
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield folder


def folder_words(folder: str) -> str:
    """Return what the name of a folder says beside what every report is called."""
    return _REPORT.sub("", _LEADING.sub("", cleaned(_SUFFIX.sub("", folder.rpartition("/")[2]))))


def title_names(candidate: Candidate, *, blanks: bool = False) -> str:
    """Return what stands in the title before what it is: 某市教育局; with its *blanks*, which may part two names."""
    title = candidate.title or ""
    whole = " ".join(cleaned(word) for word in title.split()) if blanks else cleaned(title)
    return _REPORT.sub("", _LEADING.sub("", whole)).strip()


def joint_names(said: str) -> Iterator[str]:
    """Yield the names that stand one after the other in *said*, those of a Party's committee left out."""
    for piece in _BETWEEN_NAMES.split(fold(said).text):
        start = 0
        for end in _END_OF_NAME.finditer(piece):
            if places_of(piece[end.end() :])[0] and end.end() - start > 2:  # 某市财政局某市司法局
                yield piece[start : end.start() + 1]
                start = end.end()
        if len(piece) - start > 2 and not piece.startswith(words("units.party-names")):
            yield piece[start:]


def places_of_folders(path: str) -> tuple[str, ...]:
    """Return the places that folders are named after, the widest first."""
    found: list[str] = []
    for folder in path.replace("!/", "/").split("/")[:-1]:
        name = _LEADING.sub("", cleaned(_SUFFIX.sub("", folder)))
        places, end = places_of(name)
        if places and end:
            found += places
    return tuple(found)
