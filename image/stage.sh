#!/bin/sh
# Where there is no engine for containers: lays into an empty folder what the image has in /trellis, out of what git knows of this checkout.
#   sh image/stage.sh /opt/trellis
#   cd /opt/trellis && node apps/normalizer/dist/main.js
set -eu
checkout="$(cd "$(dirname "$0")/.." && pwd)"
folder="${1:?name the folder}"
mkdir -p "$folder"
[ -z "$(ls -A "$folder")" ] || { echo "$folder is not empty" >&2; exit 1; }
git -C "$checkout" ls-files -z --cached | tar -C "$checkout" --null -T - -cf - | tar -C "$folder" -xf -
sh "$folder/image/build.sh" apps/webhook-ingress apps/harvest-poller apps/normalizer apps/warehouse-writer apps/console tools/trellis
# As in the Dockerfile: what runs, and nothing that it was made from.
cd "$folder"
for entry in * .[!.]*; do
  case "$entry" in apps | libs | tools | node_modules | image | package.json | nx.json | LICENSE) ;; *) rm -rf "$entry" ;; esac
done
# Who runs it may read it and not change it.
chmod -R a+rX,a-w .
