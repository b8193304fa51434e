"""The executable that the wheel installs beside Python's own scripts."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Iterator

from .errors import StartError


def executable() -> str:
    """The path of the executable.

    `SEATFILLER_EXECUTABLE` comes first, then the scripts of this installation, then `PATH`.
    """
    named = os.environ.get("SEATFILLER_EXECUTABLE")
    if named:
        if not os.access(named, os.X_OK):
            raise StartError(f"SEATFILLER_EXECUTABLE is {named}, which cannot be executed.")
        return os.path.abspath(named)
    for folder in _scripts():
        path = os.path.join(folder, "seatfiller")
        if os.access(path, os.X_OK):
            return path
    found = shutil.which("seatfiller")
    if found is None:
        raise StartError(
            "There is no executable seatfiller: not among the scripts of this Python, and not in"
            " PATH. Install the wheel, or set SEATFILLER_EXECUTABLE to its path."
        )
    return found


def _scripts() -> Iterator[str]:
    yield sysconfig.get_path("scripts")
    # A virtual environment whose Python is called by a link from elsewhere.
    yield os.path.dirname(sys.executable)
    # pip install --user
    yield sysconfig.get_path("scripts", "posix_user")
    # pip install --target
    yield str(Path(__file__).parent.parent / "bin")
