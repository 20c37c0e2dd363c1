# The command line in an image: docker run --rm -v "$PWD:/data:ro" <image> check ./cqube_emission
FROM node:22.21.1-alpine3.22 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# What is published, with what it needs to run and nothing else.
RUN npm pack --pack-destination /tmp \
 && npm install --global --prefix /opt/cqube-conform --omit=dev --no-audit --no-fund /tmp/cqube-conform-*.tgz

FROM node:22.21.1-alpine3.22
COPY --from=build /opt/cqube-conform /opt/cqube-conform
ENV PATH=/opt/cqube-conform/bin:$PATH NODE_ENV=production
WORKDIR /data
USER node
# Ports of serve, which then needs --host 0.0.0.0.
EXPOSE 8000 8001 9000
ENTRYPOINT ["cqube-conform"]
CMD ["--help"]
