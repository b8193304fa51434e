#!/bin/sh
# Makes all that is given away, and installs and uses each in an empty root or environment.
#
#     run.sh EXECUTABLE MAP
#
# MAP is the linker's map of the executable. WORK is the folder to work in (default: a temporary
# one, removed at the end). Needs root, or a kernel that gives users namespaces of their own.
set -eu

executable=$(realpath "${1:?usage: run.sh EXECUTABLE MAP}")
map=$(realpath "${2:?usage: run.sh EXECUTABLE MAP}")
here=$(dirname "$(realpath "$0")")
kit=$(realpath "$here/../../../Sources/Kits/dist")

server=
temporary=
if [ -z "${WORK:-}" ]; then
    WORK=$(mktemp -d)
    temporary=$WORK
fi
trap '[ -z "$server" ] || kill "$server"; [ -z "$temporary" ] || rm -rf "$temporary"' EXIT
mkdir -p "$WORK"
cd "$WORK"
rm -rf first second tar deb environment examples node
# Variables of the person who runs this would change what is served.
for name in $(env | sed -n 's/^\(SEATFILLER_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
mapped=
[ "$(id -u)" = 0 ] || mapped=--map-root-user
export SOURCE_DATE_EPOCH=1700000000
# chroot and what dpkg runs are there.
PATH=$PATH:/usr/sbin:/sbin

# Fails unless a file has a line that contains these words.
has() {
    grep -qF -- "$2" "$1" || {
        echo "$1 has no line with: $2"
        exit 1
    }
}

# Becomes a command in a root that holds nothing else but /proc, in which Swift's start looks up the
# executable.
in_root() {
    mkdir -p "$1/proc"
    # shellcheck disable=SC2016,SC2086
    exec unshare --mount $mapped sh -c \
        'mount --rbind /proc "$0/proc" && exec chroot "$0" "$@"' "$@"
}

# Starts a server in such a root, and asks for a page.
serves() {
    root=$1
    in_root "$@" --port 0 --ready-file /ready >"$root/out" 2>"$root/log" &
    server=$!
    for _ in $(seq 100); do
        [ -s "$root/ready" ] && break
        sleep 0.1
    done
    curl -fsS "$(cat "$root/ready")/V1/Users/bob@contoso.com/Seats" >"$root/page"
    kill "$server"
    wait "$server"
    server=
    has "$root/page" '"assignedTo":"bob@contoso.com"'
}

echo "== two builds are equal"
python3 -B "$kit/build.py" "$executable" "$map" first
(umask 077 && TZ=Asia/Tokyo LC_ALL=C python3 -B "$kit/build.py" "$executable" "$map" second) >made
diff -r first second
cat first/SHA256SUMS

echo "== every file has its hash"
(cd first && sha256sum --check --strict SHA256SUMS)
[ "$(wc -l <first/SHA256SUMS)" = "$(find first -type f ! -name SHA256SUMS | wc -l)" ]
tar=$(echo "$WORK"/first/*-linux-*.tar.gz)
deb=$(echo "$WORK"/first/*.deb)

echo "== the archive serves from an empty root"
mkdir -p tar/usr/local
tar xzf "$tar" -C tar/usr/local --strip-components 1
[ "$(in_root tar /usr/local/bin/seatfiller --version)" = "$("$executable" --version)" ]
serves tar /usr/local/bin/seatfiller
doc=tar/usr/local/share/doc/seatfiller
cmp "$doc/LICENSE" "$here/../../../LICENSE"
has "$doc/NOTICES" "GNU LESSER GENERAL PUBLIC LICENSE"
has "$doc/NOTICES" "GCC RUNTIME LIBRARY EXCEPTION"

echo "== lintian finds no error and no warning"
lintian --allow-root --fail-on error,warning "$deb"

echo "== dpkg installs it in an empty root, where it serves"
mkdir -p deb/var/lib/dpkg/info deb/var/lib/dpkg/updates deb/var/lib/dpkg/triggers
touch deb/var/lib/dpkg/status deb/var/lib/dpkg/available
# shellcheck disable=SC2086
unshare --mount $mapped dpkg --root="$WORK/deb" --log=/dev/null --install "$deb"
dpkg --root="$WORK/deb" --verify seatfiller >verified
[ ! -s verified ]
# Every variable of the page is one: the server names those that it does not know. A secret that is
# empty would be refused.
page=tar/usr/local/share/man/man1/seatfiller.1
variables=$(sed -n '/^\.TP 32n/{n;s/\\f[BR]//g;p}' "$page" | grep -v -e TOKEN_KEY -e ADMIN_TOKEN)
[ "$(echo "$variables" | wc -l)" -gt 30 ]
for name in $variables; do export "$name="; done
serves deb /usr/bin/seatfiller
for name in $variables; do unset "$name"; done
if grep -F 'not the variable of any option' deb/log; then exit 1; fi

echo "== the page of the manual is in order"
mandoc -Tlint -Wall "$page"
man --warnings --local-file "$page" >rendered 2>warnings
[ ! -s warnings ]
MANPATH=$WORK/deb/usr/share/man MANWIDTH=80 man seatfiller >from-package
has from-package "seatfiller - "
# The examples that end by themselves do what they say.
mkdir examples
(cd examples && PATH=$WORK/tar/usr/local/bin:$PATH &&
    sed -n '/^\.EX/,/^\.EE/{s/\\-/-/g;p}' "../$page" |
    grep -E '^seatfiller (init|generate)' >script && [ "$(wc -l <script)" = 2 ] && sh -eu script &&
    seatfiller check seed.json && seatfiller check large.db)

echo "== shells complete words"
share=deb/usr/share
bash -c 'source "$0"; COMP_LINE="seatfiller che" COMP_POINT=14 COMP_WORDS=(seatfiller che)
    COMP_CWORD=1; _seatfiller seatfiller che seatfiller; [ "${COMPREPLY[*]}" = check ]
    complete -p seatfiller' "$share/bash-completion/completions/seatfiller"
[ "$(zsh -f -c 'fpath=($0 $fpath); autoload -Uz compinit; compinit -D -u
    autoload +X _seatfiller; print $_comps[seatfiller]' "$WORK/$share/zsh/vendor-completions")" = \
    _seatfiller ]
# shellcheck disable=SC2016 # The shells expand these words themselves.
fish --no-config -c 'source $argv[1]; complete --do-complete "seatfiller che"' \
    "$share/fish/vendor_completions.d/seatfiller.fish" >completed
has completed check

echo "== the bill of materials is one of CycloneDX 1.6"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check \
    --requirement "$here/requirements.txt" first/*.whl
environment/bin/python "$here/validate.py" first/*.cdx.json
for name in libc6-dev libevent-dev libsqlite3-dev libssl-dev swift swift-argument-parser \
    swift-foundation swift-http-types swift-log; do
    has first/*.cdx.json "\"name\": \"$name\""
    grep -qE "^$name [^ ]+.*: " "$doc/NOTICES"
done
# The versions are those that the libraries inside tell of themselves.
strings "$executable" >words
for name in libevent-dev libsqlite3-dev libssl-dev; do
    version=$(sed -n "/\"name\": \"$name\"/{n;s/.*\"version\": \"\(.*\)-.*/\\1/p}" first/*.cdx.json)
    grep -qxF "$version" words || {
        echo "$name of $version is not inside"
        exit 1
    }
done

echo "== the wheel and the package for Node have the notices"
[ "$(environment/bin/seatfiller --version)" = "$("$executable" --version)" ]
cmp environment/lib/python3*/site-packages/seatfiller-*.dist-info/licenses/NOTICES "$doc/NOTICES"
mkdir node
tar xzf first/seatfiller-[0-9]*.[0-9].tgz -C node
cmp node/package/NOTICES "$doc/NOTICES"

echo "== its tests pass"
SEATFILLER=$executable environment/bin/python -B -m pytest -q -p no:cacheprovider "$here"
