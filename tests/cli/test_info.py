"""memcon info: the versions that a record is made by."""

from __future__ import annotations

import json

from cli.conftest import Run
from cli.stub import VERSIONS


def test_versions_are_listed(run: Run) -> None:
    outcome = run("info")
    assert (outcome.status, outcome.stderr) == (0, "")
    assert dict(line.split() for line in outcome.stdout.splitlines()) == VERSIONS


def test_versions_as_json(run: Run) -> None:
    assert json.loads(run("info", "--json").stdout) == {**VERSIONS, "ledger": None}
