#!/bin/sh
# Makes what the benchmark measures against, below .build: a Python environment with moto and WireMock, the C
# program, and the Hummingbird server. What is there already stays; what cannot be made is left out of the tables.
set -eu
cd "$(dirname "$0")/../.."
folder=.build/bench
here=Tests/Benchmarks

missing=
for pair in wrk:wrk sqlite3:sqlite3 nginx:nginx java:default-jre-headless; do
    # Debian keeps nginx where only root's PATH looks.
    PATH="$PATH:/usr/sbin" command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
done
for pair in event2/http.h:libevent-dev sqlite3.h:libsqlite3-dev; do
    echo "#include <${pair%%:*}>" | cc -fsyntax-only -x c - 2>/dev/null || missing="$missing ${pair#*:}"
done
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
[ -z "$missing" ] || echo "setup: these Debian packages are missing, and their servers will be:$missing" >&2

mkdir -p "$folder"
if [ ! -x "$folder/bin/moto_server" ] || ! ls "$folder"/lib/python3*/site-packages/wiremock/server/*.jar \
    >/dev/null 2>&1; then
    echo "setup: installing moto and WireMock from PyPI"
    python3 -m venv "$folder" &&
        "$folder/bin/pip" install --quiet --disable-pip-version-check 'moto[server]==5.2.*' 'wiremock==2.7.0' ||
        echo "setup: without moto and WireMock" >&2
fi

# Newer than its source, as make would have it.
if [ ! "$folder/yardstick" -nt "$here/yardstick.c" ]; then
    cc -O2 -Wall -Wextra -o "$folder/yardstick" "$here/yardstick.c" \
        -levent_core -levent_extra -lsqlite3 -lpthread || echo "setup: without the C program" >&2
fi

if [ ! -x .build/hummingbird/release/Seats ]; then
    echo "setup: building the Hummingbird server, which takes minutes"
    swift build --configuration release --package-path "$here/hummingbird-grdb" \
        --scratch-path .build/hummingbird || echo "setup: without Hummingbird" >&2
fi
