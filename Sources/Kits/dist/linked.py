"""What is linked into an executable, and from where: by the linker's map of it.

A list written by hand would go stale with the next import. The map names each archive and object
that something was taken of. From their paths follow the packages that they come from, and from
those the versions and licences. A path that leads nowhere is an error.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from release import KIT, ROOT, output

# A line of lld's map that says what a part of a section was made of. Symbols stand further right,
# sections further left.
INPUT = re.compile(r" *[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+ +\d+ {9}(\S[^:]*?\.(?:a|o))[:(]")

# By Debian's source package: the SPDX expression, and words which Debian's copyright file has as
# long as that is true. Files that are not linked in, such as tests, may have other licences.
DEBIAN_LICENCES = {
    "gcc-[0-9]+": ("GPL-3.0-or-later WITH GCC-exception-3.1", "GCC RUNTIME LIBRARY EXCEPTION"),
    "glibc": ("LGPL-2.1-or-later", "version 2.1 of the License, or (at your option) any later"),
    "libevent": ("BSD-3-Clause", "License: BSD-3-clause"),
    "openssl": ("Apache-2.0", "License: Apache-2.0"),
    # The SPDX name of what SQLite has in place of a licence.
    "sqlite3": ("blessing", "License: public-domain"),
    "zlib": ("Zlib", "License: Zlib"),
}

# Which repository the parts of the toolchain are built from.
SWIFT_REPOSITORIES = {
    "libFoundationEssentials.a": "swiftlang/swift-foundation",
    "lib_FoundationCShims.a": "swiftlang/swift-foundation",
    "lib_FoundationCollections.a": "apple/swift-collections",
    "libdispatch.a": "swiftlang/swift-corelibs-libdispatch",
    "libBlocksRuntime.a": "swiftlang/swift-corelibs-libdispatch",
    "libswift_RegexParser.a": "swiftlang/swift-experimental-string-processing",
    "libswift_StringProcessing.a": "swiftlang/swift-experimental-string-processing",
}


@dataclass
class Component:
    """A package that something is taken of."""

    name: str
    version: str
    licence: str
    purl: str
    homepage: str
    # Its archives and objects in the map, by their file names.
    files: list[str]
    # What must be handed on with it: licences and notices.
    texts: list[str]
    # Debian's `source (= version)`, for `Built-Using`.
    debian_source: str = ""


def licence_of(text: str) -> str:
    """The SPDX expression of a licence of Swift's projects."""
    if "Apache License" not in text or "Version 2.0" not in text:
        raise SystemExit(f"no known licence: {text.strip()[:60]!r}")
    has_exception = "Runtime Library Exception to the Apache 2.0 License" in text
    return "Apache-2.0 WITH Swift-exception" if has_exception else "Apache-2.0"


def check(executable: Path, linker_map: Path) -> None:
    """Refuses the map of another executable, by the place and the size of the code."""
    headers = output("readelf", "--section-headers", "--wide", executable)
    there = re.search(r" \.text +PROGBITS +(\w+) \w+ (\w+)", headers)
    with linker_map.open() as lines:
        told = next((line.split() for line in lines if line.endswith(" .text\n")), None)
    if not there or not told or [int(each, 16) for each in there.groups()] != [
        int(told[0], 16), int(told[2], 16),
    ]:
        raise SystemExit(f"{linker_map} is not the map of {executable}")


def inputs(linker_map: Path) -> set[Path]:
    """The archives and objects that something was taken of."""
    with linker_map.open() as lines:
        # Most lines are symbols, for which the pattern would be slow.
        matches = (INPUT.match(line) for line in lines if ":(" in line)
        found = {match[1] for match in matches if match}
    if not found:
        raise SystemExit(f"{linker_map} is no map of lld's")
    return {Path(path) for path in found}


def of_package(module: Path) -> tuple[Path, str]:
    """The scratch folder of SwiftPM, and which of the packages in it a module's objects are of;
    an empty name is this one."""
    scratch = module.parents[2]
    name = module.stem
    if (ROOT / "Sources" / name).is_dir():
        return scratch, ""
    found = sorted(scratch.glob(f"checkouts/*/Sources/{name}"))
    if len(found) != 1:
        raise SystemExit(f"the module {name} is of {len(found)} packages, not of one")
    return scratch, found[0].parents[1].name


