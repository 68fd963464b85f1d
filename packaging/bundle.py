"""Makes one zip that puts the checker on a computer without a network: wheels, launcher, guide, checksums.

    python packaging/bundle.py --platform win_amd64|manylinux_x86_64|manylinux_aarch64 [--python 3.11]
                               [--python-zip python-3.11.x-embed-amd64.zip] [--wheel FILE] [--wheels FOLDER]
                               [-o FOLDER]

It takes the versions of ``constraints.txt``.  The matcher is compiled for Linux where ``cython`` and ``ziglang`` (a C compiler
for other kinds of computers, ``pip install cython ziglang``) are installed and the Python is the one that runs this; else, and
for Windows, whose headers no package has, it is the one in Python, which gives the same results.  The guide in the zip
says which.  The computer needs the Python that is named, or, on Windows, the embeddable
one is brought along with ``--python-zip``; then nothing is installed at all.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from email.parser import Parser
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
TEXTS = Path(__file__).parent / "bundle"
EXTRAS = "audit,docx,pdf,web,xlsx"
NAME = "fazhi-checker"
MATCHER = "checker/patterns/_lexicon.pyx"


class Target(NamedTuple):
    """A kind of computer: pip's tags of its wheels, and what markers of requirements say there (PEP 508)."""

    tags: tuple[str, ...]
    markers: dict[str, str]
    launchers: tuple[tuple[str, str], ...]


def _linux(machine: str) -> Target:
    tags = (f"manylinux2014_{machine}", *(f"manylinux_2_{minor}_{machine}" for minor in (17, 24, 26, 27, 28)))
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Target(tags, markers, (("launcher.sh", "启动.sh"), ("launcher.desktop", "年度报告自查.desktop")))


TARGETS = {
    "win_amd64": Target(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        (("launcher.bat", "启动.bat"),),
    ),
    "manylinux_x86_64": _linux("x86_64"),
    "manylinux_aarch64": _linux("aarch64"),
}


