# The one door for building, testing and formatting. `make` lists what there is.

# SwiftPM caches its evaluation of Package.swift by text and environment, never by folder: with the modules'
# names in the environment a new folder in Modules/ is seen, and a removed one forgotten.
export SATCHEL_MODULES := $(shell ls Modules)

SOURCES := Package.swift Sources Tests Modules Plugins

.DEFAULT_GOAL := help
.PHONY: help build demo serve-demo test test-fast test-browser test-http test-real fuzz bench check docs fmt deps clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 21

build: deps ## build bin/satchel and bin/satchel-server
	swift build -c release --product satchel
	swift build -c release --product satchel-server
	@scripts/install-program bin

demo: deps ## show a round trip on a throw-away server
	@echo "make demo: the first build of satchel takes about three minutes on two cores, the demo itself ten seconds"
	swift build -c release --product satchel
	@scripts/install-program bin satchel
	@scripts/demo

serve-demo: build ## serve the page on a throw-away database until Ctrl-C
	@scripts/serve-demo

test: deps ## run every test; the last line counts them
	@scripts/test

test-fast: deps ## run the tests that need no server; the last line counts them
	@scripts/test-fast

test-real: deps ## carry databases of real applications; NAME=django chooses one
	@scripts/test-real $(NAME)

test-http: deps ## try the server from outside: made-up requests, readers, memory
	swift build
	@scripts/test-http

test-browser: deps ## test the page in Chromium; the last line counts the tests
	@scripts/test-browser

fuzz: deps ## carry N random schemas (default 100) from SEED on (default 1)
	@scripts/fuzz $(or $(N),100) $(or $(SEED),1)

bench: build ## time satchel beside pg_dump and pg_restore; N posts (default 50000)
	@scripts/bench $(or $(N),50000)

check: deps ## check format, warnings and TableKit's documentation
	swift format lint --strict --recursive $(SOURCES)
	swift build --build-tests --explicit-target-dependency-import-check=error
	@scripts/docs

docs: deps ## build the documentation of TableKit, what a module imports
	@scripts/docs

fmt: ## format the sources in place
	swift format --in-place --recursive $(SOURCES)

deps: ## install the libraries and the server that are missing
	@scripts/install-dependencies

clean: ## remove what was built
	swift package clean
	rm -rf bin
