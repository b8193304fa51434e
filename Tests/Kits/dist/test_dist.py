"""What is given away, as far as it can be tried in a moment; run.sh tries the rest.

SEATFILLER names an executable, of whichever build.
"""

import io
import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Sources/Kits/dist"))

import archive
import linked
import manual
import notices
import sbom

SEATFILLER = os.environ["SEATFILLER"]


def said(*words):
    return subprocess.run([SEATFILLER, *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def whole_help():
    return json.loads(said("--experimental-dump-help"))


@pytest.fixture(scope="module")
def sections(whole_help):
    """The page without its marks, by the headings of its commands."""
    page = re.sub(r"\\f[BIR]|\\&", "", manual.manual(whole_help))
    page = page.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\")
    headings = re.split(r"^\.S[SH] (.*)$", page, flags=re.MULTILINE)
    return dict(zip(headings[1::2], headings[2::2]))


def test_the_page_has_all_that_help_shows(whole_help, sections):
    commands = re.findall(r"^  ([a-z]+) ", said("help").split("SUBCOMMANDS:")[1], re.MULTILINE)
    options = 0
    for command in commands:
        shown = said("help", command)
        groups = re.split(r"^([A-Z][A-Za-z ]+):\n", shown, flags=re.MULTILINE)
        for title, text in zip(groups[1::2], groups[2::2]):
            place = {"OPTIONS OF SERVE": "serve"}.get(title.upper(), command)
            for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE):
                at = "DESCRIPTION" if option in ("--version", "--help") else place
                found = re.search(rf"^(-\w, )?{option}( |$)", sections[at], re.MULTILINE)
                assert found, f"{command} {option}"
                options += 1
    assert len(commands) > 5 and options > 100


def test_the_page_says_it_in_the_words_of_help(whole_help, sections):
    for command in whole_help["command"]["subcommands"]:
        name = command["commandName"]
        if name == "help":
            continue
        on_the_page = " ".join(sections[name].split())
        in_help = " ".join(said("help", name).split())
        said_of_it = [command["abstract"], command.get("discussion", "")]
        for argument in command["arguments"]:
            if argument.get("sectionTitle") != "Options of serve" and not {
                each["name"] for each in argument.get("names", [])
            } & {"help", "version"}:
                said_of_it.append(argument["abstract"])
        for text in said_of_it:
            assert text in on_the_page, name
            assert text in in_help, name


def test_a_page_that_names_no_option_is_refused(whole_help):
    with pytest.raises(SystemExit, match="--no-such-option"):
        manual.check_examples("seatfiller \\-\\-no\\-such\\-option", [whole_help["command"]])


# What `make release` links in, as lld's map says it: columns, then an archive with its member.
LINE = "          200238           200238       20     4         {}:(.text)\n"


@pytest.fixture
def build(tmp_path):
    """The map of a build with a package, a toolchain and a library of this machine."""
    scratch = tmp_path / "static"
    package = scratch / "checkouts/swift-log"
    (package / "Sources/Logging").mkdir(parents=True)
    (package / "LICENSE.txt").write_text("Apache License, Version 2.0\n")
    (package / "NOTICE.txt").write_text("The notice of swift-log\n")
    (scratch / "workspace-state.json").write_text(json.dumps({"object": {"dependencies": [{
        "subpath": "swift-log",
        "packageRef": {"location": "https://github.com/apple/swift-log.git"},
        "state": {"checkoutState": {"version": "9.8.7"}},
    }]}}))
    toolchain = tmp_path / "usr"
    (toolchain / "bin").mkdir(parents=True)
    (toolchain / "share/swift").mkdir(parents=True)
    (toolchain / "share/swift/LICENSE.txt").write_text(
        "Apache License Version 2.0\n## Runtime Library Exception to the Apache 2.0 License: ##\n")
    swift = toolchain / "bin/swift"
    swift.write_text("#!/bin/sh\necho 'Swift version 9.1 (swift-9.1-RELEASE)'\n")
    swift.chmod(0o755)
    static = toolchain / "lib/swift_static/linux"
    libc = subprocess.check_output(["cc", "-print-file-name=libc.a"], text=True).strip()
    release = scratch / "machine/release"
    found = tmp_path / "map"
    found.write_text("VMA LMA Size Align Out In Symbol\n" + "".join(map(LINE.format, [
        f"{release}/Logging.build/Logger.swift.o",
        f"{release}/Command.build/Main.swift.o",
        f"{static}/libswiftCore.a(Swift.o)",
        f"{static}/libFoundationEssentials.a(Data.swift.o)",
        f"{static}/lib_FoundationCollections.a(Rope.swift.o)",
        f"{libc}(printf.o)",
        "<internal>",
    ])))
    return found


def test_what_is_linked_in_is_found_by_the_map(build):
    known = {each.name: each for each in linked.components(build)}
    debian = known.pop("libc6-dev")
    shown = subprocess.check_output(
        ["dpkg-query", "--show", "--showformat=${Version}", "libc6-dev"], text=True)
    assert (debian.version, debian.licence) == (shown, "LGPL-2.1-or-later")
    assert debian.purl.startswith("pkg:deb/debian/libc6-dev@")
    assert debian.debian_source.startswith("glibc (= ")
    swift = "Apache-2.0 WITH Swift-exception"
    assert {name: (each.version, each.licence, each.purl) for name, each in known.items()} == {
        "swift": ("9.1", swift, "pkg:github/swiftlang/swift@swift-9.1-RELEASE"),
        "swift-collections": ("of Swift 9.1", swift, "pkg:github/apple/swift-collections"),
        "swift-foundation": (
            "9.1", f"{swift} AND BSD-2-Clause AND BSD-3-Clause AND MIT",
            "pkg:github/swiftlang/swift-foundation@swift-9.1-RELEASE"),
        "swift-log": ("9.8.7", "Apache-2.0", "pkg:github/apple/swift-log@9.8.7"),
    }
    assert known["swift-log"].files == ["Logging"]


def test_a_library_from_nowhere_is_refused(build, tmp_path):
    with build.open("a") as more:
        more.write(LINE.format(f"{tmp_path}/libother.a(other.o)"))
    with pytest.raises(SystemExit, match="libother.a is of no package"):
        linked.components(build)


def test_a_module_of_no_package_is_refused(build):
    build.write_text(build.read_text().replace("Logging.build", "Other.build"))
    with pytest.raises(SystemExit, match="Other is of 0 packages"):
        linked.components(build)


def test_a_library_with_an_unknown_licence_is_refused(build, monkeypatch):
    monkeypatch.setitem(linked.DEBIAN_LICENCES, "glibc", ("MIT", "words that it does not have"))
    with pytest.raises(SystemExit, match="libc6-dev is linked in, and its licence is not known"):
        linked.components(build)


def test_the_notices_have_every_text(build):
    components = linked.components(build)
    text = notices.notices(components)
    for component in components:
        assert f"{component.name} {component.version}: {component.licence}" in text
        for part in component.texts:
            assert part.strip("\n") in text
    # Debian's files leave it to a folder of its own.
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "The notice of swift-log" in text
    assert "Daniel Lemire" in text


def test_the_bill_lists_what_is_linked_in(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    components = linked.components(build)
    bill = json.loads(sbom.sbom(b"executable", components))
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert [each["name"] for each in bill["components"]] == [each.name for each in components]
    references = [each["bom-ref"] for each in bill["components"]]
    assert bill["dependencies"][0]["dependsOn"] == references
    assert len(set(references)) == len(references)
    again = json.loads(sbom.sbom(b"another executable", components))
    assert again["serialNumber"] != bill["serialNumber"]


def test_an_archive_tells_nothing_of_its_maker(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    files = {"b/run": (b"run", 0o755), "a": (b"text", 0o644)}
    made = archive.tar(files)
    assert made == archive.tar(dict(reversed(files.items())))
    with tarfile.open(fileobj=io.BytesIO(made)) as tar:
        entries = tar.getmembers()
    assert [(each.name, each.mode) for each in entries] == [
        ("a", 0o644), ("b", 0o755), ("b/run", 0o755)]
    assert {(each.uid, each.gid, each.mtime) for each in entries} == {(0, 0, 1700000000)}


def test_an_archive_of_ar_has_even_members(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    header = "one             7           0     0     100644  3         `\n"
    assert archive.ar([("one", b"abc")]) == b"!<arch>\n" + header.encode() + b"abc\n"
