#!/usr/bin/env python3
"""Campaigns against a running emulator: hunt.py EXECUTABLE [--seconds 60] [--seed 1] [CAMPAIGN…]

Each tells what it did in a line. What it finds is told with the command that finds it again, and the exit status
is 1. The quick half of what is hunted for stands in the suite: `make test`.
"""

import argparse
import random
import sys
import time
import traceback

import abandoned
import crash
import descriptors
import disk
import hostile
import model
import mutations
import redaction
from harness import Find, Hunt

CAMPAIGNS = {
    "model": model.run,
    "crash": crash.run,
    "mutations": mutations.run,
    "hostile": hostile.run,
    "redaction": redaction.run,
    "abandoned": abandoned.run,
    "disk": disk.run,
    "descriptors": descriptors.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("executable")
    parser.add_argument("campaigns", nargs="*", metavar="CAMPAIGN", help=", ".join(CAMPAIGNS))
    parser.add_argument("--seconds", type=float, default=60, help="for each campaign")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 31), help="of the random numbers")
    options = parser.parse_args()
    unknown = set(options.campaigns) - set(CAMPAIGNS)
    if unknown:
        parser.error(f"no campaign {', '.join(sorted(unknown))}; there are {', '.join(CAMPAIGNS)}")
    found = 0
    for name in options.campaigns or CAMPAIGNS:
        start = time.monotonic()
        hunt = Hunt(options.executable, options.seconds, options.seed)
        try:
            steps = CAMPAIGNS[name](hunt)
            print(f"{name}: {steps} steps in {time.monotonic() - start:.0f} s, nothing found", flush=True)
        except Exception as error:  # Whatever a campaign trips over is a find until it is understood.
            found += 1
            if not isinstance(error, Find):
                traceback.print_exc()
            again = f"{sys.argv[0]} {options.executable} {name} --seconds {options.seconds:g} --seed {options.seed}"
            print(f"{name}: FOUND: {error or type(error).__name__}\n    again: {again}", flush=True)
        finally:
            hunt.close()
    return 1 if found else 0


sys.exit(main())