def main() -> None:
    """Make the zip and print its path."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", choices=TARGETS, required=True)
    parser.add_argument("--python", default="3.11", help="the Python of the computer (default: 3.11)")
    parser.add_argument("--python-zip", type=Path, help="the embeddable Python for Windows, to be brought along")
    parser.add_argument("--wheel", type=Path, help="the checker itself, for every platform (default: it is built)")
    parser.add_argument(
        "--wheels", type=Path, help="wheels of another bundle: what fits every platform is not fetched again"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"))
    given = parser.parse_args()
    if given.python_zip is not None and given.platform != "win_amd64":
        parser.error("--python-zip is for Windows")
    with TemporaryDirectory() as name:
        work = Path(name)
        wheel = given.wheel or own_wheel(work, given.platform, given.python)
        found = given.wheels.glob("*.whl") if given.wheels else ()
        others = [path for path in found if canonicalize_name(path.name.partition("-")[0]) != NAME]
        print(bundle(given.platform, given.python, [wheel, *others], given.output, given.python_zip))


def own_wheel(folder: Path, platform: str = "", python: str = "") -> Path:
    """Return the checker as a wheel, built in *folder*: for a platform where its matcher can be compiled, else for every one."""
    compiled = compiled_matcher(folder, platform, python)
    if compiled is None:
        environment = {"CHECKER_MATCHER": "python"}
    else:
        version, machine = python.replace(".", ""), platform.partition("_")[2]
        tag = f"cp{version}-cp{version}-manylinux2014_{machine}.manylinux_2_17_{machine}"
        environment = {"CHECKER_MATCHER_FILE": str(compiled), "CHECKER_MATCHER_TAG": tag}
    _pip("wheel", "--no-deps", "-w", str(folder), str(ROOT), env=os.environ | environment)
    return next(folder.glob(f"{NAME.replace('-', '_')}-*.whl"))


def compiled_matcher(folder: Path, platform: str, python: str) -> Path | None:
    """Return the matcher compiled in *folder* for a platform, ``None`` where that cannot be done here.

    The headers of Python are those of the one that runs this; on Linux they are the same for all 64-bit machines.
    """
    machine = platform.removeprefix("manylinux_")
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if machine == platform or python != here or not all(map(find_spec, ("Cython", "ziglang"))) or os.name != "posix":
        return None
    source = folder / "_lexicon.c"
    made = folder / f"_lexicon.cpython-{here.replace('.', '')}-{machine}-linux-gnu.so"
    run = [sys.executable, "-m"]
    subprocess.run([*run, "cython", "-3", str(ROOT / MATCHER), "-o", str(source)], check=True)  # noqa: S603
    target = ["-target", f"{machine}-linux-gnu.2.17", "-shared", "-fPIC", "-O2", "-g0", "-s", "-DNDEBUG"]
    headers = ["-I", sysconfig.get_path("include")]
    subprocess.run([*run, "ziglang", "cc", *target, *headers, str(source), "-o", str(made)], check=True)  # noqa: S603
    return made


def bundle(platform: str, python: str, wheels: Sequence[Path], output: Path, python_zip: Path | None = None) -> Path:
    """Return the path of the zip, made in *output* of those that the checker needs.

    The first of *wheels* is the checker itself; of the others those for every platform need not be fetched.
    """
    wheel, *others = wheels
    target = TARGETS[platform]
    with TemporaryDirectory() as name:
        for path in (*(path for path in others if path.name.endswith("-none-any.whl")), wheel):
            copy(path, name)
        collect(target, python, Path(name))
        found = {path.name: path.read_bytes() for path in sorted(Path(name).iterdir())}
    title = f"{NAME}-{parse_wheel_filename(wheel.name)[1]}-{platform}-py{python}"
    compiled = not wheel.name.endswith("-none-any.whl")
    members: dict[str, bytes] = dict(_texts(target, python, brought=python_zip is not None, compiled=compiled))
    if python_zip is None:
        members |= {f"wheels/{name}": data for name, data in found.items()}
    else:
        members |= _with_python(python_zip, found.values())
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(members.items()))
    members["SHA256SUMS.txt"] = sums.encode()
    output.mkdir(parents=True, exist_ok=True)
    made = output / f"{title}.zip"
    beside = made.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(members.items()):
            entry = zipfile.ZipInfo(f"{title}/{name}")
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith((".sh", ".desktop")) else 0o644) << 16
            archive.writestr(entry, data)
    beside.replace(made)
    return made


def collect(target: Target, python: str, folder: Path) -> None:
    """Put the wheels that the checker needs on *target* into *folder*, where its own is.

    pip evaluates the markers of requirements for the Python that runs it, not for ``--platform``: what only the target
    needs is found in the wheels and asked for until nothing is missing.
    """
    wanted = {Requirement(f"{NAME}[{EXTRAS}]")}
    while missing := [one for one in _needed(wanted, target, python, folder) if not _is_there(one, folder)]:
        options = [word for tag in target.tags for word in ("--platform", tag)]
        _pip(
            "download", "--only-binary=:all:", "--no-deps", "-c", str(ROOT / "constraints.txt"), "-d", str(folder),
            "--implementation", "cp", "--python-version", python, *options,
            *(f"{one.name}{one.specifier}" for one in missing),
        )  # fmt: skip


def _needed(wanted: Iterable[Requirement], target: Target, python: str, folder: Path) -> list[Requirement]:
    """Return the requirements of *wanted* and of all that is there or installed here of them."""
    markers = target.markers | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
    }
    found: dict[tuple[str, frozenset[str]], Requirement] = {}
    ahead = list(wanted)
    while ahead:
        one = ahead.pop()
        key = canonicalize_name(one.name), frozenset(one.extras)
        if key in found:
            continue
        found[key] = one
        for text in _requirements(one.name, folder):
            other = Requirement(text)
            extras = ("", *one.extras)
            if other.marker is None or any(other.marker.evaluate(markers | {"extra": extra}) for extra in extras):
                ahead.append(other)
    return sorted({canonicalize_name(one.name): one for one in found.values()}.values(), key=lambda one: one.name)


def _requirements(name: str, folder: Path) -> list[str]:
    """Return what a package needs as its wheel says; until that is there, as the one that is installed here says."""
    wheel = _wheel(name, folder)
    if wheel is None:
        with suppress(PackageNotFoundError):
            return requires(name) or []
        return []
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(metadata).decode()).get_all("Requires-Dist") or []


def _wheel(name: str, folder: Path) -> Path | None:
    wanted = canonicalize_name(name)
    return next((path for path in folder.glob("*.whl") if parse_wheel_filename(path.name)[0] == wanted), None)


def _is_there(one: Requirement, folder: Path) -> bool:
    return _wheel(one.name, folder) is not None


def _pip(*words: str, env: dict[str, str] | None = None) -> None:
    command = [sys.executable, "-m", "pip", words[0], "-q", "--disable-pip-version-check", *words[1:]]
    subprocess.run(command, check=True, env=env)  # noqa: S603 - our own words


def _texts(target: Target, python: str, *, brought: bool, compiled: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the launchers and the guide; what Windows reads has its line ends, and its batch file the code page 936."""
    windows = target.markers["os_name"] == "nt"
    names = {
        "@PYTHON@": python,
        "@VERSION@": python.replace(".", ", "),
        "@WHAT@": f"{NAME}[{EXTRAS}]",
        "@HOW@": "双击“启动.bat”。" if windows else "双击“年度报告自查”，或者在终端里运行 ./启动.sh。",
        "@BROUGHT@": "，本包已经带上。" if brought else "。",
        "@MATCHER@": "是为这种电脑编译的" if compiled else "用的是 Python 写的那一种，结果和编译的一样，慢一些",
    }
    for source, name in (*target.launchers, ("guide.txt", "使用说明.txt")):
        text = (TEXTS / source).read_text(encoding="utf-8")
        for mark, value in names.items():
            text = text.replace(mark, value)
        if windows:
            encoding = "cp936" if name.endswith(".bat") else "utf-8-sig"
            yield name, text.replace("\n", "\r\n").encode(encoding)
        else:
            yield name, text.encode()


def _with_python(python_zip: Path, wheels: Iterable[bytes]) -> dict[str, bytes]:
    """Return the embeddable Python with the wheels unpacked beside it; its ``._pth`` says where it looks for modules."""
    members: dict[str, bytes] = {}
    with zipfile.ZipFile(python_zip) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith("._pth"):
                data += b"\r\n..\\lib\r\n"
            members[f"python/{name}"] = data
    for wheel in wheels:
        with zipfile.ZipFile(BytesIO(wheel)) as archive:
            for name in archive.namelist():
                if not name.endswith("/"):
                    inside = name.partition(".data/")[2]
                    kind, _, rest = inside.partition("/")
                    if not inside or kind in ("purelib", "platlib"):
                        members[f"lib/{rest or name}"] = archive.read(name)
    return members


if __name__ == "__main__":
    main()
