"""The first files of a team's own data, laid over the built-in ones: what `compose init` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from compose.locales import load
from compose.locales.layout import Layout
from compose.locales.schemas import SCHEMAS, schema_of
from compose.locales.source import read_source
from compose.paths import locales_dir, templates_dir

_SETTINGS = """# What holds for this team; see `compose lint --help` and docs/lint.md.
locale = "{locale}"
channel = "email"
templates = "templates"            # letters laid over the built-in ones
locales = "locales"                # sentences, phrases, rules and words laid over the built-in ones

[disabled]                         # rules that do not hold here, each with the reason
"""
_GITHUB = """name: compose
on: [push, pull_request]
permissions:
  contents: read
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install mistake-composer
      - run: compose lint --format github --fail-on warning
      - run: compose lint --render-all
"""
_GITLAB = """compose:
  image: python:3.12
  script:
    - pip install mistake-composer
    - compose lint --render-all --format gitlab --out gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""
_CI = {"github": {".github/workflows/compose.yml": _GITHUB}, "gitlab": {".gitlab-ci.yml": _GITLAB}, "none": {}}
_SAY = """#:schema ../../schemas/say.schema.json
# A sentence of the same id stands for the built-in one; a new id adds one.

"""
_MOVE = "closing"


def overlay(locale: str, ci: str) -> Iterator[tuple[str, str]]:
    """The files of an overlay: relative name and text. Raises ComposeError for an unknown language."""
    load(locale)
    yield "compose.toml", _SETTINGS.format(locale=locale)
    yield "templates/letters/email.j2", read_source(templates_dir() / "letters" / "email.j2")
    yield f"locales/{locale}/say.toml", _sentence(locale)
    yield "incidents/example.json", read_source(locales_dir() / locale / "examples" / "minimal.json")
    for name in SCHEMAS:
        yield f"schemas/{name}.schema.json", json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
    yield from _CI[ci].items()


def _sentence(locale: str) -> str:
    """One sentence of the language as it is built in, to be changed."""
    text = read_source(locales_dir() / locale / "say.toml")
    found = next(sentence for sentence in load(locale).sentences if sentence.move == _MOVE)
    layout = Layout(text)
    entry = layout.entry("sentence", found.line)
    start = layout.nodes[entry].key[0]
    end = max(node.value[1] for path, node in layout.nodes.items() if path[:2] == entry)
    return _SAY + text[start:end] + "\n"
