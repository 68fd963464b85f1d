"""What most tests start from: the packs that come with the checker, and a text observed or judged by one of them."""

from __future__ import annotations

import gc
import os
import sys
import textwrap
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from checker.document.model import Document, bare_document
from checker.document.report import observe
from checker.engine import judge
from checker.rulebook.load import load_pack, vocabulary_of
from checker.rulebook.locate import available

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report
    from checker.engine.model import Assessment
    from checker.rulebook.model import Pack

settings.register_profile("checker", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("checker")

os.environ.pop("COLUMNS", None)  # of whoever runs the tests
# The checker is started some hundreds of times; without bytecode each start would compile it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
gc.set_threshold(50_000)  # as the command line has it
sys.dont_write_bytecode = False  # the same for what these processes import, and for the tests as pytest rewrites them

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"


def document(text: str) -> Document:
    """A text as the reader of plain text hands it over."""
    return bare_document(text, "report.txt")


LONGEST = (
    "web/test_web_browser.py",
    "gate/test_pipelines.py",
    "audit/test_cluster.py",
    "audit/test_run.py",
    "packaging/test_bundle.py",
    "readers/test_office.py",
    "gate/test_pre_commit.py",
    "docs/test_documents.py",
    "readers/test_ocr.py",
    "audit/test_page.py",
    "render/test_html_browser.py",
    "audit/test_command.py",
    "audit/test_workbook.py",
    "docs/test_site.py",
    "readers/test_printing.py",
    "readers/test_docx_hostile.py",
    "annotate/test_samples.py",
    "audit/test_counts.py",
    "web/test_web.py",
    "patterns/test_lexicon.py",
    "checks/test_tables.py",
    "readers/test_sandbox.py",
    "checks/test_safety.py",
    "cli/test_process.py",
    "engine/test_variants.py",
)
"""Files that take longest, in this order: begun first, so that no process is left with one of them at the end.

Those that install the checker are not begun at once, for one would wait until another has fetched the wheels.
"""


def pytest_configure(config: pytest.Config) -> None:
    """Keep the order of the files: pytest-xdist would begin with those that hold most tests."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Give each processor a process of tests and one more to them all, for many tests wait for other programs."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first."""
    order = {str(HERE / name): number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(str(item.path), len(order)))


@cache
def shipped(name: str) -> Pack:
    """A pack that comes with the checker, with all of its cases, from the cache of packs or built into it."""
    return load_pack(name)


JUDGING = sorted(
    name for name, path in available().items() if "\nbase: true\n" not in Path(path, "pack.yaml").read_text("utf-8")
)
"""The packs that come with the checker but for those that others only extend."""


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """A folder that is filled once, whichever process of the tests is the first to ask for it by its name."""
    filelock = pytest.importorskip("filelock", reason="filelock is not installed (pip install '.[dev]')")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name: str, fill: Callable[[Path], object]) -> Path:
        folder = shared / name
        with filelock.FileLock(f"{folder}.lock"):
            if not folder.exists():
                beside = tmp_path_factory.mktemp(name)
                fill(beside)
                beside.rename(folder)
        return folder

    return once


@pytest.fixture(scope="session")
def wheel(once: Callable[..., Path]) -> Path:
    """The checker as a wheel for every platform."""
    from tests import bundles

    return next(once("wheel", bundles.build).glob("*.whl"))


@pytest.fixture(scope="session")
def wheels(once: Callable[..., Path], wheel: Path) -> Path | None:
    """The wheels of the bundle for this computer, where there is one, so that nobody fetches them again."""
    from tests import bundles

    if bundles.MACHINE not in bundles.bundle.TARGETS or not any(once("index", bundles.look_for_index).iterdir()):
        return None
    made = once(bundles.MACHINE, partial(bundles.make, bundles.MACHINE, wheel))
    return once("wheels", partial(bundles.unpack, made))


@pytest.fixture(scope="session")
def bundle_for(once: Callable[..., Path], wheel: Path, wheels: Path | None) -> Callable[[str], Path]:
    """The bundle for a platform."""
    from tests import bundles

    def bundle_for(platform: str) -> Path:
        return next(once(platform, partial(bundles.make, platform, wheel, others=wheels)).glob("*.zip"))

    return bundle_for


@pytest.fixture(scope="session")
def national() -> Pack:
    return shipped("national")


@pytest.fixture(scope="session")
def guangdong() -> Pack:
    return shipped("guangdong")


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
