"""Run the browser tests while two other processes keep two cores busy: `make busy-test`."""

import multiprocessing
import os
import subprocess
import sys

SPINNERS = 2


def spin(parent: int) -> None:
    """Keep a core busy until the process that began this one is gone, however it ended."""
    while os.getppid() == parent:
        for _ in range(1_000_000):
            pass


def main(arguments: list[str]) -> int:
    """Run pytest with these arguments beside the spinners; return what it returns."""
    context = multiprocessing.get_context("spawn")
    spinners = [
        context.Process(target=spin, args=(os.getpid(),), daemon=True) for _ in range(SPINNERS)
    ]
    for spinner in spinners:
        spinner.start()
    try:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments])
    finally:
        for spinner in spinners:
            spinner.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
