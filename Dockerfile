# The server, its workers and its commands in one image: docker compose up (see compose.yaml and docs/operations.md).
FROM node:24-bookworm-slim AS manifests
WORKDIR /yike
COPY package.json package-lock.json ./
COPY core/package.json core/
COPY demo/package.json demo/
COPY server/package.json server/
COPY cli/package.json cli/
COPY web/package.json web/

# the page: built with everything, of which nothing but the page is kept
FROM manifests AS page
RUN npm ci --no-audit --no-fund
COPY core core
COPY web web
COPY scripts scripts
COPY tsconfig.base.json ./
RUN node scripts/build-web.ts

# what runs: no tools of development, nothing of the page's
FROM manifests AS packages
RUN npm ci --omit=dev --no-audit --no-fund --workspace core --workspace demo --workspace server --workspace cli

FROM node:24-bookworm-slim
ENV NODE_ENV=production YIKE_HOST=0.0.0.0 YIKE_DATA=/data
WORKDIR /yike
COPY --from=packages /yike/node_modules node_modules
COPY package.json LICENSE ./
COPY core core
COPY demo demo
COPY server server
COPY cli cli
COPY --from=page /yike/web/dist web/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4015
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.YIKE_PORT || 4015) + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "cli/main.ts"]
CMD ["start"]
