"""The tables that the build makes of the locales' TOML: read instead of it, and only while they say the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from build_lexicons import tables
from compose import locales
from compose.lexicons import data
from compose.locales import toml
from compose.paths import locales_dir
from tests.conftest import TAGS

Read = list[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toml")
    tables.build(folder, locales_dir())
    return folder


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Let the readers look for tables in a folder, with nothing remembered."""

    def forget() -> None:
        for memory in (locales._load, toml._parsed, data._read):
            memory.cache_clear()

    def there(folder: Path) -> None:
        forget()
        for module in (toml, data):
            monkeypatch.setattr(module, "compiled_toml", lambda raw: folder / f"{sha256(raw).hexdigest()}.json")

    yield there
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("tag", TAGS)
def test_a_locale_of_tables_is_the_locale_of_its_toml(
    tag: str, built: Path, tmp_path: Path, reading: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(tmp_path)
    plain = locales.load(tag)
    words = data.word_data(plain)
    reading(built)
    with monkeypatch.context() as without:
        without.setattr("tomllib.loads", lambda _: pytest.fail("TOML was read, not its table"))
        quick = locales.load(tag)
        quick_words = data.word_data(quick)
    for field in dataclasses.fields(plain):
        assert getattr(quick, field.name) == getattr(plain, field.name), field.name
    for field in dataclasses.fields(words):
        assert getattr(quick_words, field.name) == getattr(words, field.name), field.name


def test_a_file_that_has_changed_is_read_itself_and_its_old_table_goes(
    tmp_path: Path, reading: Callable[[Path], None]
) -> None:
    source, made = tmp_path / "locales", tmp_path / "toml"
    source.mkdir()
    (source / "one.toml").write_text("a = 1\n", "utf-8")
    tables.build(made, source)
    reading(made)
    assert [file.read_text() for file in made.iterdir()] == ['{"a":1}']
    (source / "one.toml").write_text("a = 2\n", "utf-8")
    assert toml.read_toml(source / "one.toml", []) == ({"a": 2}, "a = 2\n")
    tables.build(made, source)
    assert [file.read_text() for file in made.iterdir()] == ['{"a":2}']


def test_what_json_cannot_hold_as_it_is_has_no_table(tmp_path: Path) -> None:
    for name, text in (("date", "d = 2026-11-27\n"), ("nan", "n = nan\n"), ("broken", "x ="), ("bytes", "é")):
        (tmp_path / f"{name}.toml").write_bytes(text.encode("latin-1"))
    assert list(tables.tables(tmp_path)) == []
