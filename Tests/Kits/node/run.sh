#!/bin/sh
# Tests the Node package as its users have it: built, installed in a fresh project, and run there.
#
#     run.sh EXECUTABLE
#
# WORK is the folder to work in (default: a temporary one, removed at the end). TSC and JEST are the
# commands of TypeScript and of Jest (default: tsc and jest, if they are there).
set -eu

executable=$(realpath "${1:?usage: run.sh EXECUTABLE}")
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../../..")
kit=$root/Sources/Kits/node

if [ -z "${WORK:-}" ]; then
    WORK=$(mktemp -d)
    trap 'rm -rf "$WORK"' EXIT
fi
mkdir -p "$WORK"
WORK=$(realpath "$WORK")
project=$WORK/project
rm -rf "$project" "$WORK/first" "$WORK/second"

# A server of the person who runs this would be used instead.
unset SEATFILLER_URL SEATFILLER_ADMIN_TOKEN

echo "== two builds are equal"
package=$(python3 "$kit/build.py" "$executable" "$WORK/first")
(umask 077 && python3 "$kit/build.py" "$executable" "$WORK/second") >/dev/null
cmp "$package" "$WORK/second/${package##*/}"
sha256sum "$package"

echo "== it installs without a network"
mkdir -p "$project"
cp "$here"/*.mjs "$here"/*.cjs "$here"/*.ts "$here"/*.cts "$root/Sources/ControlAPI/openapi.json" "$project"
echo '{ "name": "project", "version": "1.0.0", "private": true, "type": "module" }' \
    >"$project/package.json"
cd "$project"
if command -v npm >/dev/null; then
    npm install --offline --no-audit --no-fund --cache "$WORK/npm" "$package"
    npx --no-install seatfiller --version
else
    echo "npm is not here: the package is unpacked by hand"
    mkdir -p node_modules/seatfiller
    tar xzf "$package" -C node_modules/seatfiller --strip-components 1
fi

echo "== its tests pass"
JEST=${JEST:-$(command -v jest || true)}
export JEST
node --test --test-reporter=spec ./*.test.mjs

echo "== its types hold"
compiler=${TSC:-$(command -v tsc || true)}
if [ -n "$compiler" ]; then
    # shellcheck disable=SC2086 # A command may have arguments.
    $compiler --noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022 \
        --module node16 --moduleResolution node16 types.ts types-of-require.cts
else
    echo "left out: there is no tsc"
fi
