#!/usr/bin/env python3
"""Gets tokens as the standard libraries do, verifies and uses them. Usage: tokens.py BASE_URL

The server asks for tokens (--auth enforced) and holds the demo seed.
"""

import os
import sys

import jwt
import msal
import requests
import requests_oauthlib
from authlib.integrations import requests_client as authlib
from oauthlib.oauth2 import BackendApplicationClient
from tls import tls_proxy

TENANT = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
CLIENT = "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
SECRET = "not-a-secret"
STORE = "https://onestore.microsoft.com"
ELEMENTS = "https://graph.avepointonlineservices.com"
CUSTOMERS = "/partner/external/v3/general/customers/batch"


def document(url):
    answer = requests.get(url, timeout=600)
    answer.raise_for_status()
    return answer.json()


def claims_of(token, keys, audience, issuer):
    """The claims of a token that is what it should be; PyJWT raises for any other."""
    key = keys.get_signing_key_from_jwt(token)
    return jwt.decode(token, key, algorithms=["RS256"], audience=audience, issuer=issuer)


def entra_with_msal(base):
    # Of this machine's own authorities, which requests prefers to the certificate that it is given.
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        os.environ.pop(name, None)
    with tls_proxy(base) as (url, certificate):

        def ask(secret):
            application = msal.ConfidentialClientApplication(
                CLIENT,
                client_credential=secret,
                authority=f"{url}/{TENANT}",
                # Only Microsoft's own hosts could be looked up.
                instance_discovery=False,
                verify=certificate,
            )
            return application.acquire_token_for_client([f"{STORE}/.default"])

        answer = ask(SECRET)
        print("msal:", answer["token_type"], answer["expires_in"])
        refusal = ask("another")
        print("msal, wrong secret:", refusal["error"], refusal["error_codes"])

    entra = document(f"{base}/{TENANT}/.well-known/openid-configuration")
    keys = jwt.PyJWKClient(entra["jwks_uri"])
    claims = claims_of(answer["access_token"], keys, STORE, entra["issuer"])
    print("verified:", claims["appid"], claims["tid"], claims["ver"])


def entra_with_oauthlib(base):
    # The library insists on TLS, but lets itself be told.
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    session = requests_oauthlib.OAuth2Session(client=BackendApplicationClient(CLIENT))
    session.fetch_token(
        f"{base}/{TENANT}/oauth2/token",
        client_secret=SECRET,
        include_client_id=True,
        resource=STORE,
    )
    answer = session.get(f"{base}/V1/Users/ann@contoso.com/Seats")
    print("requests-oauthlib:", answer.status_code, len(answer.json()["seats"]), "seats")


def elements_with_authlib(base, endpoint, method):
    """A session with a token of AvePoint's."""
    session = authlib.OAuth2Session(CLIENT, SECRET, token_endpoint_auth_method=method)
    token = session.fetch_token(endpoint, grant_type="client_credentials")
    answer = session.post(base + CUSTOMERS, json={})
    answer.raise_for_status()
    print(f"authlib, {method}:", *sorted(token["scope"].split()))
    print("customers:", ", ".join(row["organization"] for row in answer.json()["data"]))
    return session


def rotate(base, session, avepoint, keys):
    """Tokens of before and after a new key are both good, for who has cached the old keys too."""
    old = session.token["access_token"]
    claims_of(old, keys, ELEMENTS, avepoint["issuer"])
    answer = requests.post(f"{base}/__admin/keys/rotate", timeout=600)
    answer.raise_for_status()
    print("rotated, old token:", session.post(base + CUSTOMERS, json={}).status_code)
    session.fetch_token(avepoint["token_endpoint"], grant_type="client_credentials")
    new = session.token["access_token"]
    print("rotated, new token:", session.post(base + CUSTOMERS, json={}).status_code)

    kids = [jwt.get_unverified_header(token)["kid"] for token in (old, new)]
    print("another kid:", kids[0] != kids[1])
    print("it is the newest:", kids[1] == answer.json()["keys"][0])
    listed = [key["kid"] for key in document(avepoint["jwks_uri"])["keys"]]
    print("both are listed:", set(kids) <= set(listed))
    for token in (old, new):
        claims_of(token, keys, ELEMENTS, avepoint["issuer"])
    print("both verify")


def main(base):
    entra_with_msal(base)
    entra_with_oauthlib(base)

    avepoint = document(f"{base}/.well-known/openid-configuration")
    for method in ("client_secret_basic", "client_secret_post"):
        session = elements_with_authlib(base, avepoint["token_endpoint"], method)
    # It waits half a minute before it looks for a key that it does not know, unless told not to.
    keys = jwt.PyJWKClient(avepoint["jwks_uri"], cooldown_duration=0)
    claims = claims_of(session.token["access_token"], keys, ELEMENTS, avepoint["issuer"])
    print("verified:", claims["client_id"], len(claims["scope"]), "scopes")
    rotate(base, session, avepoint, keys)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: tokens.py BASE_URL")
    main(sys.argv[1])
