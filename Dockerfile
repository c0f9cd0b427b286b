# Pinquiry in a container: non-root, nothing of its own writable but /state.
#   docker build -t pinquiry . && docker run --read-only --tmpfs /tmp -v pinquiry:/state --env-file .env pinquiry
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The playground and the tests are left out: --omit=dev. No install script runs.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production STATE_DIR=/state OPERATIONS_PORT=8080 OPERATIONS_HOST=0.0.0.0
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY commands ./commands
COPY src ./src
COPY data ./data
RUN mkdir /state && chown node:node /state
USER node
VOLUME /state
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.OPERATIONS_PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# The bot stops by itself on SIGTERM: `docker stop -t 30`.
STOPSIGNAL SIGTERM
CMD ["node", "--disable-warning=ExperimentalWarning", "--import", "./src/compile-cache.mjs", "--expose-gc", "--max-semi-space-size=4", "--max-old-space-size=1024", "src/main.ts"]
