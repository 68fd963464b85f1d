"""Letters to units: each with its own gaps and remedies, on the office's own paper where it has a template."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from checker.audit.letters.content import Letter
from checker.audit.model import Overview
from checker.audit.statistics import Tally
from checker.errors import UsageError, reason_of
from checker.i18n import say
from checker.office.files import keep_access, safe_name, whole_folder, write
from checker.presentation.escape import from_csv_cell
from checker.presentation.wording import known_word
from checker.render.csv import sheet

LIST = "letters.csv"
"""The file beside the letters that lists them: to whom, which file, why, how many gaps, and its SHA-256."""

_COLUMNS = ("unit", "file", "case", "gaps", "sha256")
_Row = tuple[str, str, str, str, str]
_MARKDOWN = (".md", ".markdown", ".txt")


class WrittenLetters(NamedTuple):
    """How many letters there are, by what they are about; ``kind`` is ``docx`` or ``md``.

    ``kept`` are the files of an earlier run that somebody has changed since: they stay as they are.
    """

    kind: str
    gaps: int
    missing: int
    unreadable: int
    ask: int
    kept: tuple[str, ...] = ()


def write_letters(
    overview: Overview,
    folder: str | os.PathLike[str],
    template: str | os.PathLike[str] | None,
    lang: str,
    *,
    counted: Tally | None = None,
) -> WrittenLetters:
    """Write a letter for each unit that has something to do into *folder*, all of them or none.

    *template* is a file of the office (docx, or Markdown by its suffix), ``None`` the docx that comes with the package.
    Letters of an earlier run are replaced but for those that somebody has changed since.

    :raises UsageError: ``audit-template-…``, ``audit-letters-folder``, ``extra-missing``, ``write-failed``.
    """
    from checker.audit.letters.content import CASES, letters
    from checker.audit.statistics import tally

    kind = template_kind(template)
    make = _maker(template, lang)
    target = Path(os.path.realpath(folder))
    kept = _changed(target)
    names = Names((LIST,))
    counts = dict.fromkeys(CASES, 0)
    rows: list[_Row] = []
    several = len(overview.families) > 1  # kinds of reports: a unit may get a letter about each
    with whole_folder(folder) as beside:
        for letter in letters(overview, counted or tally(overview), lang):
            data = make(letter)
            addressed = say("audit.kind.of", lang, kind=letter.unit, name=letter.name) if several else letter.unit
            name = names.name_for(addressed, f".{kind}")
            counts[letter.case] += 1
            if name not in kept:
                (beside / name).write_bytes(data)
                keep_access(target / name, beside / name)
                rows.append((letter.unit, name, letter.case, str(letter.total), sha256(data).hexdigest()))
        for name, row in kept.items():  # with the digest it was written with, by which it is known to be changed
            (beside / name).write_bytes((target / name).read_bytes())
            keep_access(target / name, beside / name)
            rows.append(row)
        (beside / LIST).write_bytes(_letters_list(rows, lang))
        keep_access(target / LIST, beside / LIST)
    return WrittenLetters(kind, **counts, kept=tuple(kept))


def check_template(template: str | os.PathLike[str], lang: str) -> None:
    """See that letters can be made from *template*, before hours are spent.

    :raises UsageError: ``audit-template-…``, ``extra-missing``.
    """
    _maker(template, lang)


def write_template(path: str | os.PathLike[str], lang: str) -> None:
    """Write the template that comes with the package to *path*, docx or Markdown by its suffix, to be edited.

    :raises UsageError: ``audit-template-kind``, ``audit-template-there``, ``extra-missing``, ``write-failed``.
    """
    data = _default_template(template_kind(path), lang)
    if os.path.lexists(path):
        raise UsageError("audit-template-there", path=os.fspath(path))
    write(data, path)


def template_kind(path: str | os.PathLike[str] | None) -> str:
    """Return ``docx`` or ``md``, by the suffix; of no template ``docx``.  :raises UsageError: ``audit-template-kind``."""
    suffix = ".docx" if path is None else Path(path).suffix.lower()
    if suffix not in (".docx", *_MARKDOWN):
        raise UsageError("audit-template-kind", path=path)
    return "docx" if suffix == ".docx" else "md"


def _maker(template: str | os.PathLike[str] | None, lang: str) -> Callable[[Letter], bytes]:
    """Return what makes the file of a letter."""
    from checker.audit.letters import markdown, word

    kind, path = template_kind(template), os.fspath(template or "")
    most = word.SIZE if kind == "docx" else markdown.SIZE * 4
    source = _source_of(path, most) if template is not None else _default_template(kind, lang)
    if kind == "docx":
        filled = word.Template(source, path)
        return lambda letter: filled.fill(letter, lang)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("audit-template-encoding", path=path) from None
    written = markdown.Template(text, path)
    return lambda letter: written.fill(letter).encode()


def _default_template(kind: str, lang: str) -> bytes:
    """Return the template of *kind* that comes with the package.  :raises UsageError: ``extra-missing``."""
    if kind == "md":
        return files(__name__).joinpath("templates", f"{lang}.md").read_bytes()
    from checker.audit.letters.word import template_names
    from checker.office.official import OfficialDocument

    def wording(name: str) -> str:
        return say(f"audit.letter.default.{name}", lang)

    made = OfficialDocument(wording("subject"), result=True)
    made.add_title(wording("title"))
    made.add_addressee(wording("addressee"))
    for case, paragraphs in (
        ("gaps", ("lead",)),
        ("missing", ("missing", "findings")),
        ("unreadable", ("unreadable", "files")),
        ("ask", ("ask",)),
    ):
        made.add_paragraph(wording(f"for.{case}"))
        for name in paragraphs:
            made.add_paragraph(wording(name))
        if case == "gaps":
            made.add_heading(f"【{list(template_names('sample'))[0 if lang == 'zh' else -1]}】")
            for name in ("list", "findings", "deadline", "words-only"):
                made.add_paragraph(wording(name))
    made.add_paragraph(wording("for.all"))
    made.add_paragraph(wording("thanks"))
    made.add_signature(wording("office"), wording("day"))
    return made.save()


def _source_of(path: str, most: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UsageError("audit-template-unread", path=path, reason=reason_of(error)) from None
    if len(data) > most:
        raise UsageError("audit-template-size", path=path, line=1, limit=most // 1024)
    return data


def _changed(target: Path) -> dict[str, _Row]:
    """Return the letters of an earlier run in *target* that somebody has changed since, with their rows in its list.

    :raises UsageError: ``audit-letters-folder`` where *target* is no folder, or other files are in it.
    """
    if not target.is_dir():
        if os.path.lexists(target) or not target.parent.is_dir():
            raise UsageError("audit-letters-folder", path=os.fspath(target))
        return {}
    found = {entry.name for entry in target.iterdir()}
    known = _known(target / LIST)
    changed: dict[str, _Row] = {}
    for name in sorted(found - {LIST}):
        file = target / name
        if name not in known or not file.is_file() or file.is_symlink():
            raise UsageError("audit-letters-folder", path=os.fspath(target))
        if sha256(file.read_bytes()).hexdigest() != known[name][-1]:
            changed[name] = known[name]
    return changed


def _known(path: Path) -> dict[str, _Row]:
    """Return the letters of an earlier run and their rows, the digest last; nothing where the list is none."""
    try:
        _, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        found = [tuple(from_csv_cell(cell) for cell in row) for row in rows]
        return {file: (unit, file, case, gaps, digest) for unit, file, case, gaps, digest in found}
    except (OSError, ValueError, csv.Error):
        return {}


def _letters_list(rows: list[_Row], lang: str) -> bytes:
    """Return the list as Excel opens it, in words of *lang*; no cell of it is taken for a formula."""
    cells = [[say(f"audit.letter.list.{column}", lang) for column in _COLUMNS]]
    for unit, name, case, gaps, digest in rows:  # of a list that was written before, the case is in words already
        cells.append([unit, name, known_word("audit.letter.case", case, lang), gaps, digest])
    return sheet(cells).encode()


class Names:
    """Gives the file to each unit a name of its own; systems that do not tell upper from lower case see different ones too."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def name_for(self, unit: str, suffix: str) -> str:
        """Return a name for the file to *unit* that none had before."""
        plain = safe_name(unit)
        name, number = plain + suffix, 2
        while name.casefold() in self._taken:
            name = f"{plain} ({number}){suffix}"
            number += 1
        self._taken.add(name.casefold())
        return name
