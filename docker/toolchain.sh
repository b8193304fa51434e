#!/bin/sh
# Makes the toolchain image that the Dockerfile begins with, where no registry can be reached: of
# Debian's packages and of the Swift toolchain of this machine. Needs root, debootstrap and buildah.
#
#   docker/toolchain.sh
set -eu

swift=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

debootstrap --variant=minbase --include=ca-certificates bookworm "$folder/root"
# Debuggers and editors' servers are no part of a build.
tar -C "$swift" --exclude='*lldb*' --exclude='bin/sourcekit-lsp' --exclude='bin/clangd' -c . |
    tar -C "$folder/root/usr" --keep-directory-symlink -x
container=$(buildah from scratch)
buildah add --quiet "$container" "$folder/root" /
buildah commit --quiet --rm "$container" "swift:$version-bookworm"
echo "swift:$version-bookworm"
