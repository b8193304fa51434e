#!/bin/sh
# Reads a user's seats with curl, from the service's own host.
set -eu
url='https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats'
curl --silent --show-error --fail "$url" | grep -o '"productId":"[^"]*"'
