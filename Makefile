# make lab opens the course, make test proves that it works. `make help` lists the rest.

PYTHON ?= python3
UNIT ?= u01_perceptron
python := .venv/bin/python
export PYTHON

.PHONY: help lab teach data install test test-browser test-screens test-fast test-oldest test-newest test-colab test-pyodide site build grade record release-check lock bench fuzz test-class

help:  ## say what each target does
	@sed -nE 's/^([a-z-]+):.*## /make \1	/p' Makefile

lab: install  ## open the course in JupyterLab
	@$(python) -m dlaudio lab $(ARGS)

teach: install  ## open the whole project in JupyterLab, with nbgrader's panels and formgrader
	@$(python) -m dlaudio lab --teach $(ARGS)

data: install  ## fetch the real recordings, which the units use where they are there
	@$(python) -m dlaudio data

install:  ## create or repair the environment in .venv
	@.ci/install course

test:  ## install what the tests need, and run them (ARGS="-k name" picks some)
	@.ci/install-debian
	@.ci/install test
	@$(python) -m pytest $(if $(ARGS),$(ARGS),-n 3 --no-loadscope-reorder)

test-browser: install  ## run all solved units without the packages that a browser does not have
	@.ci/install test
	@DLAUDIO_ALL_UNITS=1 $(python) -m pytest -n 2 tests/people/test_browser_python.py $(ARGS)

test-screens: install  ## run all units in JupyterLab, move each demo, open them again (half an hour)
	@.ci/install test
	@DLAUDIO_SCREENS=1 $(python) -m pytest -n 2 tests/people/test_screens.py $(ARGS)

test-fast: install  ## the tests that take a minute, for daily work; says what it leaves out
	@.ci/install test
	@$(python) -m pytest -n 2 --no-loadscope-reorder --fast $(ARGS)

test-oldest:  ## the tests with the lowest versions that are allowed (ARGS="tests/dlaudio")
	@.ci/versions oldest $(ARGS)

test-newest:  ## the tests with the newest versions of everything
	@.ci/versions newest $(ARGS)

test-colab:  ## each notebook alone with Colab's versions (ARGS=u01_perceptron picks some)
	@.ci/versions colab $(ARGS)

test-pyodide:  ## all solved units with the versions of a browser's Python
	@.ci/versions pyodide $(ARGS)

site:  ## make the web site in site/_build/html: every unit with its pictures and sounds
	@.ci/install site
	@$(python) -m autograder site

build: install  ## build every notebook from solutions/*.py
	@$(python) -m autograder build

grade: install  ## grade what the class handed in (UNIT=u01_perceptron), or a sample class
	@$(python) -m autograder grade $(UNIT) --sample $(ARGS)

record: install  ## publish how the grader judges right and wrong answers
	@$(python) -m autograder record --publish $(ARGS)

release-check: install  ## a release as a dry run: build, upload to an index of this machine, install, run
	@.ci/release

lock:  ## write the versions that Binder, the container and LOCKED=1 install, anew
	@.ci/lock

bench: install  ## measure how fast a class is graded, beside plain nbgrader (minutes)
	@$(python) bench/grading.py $(ARGS)

test-class: install  ## grade sixty students, twenty of them hostile, and kill the grader sixty times
	@.ci/install test
	@$(python) bench/whole_class.py $(ARGS)
	@DLAUDIO_KILLS=50 $(python) -m pytest -q tests/autograder/classroom -k killed_at_any_moment

fuzz: install  ## try two thousand hostile files on the grader (a quarter of an hour)
	@.ci/install test
	@$(python) bench/fuzz.py $(ARGS)
