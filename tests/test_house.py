"""The house keeps its own rules: small modules, no machine paths, quick starts that import nothing heavy."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT, process

MODULES = sorted((ROOT / "compose").rglob("*.py"))


def test_no_module_is_over_250_lines():
    long = {str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n") for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 250} == {}


def test_no_path_of_a_machine_stands_in_the_tree():
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    machine = re.compile(r"(^|[^A-Za-z0-9._-])/(work|root|farm|home)/[a-z]")
    guilty = []
    for name in done.stdout.split():
        path = ROOT / name
        if path.suffix in (".py", ".toml", ".md", ".j2", ".sh", ".java", ".yaml", ".yml") and path.is_file():
            guilty += [name for line in path.read_text("utf-8").splitlines() if machine.search(line)]
    assert guilty == []


def test_every_module_says_what_it_does():
    assert [str(path) for path in MODULES if not path.read_text("utf-8").startswith('"""')] == []


HEAVY = (
    "babel",
    "islenska",
    "questionary",
    "language_tool_python",
    "reynir",
    "hunspell",
    "requests",
    "icalendar",
    "sqlite3",
)


def imported(*words: str) -> set[str]:
    code = f"import sys; from compose.entry import main\ntry: main({list(words)!r})\nexcept SystemExit: pass\n"
    code += "print('\\n@@' + ' '.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.rpartition("@@")[2].split()}


def test_the_version_imports_nothing_but_itself():
    assert not imported("--version") & {*HEAVY, "typer", "pydantic", "jinja2", "rich"}


def test_help_imports_no_engine_no_model_and_no_template_language():
    assert not imported("--help") & {*HEAVY, "pydantic", "jinja2"}


def test_render_in_norwegian_imports_neither_icelandic_nor_the_interview():
    loaded = imported("render", f"{ROOT}/locales/nb/examples/minimal.json", "--engine", "rules", "--engine", "words")
    assert not loaded & {"islenska", "questionary", "language_tool_python", "reynir", "requests"}


@pytest.mark.parametrize("words", [("--help",), ("render", "--help"), ("check", "--help"), ("new", "--help")])
def test_help_shows_worked_examples(words: tuple[str, ...]):
    ran = process(*words)
    assert ran.code == 0
    assert "compose " in ran.out.partition("Usage")[2].partition("\n")[2]


def test_a_usage_error_is_exit_2_and_one_line():
    ran = process("render")
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_reader_that_goes_away_is_no_traceback():
    command = f"{sys.executable} -m compose schema | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Traceback" not in done.stderr
