"""What a shell and a person at a terminal see of a command that `seatfiller exec` runs."""
import os
import pty
import select
import signal
import sys
import traceback

SEATFILLER = sys.argv[1]


class Job:
    """A job as an interactive shell starts it: a group of its own, in the foreground."""

    def __init__(self, script):
        self.id = os.fork()
        if self.id == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(0, os.getpid())
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            os.execv(SEATFILLER, ["seatfiller", "exec", "--quiet", "--", "sh", "-c", script])
        os.setpgid(self.id, self.id)

    def wait(self):
        """The news of it, after which the shell takes the terminal."""
        _, status = os.waitpid(self.id, os.WUNTRACED)
        gave_back = os.tcgetpgrp(0) == self.id
        os.tcsetpgrp(0, os.getpgrp())
        return status, gave_back

    def go_on(self):
        os.tcsetpgrp(0, self.id)
        os.killpg(self.id, signal.SIGCONT)


def shell(report):
    """Runs in the session whose terminal it is."""
    # A background process may then set the foreground, as shells do.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])

    def say(name, value):
        os.write(report, f"{name}: {value}\n".encode())

    def expect(line):
        text = b""
        while not text.endswith(b"\n"):
            text += os.read(ready, 1)
        assert text.decode().strip().startswith(line), text
        return text.decode().strip()

    ready, told = os.pipe()
    os.set_inheritable(told, True)

    # The command is the leader of its group: $$ is the terminal's group.
    job = Job(f"echo ready $$ >&{told}; sleep 60")
    group = int(expect("ready").split()[1])
    say("the command is in the foreground", os.tcgetpgrp(0) == group != job.id)
    keyboard(b"\x03")
    status, _ = job.wait()
    say("interrupted by the terminal", os.waitstatus_to_exitcode(status))

    job = Job(f"trap 'echo on >&{told}' CONT; echo ready >&{told}; until read x; do :; done; echo $x >&{told}")
    expect("ready")
    keyboard(b"\x1a")
    status, gave_back = job.wait()
    say("stopped with the command", os.WIFSTOPPED(status))
    say("the shell has the terminal", gave_back)
    job.go_on()
    expect("on")
    keyboard(b"typed\n")
    say("goes on in the foreground", expect("typed") == "typed")
    status, gave_back = job.wait()
    say("ends with the command", os.waitstatus_to_exitcode(status))
    say("the shell has the terminal", gave_back)


report, written = os.pipe()
order, keys = os.pipe()
shell_id, terminal = pty.fork()
if shell_id == 0:
    def keyboard(text):
        os.write(keys, text)

    os.close(report)
    try:
        shell(written)
    except BaseException:
        os.write(written, traceback.format_exc().encode())
    os._exit(0)

os.close(written)
os.close(keys)
open_ends = {report, order, terminal}
while report in open_ends:
    for end in select.select(list(open_ends), [], [])[0]:
        try:
            text = os.read(end, 4096)
        except OSError:
            text = b""
        if not text:
            open_ends.discard(end)
        elif end == report:
            sys.stdout.buffer.write(text)
        elif end == order:
            os.write(terminal, text)
_, status = os.waitpid(shell_id, 0)
sys.exit(os.waitstatus_to_exitcode(status))
