"""Secrets in every spelling and place, each with a marker that may never be seen again.

Not in the journal, not in what its searches tell, not in the log.
"""

import base64
import http.client
import json
import random
from urllib.parse import quote

from harness import Answer, Find, Hunt, Server, expect

ADMIN = "the-admin-token-of-this-hunt"
FIELDS = [
    "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "X-Auth-Token", "Ocp-Apim-Subscription-Key",
    "X-Client-Secret", "DPoP-Token", "X-Amz-Security-Token", "X-Forwarded-Authorization", "DPoP", "X-Otp", "X-Code",
    "X-Zumo-Auth", "X-Ms-Client-Principal", "Authentication",
]  # fmt: skip
NAMES = [
    "client_secret", "clientSecret", "client-secret", "client.secret", "client_assertion", "assertion", "password",
    "refresh_token", "access_token", "id_token", "code", "code_verifier", "api_key", "apikey", "subscription-key", "sig",
    "form[code]", "user[password]", "session_id", "SAMLResponse", "device_code", "pwd", "passphrase", "jwt", "otp",
    "db_pwd", "smtp_pass", "user-pin", "client_secret[]", "code[0]", "connectionString", "user_code",
]  # fmt: skip
SCHEMES = ["Bearer", "Basic", "Digest", "DPoP", "Negotiate", "NTLM", "OAuth", "AWS4-HMAC-SHA256", "Token", "ApiKey", ""]
PATHS = [
    "/V1/Users/max@contoso.com/Seats", "/V1/Inventory", "/V1/Inventory/9NBLGGH4R2R6/0016/Seats", "/connect/token",
    "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token", "/partner/external/v3/general/customers/batch", "/nowhere",
    "/common/oauth2/v2.0/token",
]  # fmt: skip
FORM = "application/x-www-form-urlencoded"


def run(hunt: Hunt) -> int:
    steps = 0
    with hunt.serving("--log-level", "debug", "--admin-token", ADMIN) as server:
        while steps == 0 or hunt.goes_on:
            sent = dict(Disguise(hunt.random, step).send(server) for step in range(steps, steps + 25))
            steps += 25
            _look(server, sent)
    return steps


