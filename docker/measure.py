#!/usr/bin/env python3
"""The figures of the image, as a table: measure.py IMAGE, or a folder with its files. Needs root.

The image is taken apart by the engine that has it, and run without one: in a chroot with nothing but
itself and /proc, by a user without a name and without capabilities, on a file system that cannot be
written, as process 1.
"""

import gzip
import http.client
import io
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

RUNS = 20
# Nobody, by no name: the image has no list of users.
USER = 12345
ENVIRONMENT = {"SEATFILLER_HOST": "0.0.0.0", "SEATFILLER_ADMIN_OPEN": "true",
               "SEATFILLER_DEFAULT_SEED": "/seed", "SEATFILLER_PORT": "0"}


def main(source):
    if os.geteuid() != 0:
        sys.exit("measure.py: a chroot needs root")
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "root"
        if Path(source).is_dir():
            shutil.copytree(source, root)
        else:
            extract(source, root)
        raw, packed = sizes(root)
        executable = (root / "seatfiller").stat().st_size
        (root / "proc").mkdir(exist_ok=True)
        run(["mount", "--types", "proc", "proc", root / "proc"])
        try:
            with open(os.devnull, "wb") as nowhere:
                starts = inside(root, lambda: [start(nowhere) for _ in range(RUNS)])
            resident = statistics.median(memory for _, memory in starts)
            process_one(root)
        finally:
            run(["umount", root / "proc"])
    ready = [milliseconds for milliseconds, _ in starts]
    print("| | |\n|---|---|")
    print(f"| the image's files, as a tar | {raw / 1e6:.1f} MB |")
    print(f"| the same, gzip | {packed / 1e6:.1f} MB |")
    print(f"| the executable | {executable / 1e6:.1f} MB |")
    print(f"| exec to the ready line with the demo seed, in the chroot, median of {RUNS} | "
          f"{statistics.median(ready):.1f} ms |")
    print(f"| the slowest of them | {max(ready):.1f} ms |")
    print(f"| resident when ready, idle | {resident:.1f} MiB |")


def run(command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def extract(image, root):
    """Takes the image apart by whichever engine has it."""
    root.mkdir()
    for engine in ("docker", "podman"):
        if shutil.which(engine) and has(engine, "image", "inspect", image):
            container = run([engine, "create", image]).decode().strip()
            with tarfile.open(fileobj=io.BytesIO(run([engine, "export", container]))) as files:
                files.extractall(root, filter="tar")
            run([engine, "rm", container])
            return
    if shutil.which("buildah") and has("buildah", "inspect", "--type", "image", image):
        container = run(["buildah", "from", image]).decode().strip()
        mounted = run(["buildah", "mount", container]).decode().strip()
        shutil.copytree(mounted, root, symlinks=True, dirs_exist_ok=True)
        run(["buildah", "rm", container])
        return
    sys.exit(f"measure.py: no engine has the image {image}")


def has(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def sizes(root):
    """How many bytes the files take as a layer, and packed."""
    layer = io.BytesIO()
    with tarfile.open(fileobj=layer, mode="w", format=tarfile.GNU_FORMAT) as files:
        for path in sorted(root.iterdir()):
            files.add(path, path.name)
    return len(layer.getvalue()), len(gzip.compress(layer.getvalue(), 9))


def inside(root, work):
    """What the work comes to, done by a process that has gone into the chroot for good."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            os.chroot(root)
            os.chdir("/")
            os.setgid(USER)
            os.setuid(USER)
            os.write(write, json.dumps(work()).encode())
        finally:
            # Never on into what the parent does.
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as result:
        return json.loads(result.read())


def start(nowhere):
    """The milliseconds from exec to the ready line, and the MiB that are resident then."""
    began = time.monotonic()
    with subprocess.Popen(
        ["/seatfiller"], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=nowhere
    ) as server:
        url(server.stdout.readline())
        milliseconds = (time.monotonic() - began) * 1000
        # The pages that only the start needed are given back behind the ready line.
        time.sleep(0.1)
        status = Path(f"/proc/{server.pid}/status").read_text()
        server.terminate()
    return milliseconds, int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def process_one(root):
    """Runs it as an engine does with --read-only --cap-drop ALL --user, and ends it."""
    script = f"""
        mount --bind "{root}" "{root}" && mount --types proc proc "{root}/proc" &&
        mount --options remount,bind,ro "{root}" && cd "{root}" &&
        exec chroot --userspec {USER}:{USER} --groups= . /seatfiller
    """
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script]
    with subprocess.Popen(command, env=ENVIRONMENT | {"PATH": os.environ["PATH"]},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        line = server.stdout.readline()
        host, port = url(line)
        connection = http.client.HTTPConnection("127.0.0.1", int(port))
        connection.request("GET", "/V1/Users/bob@contoso.com/Seats")
        answer = connection.getresponse()
        assert answer.status == 200 and b"9NBLGGH4R2R6" in answer.read(), answer.status
        child = run(["pgrep", "--parent", str(server.pid)]).split()[0]
        status = Path(f"/proc/{int(child)}/status").read_text()
        assert re.search(r"NSpid:\s+\d+\s+1\n", status), status
        assert re.search(rf"Uid:\s+{USER}\s+{USER}\s", status), status
        assert re.search(r"CapPrm:\s+0+\n", status), status
        os.kill(int(child), signal.SIGTERM)
        errors = server.stderr.read().decode()
        code = server.wait()
    assert code == 0 and "/__admin is open to everyone" in errors, (code, errors)


def url(line):
    found = re.search(rb"http://([\d.]+):(\d+) in", line)
    if not found:
        sys.exit(f"measure.py: it did not start: {line}")
    return found[1].decode(), found[2].decode()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
