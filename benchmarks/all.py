"""Runs every benchmark, one after the other; those whose corpus is not there are told and skipped.

usage: python benchmarks/all.py [--corpora DIR] [--full]
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parents[1] / "shared" / "corpora"


def main() -> None:
    """Runs the benchmarks; ends with status 1 if one of them failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--full", action="store_true", help="a ledger of a million events")
    options = parser.parse_args()
    corpora = options.corpora
    train = corpora / "polnear-train.jsonl.gz"
    polnear, timex = corpora / "polnear-dev.jsonl.gz", corpora / "timex-train.jsonl.gz"
    runs: list[tuple[str, list[Path | str], Path | None]] = [
        ("heads.py", ["--corpora", corpora], corpora),
        ("polnear.py", [polnear], polnear),
        ("timex.py", [timex], timex),
        ("coreference.py", ["--corpora", corpora], corpora / "gum-entities-dev.jsonl.gz"),
        ("petrarch.py", [corpora], corpora / "petrarch-suite-even.jsonl"),
        ("cold_start.py", [], None),
        ("speed.py", [], None),
        ("filters.py", [corpora], polnear),
        ("corpus.py", [train], train),
        ("ledger.py", ["--full"] if options.full else [], None),
    ]
    failed = [name for name, arguments, needs in runs if not passes(name, arguments, needs)]
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


def passes(name: str, arguments: list[Path | str], needs: Path | None) -> bool:
    """Runs a benchmark under its headline, or says what it lacks; whether it did not fail."""
    script = HERE / name
    headline = script.read_text("utf-8").splitlines()[0].strip('"')
    print(f"\n== {name}: {headline}", flush=True)
    if needs is not None and not needs.exists():
        print(f"skipped: no {needs}; say where: make bench CORPORA=DIR", flush=True)
        return True
    command = [sys.executable, str(script), *map(str, arguments)]
    return not subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    main()
