#!/bin/sh
# Makes the wheel of an executable, installs it in a new environment, and tests it there:
# run.sh EXECUTABLE. WORK is the folder for all of that, by default a temporary one; PYTHON is the
# Python of the environment.
set -eu

executable=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
kit=$(cd "$here/../../../Sources/Kits/python" && pwd)
python=${PYTHON:-python3}
if [ -z "${WORK:-}" ]; then
    WORK=$(mktemp -d)
    trap 'rm -rf "$WORK"' EXIT
fi
mkdir -p "$WORK"
rm -rf "$WORK/environment" "$WORK/wheel" "$WORK/again"

# What others have set must not lead the tests elsewhere.
for name in $(env | sed -n 's/^\(SEATFILLER_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
export PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=error::ResourceWarning

wheel=$("$python" "$kit/build.py" "$executable" "$WORK/wheel")
again=$(umask 077 && TZ=Asia/Tokyo "$python" "$kit/build.py" "$executable" "$WORK/again")
cmp "$wheel" "$again"

"$python" -m venv "$WORK/environment"
bin=$WORK/environment/bin
# Older Pythons have older releases of the tools, and not all of them.
if "$bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    "$bin/pip" install --quiet --requirement "$here/requirements.txt" "$wheel"
    "$bin/twine" check --strict "$wheel"
    "$bin/check-wheel-contents" "$wheel"
    "$bin/auditwheel" show "$wheel" | tee "$WORK/auditwheel"
    grep -q 'requires no external shared libraries' "$WORK/auditwheel"
    "$bin/mypy" --strict --cache-dir "$WORK/mypy" "$kit/seatfiller" "$kit/build.py"
    "$bin/mypy" --strict --cache-dir "$WORK/mypy-installed" "$here/typed.py"
else
    "$bin/pip" install --quiet 'pytest>=8' pytest-xdist requests "$wheel"
fi

# Away from the sources: what is tested is what is installed.
cd "$WORK"
test "$("$bin/seatfiller" --version)" = "$("$executable" --version)"
test "$("$bin/python" -m seatfiller --version)" = "$("$executable" --version)"
options="-p no:cacheprovider -W error --strict-markers --strict-config --rootdir $here"
# shellcheck disable=SC2086
"$bin/pytest" -q $options "$here"
# shellcheck disable=SC2086
"$bin/pytest" -q -n 8 $options "$here/test_world.py" "$here/test_mark.py"
# shellcheck disable=SC2086
"$executable" exec --quiet -- "$bin/pytest" -q $options "$here/test_world.py"
