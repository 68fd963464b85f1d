"""Finding packs, and the cache of compiled ones."""

from __future__ import annotations

import json
import subprocess
import sys
from binascii import crc32
from typing import TYPE_CHECKING

import pytest

from checker.checks import registry
from checker.errors import PackError
from checker.rulebook import build, load, locate
from checker.rulebook.load import digest, load_pack, pack_for_region

from .samples import CHECKS, DERIVED, PACK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was built, with the primitives of these tests as the real ones, and nothing kept between two loads."""
    built: list[str] = []
    real = build.build

    def counting(ref: str, *arguments: object, **named: object) -> object:
        built.append(ref)
        return real(ref, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(registry, "CHECKS", CHECKS)
    monkeypatch.setattr(build, "build", counting)
    monkeypatch.setattr(load, "_loaded", _Forgetful())
    return built


class _Forgetful(dict[str, object]):
    def __contains__(self, key: object) -> bool:
        return False


def cached(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("*"))


def test_the_second_load_comes_from_the_cache(builds: list[str], write: Callable[..., str], tmp_path: Path) -> None:
    path = write(pack=DERIVED, base=PACK)
    first, second = load_pack(path), load_pack(path)
    assert len(builds) == 1
    assert len(cached(tmp_path)) == 1
    assert first._replace(lexicon=second.lexicon) == second
    assert second.digest == digest(path)


def test_any_change_of_any_source_is_seen(builds: list[str], write: Callable[..., str]) -> None:
    path = write(pack=DERIVED, base=PACK)
    before = load_pack(path)
    write(base=PACK.replace("weight: 20", "weight: 21"))
    after = load_pack(path)
    assert len(builds) == 2
    assert before.rules[0].weight == 20
    assert after.rules[0].weight == 21
    assert before.digest != after.digest


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:-10],
        lambda data: data.replace(b"structure", b"structurf"),
        lambda _: b"[" * 100_000,
        lambda _: _signed(b"[" * 100_000, b"", b"{}"),
        lambda _: _signed(b"[]", b"", b"{}"),
        lambda _: _signed(b"[]"),
        lambda data: _changed(data, format=-1),
        lambda data: _changed(data, checker="0"),
        lambda data: _changed(data, fingerprint="0"),
        lambda data: _changed(data, rules=[["x"]]),
        lambda data: _changed(data, lexicon={}),
    ],
)
def test_what_does_not_match_is_ignored(
    spoil: Callable[[bytes], bytes], builds: list[str], write: Callable[..., str], tmp_path: Path
) -> None:
    path = write(pack=PACK)
    load_pack(path)
    (file,) = cached(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    assert load_pack(path).id == "openness"
    load_pack(path)
    assert len(builds) == 2, "built anew once, and kept again"


def _signed(*pieces: bytes) -> bytes:
    return b" ".join(b"%08x:%d" % (crc32(piece), len(piece)) for piece in pieces) + b"\n" + b"".join(pieces)


def _changed(data: bytes, **changes: object) -> bytes:
    marks, _, rest = data.partition(b"\n")
    pieces = []
    for mark in marks.split():
        size = int(mark.partition(b":")[2])
        pieces.append(rest[:size])
        rest = rest[size:]
    return _signed(json.dumps({**json.loads(pieces[0]), **changes}).encode(), *pieces[1:])


def test_cases_are_read_only_when_they_are_wanted(builds: list[str], write: Callable[..., str], tmp_path: Path) -> None:
    path = write(pack=PACK)
    assert load_pack(path).rules[0].cases
    assert not load_pack(path, cases=False).rules[0].cases
    (file,) = cached(tmp_path)
    file.write_bytes(file.read_bytes().replace("收到申请".encode(), "收到来信".encode()))
    load_pack(path, cases=False)
    assert len(builds) == 1
    assert load_pack(path).rules[1].cases[0].text == "收到申请12件。"
    assert len(builds) == 2


def test_off(builds: list[str], write: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE", "off")
    path = write(pack=PACK)
    load_pack(path)
    load_pack(path)
    assert len(builds) == 2
    assert not cached(tmp_path)
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))
    load_pack(path, cache=False)
    assert not cached(tmp_path)


def test_a_cache_that_cannot_be_written_is_no_error(
    builds: list[str], write: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "file" / "cache"))
    assert load_pack(write(pack=PACK)).id == "openness"
    assert len(builds) == 1


def test_a_base_that_was_not_foreseen_is_not_cached(
    builds: list[str], write: Callable[..., str], tmp_path: Path
) -> None:
    path = write(pack=DERIVED.replace("extends: ", '"extends": '), base=PACK)
    assert load_pack(path).rules
    assert not cached(tmp_path)
    write(base=PACK.replace("weight: 20", "weight: 21"))
    assert load_pack(path).rules[0].weight == 21
    assert len(builds) == 2


def test_old_files_are_forgotten(tmp_path: Path) -> None:
    for number in range(60):
        load._keep_pack(
            str(tmp_path / "cache" / f"pack-{number}.json"),
            "f",
            {"cases": {}, "lexicon": {"words": "", "owners": []}, "data": []},
        )
    assert len(cached(tmp_path)) == 40


def test_names_and_paths(write: Callable[..., str], tmp_path: Path) -> None:
    write(national__pack=PACK, province=DERIVED.replace("base.yaml", "national"), data__pack=PACK)
    root = str(tmp_path)
    assert list(locate.available(root)) == ["national", "province"]
    assert load_pack("province", checks=CHECKS, root=root).id == "province"
    assert load_pack(str(tmp_path / "national"), checks=CHECKS, root=root).id == "openness"
    with pytest.raises(PackError) as caught:
        load_pack("nationa", root=root)
    assert caught.value.key == "pack-not-found"
    assert caught.value.values == {"pack": "nationa", "nearest": "national", "available": "national, province"}
    (tmp_path / "empty").mkdir()
    with pytest.raises(PackError) as caught:
        load_pack(str(tmp_path / "empty"), root=root)
    assert caught.value.key == "pack-without-header"
    for absurd in ("", "a\0b", "/dev/null", "\udcff", "x" * 5000):
        with pytest.raises(PackError):
            load_pack(absurd, root=root)


def test_the_pack_of_a_region(builds: list[str], write: Callable[..., str], tmp_path: Path) -> None:
    other = DERIVED.replace("base.yaml", "national").replace("广东省", "湖南省").replace("某省", "广东省的邻省")
    write(national__pack=PACK, a=other, b=DERIVED.replace("base.yaml", "national"))
    root = str(tmp_path)
    assert [pack_for_region(region, root=root) for region in ("广东省", "湖南省", "云南省", None)] == [
        "b",
        "a",
        "national",
        "national",
    ]
    assert sorted(builds) == ["a", "b", "national"], (
        "of packs whose header names the region, those of the usual pack's kind"
    )


def test_a_cold_load_imports_nothing_heavy(builds: list[str], write: Callable[..., str], tmp_path: Path) -> None:
    path = write(pack=PACK)
    load_pack(path)
    program = (
        "import sys\nfrom checker.rulebook import load\n"
        "print(sorted({'yaml', 'jsonschema', 'pathlib', 'dataclasses', 'hashlib', 'difflib'} & set(sys.modules)))\n"
        f"load.load_pack({path!r})\n"
        "print(sorted({'yaml', 'jsonschema', 'hashlib', 'difflib', 'tempfile'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"CHECKER_CACHE": str(tmp_path / "cache")},
    )
    assert done.stdout.splitlines() == ["[]", "[]"]
    assert builds == [path]
