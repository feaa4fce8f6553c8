#!/bin/sh
# Make a virtual environment with exactly the packages of a lock file, and this project in it.
# usage: PYTHON=python3.11 scripts/setup.sh VENV LOCK
set -eu
venv=$1
lock=$2
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "fundrunway needs Python 3.11 or newer (found: $python); install it or run: make PYTHON=/path/to/python3.11" >&2
    exit 2
fi
if [ ! -x "$venv/bin/pip" ]; then
    rm -rf "$venv"
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian ships venv apart from Python
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
        else
            echo "Python's venv module is missing; install it with: sudo apt install python3-venv" >&2
            exit 2
        fi
    fi
    "$python" -m venv "$venv"
fi
"$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement "$lock"
"$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
