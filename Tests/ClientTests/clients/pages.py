#!/usr/bin/env python3
"""Runs what the pages of the documentation show, and compares what comes with what they say.

Usage: pages.py [--write] EXECUTABLE PAGE…

A page is Markdown. Its blocks of code are taken in their order, in a folder of the page's own:

``console``   A line that begins with `$ ` is a command for bash, and goes on as long as a quote is
              open or the line ends with a backslash. What follows up to the next command is its
              output. `…` stands for anything in a line, and a line of it for any number of lines.
A file        A block whose first line is a comment with nothing but a name, such as `# seed.json`,
              `// seed.json` or `-- seed.sql`, is written under this name.
``sh``, ``yaml``, ``json``, ``python``
              What cannot be run here, such as a container, is parsed.

A server with the demo seed runs from the beginning. A command such as `seatfiller --auth enforced &`
replaces it, and its output is what the new server says until it is ready. Pages name port 7328; here
it is a free one. A command is left out, and that is said, if the machine lacks its program.

--write puts what comes into the page instead of what it says.
"""

import ast
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FILE = re.compile(r"(?:#|//|--|/\*) ([\w.-]+\.\w+)(?: \*/)?\Z")
# No part of an output.
END = "\x1e"
SECONDS = 600
BUILT_IN = ("", "cd", "eval", "export", "for", "unset")


def blocks(lines):
    """The language, the number of the first line, and the lines of each block."""
    start = language = None
    for number, line in enumerate(lines):
        if language is None and (found := re.match(r"```([\w-]*)$", line)):
            language, start = found[1], number + 1
        elif language is not None and line == "```":
            yield language, start, lines[start:number]
            language = None


def is_whole(command):
    if command.endswith("\\"):
        return False
    try:
        shlex.split(command)
    except ValueError:
        return False
    return True


def commands(block):
    """Each command of a block, with the numbers of the lines that its output has in it."""
    number = 0
    while number < len(block):
        assert block[number].startswith("$ "), f"no command: {block[number]}"
        command = block[number][2:]
        number += 1
        while not is_whole(command):
            command += "\n" + block[number]
            number += 1
        start = number
        while number < len(block) and not block[number].startswith("$ "):
            number += 1
        yield command, start, number


def is_shown(expected, actual):
    """Whether an output is what a page says."""
    lines = [".*?".join(map(re.escape, line.split("…"))) for line in expected]
    text = "\n".join("(?s:.*?)" if line == "…" else said
                     for line, said in zip(expected, lines))
    return re.fullmatch(text, "\n".join(actual)) is not None


