"""Walks through the console as a person would, in Debian's Chromium, and holds what it shows against the
control plane. Prints a line for each step."""

import http.client
import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

url, token = sys.argv[1], sys.argv[2]
hostile = "<img src=x onerror=alert(1)>\"'" + "\u202e\u05d0" + "\U0001f4a5" + "x" * 10_000


def call(method, path, content=None, world=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if world:
        headers["X-Seatfiller-World"] = world
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as error:
        return json.loads(error.read() or "null")
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError):
        return None


def walk(user, pages, world=None, size=100):
    """Reads so many pages of a user's seats."""
    path = f"/V1/Users/{user}/Seats?maxResults={size}"
    for _ in range(pages):
        found = call("GET", path, world=world)
        if "continuationToken" not in found:
            return
        path = f"/V1/Users/{user}/Seats?continuationToken=" + urllib.parse.quote(found["continuationToken"])


def fill_journal(world, count):
    """Asks for so many pages in a world, on one connection."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
    for number in range(count):
        connection.request("GET", f"/__world/{world}/V1/Users/max@contoso.com/Seats?maxResults={number % 9 + 1}")
        connection.getresponse().read()


def check_rules_of_access(page, view):
    """Holds what is shown against the rules of axe-core: names, roles, contrast, and so on."""
    for violation in Axe().run(page).response["violations"]:
        node = violation["nodes"][0]
        wrong.append(f"{view}: {violation['id']}: {node['html'][:120]}: {node['failureSummary']}")


def rows(kind, search):
    return call("GET", f"/__admin/data/{kind}?" + urllib.parse.urlencode({"search": search}))["rows"]


def change_data(page, width):
    """Changes the data row by row, and holds the rows and the API's next answer against it."""
    name = f"new{width}@contoso.com"

    def done():
        page.wait_for_selector("#notice:text('The data are changed')")
        page.evaluate("document.querySelector('#notice').textContent = ''")

    page.click("nav.kinds >> text=users")
    page.click("button:text-is('Add a user')")
    page.fill("dialog [name=userName]", name)
    page.click("dialog .primary")
    done()
    if rows("users", name)[0]["isDeleted"] is not False:
        wrong.append("the user is not added")
    page.goto(f"{url}/__admin/ui/#/data?kind=seats&search={name}")
    page.wait_for_selector("text=No seats begin with this.")
    page.click("button:text-is('Assign a seat')")
    page.fill("dialog [name=productId]", "9NBLGGH4R2R6")
    page.fill("dialog [name=skuId]", "0016")
    page.click("dialog .primary")
    done()
    if len(call("GET", f"/V1/Users/{name}/Seats")["seats"]) != 1:
        wrong.append("the seat is not assigned")
    page.click("button:text-is('Reclaim')")
    done()
    if call("GET", f"/V1/Users/{name}/Seats") != {"seats": []}:
        wrong.append("the seat is not reclaimed")
    page.wait_for_selector("button:text-is('Assign')")
    page.click("nav.kinds >> text=tenants")
    page.click("[aria-label='Change contoso-crm']")
    page.fill("dialog [name=assignedUserSeat]", str(width))
    page.click("dialog .primary")
    done()
    if rows("tenants", "contoso-crm")[0]["assignedUserSeat"] != width:
        wrong.append("the tenant's numbers are not changed")
    page.click("nav.kinds >> text=inventory")
    page.click("[aria-label='Change 9NBLGGH4R2R6']")
    page.fill("dialog [name=seatCapacity]", "-1")
    page.click("dialog .primary")
    if not page.is_visible("dialog"):
        wrong.append("a capacity of -1 is not refused")
    page.fill("dialog [name=seatCapacity]", "0")
    page.click("dialog .primary")
    done()
    page.goto(f"{url}/__admin/ui/#/data?kind=seats&search={name}")
    page.click("button:text-is('Assign')")
    page.wait_for_selector("#notice:text('No seats available')")
    call("PATCH", "/__admin/data/inventory?productId=9NBLGGH4R2R6&skuId=0016", {"seatCapacity": 100})


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")


def copied(page):
    """What the button that copies a command hands to the clipboard."""
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }")
    page.click("button:text-is('Copy as curl')")
    page.wait_for_selector("button:text-is('Copied')")
    return page.evaluate("window.copied")


def ask_for_token(page):
    """Leaves the dialog, which then does not come again, and gives a token that no header can hold."""
    page.goto(url)
    page.click("dialog >> text=Cancel")
    page.wait_for_selector("main >> text=The control plane requires its token.")
    # What goes on by itself asks meanwhile.
    page.wait_for_timeout(2500)
    if page.is_visible("dialog"):
        wrong.append("the token is asked for again")
    page.reload()
    page.fill("dialog input", "\u043f")
    page.click("dialog .primary")
    if not page.is_visible("dialog"):
        wrong.append("a token that no header can hold is not refused")


