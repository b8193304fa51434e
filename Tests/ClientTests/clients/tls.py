"""TLS in front of a server that has none, for clients that insist on it."""

import os
import socket
import ssl
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def certificate_files(folder, hosts):
    """A certificate of this machine's loopback and of these hosts, signed by itself, and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName(host) for host in ("localhost", *hosts)]
    names.append(x509.IPAddress(ip_address("127.0.0.1")))
    now, day = datetime.now(UTC), timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(pem))
    files[1].write_bytes(
        key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files


@contextmanager
def tls_proxy(base, hosts=()):
    """A proxy in front of the server for a client that insists on TLS: its URL, its certificate,
    which is good for these hosts too."""

    class Relay(BaseHTTPRequestHandler):
        def relay(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            # Host stays as it is: the server writes URLs that lead back to here.
            headers = {**self.headers, "X-Forwarded-Proto": "https"}
            connection = HTTPConnection(urlsplit(base).netloc, timeout=60)
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            self.send_response_only(answer.status, answer.reason)
            for header in answer.getheaders():
                self.send_header(*header)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = relay

    with tempfile.TemporaryDirectory() as folder:
        certificate, key = certificate_files(Path(folder), hosts)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with ThreadingHTTPServer(("127.0.0.1", 0), Relay) as proxy:
            proxy.socket = context.wrap_socket(proxy.socket, server_side=True)
            Thread(target=proxy.serve_forever, daemon=True).start()
            try:
                yield f"https://127.0.0.1:{proxy.server_port}", str(certificate)
            finally:
                proxy.shutdown()


@contextmanager
def posing_as(hosts, base):
    """The server is these hosts, at their port 443, for all of this process that asks with requests."""
    # What this machine uses otherwise would be asked instead, or believed.
    for name in ("http_proxy", "https_proxy", "all_proxy", "curl_ca_bundle"):
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    original = socket.getaddrinfo
    with tls_proxy(base, hosts) as (url, certificate):
        port = urlsplit(url).port

        def getaddrinfo(host, service, *arguments, **named):
            if str(service) != "443":
                return original(host, service, *arguments, **named)
            if host not in (*hosts, "localhost"):
                raise socket.gaierror(f"nothing leaves this machine, not for {host}")
            return original("127.0.0.1", port, *arguments, **named)

        os.environ["REQUESTS_CA_BUNDLE"] = certificate
        socket.getaddrinfo = getaddrinfo
        try:
            yield
        finally:
            socket.getaddrinfo = original
