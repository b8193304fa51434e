"""`python -m seatfiller` is the executable, wherever it is installed."""

from __future__ import annotations

import os
import sys

from .executable import executable

if __name__ == "__main__":
    path = executable()
    os.execv(path, [path, *sys.argv[1:]])