def swift_package(scratch: Path, name: str, files: list[str]) -> Component:
    """A package that SwiftPM has checked out, in the version of its own records."""
    state = json.loads((scratch / "workspace-state.json").read_text())
    entries = state["object"]["dependencies"]
    entry = next(each for each in entries if each["subpath"] == name)
    version = entry["state"]["checkoutState"]["version"]
    address = entry["packageRef"]["location"].removesuffix(".git")
    folder = scratch / "checkouts" / name
    licence = (folder / "LICENSE.txt").read_text()
    notices = [path.read_text() for path in sorted(folder.glob("NOTICE*"))]
    return Component(
        name=name,
        version=version,
        licence=licence_of(licence),
        purl=f"pkg:github/{address.removeprefix('https://github.com/')}@{version}",
        homepage=address,
        files=files,
        texts=[*notices, licence],
    )


def toolchain_part(prefix: Path, repository: str, files: list[str]) -> Component:
    """A part of Swift's toolchain, which has one licence for all of them."""
    said = output(prefix / "bin/swift", "--version")
    found = re.search(r"Swift version (\S+) \((\S+)\)", said)
    if found is None:
        raise SystemExit(f"the toolchain tells no version: {said!r}")
    version, tag = found.groups()
    texts = [(prefix / "share/swift/LICENSE.txt").read_text()]
    licence = licence_of(texts[0])
    purl = f"pkg:github/{repository}@{tag}"
    if repository == "swiftlang/swift-foundation":
        # The toolchain leaves out Foundation's notices.
        texts.insert(0, (KIT / "foundation-notices.txt").read_text())
        licence += " AND BSD-2-Clause AND BSD-3-Clause AND MIT"
    if not repository.startswith("swiftlang/"):
        # It has releases of its own, and the toolchain does not tell which one it contains.
        version, purl = f"of Swift {version}", f"pkg:github/{repository}"
    return Component(
        name=repository.split("/")[1],
        version=version,
        licence=licence,
        purl=purl,
        homepage=f"https://github.com/{repository}",
        files=files,
        texts=texts,
    )


def debian_package_of(path: Path) -> str:
    """The package that a file belongs to. dpkg may know it by its path before /lib was a link."""
    names = [path.resolve()]
    if names[0].is_relative_to("/usr"):
        names.append(Path("/") / names[0].relative_to("/usr"))
    for name in names:
        found = subprocess.run(
            ["dpkg-query", "--search", name],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
        )
        if found.returncode == 0:
            return found.stdout.split(": ")[0]
    raise SystemExit(f"{path} is of no package of Debian, of Swift's toolchain, or of SwiftPM")


def debian_package(package: str, files: list[str]) -> Component:
    """An installed package of Debian."""
    fields = ["Package", "Version", "Architecture", "source:Package", "source:Version", "Homepage"]
    shown = "\n".join(f"${{{field}}}" for field in fields)
    name, version, architecture, source, source_version, homepage = output(
        "dpkg-query", "--show", f"--showformat={shown}", package
    ).split("\n")
    text = Path(f"/usr/share/doc/{name}/copyright").read_text()
    known = [value for key, value in DEBIAN_LICENCES.items() if re.fullmatch(key, source)]
    if not known or known[0][1] not in " ".join(text.split()):
        raise SystemExit(f"{name} is linked in, and its licence is not known: see linked.py")
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
    )
    distribution = f"{release['ID']}-{release.get('VERSION_ID', 'sid')}".replace('"', "")
    return Component(
        name=name,
        version=version,
        licence=known[0][0],
        purl=f"pkg:deb/debian/{quote(name)}@{quote(version, safe=':')}"
        f"?arch={architecture}&distro={distribution}&upstream={quote(source)}",
        homepage=homepage,
        files=files,
        texts=[text],
        debian_source=f"{source} (= {source_version})",
    )


def components(linker_map: Path) -> list[Component]:
    """All that is linked in besides the emulator, in the order of their names."""
    # By what says how to describe it; the file names of each.
    found: dict[tuple[Any, ...], set[str]] = {}
    for path in inputs(linker_map):
        key: tuple[Any, ...]
        # `Logging.build` has the objects of a module; `.build` is the folder of all that is built.
        module = next((each for each in path.parents if each.suffix == ".build"), None)
        if module:
            scratch, package = of_package(module)
            if not package:
                continue
            key, name = (swift_package, scratch, package), module.stem
        elif "swift_static" in path.parts:
            prefix = Path(*path.parts[: path.parts.index("swift_static") - 1])
            repository = SWIFT_REPOSITORIES.get(path.name, "swiftlang/swift")
            key, name = (toolchain_part, prefix, repository), path.name
        else:
            key, name = (debian_package, debian_package_of(path)), path.name
        found.setdefault(key, set()).add(name)
    described = [make(*given, sorted(names)) for (make, *given), names in found.items()]
    return sorted(described, key=lambda component: component.name)
