#!/usr/bin/env python3
"""How long a view of the console takes over a million seats and ten thousand requests. Usage: EXECUTABLE

Prints a table, and fails where a view is not drawn within 200 ms in the open console, or an answer is
larger than 100 KB. The time is that of the page's own clock, up to the next frame. Beside it stands how
long the whole page takes to load with this view, which is mostly the browser's own work: the clock, which
has no data, is the yardstick. Needs Chromium, and Playwright: `make bench-console` has them.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from worlds import Server

KINDS = ("organizations", "users", "seats", "inventory", "customers", "tenants", "services")
# The walk of two thousand requests is the first in the journal.
VIEWS = [
    *("overview", "requests", "traversals", "traversals?id=1", "faults", "clock", "rules"),
    *(f"data?kind={kind}" for kind in KINDS),
    "data?kind=seats&search=user019999",
]
REQUESTS, ROUNDS = 10_000, 5
MOST_MILLISECONDS, MOST_BYTES = 200, 100_000

# Added to every page: gives the time when a view is drawn, and awaits nothing more.
WATCH = """
window.whenDrawn = title => new Promise(resolve => {
  const look = () => {
    const found = document.querySelector('main h2')?.textContent
    if (!found || title && found !== title || document.querySelector('main[aria-busy]')) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { subtree: true, childList: true, attributes: true })
})
window.firstDrawn = whenDrawn()
"""
LARGEST = """
performance.getEntriesByType('resource').map(entry => [entry.decodedBodySize, entry.name])
  .reduce((one, other) => one[0] > other[0] ? one : other)
"""


def title(view):
    return view.split("?")[0].capitalize()


def walk_until(server, count):
    """Reads users' lists of seats to their ends, until so many requests are in the journal."""
    done, user = 0, 0
    while done < count:
        path = f"/V1/Users/user{user:06d}@generated.example/Seats?maxResults=10"
        token = ""
        while token is not None:
            status, body = server.call("GET", path + (token and f"&continuationToken={quote(token, safe='')}"))
            assert status == 200, body
            token = json.loads(body).get("continuationToken")
            done += 1
        user += 1


def loaded(page, base, view):
    """Milliseconds from the beginning of a navigation until the view is drawn."""
    page.goto("about:blank")
    page.goto(f"{base}#/{view}")
    return page.evaluate("firstDrawn")


def changed(page, view):
    """Milliseconds from a change of the address until the view is drawn."""
    other = "clock" if view != "clock" else "faults"
    change = """async ([hash, title]) => {
        const began = performance.now()
        const drawn = whenDrawn(title)
        location.hash = hash
        return await drawn - began
    }"""
    page.evaluate(change, [f"#/{other}", title(other)])
    # What the other view still does is not measured.
    page.wait_for_timeout(200)
    return page.evaluate(change, [f"#/{view}", title(view)])


def measure(base):
    """Of each view the medians of its changes and its loads, and the largest answer with its bytes."""
    times, largest = {}, [0, ""]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1600, "height": 900})
        context.add_init_script(WATCH)
        page = context.new_page()
        # The first load is the browser's own start.
        loaded(page, base, VIEWS[0])
        for view in VIEWS:
            loads = [loaded(page, base, view) for _ in range(ROUNDS)]
            changes = [changed(page, view) for _ in range(ROUNDS)]
            times[view] = statistics.median(changes), statistics.median(loads)
            largest = max(largest, page.evaluate(LARGEST))
        browser.close()
    return times, largest


def main(executable):
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "seats.db")
        plan = "--users 20000 --seats-per-user 50 --seats-of-first-user 20000 --products 20000 --customers 1000"
        subprocess.run([executable, "generate", *plan.split(), "--tenants", "4", "--store", store], check=True, capture_output=True)
        with Server(executable, "--store", store) as server:
            walk_until(server, REQUESTS)
            times, largest = measure(f"http://127.0.0.1:{server.port}/__admin/ui/")
    print("| a view over 1,000,000 seats and 10,000 requests, medians | drawn, ms | page loaded, ms |")
    print("|---|--:|--:|")
    for view, (change, load) in times.items():
        print(f"| {view} | {change:.0f} | {load:.0f} |")
    print(f"\nThe largest answer has {largest[0]:,} bytes: {largest[1]}")
    if max(change for change, _ in times.values()) > MOST_MILLISECONDS or largest[0] > MOST_BYTES:
        sys.exit("a goal is missed")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: console.py EXECUTABLE")
    main(sys.argv[1])
