# One image for the services, the rebuild and the command line; which one runs is an argument:
#   docker run <image> apps/normalizer/dist/main.js
# and one with the sandbox beside them, for trying (`--target sandbox`).
#
# The base is named by tag here. `npm run image:pin` asks the registry for its digest and writes it down; a build may also be given one:
#   docker build --build-arg NODE_IMAGE=docker.io/library/node:24-slim@sha256:… .
ARG NODE_IMAGE=docker.io/library/node:24-slim

FROM ${NODE_IMAGE} AS source
WORKDIR /trellis
COPY . .
ENV npm_config_cache=/tmp/npm

FROM source AS build
RUN --mount=type=cache,target=/tmp/npm \
  sh image/build.sh apps/webhook-ingress apps/harvest-poller apps/normalizer apps/warehouse-writer apps/console tools/trellis

FROM source AS build-with-sandbox
RUN --mount=type=cache,target=/tmp/npm \
  sh image/build.sh apps/webhook-ingress apps/harvest-poller apps/normalizer apps/warehouse-writer apps/console tools/trellis tools/greenhouse-sandbox

FROM ${NODE_IMAGE} AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Trellis" \
  org.opencontainers.image.description="An event-sourced integration for Greenhouse Recruiting" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production
WORKDIR /trellis
# Nothing is installed in what runs.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn*
COPY image/trellis /usr/local/bin/trellis
# The user `node` of the base, by number, so that a cluster can see that it is not root. All files are root's: it can read and not change them.
USER 1000:1000
# Alive as long as it answers, whatever Kafka and Postgres do; Kubernetes asks by its own probes.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["node", "image/healthcheck.mjs"]
# Node itself is process 1 and gets the signals; the services shut down in order on SIGTERM.
ENTRYPOINT ["node"]
CMD ["tools/trellis/dist/main.js", "--help"]

FROM runtime AS sandbox
USER 0:0
# A new volume takes its owner from here.
RUN install -d -o 1000 -g 1000 /var/lib/greenhouse-sandbox
USER 1000:1000
COPY --from=build-with-sandbox /trellis/package.json /trellis/nx.json /trellis/LICENSE ./
COPY --from=build-with-sandbox /trellis/image image
COPY --from=build-with-sandbox /trellis/node_modules node_modules
COPY --from=build-with-sandbox /trellis/libs libs
COPY --from=build-with-sandbox /trellis/tools tools
COPY --from=build-with-sandbox /trellis/apps apps

# The last one is what a build without a target makes.
FROM runtime AS trellis
COPY --from=build /trellis/package.json /trellis/nx.json /trellis/LICENSE ./
COPY --from=build /trellis/image image
COPY --from=build /trellis/node_modules node_modules
COPY --from=build /trellis/libs libs
COPY --from=build /trellis/tools tools
COPY --from=build /trellis/apps apps
