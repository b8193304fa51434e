"""What clients of TLS see of a server: tls.py SCENARIO PORT CA, a line for each thing seen."""

import hashlib
import http.client
import random
import socket
import ssl
import subprocess
import sys
import time

PORT = int(sys.argv[2])
CA = sys.argv[3]
ADDRESS = ("127.0.0.1", PORT)
PATIENCE = 60
GET = b"GET /x HTTP/1.1\r\nHost: a.test\r\n\r\n"


def context(minimum=None, maximum=None, protocols=None):
    context = ssl.create_default_context(cafile=CA)
    context.verify_flags |= getattr(ssl, "VERIFY_X509_STRICT", 0)
    if maximum is not None and maximum < ssl.TLSVersion.TLSv1_2:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = maximum
    if minimum is not None:
        context.minimum_version = minimum
    if maximum is not None:
        context.maximum_version = maximum
    if protocols is not None:
        context.set_alpn_protocols(protocols)
    return context


def connect(name="a.test", using=None):
    plain = socket.create_connection(ADDRESS, PATIENCE)
    return (using or context()).wrap_socket(
        plain, server_hostname=name, suppress_ragged_eofs=False)


def reason(error):
    return getattr(error, "reason", None) or type(error).__name__


def read_to_end(connection):
    content = b""
    while True:
        piece = connection.recv(65536)
        if not piece:
            return content
        content += piece


def read_until(connection, ending):
    content = b""
    while not content.endswith(ending):
        piece = connection.recv(65536)
        assert piece, content
        content += piece
    return content


def status(connection):
    connection.sendall(GET)
    return read_until(connection, b"GET /x ").split(b"\r\n")[0].decode()


def client_hello(using=None):
    """The client's first flight, and what makes the rest of the handshake."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = (using or context()).wrap_bio(incoming, outgoing, server_hostname="a.test")
    try:
        session.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read(), session, incoming, outgoing


def shake(plain):
    """The client's second flight, unsent, behind a first that is."""
    hello, session, incoming, outgoing = client_hello()
    plain.sendall(hello)
    while True:
        incoming.write(plain.recv(65536))
        try:
            session.do_handshake()
            return outgoing.read(), session, incoming, outgoing
        except ssl.SSLWantReadError:
            pass


def ended(plain):
    """Whether the server ends the connection."""
    try:
        while plain.recv(65536):
            pass
        return True
    except ConnectionError:
        return True


def versions():
    versions = ssl.TLSVersion
    for version in versions.TLSv1_1, versions.TLSv1_2, versions.TLSv1_3:
        try:
            with connect(using=context(version, version)) as connection:
                print(connection.version(), status(connection))
        except ssl.SSLError as error:
            print(version.name, reason(error))
    with socket.create_connection(ADDRESS, PATIENCE) as connection:
        print("plain", status(connection))


def names():
    for name in "a.test", "b.test", "127.0.0.1", "c.test":
        try:
            with connect(name) as connection:
                subject = connection.getpeercert()["subject"][0][0][1]
                print(name, "is", subject, status(connection))
        except ssl.SSLError as error:
            print(name, reason(error))


def distrust():
    versions = ssl.TLSVersion
    for version in versions.TLSv1_2, versions.TLSv1_3:
        # Of the machine's authorities none has signed what is shown.
        using = ssl.create_default_context()
        using.minimum_version = using.maximum_version = version
        try:
            connect(using=using)
        except ssl.SSLError as error:
            print(version.name, reason(error))
    for what, name, using in (
        ("another name", "c.test", None),
        ("another version", "a.test", context(versions.TLSv1_1, versions.TLSv1_1)),
    ):
        try:
            connect(name, using)
        except ssl.SSLError as error:
            print(what, reason(error))
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        plain.sendall(b"\x16\x03\x01\x00\x02\x01\x00")
        plain.shutdown(socket.SHUT_WR)
        print("no TLS:", ended(plain))


