"""The package of Debian, by `man 5 deb`, so that its bytes depend on no version of dpkg."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from email.utils import format_datetime

from archive import Files, ar, tar, xz, zipped
from linked import Component
from release import NAME, SUMMARY, epoch, version

MAINTAINER = "Seatfiller maintainers <maintainers@seatfiller.example>"

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Built-Using: {sources}
Section: devel
Priority: optional
Description: {summary}
 Seatfiller answers as Microsoft Store for Business and AvePoint Elements do,
 so that tests of their clients need no network. It tells whether a client has
 read a list whole, and goes wrong on demand.
"""

COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {name}
Comment: The executable contains the libraries that NOTICES.gz in this folder
 names, with their copyrights and licences.

Files: *
Copyright: {year} The authors of Seatfiller
License: Apache-2.0
 On Debian systems, the text of the Apache License, version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.
"""

CHANGELOG = """\
{name} ({version}) unstable; urgency=medium

  * Release {version}.

 -- {maintainer}  {date}
"""

OVERRIDES = """\
# On purpose: it runs in every image, with libraries or without. Built-Using names what is inside.
{name}: statically-linked-binary [usr/bin/{name}]
"""


def documentation(notices: str) -> Files:
    """What Debian's policy asks of every package."""
    date = datetime.fromtimestamp(epoch(), timezone.utc)
    copyright = COPYRIGHT.format(name=NAME, year=date.year)
    changelog = CHANGELOG.format(
        name=NAME, version=version(), maintainer=MAINTAINER, date=format_datetime(date))
    folder = f"usr/share/doc/{NAME}"
    return {
        f"{folder}/copyright": (copyright.encode(), 0o644),
        f"{folder}/changelog.gz": (zipped(changelog.encode()), 0o644),
        f"{folder}/NOTICES.gz": (zipped(notices.encode()), 0o644),
        f"usr/share/lintian/overrides/{NAME}": (OVERRIDES.format(name=NAME).encode(), 0o644),
    }


def package(files: Files, architecture: str, components: list[Component]) -> bytes:
    """The package of files, whose paths begin with `usr`."""
    sources = sorted({each.debian_source for each in components if each.debian_source})
    control = CONTROL.format(
        name=NAME,
        version=version(),
        architecture=architecture,
        maintainer=MAINTAINER,
        # In KiB, each file rounded up: what dpkg-gencontrol counts.
        size=sum(-(-len(content) // 1024) for content, _ in files.values()),
        sources=", ".join(sources),
        summary=SUMMARY,
    )
    sums = "".join(
        f"{hashlib.md5(content, usedforsecurity=False).hexdigest()}  {path}\n"
        for path, (content, _) in sorted(files.items())
    )
    described = {"control": (control.encode(), 0o644), "md5sums": (sums.encode(), 0o644)}
    return ar([
        ("debian-binary", b"2.0\n"),
        ("control.tar.xz", xz(tar(described))),
        ("data.tar.xz", xz(tar(files))),
    ])
