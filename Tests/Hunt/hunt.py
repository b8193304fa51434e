"""Hunts for faults of a running emulator: `make hunt`.

Each campaign has a server of its own and dice that a seed makes the same again. What it finds is one line, and a
command that finds it once more.
"""

import argparse
import importlib
import random
import signal
import sys
import time

from harness import Find, Hunt

sys.dont_write_bytecode = True

CAMPAIGNS = (
    "model", "crash", "mutations", "hostile", "redaction", "abandoned", "disk", "descriptors",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="Campaigns against a running emulator.")
    parser.add_argument("executable")
    parser.add_argument("campaigns", nargs="*", metavar="CAMPAIGN", help=", ".join(CAMPAIGNS))
    parser.add_argument("--seconds", type=float, default=60, help="for each campaign")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    arguments = parser.parse_args()
    if unknown := set(arguments.campaigns) - set(CAMPAIGNS):
        parser.error(f"no campaign: {', '.join(sorted(unknown))}; there are {', '.join(CAMPAIGNS)}")
    # Whoever ends the hunt ends its servers: the exit runs what stands behind each `with`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for name in arguments.campaigns or CAMPAIGNS:
        began = time.monotonic()
        try:
            with Hunt(arguments.executable, name, arguments.seed, arguments.seconds) as hunt:
                steps = importlib.import_module(name).run(hunt)
        except Find as find:
            print(f"{name}: {find}", flush=True)
            print(
                f"Again: python3 {sys.argv[0]} {arguments.executable} {name}"
                f" --seed {arguments.seed} --seconds {arguments.seconds:g}"
            )
            return 1
        print(f"{name:12} {steps:8} steps {time.monotonic() - began:7.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
