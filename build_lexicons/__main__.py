"""Makes the lexicons of a checkout by hand."""

from pathlib import Path

from build_lexicons import build

folder = Path(__file__).resolve().parent.parent / "build" / "lexicons"
print(f"{'made' if build(folder) else 'up to date'}: {folder}")
