#!/usr/bin/env python3
"""Makes seatfiller-VERSION.tgz, as `npm pack` would, of these sources and an executable.

    build.py EXECUTABLE FOLDER [--notices FILE]

The same sources and the same executable give the same bytes. SOURCE_DATE_EPOCH dates the files.
FILE has the notices of what is linked into the executable.
"""

import argparse
import gzip
import io
import json
import os
import tarfile
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
LICENCE = SOURCES.parents[2] / "LICENSE"
# The date that `npm pack` gives to all files.
NPM_EPOCH = 499162500
# npm's names for the machines of an ELF header, at byte 18.
CPUS = {62: "x64", 183: "arm64"}


def cpu_of(executable):
    """The machine that an executable is for, as npm names it."""
    magic, machine = executable[:4], int.from_bytes(executable[18:20], "little")
    if magic != b"\x7fELF" or machine not in CPUS:
        raise SystemExit("build.py: the executable is none of Linux for x86-64 or arm64")
    return CPUS[machine]


def files_of(executable, notices):
    """The content of each file of the package, by its path."""
    description = json.loads((SOURCES / "package.json").read_text())
    description["cpu"] = [cpu_of(executable)]
    types = (SOURCES / "index.d.ts").read_bytes()
    noticed = {"NOTICES": notices.read_bytes()} if notices else {}
    description["files"] += noticed
    return {
        "LICENSE": LICENCE.read_bytes(),
        **noticed,
        "README.md": (SOURCES / "README.md").read_bytes(),
        "bin/seatfiller": executable,
        # TypeScript tells the kind of a module by the ending of its types.
        "index.d.cts": types,
        "index.d.ts": types,
        "index.js": (SOURCES / "index.js").read_bytes(),
        "package.json": json.dumps(description, indent=4).encode() + b"\n",
        **{f"lib/{path.name}": path.read_bytes() for path in (SOURCES / "lib").glob("*.cjs")},
    }


def archive_of(files, epoch):
    """A tar archive in which nothing tells who made it, or when."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, content in sorted(files.items()):
            entry = tarfile.TarInfo(f"package/{path}")
            entry.size, entry.mtime = len(content), epoch
            entry.mode = 0o755 if path.startswith("bin/") else 0o644
            tar.addfile(entry, io.BytesIO(content))
    return archive.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notices", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or NPM_EPOCH)
    files = files_of(arguments.executable.read_bytes(), arguments.notices)
    version = json.loads(files["package.json"])["version"]
    package = arguments.folder / f"seatfiller-{version}.tgz"
    arguments.folder.mkdir(parents=True, exist_ok=True)
    package.write_bytes(gzip.compress(archive_of(files, epoch), 9, mtime=0))
    print(package)


if __name__ == "__main__":
    main()
