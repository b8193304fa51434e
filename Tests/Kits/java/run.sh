#!/bin/sh
# Tests the JUnit extension with JUnit's console launcher.
#
#     run.sh EXECUTABLE
#
# WORK is the folder to work in (default: a temporary one, removed at the end), and JARS the folder
# with JUnit's (default: that of Debian's package junit5).
set -eu

executable=$(realpath "${1:?usage: run.sh EXECUTABLE}")
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../../..")
jars=${JARS:-/usr/share/java}

server=
temporary=
if [ -z "${WORK:-}" ]; then
    WORK=$(mktemp -d)
    temporary=$WORK
fi
trap '[ -z "$server" ] || kill "$server"; [ -z "$temporary" ] || rm -rf "$temporary"' EXIT
mkdir -p "$WORK"
cd "$WORK"
rm -rf classes held ./*.txt
cp "$here"/seed.* .

# A server of the person who runs this would be used instead.
unset SEATFILLER_URL SEATFILLER_ADMIN_TOKEN

path=classes
for jar in junit-jupiter-api junit-jupiter-engine junit-jupiter-params junit-platform-commons \
    junit-platform-console junit-platform-engine junit-platform-launcher junit-platform-reporting \
    opentest4j apiguardian-api picocli; do
    path=$path:$jars/$jar.jar
done

# Runs the tests of a class; further words are options of the launcher.
run() {
    class=$1
    shift
    java ${held:+-Dhold=true} -cp "$path" org.junit.platform.console.ConsoleLauncher \
        --disable-banner --disable-ansi-colors --fail-if-no-tests --select-class "$class" \
        --config "seatfiller.executable=$executable" "$@"
}

# Fails unless the server that HoldTest has told of ends within five seconds.
ends() {
    for _ in $(seq 50); do
        curl -fsS -o /dev/null "$(cat held)/healthz" 2>/dev/null || return 0
        sleep 0.1
    done
    echo "$(cat held) still answers"
    return 1
}

echo "== it compiles without a warning"
javac --release 17 -Xlint:all,-path -Werror -cp "$path" -d classes \
    "$root/Sources/Kits/java/SeatfillerExtension.java" "$here"/*.java

echo "== its tests pass, eight at once"
run SeatfillerExtensionTest --details=tree \
    --config junit.jupiter.execution.parallel.enabled=true \
    --config junit.jupiter.execution.parallel.mode.default=concurrent \
    --config junit.jupiter.execution.parallel.config.strategy=fixed \
    --config junit.jupiter.execution.parallel.config.fixed.parallelism=8

echo "== a broken client fails its tests, which show what it did"
if run BrokenClientTest --details=verbose >broken-output.txt 2>&1; then
    echo "they pass"
    exit 1
fi
# What is left is what the extension says, in its report entries and its errors.
sed -E -e "s/^.*seatfiller = .(world)/\\1/" -e "s/^[^A-Za-z0-9]+//" -e "s/[]'\` ]+$//" \
    -e "s/-[0-9a-f]{12}$/-RANDOM/" -e "s/continuationToken=[^:]*/continuationToken=TOKEN/" \
    broken-output.txt |
    grep -E '^(world|request [0-9]|traversal [0-9]|Traversal [0-9]|caught:|[0-9]+ tests (successful|failed))' \
    >broken-shown.txt
diff -u "$here/broken.txt" broken-shown.txt

echo "== a server that does not start says why"
if run HoldTest --config seatfiller.options=--auth=shut >start.txt 2>&1; then
    echo "it starts"
    exit 1
fi
grep -q "Seatfiller did not start:" start.txt
grep -q "auth" start.txt

echo "== the server ends with the run"
run HoldTest >/dev/null
ends

echo "== the server ends with a run that is killed"
rm held
held=yes
run HoldTest >/dev/null 2>&1 &
for _ in $(seq 100); do
    [ -s held ] && break
    sleep 0.1
done
curl -fsS -o /dev/null "$(cat held)/healthz"
kill -KILL "$(pgrep -P $! java || echo $!)"
ends

echo "== a server that runs is used"
held=
"$executable" --port 0 --ready-file server >server.txt &
server=$!
until [ -s server ]; do sleep 0.1; done
SEATFILLER_URL=$(cat server)/__world/test-17 run HoldTest >/dev/null
cmp server held
curl -fsS -o /dev/null "$(cat held)/healthz"