class Session:
    """A folder, a server and a shell."""

    def __init__(self, executable, folder):
        self.folder, self.server = Path(folder), None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        for name in ("seed", "docker", "Tests", "Sources"):
            (self.folder / name).symlink_to(ROOT / name)
        tools = self.folder / "bin"
        tools.mkdir()
        (tools / "seatfiller").symlink_to(executable)
        # The kits, as their packages lay them out.
        package = self.folder / "node_modules/seatfiller"
        shutil.copytree(ROOT / "Sources/Kits/node", package)
        (package / "bin").mkdir()
        (package / "bin/seatfiller").symlink_to(executable)
        (self.folder / ".curlrc").write_text("silent\nshow-error\n")
        names = ("HOME", "LANG", "LD_LIBRARY_PATH")
        self.environment = {name: os.environ[name] for name in names if name in os.environ} | {
            "CURL_HOME": folder, "TMPDIR": folder, "SEATFILLER_PORT": self.port, "PYTHONUTF8": "1",
            "PATH": f"{tools}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "Sources/Kits/python"), "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_PLUGINS": "seatfiller.plugin", "PYTEST_ADDOPTS": "-p no:cacheprovider",
        }
        self.shell = subprocess.Popen(
            ["bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=self.folder, env=self.environment, text=True, start_new_session=True)
        self.serve("seatfiller")

    def serve(self, command):
        """Replaces the server, and gives what the new one says until it is ready."""
        self.stop()
        output = self.folder / "server.txt"
        with output.open("w") as file:
            self.server = subprocess.Popen(
                shlex.split(command), stdout=file, stderr=subprocess.STDOUT, cwd=self.folder,
                env=self.environment)
        deadline = time.monotonic() + SECONDS
        while " ready on " not in output.read_text() and self.server.poll() is None:
            assert time.monotonic() < deadline, f"{command} is not ready"
            time.sleep(0.02)
        return output.read_text()

    def run(self, command):
        """What a command prints, on standard error too."""
        command = re.sub(r"\b7328\b", self.port, command)
        if command.endswith(" &"):
            text = self.serve(command[:-2])
        else:
            self.shell.stdin.write(f"{{ {command}\n}} </dev/null\nprintf '{END}\\n'\n")
            self.shell.stdin.flush()
            text = ""
            for line in self.shell.stdout:
                text += line
                if text.endswith(END + "\n"):
                    break
            text = text[:-2]
        return re.sub(rf"\b{self.port}\b", "7328", text).rstrip("\n").split("\n") if text else []

    def stop(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait()

    def end(self):
        self.stop()
        os.killpg(self.shell.pid, signal.SIGKILL)
        self.shell.wait()


def program_of(command):
    """The program that a command needs, behind variables and what they are set to; "" for none."""
    return re.match(r"(?:\w+=(?:\$\(|\S+(?: |$)))*([\w./-]*)", command)[1]


def mistake_in(language, text):
    """What is malformed in a block that is not run; None if nothing is."""
    try:
        if language == "json":
            json.loads(text)
        elif language == "python":
            ast.parse(text)
        elif language == "sh":
            parsed = subprocess.run(["bash", "-n"], input=text, text=True, capture_output=True)
            return parsed.stderr.strip() or None
        elif language == "yaml":
            # Comes with check-jsonschema.
            from ruamel.yaml import YAML

            YAML(typ="safe").load(text)
    except Exception as error:
        return str(error)
    return None


def give_up(*_):
    raise TimeoutError("a page takes too long")


def run(page, executable, is_writing):
    """Yields what is wrong on a page."""
    lines = page.read_text(encoding="utf-8").split("\n")
    written = list(lines)
    with tempfile.TemporaryDirectory(prefix="seatfiller-") as folder:
        session = Session(executable, folder)
        signal.signal(signal.SIGALRM, give_up)
        signal.alarm(SECONDS)
        try:
            for language, start, block in blocks(lines):
                if found := FILE.match(block[0] if block else ""):
                    text = "\n".join(block) + "\n"
                    (session.folder / found[1]).write_text(text, encoding="utf-8")
                if language != "console":
                    if mistake := mistake_in(language, "\n".join(block)):
                        yield f"{page.name}:{start + 1}: {mistake}"
                    continue
                for command, first, end in commands(block):
                    program = program_of(command)
                    if program not in BUILT_IN and not shutil.which(
                            program, path=session.environment["PATH"]):
                        print(f"left out: {program} is not installed", file=sys.stderr)
                        continue
                    expected, actual = block[first:end], session.run(command)
                    if not is_shown(expected, actual):
                        written[start + first:start + end] = [None] * len(expected)
                        written[start + first - 1] += "".join("\n" + line for line in actual)
                        yield (f"{page.name}:{start + first}: $ {command}\n"
                               + "\n".join(["says:"] + expected + ["comes:"] + actual))
        finally:
            session.end()
    if is_writing:
        page.write_text("\n".join(line for line in written if line is not None), encoding="utf-8")


def main():
    words = [word for word in sys.argv[1:] if word != "--write"]
    mistakes = [mistake for page in words[1:]
                for mistake in run(Path(page), Path(words[0]).resolve(), "--write" in sys.argv)]
    print("\n\n".join(mistakes), end="\n" if mistakes else "")
    sys.exit(1 if mistakes else 0)


if __name__ == "__main__":
    main()