def open_exchanges(page, world, show, until):
    """Goes through a traversal request by request, and repeats a request by its command."""
    show("requests", world)
    page.locator(".rows a").last.click()
    page.wait_for_selector("text=Page 1 of the traversal: 100 items, and more follow")
    page.locator(".walk >> text=Next").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Page 2 of the traversal: 100 items, and more follow")
    until("document.activeElement.textContent == 'Previous'")
    if page.locator(".rows [aria-current]").count() != 1 or "id=2" not in page.evaluate("location.hash"):
        wrong.append("a neighbour in the traversal is not chosen")
    until("document.querySelector('.detail').innerHTML.includes('%22page%22%3A2')")
    before = len(call("GET", "/__admin/requests", world=world)["requests"])
    command = copied(page)
    environment = {**os.environ, "TOKEN": token}
    answer = subprocess.run(["sh", "-c", command], capture_output=True, check=True, env=environment).stdout
    found = call("GET", "/__admin/requests", world=world)["requests"]
    if len(json.loads(answer)["seats"]) != 100 or len(found) != before + 1:
        wrong.append(f"this asks for something else: {command}")
    if found[-1]["query"] != found[1]["query"]:
        wrong.append(f"{command} asks for {found[-1]['query']}")
    # By plain HTTP from another machine there is no clipboard.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.wait_for_selector("button:text-is('Copy as curl')")
    page.click("button:text-is('Copy as curl')")
    page.wait_for_selector("button:text-is('Copied')")

    fault = {"match": {"user": "ann@contoso.com"}, "do": {"connection": "EMPTY_RESPONSE"}}
    call("POST", "/__admin/faults", fault, world)
    call("GET", "/V1/Users/ann@contoso.com/Seats", world=world)
    call("DELETE", "/__admin/faults", world=world)
    lost = call("GET", "/__admin/requests", world=world)["requests"][-1]
    page.click(f".rows [data-id='{lost['id']}']")
    page.wait_for_selector("text=There was none: a fault ended the connection.")
    if any(word in page.inner_text(".detail").split() for word in ["null", "undefined"]):
        wrong.append("an exchange without an answer shows what is not there")
    page.goto(f"{url}/__admin/ui/#/requests?world={world}&id=999999")
    page.wait_for_selector("text=The journal has no such request.")


def filter_traversals(page, world, show, until):
    show("traversals", world)
    page.focus("label:has-text('verdict') select")
    page.select_option("label:has-text('verdict') select", "complete")
    page.wait_for_selector("text=No traversal is like this.")
    if page.evaluate("document.activeElement.tagName") != "SELECT":
        wrong.append("a filter loses the focus")
    page.select_option("label:has-text('verdict') select", "")
    page.wait_for_selector(".traversal")
    page.click("button:text-is('Verify')")
    page.wait_for_selector("#notice >> text=abandoned: Page 2 had a continuationToken")
    page.keyboard.press("Escape")
    until("!document.querySelector('#notice').textContent")
    page.wait_for_selector(".verdict.incomplete")
    page.locator(".traversal", has_text="incomplete").first.locator("text=its requests").click()
    until("location.hash.includes('traversal=') && document.querySelectorAll('.rows a').length > 0")
    number = page.input_value("label:has-text('traversal') input")
    if page.locator(".rows a").count() != len(call("GET", f"/__admin/traversals/{number}", world=world)["requests"]):
        wrong.append("the requests of a traversal are not shown")
    if page.locator(".rows a .walk").last.inner_text() != "page 1":
        wrong.append("a request of a traversal does not say its page")


def page_a_long_walk(page, world, show, until):
    """A strip has the last 200 requests of a walk of 260, and the others where somebody asks."""
    walk("max@contoso.com", 260, world, size=1)
    show("traversals", world)
    page.wait_for_selector("text=The last 200 requests.")
    if page.locator(".strip .cell").count() != 200:
        wrong.append("a strip has more than the last requests")
    page.click("button:text-is('Show earlier requests')")
    until("document.querySelectorAll('.strip .cell').length === 260")
    first = page.locator(".strip .cell a").first.get_attribute("aria-label")
    if not first.startswith("page 1: 1 items"):
        wrong.append(f"a strip begins with {first}")


