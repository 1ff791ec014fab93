"""What the documents say is so: outputs, commands, options, targets, links, versions."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from typer.main import get_command

import memcon
from memcon.cli.main import app
from readme import README, ROOT, blocks, paragraph, parts, printed

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
TEXT = README.read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COMMANDS = getattr(get_command(app), "commands")  # noqa: B009


def options_of(command: str) -> set[str]:
    """The options of a command, and of the commands below it if it has any."""
    found = COMMANDS[command]
    parts = [found, *getattr(found, "commands", {}).values()]
    parameters = [parameter for part in parts for parameter in part.params]
    return {"--help"} | {name for p in parameters for name in (*p.opts, *p.secondary_opts)}


@pytest.mark.parametrize(("arguments", "claimed"), blocks(TEXT))
def test_the_readme_shows_what_the_program_prints(arguments: str, claimed: str) -> None:
    assert printed(arguments) == claimed, "write it anew: make docs"


@pytest.mark.parametrize(("arguments", "claimed"), parts(TEXT))
def test_the_readme_shows_a_paragraph_that_the_program_prints(arguments: str, claimed: str) -> None:
    assert paragraph(arguments, claimed) == claimed, "write it anew: make docs"


def test_the_readme_opens_with_real_output() -> None:
    assert len(blocks(TEXT)) >= 1
    assert TEXT.index("<!-- printed by:") < TEXT.index("\n## ")


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    listed = re.findall(r"^\| `memcon (\w+)", TEXT, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
    assert set(re.findall(r"memcon ([a-z]+)\b", "\n".join(code(TEXT)))) <= set(COMMANDS)


def code(text: str) -> list[str]:
    """Blocks of shell commands and words set as code."""
    return [*re.findall(r"```sh\n(.*?)```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]


@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS if d.name not in ("CONTRIBUTING.md", "CHANGELOG.md")]
)
def test_every_option_in_an_example_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    lines = [line for block in code(text) for line in block.splitlines()]
    for line in lines:
        for command, arguments in re.findall(r"memcon (\w+)([^|#]*)", line):
            assert set(re.findall(r"(?<=\s)--[a-z-]+", arguments)) <= options_of(command), line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_make_target_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for block in code(document.read_text("utf-8"))
        for target in re.findall(r"(?:^|\s)make ([a-z]+)", block)
    }
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
        assert "://" in link or (document.parent / link).exists(), link


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert '"schema": "memcon/1"' in capsys.readouterr().out


def test_every_dependency_is_accounted_for() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    accounted = {
        name.strip()
        for row in re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)
        for name in row.split(",")
    } - {"library", "---"}
    wanted = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    assert accounted == {re.split(r"[<>=]", requirement)[0] for requirement in wanted}


def test_changelog_and_citation_name_the_version() -> None:
    assert f"## [{memcon.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\nversion: {memcon.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_no_document_has_a_gap_left_to_fill() -> None:
    written = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("training/*.md")]
    assert written
    assert [path.name for path in written if "@@" in path.read_text("utf-8")] == []
