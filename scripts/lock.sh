#!/bin/sh
# Pin exactly what is installed, with hashes and without any registry's address.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out=$1
    shift
    CUSTOM_COMPILE_COMMAND="make lock" pip-compile --quiet --upgrade --generate-hashes --no-emit-index-url \
        --no-emit-trusted-host --no-emit-find-links --strip-extras --allow-unsafe --no-annotate \
        "$@" --output-file "$out" pyproject.toml
}
lock requirements/run.txt
lock requirements/dev.txt --extra dev --constraint requirements/run.txt
lock requirements/tables.txt --extra tables --constraint requirements/run.txt