def lose_a_world(page, show, until):
    """A world that is dropped stays so, although it is looked at, and comes back with its next request."""
    call("GET", "/V1/Inventory", world="doomed")
    show("requests", "doomed")
    page.wait_for_selector(".rows a")
    call("DELETE", "/__admin/worlds/doomed")
    page.wait_for_selector("text=There is no world doomed.")
    page.wait_for_timeout(2500)
    if "doomed" in [world["name"] for world in call("GET", "/__admin/worlds")["worlds"]]:
        wrong.append("to look at a world makes it")
    check_rules_of_access(page, "no world")
    call("GET", "/V1/Inventory", world="doomed")
    page.wait_for_selector(".rows a")
    show("overview", "doomed")
    page.click("[aria-label='Drop the world doomed']")
    page.click("dialog .primary")
    until("document.querySelector('#world').value == 'default'")


def lose_the_server(page, context, show, until):
    """What is shown goes on where the server comes back."""
    show("data")
    context.set_offline(True)
    page.wait_for_selector("#notice >> text=The server does not answer.")
    page.click("nav >> text=Rules")
    page.wait_for_selector("main .problem")
    context.set_offline(False)
    page.wait_for_selector("#notice >> text=The server is back.")
    page.wait_for_selector(".rules li")
    show("overview")
    before = page.evaluate("JSON.parse(sessionStorage.getItem('seatfiller-samples')).length")
    page.reload()
    until(f"JSON.parse(sessionStorage.getItem('seatfiller-samples')).length > {min(before, 100)}")
    page.wait_for_selector("figcaption >> text=at most")


call("POST", "/__admin/seed", {"elements": {"customers": [
    {"id": "d0000000-0000-0000-0000-00000000000d", "organization": hostile}]}})
walk("max@contoso.com", 3)
walk("max@contoso.com", 2, "other")
call("GET", "/V1/Users/" + urllib.parse.quote("<script>alert(1)</script>@x") + "/Seats")

