# make help says what there is.

SWIFT_FLAGS =
# One file that runs without a library, built apart from what the tests build. The linker of LLVM keeps
# constants out of the code, of which less is then resident. Generic code of one floor is specialized for
# the next: 7 % less time for a page, 0.1 MB more.
STATIC = --configuration release --scratch-path .build/static -Xswiftc -static-executable \
    -Xswiftc -cross-module-optimization -Xswiftc -use-ld=lld -Xlinker --icf=safe
# What is given away is an eighth smaller without the tables that a backtrace needs.
WITHOUT_UNWINDING = -Xlinker --no-eh-frame-hdr -Xlinker -T -Xlinker $(CURDIR)/.ci/static.ld
EXECUTABLE = .build/static/release/seatfiller
# What of which library is in the executable: `make dist` lists that.
MAP = .build/static/seatfiller.map
# Apart from what the tests build, with the fuzzer's counters in all of it and arithmetic that traps.
SECONDS = 60
FUZZ = --configuration release --scratch-path .build/fuzz -Xswiftc -enable-testing \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -Xclang-linker -Xswiftc -fuse-ld=lld
FUZZER = .build/fuzz/release/Fuzz
# The commit that `--version` prints: none where something was changed since.
COMMIT := $(shell git diff --quiet HEAD 2>/dev/null && git rev-parse --short=7 HEAD)

.PHONY: help setup setup-clients run test test-clients build release wheel npm dist test-dist reproduce demo console \
    pictures docs image format check-format test-sanitized fuzz hunt bench \
    bench-worlds bench-console clean

help: ## What there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup build ## Install what is missing, build, and serve the demo seed
	$(EXECUTABLE) serve

test: setup setup-clients ## Install what is missing, and run the whole suite
	swift test $(SWIFT_FLAGS)
	swift test $(SWIFT_FLAGS) --package-path Tests/Dependent --scratch-path .build/dependent

test-clients: setup setup-clients ## Install Go, Mono, Java and Node, and run what unchanged clients do
	@./.ci/setup golang-go golang-github-azure-go-autorest-dev mono-mcs mono-runtime ca-certificates-mono \
	    default-jdk-headless nodejs openssl
	@# MSAL for Go is none of Debian 12's packages.
	@msal=golang-github-azuread-microsoft-authentication-library-for-go-dev; \
	    ! apt-cache show $$msal >/dev/null 2>&1 || ./.ci/setup $$msal
	swift test $(SWIFT_FLAGS) --filter 'UnchangedClientTests|Nothing leaves the loopback'

build: setup ## The static executable, .build/static/release/seatfiller
	swift build --product seatfiller $(STATIC)

release: STATIC += $(WITHOUT_UNWINDING) -Xlinker --strip-all -Xlinker -Map=$(CURDIR)/$(MAP) \
    $(COMMIT:%=-Xlinker --defsym=seatfiller_commit_address=0x%)
release: build ## The same for others to run: stripped, and with its commit, .build/seatfiller
	cp $(EXECUTABLE) .build/seatfiller

wheel: release ## The Python package, in dist
	python3 Sources/Kits/python/build.py .build/seatfiller dist

npm: release ## The Node package, in dist
	python3 Sources/Kits/node/build.py .build/seatfiller dist

# The time of what is given away is that of the commit, so that its bytes are, too.
dist: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
dist: release ## What is given away, in dist: tar, Debian package, wheel, npm, SBOM, and their hashes
	python3 -B Sources/Kits/dist/build.py .build/seatfiller $(MAP) dist

test-dist: release ## The packages, installed in empty environments and used; by pip, and with the Node and Java of Debian
	@./.ci/setup nodejs default-jdk-headless junit5 fish lintian man-db mandoc zsh
	Tests/Kits/python/run.sh .build/seatfiller
	Tests/Kits/node/run.sh .build/seatfiller
	Tests/Kits/java/run.sh .build/seatfiller
	Tests/Kits/dist/run.sh .build/seatfiller $(MAP)

reproduce: dist ## What is given away once more, from a clone in another folder: it is the same, byte by byte
	rm -rf .build/reproduced && git clone --quiet . .build/reproduced
	$(MAKE) -C .build/reproduced dist
	diff --recursive dist .build/reproduced/dist

