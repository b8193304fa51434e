#!/usr/bin/env python3
"""Signs in at Microsoft's own authority, and reads seats with the token.

Usage: sign_in.py msal-secret|msal-certificate|azure-identity TENANT CLIENT SECRET KEY_FILE CERTIFICATE_FILE
"""

import hashlib
import ssl
import sys
from pathlib import Path

import requests

SCOPE = "https://onestore.microsoft.com/.default"
SEATS = "https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats"


def with_msal(tenant, client, credential):
    import msal

    application = msal.ConfidentialClientApplication(
        client, authority=f"https://login.microsoftonline.com/{tenant}", client_credential=credential
    )
    answer = application.acquire_token_for_client([SCOPE])
    return answer.get("access_token") or sys.exit(f"sign_in.py: {answer}")


def with_azure_identity(tenant, client, secret):
    from azure.identity import ClientSecretCredential

    return ClientSecretCredential(tenant, client, secret).get_token(SCOPE).token


def main(library, tenant, client, secret, key, certificate):
    if library == "azure-identity":
        token = with_azure_identity(tenant, client, secret)
    elif library == "msal-secret":
        token = with_msal(tenant, client, secret)
    else:
        der = ssl.PEM_cert_to_DER_cert(Path(certificate).read_text())
        thumbprint = hashlib.sha1(der).hexdigest()
        token = with_msal(
            tenant, client, {"private_key": Path(key).read_text(), "thumbprint": thumbprint}
        )
    refused = requests.get(SEATS, timeout=60)
    answer = requests.get(SEATS, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    print(f"{library}: {refused.status_code} without, {answer.status_code} with its token")


if __name__ == "__main__":
    main(*sys.argv[1:])
