"""Archives in which nothing tells who made them, when, or in which order."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
from pathlib import PurePosixPath

from release import epoch

# The content and the permissions of each file, by its path.
Files = dict[str, tuple[bytes, int]]


def tar(files: Files) -> bytes:
    """A tar archive of files and of the folders above them, which come first."""
    archive = io.BytesIO()
    folders = {str(folder) for path in files for folder in PurePosixPath(path).parents} - {"."}
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.GNU_FORMAT) as out:
        for path in sorted(folders | set(files)):
            entry = tarfile.TarInfo(path)
            entry.mtime = epoch()
            entry.uname = entry.gname = "root"
            if path in folders:
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                out.addfile(entry)
            else:
                content, entry.mode = files[path]
                entry.size = len(content)
                out.addfile(entry, io.BytesIO(content))
    return archive.getvalue()


def zipped(content: bytes) -> bytes:
    """As `gzip -9n`: without a time and a name."""
    return gzip.compress(content, 9, mtime=0)


def xz(content: bytes) -> bytes:
    """As dpkg-deb compresses: one that reads packages may know no other check than this."""
    return lzma.compress(content, preset=9, check=lzma.CHECK_CRC64)


def ar(members: list[tuple[str, bytes]]) -> bytes:
    """An archive of ar's, which a package of Debian is: `man 5 deb`."""
    parts = [b"!<arch>\n"]
    for name, content in members:
        header = f"{name:<16}{epoch():<12}{0:<6}{0:<6}{0o100644:<8o}{len(content):<10}`\n"
        parts += [header.encode(), content, b"\n" * (len(content) % 2)]
    return b"".join(parts)
