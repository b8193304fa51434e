"""The notices of what is linked in: one text, to be handed on with the executable."""

from __future__ import annotations

import re
from pathlib import Path

from linked import Component
from release import version

COMMON = Path("/usr/share/common-licenses")
RULE = "=" * 78

PREFACE = """\
seatfiller {version} is one executable into which the packages below are linked. This
file has their licences and notices. The emulator itself is under the Apache License
2.0; its text is in the file LICENSE, or below among those of Debian.

glibc is under the GNU Lesser General Public License. To link the emulator with another
glibc, install that one's libc.a and run `make release` in the sources of the emulator.
The sources of the packages of Debian are in its archive, in the versions named here.
"""


def mentioned(texts: list[str]) -> list[str]:
    """The names of the licences that texts leave to Debian's folder of them."""
    found = {
        name.rstrip(".")
        for text in texts
        for name in re.findall(rf"{COMMON}/([A-Za-z0-9][A-Za-z0-9.-]*)", text)
    }
    return sorted(found)


def notices(components: list[Component]) -> str:
    """Each component with its texts. A text that several have stands once."""
    parts = [PREFACE.format(version=version())]
    holders: dict[str, list[Component]] = {}
    for component in components:
        for text in component.texts:
            holders.setdefault(text, []).append(component)
    for text, owners in holders.items():
        titles = [f"{each.name} {each.version}: {each.licence}" for each in owners]
        homepages = sorted({each.homepage for each in owners} - {""})
        parts.append("\n".join([RULE, *titles, *homepages, RULE]))
        parts.append(text.strip("\n"))
    names = mentioned(list(holders))
    for name in names:
        text = (COMMON / name).read_text()
        parts.append(f"{RULE}\n{COMMON}/{name}\n{RULE}")
        parts.append(text.strip("\n"))
    return "\n\n".join(parts) + "\n"
