#!/usr/bin/env python3
"""Proves a client with assertions that it signs. Usage: assertion.py BASE_URL KEYFILE CERTFILE

The server asks for tokens (--auth enforced) and knows the client by the certificate.
"""

import hashlib
import hmac
import sys
import time
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from uuid import uuid4

import jwt
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "11111111-2222-4333-8444-555555555555"
TENANT = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def base64url(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def hs256(claims, header, secret):
    """PyJWT takes no PEM for a secret: it signs with another, and the signature is replaced."""
    text, _, _ = jwt.encode(claims, "x" * 32, algorithm="HS256", headers=header).rpartition(".")
    return f"{text}.{base64url(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def post(url, case, assertion, **others):
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT,
        "client_assertion_type": JWT_BEARER,
        "client_assertion": assertion,
        **others,
    }
    answer = requests.post(url, data=form, timeout=60)
    print(f"{case}: {answer.status_code} {answer.json().get('error', 'ok')}")


def main(base, key_file, certificate_file):
    url = f"{base}/connect/token"
    key = Path(key_file).read_bytes()
    pem = Path(certificate_file).read_bytes()
    thumbprint = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA1())
    x5t = {"x5t": base64url(thumbprint)}
    kid = {"kid": thumbprint.hex().upper()}

    def claims(**others):
        now = int(time.time())
        standard = {"iss": CLIENT, "sub": CLIENT, "aud": url, "iat": now, "exp": now + 300}
        return {**standard, "jti": str(uuid4()), **others}

    def signed(claims, header=x5t, key=key, algorithm="RS256"):
        return jwt.encode(claims, key, algorithm=algorithm, headers=header)

    assertion = signed(claims())
    post(url, "x5t", assertion)
    post(url, "kid", signed(claims(), kid))
    # As libraries write it: with padding, and in the standard alphabet.
    post(url, "x5t, padded", signed(claims(), {"x5t": urlsafe_b64encode(thumbprint).decode()}))
    post(url, "x5t, standard", signed(claims(), {"x5t": b64encode(thumbprint).decode()}))
    post(url, "the same again", assertion)
    # Further back than clocks may differ.
    post(url, "expired", signed(claims(exp=int(time.time()) - 3600)))
    post(url, "another audience", signed(claims(aud="https://example.com/connect/token")))
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    post(url, "another key", signed(claims(), key=stranger))
    post(url, "another issuer", signed(claims(iss=str(uuid4()))))
    post(url, "unsigned", jwt.encode(claims(), None, algorithm="none", headers=x5t))
    # Who takes the certificate for whatever key the algorithm asks for believes anybody.
    post(url, "HS256", hs256(claims(), x5t, pem))
    without_id = claims()
    del without_id["jti"]
    post(url, "no jti", signed(without_id))

    # Entra takes them too; its libraries sign with PSS and name the certificate by SHA-256.
    entra = f"{base}/{TENANT}/oauth2/v2.0/token"
    scope = {"scope": "https://onestore.microsoft.com/.default"}
    certificate = x509.load_pem_x509_certificate(pem)
    x5t256 = {"x5t#S256": base64url(certificate.fingerprint(hashes.SHA256()))}
    post(entra, "Entra, RS256", signed(claims(aud=entra)), **scope)
    post(entra, "Entra, PS256", signed(claims(aud=entra), x5t256, algorithm="PS256"), **scope)
    sha256 = certificate.fingerprint(hashes.SHA256())
    for case, encode in (("padded", urlsafe_b64encode), ("standard", b64encode)):
        header = {"x5t#S256": encode(sha256).decode()}
        post(entra, f"Entra, {case}", signed(claims(aud=entra), header), **scope)
    post(entra, "Entra, another key", signed(claims(aud=entra), key=stranger), **scope)
    wrong = {"x5t#S256": base64url(bytes(32))}
    post(entra, "Entra, another certificate", signed(claims(aud=entra), wrong), **scope)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: assertion.py BASE_URL KEYFILE CERTFILE")
    main(*sys.argv[1:])