def protocols():
    for offered in None, ["http/1.1"], ["h2", "http/1.1"], ["h2"]:
        try:
            with connect(using=context(protocols=offered)) as connection:
                print(offered, connection.selected_alpn_protocol(), status(connection))
        except ssl.SSLError:
            print(offered, "refused")


def resumption():
    for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
        using = context(version, version)
        session = None
        for _ in range(2):
            plain = socket.create_connection(ADDRESS, PATIENCE)
            with using.wrap_socket(plain, server_hostname="a.test", session=session) as connection:
                answer = status(connection)
                session = connection.session
                print(version.name, answer, "ticket:", session is not None and session.has_ticket,
                      "resumed:", connection.session_reused)


def renegotiation():
    with subprocess.Popen(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{PORT}", "-servername", "a.test",
         "-tls1_2", "-CAfile", CA, "-verify_return_error"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as client:
        output = b""
        while b"Verify return code" not in output:
            output += client.stdout.readline()
        client.stdin.write(b"R\n")
        client.stdin.flush()
        output = client.stdout.read()
    print("no renegotiation:", b"no renegotiation" in output)


def malformed():
    dice = random.Random(7328)
    hello = client_hello()[0]
    count = 0
    for number in range(500):
        if number % 5 == 0:
            content = b"\x16" + dice.randbytes(dice.randrange(600))
        elif number % 5 == 1:
            content = b"\x16\x03\x01" + dice.randbytes(2 + dice.randrange(300))
        else:
            content = bytearray(hello)
            for _ in range(dice.choice((1, 2, 20))):
                # The first byte stays: it is what makes this TLS.
                content[1 + dice.randrange(len(content) - 1)] = dice.randrange(256)
        with socket.create_connection(ADDRESS, PATIENCE) as plain:
            plain.sendall(content)
            plain.shutdown(socket.SHUT_WR)
            count += ended(plain)
    print("ended:", count)
    with connect() as connection:
        print("then:", status(connection))


def cut():
    hello = client_hello()[0]
    count = 0
    for length in range(1, len(hello)):
        with socket.create_connection(ADDRESS, PATIENCE) as plain:
            plain.sendall(hello[:length])
            plain.shutdown(socket.SHUT_WR)
            count += ended(plain)
    print("in the first flight:", count == len(hello) - 1)
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        length = len(shake(plain)[0])
    count = 0
    for cut in range(length):
        with socket.create_connection(ADDRESS, PATIENCE) as plain:
            plain.sendall(shake(plain)[0][:cut])
            plain.shutdown(socket.SHUT_WR)
            count += ended(plain)
    print("in the second:", count == length)
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        hello, session, incoming, outgoing = client_hello()
        for index in range(len(hello)):
            plain.sendall(hello[index:index + 1])
        answer = b""
        sent = False
        while not answer.endswith(b"GET /x "):
            incoming.write(plain.recv(65536))
            try:
                session.do_handshake()
                if not sent:
                    session.write(GET)
                    sent = True
                    flight = outgoing.read()
                    for index in range(len(flight)):
                        plain.sendall(flight[index:index + 1])
                answer += session.read(65536)
            except ssl.SSLWantReadError:
                pass
        print("byte by byte:", answer.split(b"\r\n")[0].decode())


def exchange(plain, session, incoming, outgoing):
    """Sends what the session has to say, and reads until it has read something."""
    while True:
        plain.sendall(outgoing.read())
        try:
            return session.read(65536)
        except ssl.SSLWantReadError:
            piece = plain.recv(65536)
            assert piece
            incoming.write(piece)


def crowd():
    using = context()
    clients = []
    for _ in range(1000):
        plain = socket.create_connection(ADDRESS, PATIENCE)
        hello, *session = client_hello(using)
        plain.sendall(hello)
        clients.append((plain, *session))
    # All have begun before the first goes on, and the first is not asked anything before the last
    # is through.
    for plain, session, incoming, outgoing in clients:
        while True:
            try:
                session.do_handshake()
                break
            except ssl.SSLWantReadError:
                incoming.write(plain.recv(65536))
        plain.sendall(outgoing.read())
    print("handshakes at once:", len(clients))
    statuses = set()
    for client in clients:
        client[1].write(GET)
        statuses.add(exchange(*client).split(b"\r\n")[0].decode())
    print("answers:", statuses)


def stop():
    tunnels = [tunnel() for _ in range(3)]
    using = context()
    # One silent, one in the middle of a handshake, one that has had an answer.
    tunnels[1][0].sendall(client_hello(using)[0][:100])
    secure = using.wrap_socket(tunnels[2][0], server_hostname="a.test", suppress_ragged_eofs=False)
    secure.sendall(GET)
    print("before:", secure.recv(65536).split(b"\r\n")[0].decode())
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        plain.sendall(GET.replace(b"/x", b"/stop"))
        print("the last:", read_to_end(plain).split(b"\r\n")[0].decode())
    print("silent:", "ended" if ended(tunnels[0][0]) else "open")
    print("in a handshake:", "ended" if ended(tunnels[1][0]) else "open")
    # A connection that is cut would be an error.
    print("in TLS:", "ended" if secure.recv(1) == b"" else "open")


def end_of(path):
    """How the connection ends, which Python's own sockets tell of as one thing."""
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        flight, session, incoming, outgoing = shake(plain)
        session.write(GET.replace(b"/x", path.encode()))
        plain.sendall(flight + outgoing.read())
        try:
            while True:
                piece = plain.recv(65536)
                incoming.write(piece) if piece else incoming.write_eof()
                try:
                    # It gives nothing where the server has said goodbye.
                    while session.read(65536):
                        pass
                    return "goodbye"
                except ssl.SSLWantReadError:
                    pass
        except OSError as error:
            return type(error).__name__


def ways():
    for path in sys.argv[4:]:
        client = http.client.HTTPSConnection("127.0.0.1", PORT, timeout=PATIENCE, context=context())
        try:
            client.request("GET", path)
            answer = client.getresponse()
            print(path, answer.status, len(answer.read()))
        except (OSError, http.client.HTTPException) as error:
            print(path, type(error).__name__, end_of(path))
        client.close()


def goodbyes():
    with connect() as connection:
        connection.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        # A connection that is cut is an error here.
        print("a last answer:", read_to_end(connection).split(b"\r\n")[0].decode())
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        flight, session, incoming, outgoing = shake(plain)
        session.write(GET * 2)
        try:
            session.unwrap()
        except ssl.SSLWantReadError:
            pass
        plain.sendall(flight + outgoing.read())
        answer = b""
        try:
            while True:
                piece = plain.recv(65536)
                incoming.write(piece) if piece else incoming.write_eof()
                while True:
                    try:
                        answer += session.read(65536)
                    except ssl.SSLWantReadError:
                        break
        except ssl.SSLError as error:
            print("to a client that has said goodbye:", answer.count(b"200 OK"), reason(error))


def large():
    content = random.Random(1).randbytes(3 << 20)
    client = http.client.HTTPSConnection("127.0.0.1", PORT, timeout=PATIENCE, context=context())
    for _ in range(2):
        client.request("POST", "/large", content)
        answer = client.getresponse()
        # Slowly at first, so that the server has to wait.
        read = b"".join(answer.read(1000) for _ in range(300)) + answer.read()
        print(answer.status, len(read), hashlib.sha256(read).digest() == hashlib.sha256(content).digest())
    with connect() as connection:
        connection.sendall(b"POST /e HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        print(read_until(connection, b"\r\n\r\n"))
        connection.sendall(b"ok")
        print(read_until(connection, b"ok").split(b"\r\n")[0])
        connection.sendall(b"".join(b"GET /%d HTTP/1.1\r\nHost: h\r\n\r\n" % number for number in range(3000)))
        answers = read_until(connection, b"GET /2999 ").split(b"GET /")[1:]
        print("in order:", [int(answer.split(b" ")[0]) for answer in answers] == list(range(3000)))


def late():
    hello = client_hello()[0]
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        plain.sendall(hello[:len(hello) // 2])
        print("half a handshake:", plain.recv(100))
    with socket.create_connection(ADDRESS, PATIENCE) as plain:
        flight, session, incoming, outgoing = shake(plain)
        session.write(GET)
        plain.sendall((flight + outgoing.read())[:-1])
        answer = b""
        while not answer.endswith(b"too long.\n"):
            incoming.write(plain.recv(65536))
            try:
                answer += session.read(65536)
            except ssl.SSLWantReadError:
                pass
        print("half a record:", answer.split(b"\r\n")[0].decode())
    with connect() as connection:
        print("nothing:", connection.recv(100))


def tunnel(target="a.test:443", version="1.1", behind=b""):
    """A connection behind the answer to CONNECT, and the head of that."""
    plain = socket.create_connection(ADDRESS, PATIENCE)
    plain.sendall(f"CONNECT {target} HTTP/{version}\r\nHost: {target}\r\n\r\n".encode() + behind)
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        piece = plain.recv(1)
        assert piece, head
        head += piece
    framed = b"content-length" in head.lower() or b"transfer-encoding" in head.lower()
    return plain, f"{head.decode().splitlines()[0]}, framed: {framed}"


def ask(connection, content):
    connection.sendall(
        b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content))
    return read_until(connection, content).split(b"\r\n\r\n")[1].decode()


def tunnels():
    for version in ("1.1", "1.0"):
        plain, said = tunnel(version=version)
        print(f"HTTP/{version}: {said}")
        secure = context().wrap_socket(plain, server_hostname="a.test")
        print(f"a.test in TLS: {ask(secure, b'one')}, {ask(secure, b'two')}")
    plain, _ = tunnel("a.test:80")
    print("plain:", ask(plain, b"one"))
    nameless = context()
    nameless.check_hostname = False
    secure = nameless.wrap_socket(tunnel()[0])
    names = [name for kind, name in secure.getpeercert()["subjectAltName"]]
    print("without a name: is", *names)
    try:
        context().wrap_socket(tunnel()[0], server_hostname="c.test")
    except ssl.SSLError as error:
        print("another name:", reason(error))
    plain, said = tunnel("c.test:443")
    print(f"refused: {said}, then", "closed" if plain.recv(1) == b"" else "open")


def early():
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context().wrap_bio(incoming, outgoing, server_hostname="a.test")
    try:
        session.do_handshake()
    except ssl.SSLWantReadError:
        pass
    plain, _ = tunnel(behind=outgoing.read())
    while True:
        try:
            session.do_handshake()
            break
        except ssl.SSLWantReadError:
            piece = plain.recv(65536)
            assert piece
            incoming.write(piece)
    session.write(b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nearly")
    plain.sendall(outgoing.read())
    content = b""
    while not content.endswith(b"early"):
        try:
            content += session.read(65536)
        except ssl.SSLWantReadError:
            piece = plain.recv(65536)
            assert piece, content
            incoming.write(piece)
    print(content.split(b"\r\n\r\n")[1].decode())


def deadlines():
    plain, _ = tunnel()
    print("silent:", "closed" if plain.recv(1) == b"" else "open")
    plain, _ = tunnel()
    plain.sendall(b"\x16\x03\x01")
    print("a handshake that stops:", "closed" if plain.recv(1) == b"" else "open")
    plain, _ = tunnel("a.test:80")
    plain.sendall(b"GET / HTTP/1.1\r\nHost")
    print("a head that stops:", read_to_end(plain).split(b"\r\n")[0].decode())


globals()[sys.argv[1]]()
