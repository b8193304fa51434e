"""Makes all that is given away of an executable, in a folder:

    build.py EXECUTABLE MAP FOLDER

MAP is the linker's map of the executable, which tells what is linked in. The same executable, map
and SOURCE_DATE_EPOCH give the same bytes.
"""

import argparse
import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path

from archive import Files, tar, zipped
from debian import documentation, package
from linked import check, components
from manual import manual
from notices import notices
from release import KIT, NAME, ROOT, machine, output, version
from sbom import sbom


def completions(executable: Path) -> dict[str, bytes]:
    """What shells read to complete words of a command line, by where they look for it."""
    places = {
        "bash": f"share/bash-completion/completions/{NAME}",
        "zsh": f"share/zsh/site-functions/_{NAME}",
        "fish": f"share/fish/vendor_completions.d/{NAME}.fish",
    }
    made = {}
    for shell, place in places.items():
        script = output(executable, "--generate-completion-script", shell)
        # Shells read these files and run none of them, so an interpreter would mislead.
        made[place] = re.sub(r"\A#!.*\n+", "", script).encode()
    return made


def installed(executable: Path) -> Files:
    """What is the same in every installation, below a prefix such as /usr/local."""
    page = manual(json.loads(output(executable, "--experimental-dump-help")))
    return {
        f"bin/{NAME}": (executable.read_bytes(), 0o755),
        f"share/man/man1/{NAME}.1": (page.encode(), 0o644),
        **{place: (content, 0o644) for place, content in completions(executable).items()},
    }


def tarball(files: Files, texts: str) -> bytes:
    """For every Linux: `tar xzf … -C /usr/local --strip-components 1` installs it."""
    folder = f"share/doc/{NAME}"
    everything = {
        **files,
        f"{folder}/LICENSE": ((ROOT / "LICENSE").read_bytes(), 0o644),
        f"{folder}/NOTICES": (texts.encode(), 0o644),
    }
    return zipped(tar({f"{NAME}-{version()}/{path}": entry for path, entry in everything.items()}))


def debian_files(files: Files, texts: str) -> Files:
    """The same where Debian has it: in /usr, pages compressed, and zsh's functions in a folder
    for packages."""
    moved = documentation(texts)
    for path, (content, mode) in files.items():
        path = f"usr/{path}".replace("zsh/site-functions", "zsh/vendor-completions")
        if "/man/" in path:
            path, content = f"{path}.gz", zipped(content)
        moved[path] = (content, mode)
    return moved


def packages_of_languages(executable: Path, texts: str, folder: Path) -> list[Path]:
    """The wheel and the package for Node, by the kits that make them."""
    with tempfile.TemporaryDirectory() as temporary:
        noticed = Path(temporary) / "NOTICES"
        noticed.write_text(texts)
        python, node = KIT.parent / "python/build.py", KIT.parent / "node/build.py"
        made = [
            output(
                sys.executable, python, executable, folder,
                "--license", ROOT / "LICENSE", "--license", noticed),
            output(sys.executable, node, executable, folder, "--notices", noticed),
        ]
    return [Path(path.strip()) for path in made]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=Path)
    parser.add_argument("map", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    # A program that is named without a folder would be looked for on the path.
    executable = given.executable.resolve()
    content = executable.read_bytes()
    linux, debian = machine(content)
    if str(ROOT / "Sources").encode() in content:
        raise SystemExit(f"{executable} names its folder: a build in another one would differ")
    check(executable, given.map)
    linked = components(given.map)
    texts = notices(linked)
    files = installed(executable)
    made = {
        f"{NAME}-{version()}-linux-{linux}.tar.gz": tarball(files, texts),
        f"{NAME}_{version()}_{debian}.deb": package(debian_files(files, texts), debian, linked),
        f"{NAME}-{version()}.cdx.json": sbom(content, linked).encode(),
    }
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, packed in made.items():
        (given.folder / name).write_bytes(packed)
    others = packages_of_languages(executable, texts, given.folder)
    paths = sorted([*(given.folder / name for name in made), *others])
    sums = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    (given.folder / "SHA256SUMS").write_text(sums)
    print(*paths, given.folder / "SHA256SUMS", sep="\n")


if __name__ == "__main__":
    main()
