# The grader for machines without bubblewrap (macOS, Windows). autograder/README.md says how to run
# it. The two scripts are those that continuous integration runs.
FROM python:3.12-slim-bookworm
ENV PYTHON=python3 HOME=/tmp USER=grader
WORKDIR /course
COPY .ci/install-debian .ci/
RUN .ci/install-debian course
COPY . .
RUN .ci/install course
USER 1000:1000
ENTRYPOINT [".venv/bin/python", "-m", "autograder"]
CMD ["--help"]
