# The web pages are bundled apart: the bundler is needed here alone.
FROM node:24-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY clients ./clients
COPY schema ./schema
RUN node clients/build/main.ts

FROM node:24-slim

WORKDIR /app
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=1 HOST=0.0.0.0

# The image brings its own Node and meets an external PostgreSQL: neither the Node that npm would
# install nor the embedded database (optional packages) is needed, and no install script runs.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY schema ./schema
COPY gateway ./gateway
COPY subgraphs ./subgraphs
COPY clients ./clients
COPY --from=pages /app/clients/dist ./clients/dist

USER node
# docker-compose.yml names the service to run; this is the one that faces the public.
CMD ["node", "gateway/main.ts"]
