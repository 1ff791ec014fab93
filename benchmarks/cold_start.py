"""Measures how long `memcon read` takes for the example report from a cold start, and its memory.

    python benchmarks/cold_start.py [--runs N]

Each run is a process of its own; the first one, with the files not yet in the system's cache, is
told apart from the others.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "seed.txt"
PROGRAM = "from memcon.cli.main import main; main()"
ARGUMENTS = ["read", str(EXAMPLE), "--published", "2024-11-11", "--json"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=10)
    seconds, megabytes = zip(*(_run() for _ in range(parser.parse_args().runs)), strict=True)
    print(f"first run   {seconds[0]:6.2f} s")
    print(f"median      {statistics.median(seconds):6.2f} s")
    print(f"slowest     {max(seconds):6.2f} s")
    print(f"memory      {max(megabytes):6.0f} MB")


def _run() -> tuple[float, float]:
    """Wall time in seconds and peak resident memory in MB of one reading."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *ARGUMENTS], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        raise SystemExit(f"memcon read ended with status {os.waitstatus_to_exitcode(status)}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return took, usage.ru_maxrss / unit


if __name__ == "__main__":
    main()
