# syntax=docker/dockerfile:1
# One image for the four services; which one runs is an argument: `docker run <image> apps/normalizer/dist/main.js`.
# First draft: its steps have been run one by one outside of Docker, the image itself has not been built yet.

FROM node:24-slim AS build
WORKDIR /trellis
COPY . .
ARG SERVICES="apps/webhook-ingress apps/harvest-poller apps/normalizer apps/warehouse-writer"
# No package's install script is needed to compile, and none is run.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund \
  && node node_modules/typescript-native/bin/tsc -b ${SERVICES}
# Again, with what the services need to run and nothing else; npm follows the workspaces they lean on.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  $(for service in ${SERVICES}; do echo "--workspace=${service}"; done)
# Of our own projects: what is compiled, without specs and what only specs use.
RUN find apps libs -mindepth 2 -maxdepth 2 ! -name dist ! -name package.json ! -name node_modules -exec rm -rf {} + \
  && find apps libs -path '*/node_modules' -prune -o -path '*/dist/*' \
    \( -name '*.spec.*' -o -path '*/testing/*' -o -name .tsbuildinfo \) -type f -exec rm {} +

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /trellis
# Owned by root: the services can read their code and not change it.
COPY --from=build /trellis/package.json ./
COPY --from=build /trellis/node_modules node_modules
COPY --from=build /trellis/libs libs
COPY --from=build /trellis/apps apps
# The user `node` of the image, by number, so that a cluster can tell that it is not root.
USER 1000:1000
# Node itself is process 1 and gets the signals; the services shut down in order on SIGTERM.
ENTRYPOINT ["node"]
