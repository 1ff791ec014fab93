"""The README's blocks of output, and the programs that print them.

`python tests/readme.py` writes them anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
_PART = re.compile(r"(<!-- part of: memcon (.+?) -->\n```text\n)(.*?)(```\n<!-- end -->)", re.S)
_BLOCK = re.compile(r"(<!-- printed by: memcon (.+?) -->\n```text\n)(.*?)(```\n<!-- end -->)", re.S)


def blocks(text: str) -> list[tuple[str, str]]:
    """The arguments of memcon and the output that the text claims for them."""
    return [(match[2], match[3]) for match in _BLOCK.finditer(text)]


def parts(text: str) -> list[tuple[str, str]]:
    """The arguments of memcon and the paragraph of its output that the text claims for them."""
    return [(match[2], match[3]) for match in _PART.finditer(text)]


def paragraph(arguments: str, claimed: str) -> str:
    """The paragraph that memcon prints below the first line of the one claimed, "" if none."""
    first = claimed.partition("\n")[0]
    found = re.search(rf"^{re.escape(first)}\n(?:.+\n)*", printed(arguments), re.MULTILINE)
    return found[0] if found is not None else ""


def printed(arguments: str) -> str:
    """What memcon prints on a terminal of 80 columns without colours."""
    completed = subprocess.run(
        [sys.executable, "-m", "memcon", *shlex.split(arguments)],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return "".join(f"{line.rstrip()}\n" for line in completed.stdout.splitlines())


if __name__ == "__main__":
    text = README.read_text("utf-8")
    text = _BLOCK.sub(lambda m: f"{m[1]}{printed(m[2])}{m[4]}", text)
    text = _PART.sub(lambda m: f"{m[1]}{paragraph(m[2], m[3]) or m[3]}{m[4]}", text)
    README.write_text(text, "utf-8")