class Disguise:
    """A request with a secret in it."""

    def __init__(self, dice: random.Random, step: int) -> None:
        self._random = dice
        self._mark = f"m{step}x" + "".join(dice.choices("abcdefghjkmnpqrstuvwxyz", k=12))
        # Around it what may end a reader's idea of a value.
        self._secret = dice.choice(["", "", "", "a.b", "$", "~", "-_", "/"]) + self._mark + dice.choice(["", "==", ".x", "!"])
        self._path, self._headers, self._body = dice.choice(PATHS), {}, None

    def send(self, server: Server) -> tuple[str, str]:
        """Sends it; gives the marker, and what was sent."""
        place = self._random.choice([
            self._field, self._query, self._form, self._json, self._segment, self._userinfo, self._referer,
            self._lines, self._multipart, self._control, self._array, self._unnamed,
        ])  # fmt: skip
        place()
        method = self._random.choice(["GET", "POST", "POST", "DELETE"]) if self._body is None else "POST"
        told = f"{method} {self._path} {self._headers} {self._body!r}"
        try:
            with server.connect() as connection:
                connection.ask(method, self._path, self._body, **self._headers)
        except (OSError, http.client.HTTPException) as error:
            raise Find(f"{told}: {error!r}; {server.state}") from error
        return self._mark, told

    def _field(self) -> None:
        scheme = self._case(self._random.choice(SCHEMES))
        credentials = self._secret
        if scheme.lower() == "basic":
            # The marker is what is printed: its coded form is looked for.
            self._mark = base64.b64encode(f"user:{self._mark}".encode()).decode()
            credentials = self._mark
        elif scheme.lower() == "digest":
            credentials = f'username="ann", response="{self._secret}"'
        value = f"{scheme}{self._random.choice([' ', ' ', '  ', chr(9)]) if scheme else ''}{credentials}"
        self._headers[self._case(self._random.choice(FIELDS))] = value

    def _query(self) -> None:
        others = self._random.choices(["maxResults=3", "a", "=", "&", "a=b", "maxResults=%"], k=2)
        self._path += "?" + "&".join(self._shuffled([self._pair(), *others]))

    def _form(self) -> None:
        self._headers["Content-Type"] = self._random.choice([FORM, f"{self._case(FORM)}; charset=utf-8", "text/plain"])
        others = ["grant_type=client_credentials", "client_id=x", ""]
        self._body = "&".join(self._shuffled([self._pair(), *others]))

    def _json(self) -> None:
        name = self._case(self._random.choice(NAMES))
        value = self._random.choice([self._secret, [self._secret], {"value": self._secret}, [[{"a": self._secret}]]])
        row = self._random.choice([
            {"key": name, "value": value}, {"value": value, "name": name, "abc": 1}, {"parameterName": name, "values": value},
        ])  # fmt: skip
        content = self._random.choice([{name: value}, {"a": [{name: value}]}, [{"b": 1, name: value}], row])
        text = json.dumps(content)
        if self._random.random() < 0.3:
            at = self._random.randrange(len(name))
            text = text.replace(name, name[:at] + f"\\u{ord(name[at]):04x}" + name[at + 1 :])
        # What is cut short is no JSON any more.
        text = text[: self._random.choice([len(text), len(text), len(text) - 1, len(text) - 3])]
        self._body = text.encode(self._random.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16"]))
        self._headers["Content-Type"] = self._random.choice(["application/json", "text/plain", FORM])

    def _array(self) -> None:
        """Behind its name in an array, or below it in a table."""
        name, row = self._case(self._random.choice(NAMES)), ["ann", self._secret]
        content = self._random.choice([
            [name, self._secret], {"a": [[name, self._secret]]}, [["user", name], row], {"rows": [row], "columns": ["user", name]},
            {"keys": [name], "values": [self._secret]}, {"names": ["user", name], "row": row}, ["mysql", "-p", self._secret],
            {"columns": [{"name": "user"}, {"name": name}], "rows": [["bob", "x"], row]}, ["login", f"--{name}", self._secret],
        ])  # fmt: skip
        text = json.dumps(content)
        self._body = self._random.choice([text, json.dumps({"a": text})])
        self._headers["Content-Type"] = self._random.choice(["application/json", "text/plain"])

    def _unnamed(self) -> None:
        """Where its form tells of it, or a word before it."""
        secret = quote(self._secret, safe="")
        text = self._random.choice([
            f"Bearer {secret}", f"DPoP {secret}", f"https://user:{secret}@host/", f"login --password {secret}",
            f"machine x login y password {secret}", f"mysql -u ann -p {secret}", f"mysql -p{secret}", f"curl -u ann:{secret} x",
            f"-----BEGIN RSA PRIVATE KEY-----{secret}", f"ALTER USER a IDENTIFIED BY '{secret}'", f"eyJh.eyJi.{secret}",
            f"<n>password</n><s>{secret}</s>",
        ])  # fmt: skip
        match self._random.randrange(3):
            case 0:
                self._headers["X-Note"] = text
            case 1:
                self._path += f"?a={quote(text, safe='')}"
            case _:
                self._body = self._random.choice([text, json.dumps({"a": text}), json.dumps([text])])
                self._headers["Content-Type"] = self._random.choice(["application/json", "text/plain"])

    def _segment(self) -> None:
        self._path = f"/V1/Users/{self._random.choice(['', 'a;', 'x,'])}{self._pair()}/Seats"

    def _userinfo(self) -> None:
        self._path = f"http://user:{quote(self._secret, safe='')}@localhost{self._path}"
        # A client makes a Host of it otherwise, which is no place for a name and a password.
        self._headers["Host"] = "localhost"

    def _referer(self) -> None:
        self._headers[self._random.choice(["Referer", "X-Original-Url", "Content-Type"])] = f"https://a.example/?{self._pair()}"

    def _lines(self) -> None:
        name = self._case(self._random.choice(["password", "client_secret", "Authorization", "access_token"]))
        self._body = self._random.choice([
            f"{name}: {self._secret}\n", f"user=ann\n{name} = {self._secret}\n", f"<{name}>{self._secret}</{name}>",
            f"'{name}' => '{self._secret}'", f'{{"{name}" : "{self._secret}"', f"a,{name}\n1,{self._secret}\n",
            f'<a:{name} id="1"><![CDATA[{self._secret}]]>', f'<a {name}="{self._secret}"/>',
            f"value: {self._secret}\nkey: {name}\n", f'"\\x{ord(name[0]):x}{name[1:]}": {self._secret}', f'{{"{name}" /* : */ // =\n : /**/ "{self._secret}"', f"<add value='{self._secret}' name='{name}'/>",
        ])  # fmt: skip
        self._headers["Content-Type"] = self._random.choice(["text/plain", "application/xml", FORM, "application/json"])

    def _multipart(self) -> None:
        name = self._case(self._random.choice(NAMES))
        self._headers["Content-Type"] = "multipart/form-data; boundary=b"
        self._body = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{self._secret}\r\n--b--\r\n'

    def _control(self) -> None:
        """A token for the control plane that is not its own."""
        self._path = self._random.choice(["/__admin/worlds", "/__admin/requests", "/__world/a/__admin/clock"])
        self._headers["Authorization"] = f"{self._case('Bearer')} {self._secret}"

    def _pair(self) -> str:
        """The name of a secret and its value as a form has them, the name with escapes."""
        name = self._case(self._random.choice(NAMES))
        escaped = [
            f"%{ord(letter):02x}" if self._random.random() < 0.15 or letter in "[]" else letter for letter in name
        ]  # fmt: skip
        return "".join(escaped) + "=" + quote(self._secret, safe="=.~$!/" if self._random.random() < 0.5 else "")

    def _case(self, text: str) -> str:
        match self._random.randrange(4):
            case 0:
                return text.upper()
            case 1:
                return "".join(self._random.choice([letter.upper(), letter.lower()]) for letter in text)
            case _:
                return text

    def _shuffled(self, items: list[str]) -> list[str]:
        return self._random.sample(items, len(items))


def _look(server: Server, sent: dict[str, str]) -> None:
    """Looks for each marker wherever a request is written down."""

    def control(method: str, path: str, body: object = None) -> Answer:
        answer = server.ask(method, path, body, Authorization=f"Bearer {ADMIN}")
        expect(answer.status == 200, f"{method} {path}: {answer}")
        return answer

    journal = control("GET", "/__admin/requests")
    # There has to be something to look in; what is no request at all is no entry.
    entries = journal.json["requests"]
    expect(5 * len(entries) > len(sent), f"of {len(sent)} requests the journal has {len(entries)}")
    nothing = {"operation": "store.getSeat", "user": "nobody@contoso.com", "method": "PATCH"}
    places = {
        "the journal": journal.body,
        "what a search found": control("POST", "/__admin/requests/find", {}).body,
        "the closest of a search": control("POST", "/__admin/requests/find", nothing).body
        + control("POST", "/__admin/requests/count", nothing).body,
        "the log": server.log.read_bytes(),
    }
    expect(b'"path"' in places["the closest of a search"], "a search that finds nothing tells of nothing close")
    for where, text in places.items():
        expect(ADMIN.encode() not in text, f"the admin token stands in {where}")
        for mark, told in sent.items():
            at = text.find(mark.encode())
            expect(at < 0, f"{where} has a secret: …{text[max(0, at - 150) : at + 60]!r}…; it was sent so: {told}")
    for mark in list(sent)[:3]:
        for part in ({"headers": {"Authorization": f"Bearer {mark}"}}, {"query": {"client_secret": mark}}):
            count = control("POST", "/__admin/requests/count", part).json["count"]
            expect(count == 0, f"a search for {part} finds {count}")
    # An empty journal for the next ones; the log is a file that ours alone is appended to.
    emptied = server.ask("DELETE", "/__admin/requests", Authorization=f"Bearer {ADMIN}")
    expect(emptied.status in (200, 204), f"emptying the journal: {emptied}")
