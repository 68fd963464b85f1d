"""The bundle for a computer without a network: complete, in the form its system reads, and it works without one."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundles import MACHINE, PYTHON, bundle, quick_pythons

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(900)  # wheels are fetched and installed


@pytest.fixture(scope="module", params=list(bundle.TARGETS))
def made(request, bundle_for) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(bundle_for(request.param)) as archive:
        yield archive


def members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_a_bundle_is_complete_and_says_its_sums(made) -> None:
    found = members(made)
    sums = dict(reversed(line.split("  ")) for line in found.pop("SHA256SUMS.txt").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}
    names = {name.split("-")[0].lower() for name in found if name.endswith(".whl")}
    names = {name.removeprefix("wheels/").replace("_", "-") for name in names}
    assert {
        "fazhi-checker",
        "starlette",
        "uvicorn",
        "lxml",
        "pypdfium2",
        "google-re2",
        "xlsxwriter",
        "numpy",
        "rapidfuzz",
    } <= names
    foreign = "linux" if any(name.endswith(".bat") for name in found) else "win_"
    assert not [name for name in found if name.endswith(".whl") and foreign in name]


def test_texts_are_as_the_system_reads_them(made) -> None:
    found = members(made)
    guide = found["使用说明.txt"].decode("utf-8-sig")
    assert not re.search(r"@[A-Z]+@", guide)
    assert "找词句的程序用的是 Python 写的那一种" in guide, "as the wheel of these tests has it"
    batch = found.get("启动.bat")
    if batch is None:
        assert b"\r" not in found["启动.sh"]
        assert subprocess.run(["sh", "-n"], input=found["启动.sh"], check=False).returncode == 0
        assert next(one for one in made.infolist() if one.filename.endswith(".sh")).external_attr >> 16 & 0o111
    else:
        text = batch.decode("cp936")
        assert text.count("\n") == text.count("\r\n") > 20
        assert not re.search(r"@[A-Z]+@", text)
        assert found["使用说明.txt"].startswith("\ufeff".encode())
        labels = set(re.findall(r"^:(\w+)", text, re.M))
        assert set(re.findall(r"goto (\w+)", text)) <= labels
        unquoted = re.findall(r'(?<!["\\w])(?:env|python|wheels)\\\\', text)
        assert unquoted == [], "blanks and Chinese in paths"


@pytest.mark.parametrize(
    ("platform", "python", "target"),
    [
        ("manylinux_x86_64", PYTHON, "x86_64-linux-gnu.2.17"),
        ("manylinux_aarch64", PYTHON, "aarch64-linux-gnu.2.17"),
        ("manylinux_aarch64", "3.9", None),
        ("win_amd64", PYTHON, None),
    ],
)
def test_the_matcher_is_compiled_where_it_can_be(platform, python, target, tmp_path, monkeypatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(bundle, "find_spec", lambda _: True)
    monkeypatch.setattr(bundle.subprocess, "run", lambda command, **_: ran.append(command))
    made = bundle.compiled_matcher(tmp_path, platform, python)
    assert [command[3:5] for command in ran if "cc" in command] == ([["cc", "-target"]] if target else [])
    assert (made is None) == (target is None)
    if target is not None:
        assert target in ran[-1]
        assert made.name.endswith(f"-{target.partition('.')[0]}.so")
    monkeypatch.setattr(bundle, "find_spec", lambda name: name != "ziglang")
    assert bundle.compiled_matcher(tmp_path, platform, python) is None


@pytest.mark.skipif(
    not all(map(shutil.which, ("unshare", "ip"))) or MACHINE not in bundle.TARGETS,
    reason="UNSHARE OR IP IS NOT INSTALLED: no namespace without a network can be made",
)
def test_the_bundle_installs_and_serves_without_a_network(bundle_for, tmp_path) -> None:
    if os.getuid() != 0:
        pytest.skip("NOT ROOT: no namespace without a network can be made")
    path = bundle_for(MACHINE)
    place = tmp_path / "我的 文件夹"
    shutil.unpack_archive(path, place)
    (folder,) = place.iterdir()
    shutil.copy(ROOT / "samples" / "empty-plan.txt", folder)
    (folder / "启动.sh").chmod(0o755)
    script = """
ip link set lo up
./启动.sh --no-browser --port 0 --no-config >address 2>err &
for each in $(seq 1200); do grep -q / address && break; sleep 0.5; done
env/bin/python - "$(head -n 1 address)" <<'PYTHON'
import sys, urllib.request
data = open("empty-plan.txt", "rb").read()
asked = urllib.request.Request(sys.argv[1] + "api/check", data, {"Content-Type": "text/plain"})
print(urllib.request.urlopen(asked).read().decode())
PYTHON
kill %1
"""
    environment = {"PATH": quick_pythons(tmp_path / "programs"), "HOME": str(tmp_path)}
    environment["PIP_NO_COMPILE"] = "0"  # pip's way to say that what is not run needs no bytecode
    done = subprocess.run(
        ["unshare", "-n", "bash", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr + (folder / "err").read_text(encoding="utf-8")
    (report,) = json.loads(done.stdout)["reports"]
    assert (report["verdict"], report["document"]["issuer"]) == ("fail", "廉江市应急管理局")


def test_the_embeddable_python_is_brought_along(wheel, tmp_path) -> None:
    zipped = tmp_path / "embed.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("python.exe", b"MZ")
        archive.writestr("python311._pth", b"python311.zip\r\n.\r\n")
    found = bundle._with_python(zipped, [wheel.read_bytes()])
    assert found["python/python311._pth"].decode().splitlines() == ["python311.zip", ".", "", "..\\lib"]
    assert "lib/checker/__main__.py" in found
    assert "lib/checker/rules/national/pack.yaml" in found
