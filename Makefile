# Eight targets, each does one thing.
.PHONY: run build generate test test-firefox pictures soak bench

TEMPL       = go run github.com/a-h/templ/cmd/templ@v0.3.977
STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Starts the playground and prints the addresses to open.
run:
	go run ./cmd/playground

# Builds bin/playground, a static binary.
build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/playground ./cmd/playground

# Rewrites what is generated from something else: templ components, the page's types and
# tables, and the notices of what the program is made of.
generate:
	$(TEMPL) generate -path templates
	go test ./web/wire -update
	go test ./cmd/playground -run NoticesAreFresh -update

# Where only one goroutine runs, by design: a run, its scenario, its checks, what is said on
# the wire. That runs which are played at the same time share nothing is seen in raft/sim and
# web/session. Nor has the race detector any business in the browser's tests: there the server
# does what it does in those of web, web/conn and web/session, and all of it ten times as slowly.
SEQUENTIAL = /raft(/check|/lesson|/scenario.*)?$$|/web/(browser|wire.*)$$|/templates$$

# Runs every check. Installs Debian's chromium-headless-shell when run as root and it is not there.
# Where several goroutines run, the tests run once more with the race detector; -short leaves out
# what plays for long in one of them.
test:
	.ci/need
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	go mod tidy -diff
	go vet ./...
	$(STATICCHECK) ./...
	TEMPL="$(TEMPL)" .ci/templ-fresh
	npm ci --no-audit --no-fund --silent
	npx tsc -p tsconfig.json
	node --test static/test/
	go test -timeout 20m $$(go list ./... | grep -v /web/browser)
	go test -race -short -timeout 20m $$(go list ./... | grep -vE '$(SEQUENTIAL)')
	go test -timeout 20m ./web/browser
	go test -timeout 20m -run 'Line44|BrokenRule' ./raft/sim -schedules 100000
	cd raft/etcd && go vet . && $(STATICCHECK) . && go test .

# Does three things in Debian's Firefox, which has to be there (apt-get install firefox-esr).
test-firefox:
	.ci/need
	go test -run InFirefox -v ./web/browser -firefox

# Compares how the page looks with how it looked at a commit, in every size, theme and language,
# and keeps a picture of each difference: make pictures BEFORE=HEAD~5. Takes some ten minutes.
pictures:
	.ci/need
	go test -timeout 40m -run LooksAsBefore -v ./web/browser -before $(BEFORE) -pictures $(CURDIR)/pictures

# Plays random faults on new seeds, for an hour or as long as told: make soak FOR=8h
# Then random texts and runs, and random sessions, so many, each of which has to come back
# from all that it is written as. Last, with the race detector, what -short left out above.
FOR = 1h
SESSIONS = 100000
soak:
	go test -run Soak -v -timeout 0 ./raft/sim -soak $(FOR)
	go test -run 'Formatted|Replayed|GoesOn|Restored|Exported|Independent|MadeOf' -v -timeout 0 ./raft/scenario/... -fresh -rapid.checks $(SESSIONS)
	go test -run WhatIsWrittenCanBeRead -v -timeout 0 ./web/session -sessions $(SESSIONS)
	go test -race -timeout 0 ./web/session ./cmd/playground

# Prints the benchmarks: the algorithm, the simulator, etcd beside ours, the page in a browser.
bench:
	.ci/need
	go test -run '^$$' -bench . -benchmem ./raft ./raft/sim
	cd raft/etcd && go test -run '^$$' -bench . .
	go test -run '^$$' -bench . -benchtime 1x ./web/browser
