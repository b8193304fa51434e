"""Makes the pictures of the console, one of each view: pictures.py EXECUTABLE FOLDER

They show a small scene with the demo seed: one client that reads a list whole, one that gives up, one that comes
back after a fault, and one that reads a page twice."""

import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

executable, folder = sys.argv[1], Path(sys.argv[2])
views = {
    "overview": "overview", "requests": "requests?id=8", "traversals": "traversals", "data": "data?kind=seats",
    "faults": "faults?fault=" + urllib.parse.quote('{"match":{"operation":"store.listSeatsOfUser"},"do":{"paging":"page-short"}}'),
    "clock": "clock", "rules": "rules",
}


def ask(method, path, content=None):
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as error:
        return json.loads(error.read() or "null")


def walk(list_path, most=100, twice=None):
    """Reads a list, at most so many pages of it, and one page a second time."""
    path = list_path
    for number in range(1, most + 1):
        page = ask("GET", path)
        # A client that comes back at once; its fault is over then.
        if "seats" not in page and "inventoryEntries" not in page:
            page = ask("GET", path)
        if number == twice:
            ask("GET", path)
        token = page.get("continuationToken")
        if not token:
            return
        path = list_path.split("?")[0] + "?continuationToken=" + urllib.parse.quote(token, safe="")


with tempfile.TemporaryDirectory() as temporary:
    ready = Path(temporary, "ready")
    server = subprocess.Popen([executable, "serve", "--port", "0", "--ready-file", ready], stdout=subprocess.PIPE, text=True)
    try:
        url = next(word for word in iter(server.stdout.readline, "") if "http://" in word)
        url = "http://" + url.split("http://")[1].split()[0].rstrip("/,.")
        ask("PUT", "/__admin/clock", {"now": "2026-03-02T09:00:00Z"})
        seats = "/V1/Users/max@contoso.com/Seats?maxResults=25"
        walk(seats)
        ask("POST", "/__admin/faults", {"match": {"operation": "store.listSeatsOfUser", "page": 3},
                                        "do": {"status": 503, "retryAfterSeconds": 0}, "when": {"times": 1}})
        walk("/V1/Users/max@contoso.com/Seats?maxResults=60")
        walk(seats, most=4)
        walk("/V1/Inventory?maxResults=50", twice=2)
        ask("GET", "/V1/Users/nobody@contoso.com/Seats")
        ask("POST", "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
                    "/3rd-party-products/type/3/users")
        ask("POST", "/__admin/faults", {"match": {"operation": "store.getInventory"}, "do": {"paging": "token-expired"},
                                        "when": {"times": 1}})
        ask("PUT", "/__admin/worlds/test-17")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
            folder.mkdir(parents=True, exist_ok=True)
            for view, place in views.items():
                page.goto(f"{url}/__admin/ui/#/{place}")
                page.wait_for_selector(f"main h2:text-is('{view.capitalize()}')")
                # What comes live is there, too.
                for _ in range(30 if view == "overview" else 1):
                    page.wait_for_timeout(200)
                    if view == "overview":
                        ask("GET", "/__world/test-17" + seats)
                page.wait_for_timeout(1000)
                picture = folder / f"console-{view}.png"
                page.screenshot(path=picture)
                # As few colours as the page has: a quarter of the bytes, which everybody clones.
                few = Image.open(picture).convert("RGB").quantize(64, dither=Image.Dither.NONE)
                few.save(picture, optimize=True)
            browser.close()
    finally:
        server.kill()