wrong = []
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for scheme, width in [("light", 1600), ("dark", 360)]:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("dialog", lambda dialog: wrong.append(f"a script ran: {dialog.message}"))
        page.on("pageerror", lambda error: wrong.append(f"an error: {error}"))
        page.on("response", lambda response: int(response.headers.get("content-length", 0)) < 100_000
                or wrong.append(f"{response.url} has {response.headers['content-length']} bytes"))
        page.on("request", lambda request: request.url.startswith((url, "data:")) or wrong.append(f"asked {request.url}"))

        def until(expression):
            """Waits for what a script says; the page's policy forbids to make one of a text there."""
            for _ in range(1200):
                if page.evaluate(expression):
                    return
                page.wait_for_timeout(50)
            raise TimeoutError(expression)

        def show(place, world=""):
            # What is shown then is new.
            page.evaluate("document.querySelector('main').replaceChildren()")
            page.goto(f"{url}/__admin/ui/#/{place}" + (f"?world={world}" if world else ""))
            page.wait_for_selector("main h2")

        ask_for_token(page)
        page.goto(url)
        page.fill("dialog input", "wrong")
        page.click("dialog .primary")
        page.wait_for_selector("text=That token was not right")
        page.fill("dialog input", token)
        page.click("dialog .primary")
        page.wait_for_selector("main h2")
        for view in ["overview", "requests", "traversals", "data", "faults", "clock", "rules"]:
            show(view)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{view} is wider than {width}")
            check_rules_of_access(page, view)

        show("requests")
        if page.locator(".rows a").count() != len(call("GET", "/__admin/requests")["requests"]):
            wrong.append("not all requests are shown")
        before = page.locator(".rows a").count()
        call("GET", "/V1/Inventory")
        until(f"document.querySelectorAll('.rows a').length > {before}")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector(".why")
        check_rules_of_access(page, "an exchange")
        entry = call("GET", "/__admin/requests/" + page.evaluate("location.hash").split("id=")[1])
        if entry["rule"] not in page.inner_text(".why") or "inventoryEntries" not in page.inner_text(".detail"):
            wrong.append("an exchange is not shown whole")
        page.click("text=Make a fault of this")
        page.wait_for_selector("textarea")
        page.click("button:text-is('Add')")
        page.wait_for_selector(".fault")
        fault = call("GET", "/__admin/faults")["faults"][0]
        if fault["match"] != {"operation": "store.getInventory"} or fault["do"]["status"] != 503:
            wrong.append(f"the fault is {fault}")
        page.click("button:text-is('Busy once')")
        until("location.hash.includes('fault=')")
        page.locator(".fault button").focus()
        call("GET", "/V1/Inventory")
        page.wait_for_selector(".fault.fired")
        if focused(page) != f"Remove {fault['id']}":
            wrong.append("a count takes the focus away")
        page.click("text=Remove all")
        page.wait_for_selector("text=No fault is set.")
        if call("GET", "/__admin/faults")["faults"]:
            wrong.append("the fault is still there")

        show("traversals")
        page.wait_for_selector(".strip .served")
        if page.locator(".traversal").count() != len(call("GET", "/__admin/traversals")["traversals"]):
            wrong.append("not all traversals are shown")
        show("traversals", "other")
        page.wait_for_selector(".strip .missed")
        if page.locator(".traversal").count() != 1:
            wrong.append("the worlds are mixed")
        walk("max@contoso.com", 2, f"hunt-{width}")
        open_exchanges(page, f"hunt-{width}", show, until)
        filter_traversals(page, f"hunt-{width}", show, until)
        page_a_long_walk(page, f"long-{width}", show, until)
        lose_a_world(page, show, until)
        lose_the_server(page, context, show, until)

        show("data")
        page.click("nav.kinds >> text=customers")
        page.wait_for_selector(f"details.value >> text={hostile[:28]}")
        page.click("nav.kinds >> text=seats")
        page.click("text=Next page")
        page.wait_for_selector("text=First page")
        change_data(page, width)

        show("clock")
        page.click("button:text-is('Stop')")
        page.wait_for_selector("text=The clock stands still.")
        first = call("GET", "/__admin/clock")
        page.click("text=Forward a day")
        page.wait_for_selector("text=The clock is changed.")
        until("!document.querySelector('#notice').textContent")
        if call("GET", "/__admin/clock")["now"][:10] <= first["now"][:10]:
            wrong.append("the clock did not move")
        page.click("text=Back to real time")
        page.wait_for_selector("text=The clock runs.")

        show("rules")
        page.fill("[type=search]", "store.seats-of-user.max-results")
        until("document.querySelectorAll('.rules li').length == 2")
        if "search=store.seats-of-user.max-results" not in page.evaluate("location.hash"):
            wrong.append("the search is not in the address")

        page.goto(f"{url}/__admin/ui/#/rules?quirk=store.maxResults")
        page.select_option("label:has-text('store.maxResults') select", "clamp")
        page.wait_for_selector("#notice:text('The next answer shows it.')")
        check_rules_of_access(page, "quirks")
        if "seats" not in call("GET", "/V1/Users/max@contoso.com/Seats?maxResults=101"):
            wrong.append("the quirk is not changed")
        call("PUT", "/__admin/quirks", {"store.maxResults": "reject"})

        show("overview")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector("main h2:text-is('Requests')")
        show("overview")
        page.click("text=Make a world")
        check_rules_of_access(page, "a dialog")
        page.fill("dialog input", f"made-{width}")
        page.click("dialog .primary")
        until("document.querySelector('#world').value.startsWith('made-')")
        names = [world["name"] for world in call("GET", "/__admin/worlds")["worlds"]]
        if f"made-{width}" not in names:
            wrong.append("the world is not made")
        page.keyboard.press("?")
        page.wait_for_selector("dialog kbd")
        page.keyboard.press("Escape")
        world = f"many-{width}"
        count = 10_000 if width == 1600 else 300
        fill_journal(world, count)
        show("requests", world)
        page.wait_for_selector(".rows a")
        page.click("text=Show older")
        until("document.querySelectorAll('.rows a').length == 200")
        page.fill("[type=search]", "maxResults=9")
        page.keyboard.press("Enter")
        found = min(100, count // 9)
        until(f"document.querySelectorAll('.rows a').length == {found}")
        call("GET", "/V1/Users/max@contoso.com/Seats?maxResults=9", world=world)
        until(f"document.querySelectorAll('.rows a').length == {found + 1}")
        if page.evaluate("document.activeElement.type") != "search":
            wrong.append("a search loses the focus")
        show("traversals", world)
        page.wait_for_selector(".strip")
        page.locator(".traversal").nth(30).scroll_into_view_if_needed()
        page.locator(".traversal").nth(30).locator(".cell a").click()
        page.wait_for_selector(".why")
        if page.locator(".rows a[aria-current]").count() != 1:
            wrong.append("the request of a page is not in the list")
        page.go_back()
        page.wait_for_selector(".traversal")
        until("scrollY > 400")
        show("requests", world)
        call("POST", "/__admin/reset", world=world)
        call("GET", "/V1/Users/max@contoso.com/Seats?maxResults=9", world=world)
        until("document.querySelectorAll('.rows a').length == 1")
        show("traversals", world)
        page.wait_for_selector(".traversal")
        print(f"{scheme} at {width}: walked")
        context.close()
    browser.close()
    print("\n".join(wrong) or "nothing is wrong")
