#!/bin/sh
# Makes of a checkout, in place, what runs in production: compiled code without specs, and the packages that it needs, without those that
# only developers do. The Dockerfile runs it, and image/stage.sh where there is no engine for containers.
#   sh image/build.sh apps/normalizer tools/trellis
set -eu
cd "$(dirname "$0")/.."
# No package's install script is needed to compile or to run, and none is run.
install="npm ci --ignore-scripts --no-audit --no-fund --loglevel=error"

$install
node node_modules/typescript-native/bin/tsc -b "$@"
# The console serves pages that another project is the source of: built files, which need no package of that project to run.
case " $* " in
  *" apps/console "*) NODE_ENV=production npm run build --silent --workspace=apps/console-web -- --logLevel warn ;;
esac
# Again, with what these need to run and nothing else; npm follows the workspaces they lean on.
# shellcheck disable=SC2046 -- one word for each
$install --omit=dev $(printf -- '--workspace=%s\n' "$@")

# What leads to a project that is left out, and what the projects that stay were made from.
rm -rf apps/console-web/node_modules
# An optional peer of @nestjs/swagger, for a plugin of the compiler; npm keeps it, as it is a developer's too.
rm -rf node_modules/typescript
find node_modules -xtype l -delete
for tool in tools/*; do
  case " $* tools/local " in *" $tool "*) ;; *) rm -rf "$tool" ;; esac
done
find apps libs tools -mindepth 2 -maxdepth 2 ! -name dist ! -name package.json ! -name node_modules -exec rm -rf {} +
find apps libs tools -path '*/node_modules' -prune -o -path '*/dist/*' \
  \( -name '*.spec.*' -o -path '*/testing/*' -o -name .tsbuildinfo \) -type f -exec rm -f {} +
