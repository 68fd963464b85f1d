"""What most tests start from: the packs that come with the checker, and a text observed or judged by one of them."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from checker.document.model import Document, SourceMap
from checker.document.report import observe
from checker.engine import judge
from checker.engine.judge import run_rule
from checker.rulebook.load import load_pack
from checker.rulebook.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report
    from checker.engine.model import Assessment
    from checker.rulebook.model import Case, Pack, Rule

settings.register_profile("checker", deadline=None, derandomize=True)
settings.load_profile("checker")

os.environ.pop("COLUMNS", None)  # of whoever runs the tests
# The checker is started some hundreds of times; without bytecode each start would compile it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SAMPLES = Path(__file__).parent.parent / "samples"


def document(text: str) -> Document:
    """A text as the reader of plain text hands it over."""
    return Document(text, "txt", "report.txt", SourceMap(text), {})


@pytest.fixture(scope="session")
def national() -> Pack:
    return load_pack("national", cache=False)


@pytest.fixture(scope="session")
def guangdong() -> Pack:
    return load_pack("guangdong", cache=False)


@pytest.fixture(scope="session")
def observed(national: Pack) -> Callable[..., Report]:
    """See what is in a text, by the vocabulary of the national pack."""

    def observed(text: str, *, filer: str | None = None, year: int | None = None) -> Report:
        return observe(document(text), vocabulary_of(national), year=year, filer=filer)

    return observed


@pytest.fixture(scope="session")
def judged(national: Pack) -> Callable[..., Assessment]:
    """Judge a text by the national pack, or by the *pack* given."""

    def judged(text: str, *, pack: Pack | None = None, year: int | None = None, filer: str | None = None) -> Assessment:
        return judge(document(text), pack or national, year=year, filer=filer)

    return judged


@pytest.fixture(scope="session")
def case_outcome() -> Callable[..., tuple[str, str | None]]:
    """How one rule comes out for the text of one of its cases."""

    def case_outcome(pack: Pack, rule: Rule, case: Case) -> tuple[str, str | None]:
        report = observe(document(case.text), vocabulary_of(pack), year=case.year, filer=case.filer)
        outcome = run_rule(report, rule)
        return outcome.state, outcome.reason

    return case_outcome


@pytest.fixture(scope="session")
def make_pack(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pack]:
    """A pack from its YAML, with the real primitives."""

    def make_pack(source: str) -> Pack:
        path = tmp_path_factory.mktemp("pack") / "pack.yaml"
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        return load_pack(str(path), cache=False)

    return make_pack


@pytest.fixture(scope="session")
def sample() -> Callable[[str], str]:
    """The text of one of the sample reports."""

    def sample(name: str) -> str:
        return (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")

    return sample
