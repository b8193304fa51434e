"""What all that is given away has in common: its name, its version, its time and its machine."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

KIT = Path(__file__).resolve().parent
ROOT = KIT.parents[2]
NAME = "seatfiller"
SUMMARY = "emulator of licence APIs, for tests of their clients"
# SPDX. The text is LICENSE at the top.
LICENCE = "Apache-2.0"

# By the number in an executable's header: the names that Linux and Debian have for a machine.
MACHINES = {62: ("x86_64", "amd64"), 183: ("aarch64", "arm64")}


def version() -> str:
    """The version of the sources, which is in one place."""
    source = (ROOT / "Sources/Seatfiller/Version.swift").read_text()
    found = re.search(r'let version = "([^"]+)"', source)
    if found is None:
        raise SystemExit("Sources/Seatfiller/Version.swift names no version")
    return found[1]


def epoch() -> int:
    """The time that all files bear: SOURCE_DATE_EPOCH, which `make dist` takes from the commit."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or 0)


def machine(executable: bytes) -> tuple[str, str]:
    """The names of the machine that an executable is for, by its ELF header."""
    number = int.from_bytes(executable[18:20], "little")
    if executable[:4] != b"\x7fELF" or number not in MACHINES:
        raise SystemExit("the executable is none of Linux for x86-64 or arm64")
    return MACHINES[number]


def output(*command: str | Path) -> str:
    """What a program prints. A page or a list that it prints only half must not be given away, so
    its failure ends everything."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
