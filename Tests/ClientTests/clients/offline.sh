#!/bin/sh
# Runs a recipe's client beside the emulator as its pod or its network would, without either: in
# namespaces of its own, where the recipe's names lead to the loopback, and nothing leads elsewhere.
#
# Usage: unshare --map-root-user --net --mount offline.sh SEATFILLER RECIPE COMMAND…
set -eu
seatfiller=$1 recipe=$2
shift 2

# A new namespace has a loopback, which is down.
python3 -c '
import fcntl, socket, struct
UP, SET = 1, 0x8914
fcntl.ioctl(socket.socket(), SET, struct.pack("16sH14x", b"lo", UP))'

folder=$(mktemp -d)
{
    echo "127.0.0.1 localhost"
    sed -n 's/^ *- \([a-z0-9.-]*\.\(com\|net\)\)$/127.0.0.1 \1/p' "$recipe"
} >"$folder/hosts"
mount --bind "$folder/hosts" /etc/hosts

"$seatfiller" --port 443 --ca "$folder/ca" --ready-file "$folder/ready" >"$folder/log" 2>&1 &
server=$!
trap 'kill "$server"; wait "$server" || true; rm -r "$folder"' EXIT
until [ -e "$folder/ready" ]; do kill -0 "$server" || { cat "$folder/log" >&2; exit 1; }; done
# A proxy of this machine is out of reach.
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
SSL_CERT_FILE=$folder/ca/ca.pem CURL_CA_BUNDLE=$folder/ca/ca.pem "$@"
