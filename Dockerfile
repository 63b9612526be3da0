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
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.release=${RELEASE}" -o /playground ./cmd/playground

FROM scratch
COPY --from=build /playground /playground
# The licences of all that the program is made of; it prints them, too: playground version -notices
COPY --from=build /src/cmd/playground/notices.txt /notices.txt
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s --retries=3 CMD ["/playground", "healthcheck"]
ENTRYPOINT ["/playground"]
