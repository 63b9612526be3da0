# Builds the playground into an image that holds nothing but one static program.
#
#   docker build -t raft-playground .
#   docker run --rm -p 8080:8080 raft-playground
#
# From inside it cannot know its address outside; links to watch name it when told:
#
#   docker run --rm -p 8080:8080 -e PLAYGROUND_PUBLIC_URL=http://192.168.1.7:8080 raft-playground

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd cmd
COPY raft raft
COPY static static
COPY templates templates
COPY web web
ARG RELEASE=
# The licences of all that the program is made of, for /notices in the image.
COPY LICENSE /notices/LICENSE
RUN mkdir -p /notices/go && cp "$(go env GOROOT)/LICENSE" /notices/go/ && \
    go list -deps -f '{{with .Module}}{{.Path}} {{.Dir}}{{end}}' ./cmd/playground | sort -u | \
    while read -r module dir; do \
      for file in "$dir"/LICENSE* "$dir"/LICENCE* "$dir"/COPYING* "$dir"/NOTICE*; do \
        if [ -f "$file" ] && [ "$dir" != /src ]; then mkdir -p "/notices/$module" && cp "$file" "/notices/$module/"; fi; \
      done; \
    done
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.release=${RELEASE}" -o /playground ./cmd/playground

FROM scratch
COPY --from=build /playground /playground
COPY --from=build /notices /notices
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s --retries=3 CMD ["/playground", "healthcheck"]
ENTRYPOINT ["/playground"]
