#!/usr/bin/env python3
"""Signs in at the real authorities, which the server poses as, with Microsoft's own libraries.
Usage: signin.py BASE_URL KEYFILE CERTFILE

The server asks for tokens (--auth enforced), holds the demo seed, and knows an application by the
certificate.
"""

import json
import sys
import warnings
from base64 import urlsafe_b64decode
from pathlib import Path

import adal
import msal
import requests
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    CertificateCredential,
    ClientSecretCredential,
    UsernamePasswordCredential,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from tls import posing_as

TENANT = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
DOMAIN = "contoso.onmicrosoft.com"
CLIENT = "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
SECRET = "not-a-secret"
CERTIFIED = "11111111-2222-4333-8444-555555555555"
# Of Microsoft's PowerShell module for the Store.
MODULE = "295a96a4-53fa-41ee-9a49-91fb99f95a00"
STORE = "https://onestore.microsoft.com"
SCOPE = f"{STORE}/.default"
ANN = "ann@contoso.com", "not-a-password"
REAL = "https://login.microsoftonline.com"
OLD = "https://login.windows.net"
# MSAL and ADAL ask one of theirs about the last, which they do not know.
HOSTS = (
    "login.microsoftonline.com",
    "login.windows.net",
    "login.contoso.example",
)


def claims_of(token):
    part = token.split(".")[1]
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def report(base, case, token):
    """Whom a token is of, and what the Store says to it."""
    claims = claims_of(token)
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(f"{base}/V1/Users/bob@contoso.com/Seats", headers=headers, timeout=60)
    print(f"{case}: {claims.get('upn', claims['appid'])} {claims['tid'] == TENANT} {answer.status_code}")


def with_msal(base, key, certificate, thumbprint):
    def application(client, credential, authority):
        return msal.ConfidentialClientApplication(
            client, client_credential=credential, authority=authority
        )

    def ask(case, *arguments):
        answer = application(*arguments).acquire_token_for_client([SCOPE])
        if "access_token" in answer:
            report(base, case, answer["access_token"])
        else:
            print(f"{case}:", answer["error"], answer["error_codes"])

    certified = {"private_key": key, "public_certificate": certificate}
    ask("msal, secret", CLIENT, SECRET, f"{REAL}/{TENANT}")
    ask("msal, domain", CLIENT, SECRET, f"{REAL}/{DOMAIN}")
    ask("msal, other name", CLIENT, SECRET, f"{OLD}/{TENANT}")
    ask("msal, loopback", CLIENT, SECRET, f"https://localhost/{TENANT}")
    ask("msal, certificate", CERTIFIED, certified, f"{REAL}/{TENANT}")
    by_sha1 = {"private_key": key, "thumbprint": thumbprint}
    ask("msal, thumbprint", CERTIFIED, by_sha1, f"{REAL}/{TENANT}")
    ask("msal, wrong secret", CLIENT, "another", f"{REAL}/{TENANT}")
    try:
        application(CLIENT, SECRET, f"https://login.contoso.example/{TENANT}")
    except ValueError as error:
        print("msal, unknown host:", str(error).partition(":")[0])

    people = msal.PublicClientApplication(MODULE, authority=f"{REAL}/organizations")
    answer = people.acquire_token_by_username_password(*ANN, [SCOPE])
    report(base, "msal, person", answer["access_token"])
    # Looked for under all names of the authority.
    accounts = people.get_accounts()
    print("msal, accounts:", *(account["username"] for account in accounts))
    again = people.acquire_token_silent([SCOPE], accounts[0])
    print("msal, from the cache:", again["access_token"] == answer["access_token"])
    for case, user, password in (
        ("wrong password", ANN[0], "another"),
        ("no password", "bob@contoso.com", "x"),
        ("nobody", "nobody@contoso.com", "x"),
    ):
        refusal = people.acquire_token_by_username_password(user, password, [SCOPE])
        print(f"msal, {case}:", refusal["error"], refusal["error_codes"])


def with_azure_identity(base, key, certificate):
    def ask(case, credential):
        try:
            report(base, f"azure-identity, {case}", credential.get_token(SCOPE).token)
        except ClientAuthenticationError as error:
            text = error.message
            print(f"azure-identity, {case}:", text[text.index("AADSTS") :].partition(":")[0])

    ask("secret", ClientSecretCredential(TENANT, CLIENT, SECRET))
    ask("domain", ClientSecretCredential(DOMAIN, CLIENT, SECRET))
    ask("wrong secret", ClientSecretCredential(TENANT, CLIENT, "another"))
    pem = f"{key}\n{certificate}".encode()
    ask("certificate", CertificateCredential(TENANT, CERTIFIED, certificate_data=pem))
    ask("person", UsernamePasswordCredential(MODULE, *ANN, tenant_id=TENANT))


def with_adal(base, key, thumbprint):
    def ask(case, authority, method, *arguments):
        context = adal.AuthenticationContext(authority)
        try:
            answer = getattr(context, f"acquire_token_with_{method}")(STORE, *arguments)
        except adal.AdalError as error:
            print(f"adal, {case}:", error.error_response["error_codes"])
        else:
            report(base, f"adal, {case}", answer["accessToken"])

    ask("secret", f"{OLD}/{TENANT}", "client_credentials", CLIENT, SECRET)
    ask("domain", f"{REAL}/{DOMAIN}", "client_credentials", CLIENT, SECRET)
    ask("loopback", f"https://localhost/{TENANT}", "client_credentials", CLIENT, SECRET)
    ask(
        "unknown host",
        f"https://login.contoso.example/{TENANT}",
        *("client_credentials", CLIENT, SECRET),
    )
    ask("certificate", f"{OLD}/{TENANT}", "client_certificate", CERTIFIED, key, thumbprint)
    ask("person", f"{OLD}/common", "username_password", *ANN, MODULE)
    ask("wrong password", f"{OLD}/common", "username_password", ANN[0], "another", MODULE)
    ask("nobody", f"{OLD}/common", "username_password", "nobody@contoso.com", "x", MODULE)


def main(base, key_file, certificate_file):
    # All three libraries would rather that people use a browser.
    warnings.simplefilter("ignore", DeprecationWarning)
    key = Path(key_file).read_text()
    certificate = Path(certificate_file).read_text()
    loaded = x509.load_pem_x509_certificate(certificate.encode())
    thumbprint = loaded.fingerprint(hashes.SHA1()).hex()
    with posing_as(HOSTS, base):
        with_msal(base, key, certificate, thumbprint)
        with_azure_identity(base, key, certificate)
        with_adal(base, key, thumbprint)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: signin.py BASE_URL KEYFILE CERTFILE")
    main(*sys.argv[1:])
