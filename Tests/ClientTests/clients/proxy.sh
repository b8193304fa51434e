#!/usr/bin/env bash
# Asks a Seatfiller as a proxy with curl. Usage: proxy.sh HOST:PORT
set -euo pipefail

proxy=${1:?usage: proxy.sh HOST:PORT}
# The machine's own exceptions would have curl ask some hosts directly.
unset no_proxy NO_PROXY

# The status that a URL answers, the refused host, and the content.
ask() {
    curl --silent --show-error --max-time 10 --output /dev/stdout \
        --write-out '\n%{http_code} %header{x-seatfiller-refused}\n' "$@" | tail -n 3
}

seats=http://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats
echo "1.1: $(ask -x "http://$proxy" "$seats" | grep -c '"productId":"9NBLGGH4R2R6"')"
echo "1.0: $(ask --http1.0 -x "http://$proxy" "$seats" | grep -c '"productId":"9NBLGGH4R2R6"')"
echo "variable: $(http_proxy="http://$proxy" ask "$seats" | grep -c '"productId":"9NBLGGH4R2R6"')"
echo "another host: $(ask -x "http://$proxy" http://telemetry.example/track | tail -n 1)"
echo "the loopback: $(ask -x "http://$proxy" http://127.0.0.1:1/ | tail -n 1)"
echo "service: $(ask -x "http://$proxy" http://login.windows.net/healthz | tail -n 1)"

# A fault of a world strikes whoever names that world as the user of the proxy.
curl --silent --noproxy '*' --output /dev/null "http://$proxy/__world/curl-1/__admin/faults" \
    --data '{"do":{"status":503}}'
echo "world: $(ask -x "http://curl-1@$proxy" "$seats" | tail -n 1)"
echo "no world: $(ask -x "http://curl-2:x@$proxy" "$seats" | tail -n 1)"
echo "a bad one: $(ask -x "http://a%20b:x@$proxy" "$seats" | grep -o '"code":"[^"]*"')"

# What CONNECT is told, and curl's exit code.
tunnel() {
    local code=0
    curl --silent --max-time 10 --proxytunnel --output /dev/null -x "http://$proxy" \
        --write-out '%{http_connect}' "$@" || code=$?
    echo ", exit code $code"
}
echo "CONNECT to another host: $(tunnel https://telemetry.example/)"
echo "CONNECT by 1.0: $(tunnel --proxy1.0 "$proxy" https://telemetry.example/)"

curl --silent --noproxy '*' "http://$proxy/__admin/requests/count" \
    --data '{"operation":"proxy.refused"}'
echo
