"""The names that users rely on, and what importing them costs."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import memcon

# Libraries that must not be imported before something needs them.
HEAVY = [
    "networkx",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "pydantic",
    "resvg_py",
    "rich",
    "tokenizers",
    "trafilatura",
    "typer",
]


def test_these_are_the_public_names() -> None:
    assert memcon.__all__ == [
        "Ledger", "Reader", "Record", "Relation", "Report", "__version__", "open_ledger", "read",
        "relation",
    ]  # fmt: skip
    assert dir(memcon) == sorted(memcon.__all__)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("read", ["text", "title", "publisher", "url", "published"]),
        ("relation", ["text", "actor", "recipient"]),
        ("Reader", ["workers", "registry"]),
        ("Reader.read", ["self", "report"]),
        ("Reader.read_many", ["self", "reports"]),
        ("Reader.explain", ["self", "report"]),
        ("Record.to_json", ["self", "indent"]),
        ("Record.from_json", ["source"]),
        ("Report.of", ["text", "title", "publisher", "url", "published", "language"]),
    ],
)
def test_parameters_are_the_documented_ones(name: str, parameters: list[str]) -> None:
    found: object = memcon
    for part in name.split("."):
        found = getattr(found, part)
    assert callable(found)
    assert list(inspect.signature(found).parameters) == parameters


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'recrod'"):
        memcon.recrod  # type: ignore[attr-defined]  # noqa: B018


def loaded_after(statement: str) -> set[str]:
    program = f"{statement}; import sys; print(*sys.modules)"
    completed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(completed.stdout.split())


def test_importing_memcon_imports_no_library() -> None:
    assert loaded_after("import memcon").isdisjoint(HEAVY)


def test_reading_plain_text_imports_no_library_for_other_formats() -> None:
    statement = "import memcon; memcon.read('Norway and Sweden met.')"
    loaded = loaded_after(statement)
    assert "onnxruntime" in loaded
    assert loaded.isdisjoint(["pyarrow", "trafilatura", "warcio", "typer", "rich"])


def test_the_package_says_that_it_is_typed() -> None:
    from importlib.resources import files

    assert files("memcon").joinpath("py.typed").is_file()
