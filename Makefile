# Panelbook. A bare `make` lists what there is to say.
PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench look trust messages

help: ## List these targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: ## Install what is missing: system libraries, Python packages
	@scripts/setup

run: ## Set up, load the demo, start web and worker; PORT=8000 picks the port
	@scripts/setup && PORT=$(PORT) scripts/run

test: ## Set up and run every test, on SQLite and on PostgreSQL, journeys in a browser included
	@scripts/setup test && scripts/test

check: ## Style, types, system checks, migrations and the conventions of the code
	@scripts/setup test && scripts/check

trust: ## The long proofs, whole (make test takes a sample of them); PART=leaks for one of their parts
	@scripts/setup test && scripts/trust $(PART)

bench: ## Measure: one line a figure, judged as a ratio taken within the run; QUICK=1 for smaller sizes
	@scripts/setup test && scripts/bench

look: ## Pictures of every page and of the packs, in look/
	@scripts/setup test && scripts/look

messages: ## Gather every sentence for translation in locale/django.pot; TO=cy brings that language up to date
	@scripts/setup test && .venv/bin/python manage.py messages $(TO)
