"""Makes the wheel of an executable: `build.py EXECUTABLE FOLDER [--machine aarch64]`.

A wheel is a zip of a dozen files with a list of their hashes, which the standard library writes.
The build tools would need a hook of our own for the tag and for an executable that is made already,
and a network or a mirror wherever a wheel is made. So this file is plainer, and its bytes are ours.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

KIT = Path(__file__).resolve().parent
ROOT = KIT.parents[2]
NAME = "seatfiller"

# The number of the machine in an executable's header.
MACHINES = {"x86_64": 62, "aarch64": 183}

METADATA = """\
Metadata-Version: 2.4
Name: {name}
Version: {version}
Summary: An emulator of Microsoft Store for Business and AvePoint Elements licence APIs, for tests
Keywords: testing,pytest,emulator,http,faults,pagination
Requires-Python: >=3.9
License-Expression: Apache-2.0
{licenses}
Classifier: Development Status :: 4 - Beta
Classifier: Framework :: Pytest
Classifier: Intended Audience :: Developers
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: Python :: 3
Classifier: Programming Language :: Python :: 3 :: Only
Classifier: Topic :: Software Development :: Testing :: Mocking
Classifier: Typing :: Typed
Provides-Extra: pytest
Requires-Dist: pytest>=8; extra == 'pytest'
Description-Content-Type: text/markdown

{readme}"""

WHEEL = """\
Wheel-Version: 1.0
Generator: seatfiller
Root-Is-Purelib: false
{tags}
"""

ENTRY_POINTS = """\
[pytest11]
seatfiller = seatfiller.plugin
"""


def version() -> str:
    """The version of the sources, which is in one place."""
    source = (ROOT / "Sources/Seatfiller/Version.swift").read_text()
    found = re.search(r'let version = "([^"]+)"', source)
    if found is None:
        raise SystemExit("Sources/Seatfiller/Version.swift names no version")
    return found[1]


def check(executable: Path, machine: str) -> None:
    """Refuses an executable for another machine, or of another version."""
    header = executable.read_bytes()[:20]
    if header[:4] != b"\x7fELF" or int.from_bytes(header[18:20], "little") != MACHINES[machine]:
        raise SystemExit(f"{executable} is no Linux executable for {machine}")
    if machine != os.uname().machine:
        return
    said = subprocess.run([executable, "--version"], stdout=subprocess.PIPE, text=True, check=True)
    words = said.stdout.split()
    if words[:2] != [NAME, version()]:
        raise SystemExit(f"{executable} says {said.stdout.strip()!r}, the sources {version()}")


def contents(executable: Path, platforms: list[str], licenses: list[Path]) -> dict[str, bytes]:
    """The files of the wheel without its list of them."""
    info = f"{NAME}-{version()}.dist-info"
    package = {
        f"{NAME}/{file.name}": file.read_bytes()
        for file in (KIT / NAME).iterdir()
        if file.suffix == ".py" or file.name == "py.typed"
    }
    metadata = METADATA.format(
        name=NAME,
        version=version(),
        licenses="\n".join(f"License-File: {file.name}" for file in licenses),
        readme=(KIT / "README.md").read_text(),
    )
    tags = "\n".join(f"Tag: py3-none-{platform}" for platform in platforms)
    return {
        **package,
        f"{NAME}-{version()}.data/scripts/{NAME}": executable.read_bytes(),
        f"{info}/METADATA": metadata.encode(),
        f"{info}/WHEEL": WHEEL.format(tags=tags).encode(),
        f"{info}/entry_points.txt": ENTRY_POINTS.encode(),
        **{f"{info}/licenses/{file.name}": file.read_bytes() for file in licenses},
    }


def record(files: dict[str, bytes], path: str) -> bytes:
    """The list of the files with their hashes, in which it has none itself."""
    lines = []
    for name, content in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        lines.append(f"{name},sha256={digest},{len(content)}")
    return "\n".join([*lines, f"{path},,", ""]).encode()


def write(wheel: Path, files: dict[str, bytes]) -> None:
    """Writes the wheel, whole or not at all. Equal files are equal bytes, whatever the time, the
    owner and the order on the disk."""
    # A zip knows no time before 1980.
    epoch = max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), 315532800)
    date = time.gmtime(epoch)[:6]
    listed = f"{NAME}-{version()}.dist-info/RECORD"
    # The list of files comes last, as the specification of wheels recommends.
    ordered = [*sorted(files.items()), (listed, record(files, listed))]
    part = wheel.with_name(f"{wheel.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in ordered:
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whose permissions follow.
            entry.external_attr = (0o100755 if ".data/scripts/" in name else 0o100644) << 16
            archive.writestr(entry, content)
    part.replace(wheel)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the wheel of an executable.")
    parser.add_argument("executable", type=Path, help="the static executable")
    parser.add_argument("folder", type=Path, help="where the wheel is written")
    parser.add_argument("--machine", choices=sorted(MACHINES), default="x86_64")
    parser.add_argument(
        "--license",
        type=Path,
        action="append",
        metavar="FILE",
        help="a licence or the notices of what is linked in; repeatable (default: LICENSE)",
    )
    given = parser.parse_args()
    check(given.executable, given.machine)
    # Static: it needs no library, of whichever Linux.
    platforms = [f"manylinux_2_17_{given.machine}", f"musllinux_1_1_{given.machine}"]
    licenses = given.license or [ROOT / "LICENSE"]
    given.folder.mkdir(parents=True, exist_ok=True)
    wheel = given.folder / f"{NAME}-{version()}-py3-none-{'.'.join(platforms)}.whl"
    write(wheel, contents(given.executable, platforms, licenses))
    sys.stdout.write(f"{wheel}\n")


if __name__ == "__main__":
    main()
