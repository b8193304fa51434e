"""The wheel that `build.py` makes of an executable."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Dict, Tuple

import pytest
from seatfiller.executable import executable

ROOT = Path(__file__).parents[3]
KIT = ROOT / "Sources/Kits/python"
HERE = os.uname().machine
OTHER = {"x86_64": "aarch64", "aarch64": "x86_64"}[HERE]


def build(*arguments: str, script: Path = KIT / "build.py") -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run = build(executable(), str(folder), f"--machine={HERE}")
    assert run.stderr == ""
    assert [f"{path}\n" for path in folder.iterdir()] == [run.stdout]
    return Path(run.stdout.strip())


@pytest.fixture(scope="module")
def files(wheel: Path) -> Dict[str, Tuple[int, bytes]]:
    """Permissions and content of each file."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            entry.filename: (entry.external_attr >> 16, archive.read(entry))
            for entry in archive.infolist()
        }


def test_the_name_says_where_it_runs(wheel: Path) -> None:
    platforms = f"manylinux_2_17_{HERE}.musllinux_1_1_{HERE}"
    assert wheel.name == f"seatfiller-0.1.0-py3-none-{platforms}.whl"


def test_the_executable_is_a_script(files: Dict[str, Tuple[int, bytes]]) -> None:
    mode, content = files["seatfiller-0.1.0.data/scripts/seatfiller"]
    assert (mode, content) == (0o100755, Path(executable()).read_bytes())
    assert {mode for name, (mode, _) in files.items() if "scripts" not in name} == {0o100644}


def test_the_package_is_whole(files: Dict[str, Tuple[int, bytes]]) -> None:
    packed = {name for name in files if name.startswith("seatfiller/")}
    assert packed == {
        f"seatfiller/{file.name}" for file in (KIT / "seatfiller").iterdir() if file.is_file()
    }
    assert "seatfiller/py.typed" in packed
    licence = files["seatfiller-0.1.0.dist-info/licenses/LICENSE"][1]
    assert licence == (ROOT / "LICENSE").read_bytes()


def test_the_record_has_the_hash_of_every_file(files: Dict[str, Tuple[int, bytes]]) -> None:
    listed = "seatfiller-0.1.0.dist-info/RECORD"
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(files[listed][1].decode()))}
    assert rows.pop(listed) == ["", ""]
    for name, (_, content) in files.items():
        if name != listed:
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
            assert rows.pop(name) == [f"sha256={digest.rstrip('=')}", str(len(content))]
    assert rows == {}


def test_an_executable_for_another_machine_is_refused(tmp_path: Path) -> None:
    run = build(executable(), str(tmp_path), f"--machine={OTHER}")
    assert (run.returncode, run.stderr) == (
        1,
        f"{executable()} is no Linux executable for {OTHER}\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_an_executable_of_another_version_is_refused(tmp_path: Path) -> None:
    kit, version = tmp_path / "Sources/Kits/python", tmp_path / "Sources/Seatfiller/Version.swift"
    kit.mkdir(parents=True)
    version.parent.mkdir()
    version.write_text('public static let version = "9.9.9"\n')
    shutil.copy(KIT / "build.py", kit)
    run = build(executable(), str(tmp_path / "wheel"), f"--machine={HERE}", script=kit / "build.py")
    assert run.returncode == 1
    assert run.stderr.startswith(f"{executable()} says 'seatfiller 0.1.0")
    assert run.stderr.endswith("', the sources 9.9.9\n")


def test_a_wheel_for_another_machine_is_made_of_its_executable(tmp_path: Path) -> None:
    # The machine is in the header; nothing else of the executable is looked at here.
    header = bytearray(Path(executable()).read_bytes()[:64])
    header[18:20] = {"x86_64": 62, "aarch64": 183}[OTHER].to_bytes(2, "little")
    (tmp_path / "seatfiller").write_bytes(header)
    run = build(str(tmp_path / "seatfiller"), str(tmp_path), f"--machine={OTHER}")
    assert run.stderr == ""
    with zipfile.ZipFile(run.stdout.strip()) as archive:
        tags = archive.read("seatfiller-0.1.0.dist-info/WHEEL").decode().splitlines()[3:]
    assert tags == [f"Tag: py3-none-{it}_{OTHER}" for it in ("manylinux_2_17", "musllinux_1_1")]