demo: build ## The store of the demo seed that is part of the executable, after a change of the seed or of a table
	rm -f Sources/CDemo/demo.db
	$(EXECUTABLE) check seed/demo.json --store Sources/CDemo/demo.db

console: ## The compressed files of the console, after a change of one
	cd Sources/Console && for file in *.html *.css *.js; do gzip -9nc $$file > compressed/$$file.gz; done

pictures: release setup-clients ## Of each view of the console, for the documentation
	.build/clients/bin/python -B Tests/Pictures/pictures.py .build/seatfiller \
	    Sources/Seatfiller/Seatfiller.docc/Resources

# What is built already is not described again: its symbols stay with the build.
docs: setup ## The pages, with those of both libraries, in .build/docs, by the docc of the toolchain; a warning fails it
	rm -rf .build/docs && mkdir -p .build/docs/symbols .build/documented/symbols
	swift build --target SeatfillerTesting --scratch-path .build/documented -Xswiftc -emit-symbol-graph \
	    -Xswiftc -emit-symbol-graph-dir -Xswiftc .build/documented/symbols
	cp .build/documented/symbols/Seatfiller*.json .build/docs/symbols
	"$$(dirname "$$(readlink -f "$$(command -v swift)")")/docc" convert Sources/Seatfiller/Seatfiller.docc \
	    --additional-symbol-graph-dir .build/docs/symbols --output-dir .build/docs/pages --warnings-as-errors

image: ## The container image, with docker, podman or buildah
	./docker/build.sh

setup: ## The Debian packages that are missing, through apt-get
	@./.ci/setup

setup-clients: ## What the tests run besides: HAProxy, strace, Chromium, and clients from PyPI through pip
	@./.ci/setup-clients

format: ## Lay out the code
	swift format --in-place --recursive Sources Tests Package.swift

check-format: ## Say what is not laid out
	swift format lint --strict --recursive Sources Tests Package.swift

test-sanitized: setup ## The suite under the thread and the address sanitizer
	@# The sanitizer does not see Swift's Mutex where two threads wait for one (its slow way stands in a
	@# library without instruments), and calls that a race: a loop of eight threads around a Mutex shows
	@# it. What contends on purpose is left to the address sanitizer. Its own memory is a file too large for
	@# a server that may write none.
	swift test --sanitize=thread --scratch-path .build/thread \
	    --skip 'Two hundred tests in parallel|Worlds under load|A store file|ClientTests' \
	    --skip 'whoever else reads and writes|threads that ask at once' \
	    --skip 'A world that is reset or replaced|A secret in the journal|in an SQL seed' \
	    --skip 'demo seed is too large|where a seed is too large'
	@# Foundation's HTTP client, which the tests use, leaks; of the servers see Process+Run.swift.
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build/address

fuzz: setup ## Look for inputs that end a reader, each target for so long: make fuzz SECONDS=600 [TARGET=json]
	SEATFILLER_FUZZ=1 swift build $(FUZZ) --product Fuzz
	@for target in $(or $(TARGET),$$($(FUZZER) list)); do \
	    mkdir -p .build/fuzz/found/$$target && echo "== $$target" && \
	    SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 $(FUZZER) $$target \
	        -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
	        -artifact_prefix=.build/fuzz/$$target- .build/fuzz/found/$$target \
	        Tests/Fuzz/Corpus/$$target || exit 1; \
	done

hunt: build ## Campaigns against a running server, each for so long: make hunt SECONDS=600 [CAMPAIGN=crash] [SEED=1]
	python3 -B Tests/Hunt/hunt.py $(EXECUTABLE) --seconds $(SECONDS) $(SEED:%=--seed %) $(CAMPAIGN)

bench: release ## Beside nginx, C, Hummingbird, WireMock and moto, in one run; BENCH=--flat for ten million seats
	./Tests/Benchmarks/setup.sh
	python3 Tests/Benchmarks/bench.py .build/seatfiller --json .build/bench.json $(BENCH)

bench-worlds: release ## What a world costs, and the journal, and a walk along a million seats
	python3 -B Tests/Benchmarks/worlds.py .build/seatfiller
	python3 -B Tests/Benchmarks/walk.py .build/seatfiller

bench-console: release setup-clients ## How long the console's views take over a million seats, in Chromium
	.build/clients/bin/python -B Tests/Benchmarks/console.py .build/seatfiller

clean: ## Remove what was built
	rm -rf .build
