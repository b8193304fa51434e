#!/bin/sh
# Builds the image, with docker, podman or buildah: the first that is there and answers, or $ENGINE.
#
#   docker/build.sh [NAME]     the name of the image, seatfiller if none is given
#
# $BUILD_OPTIONS go to the engine, for a mirror of packages, say.
set -eu
cd "$(dirname "$0")/.."

name=${1:-seatfiller}
version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/Seatfiller/Version.swift)
commit=
if git diff --quiet HEAD 2>/dev/null; then commit=$(git rev-parse --short=7 HEAD); fi

for engine in ${ENGINE:-docker podman buildah}; do
    if "$engine" info >/dev/null 2>&1; then found=$engine; break; fi
done
[ -n "${found:-}" ] || {
    echo "build.sh: none of ${ENGINE:-docker, podman, buildah} is there and answers" >&2
    exit 1
}

dockerfile=docker/Dockerfile
options=
if [ "$found" != docker ]; then
    # OCI's own format has no health check, and the two know no start interval.
    dockerfile=$(mktemp)
    trap 'rm -f "$dockerfile"' EXIT
    sed 's/ --start-interval=[^ ]*//' docker/Dockerfile >"$dockerfile"
    options="--format docker"
fi
# shellcheck disable=SC2086
"$found" build $options ${BUILD_OPTIONS:-} --build-arg VERSION="$version" --build-arg COMMIT="$commit" \
    --tag "$name:$version" --tag "$name:latest" --file "$dockerfile" .
echo "$name:$version, by $found"
