#!/bin/sh
# LanguageTool in CI: built from Maven artefacts; the jar of the language classes compared with a fresh build; LanguageTool's
# own rule tester and ours on all that was exported; 200 messages joined against 200 single ones.
# usage: .ci/languagetool.sh [WORK]     needs Java 17+ with javac, mvn, and the package in the Python on PATH
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
cd "$top"
export XDG_DATA_HOME="$work/data" COMPOSE_LANGUAGETOOL_HOME="$work/home"
compose="python -m compose"
$compose languagetool install --from maven
python languagetool/build.py "$work/home/LanguageTool-6.8" --check
languagetool/test.sh "$work/home/pack" "$work/tests"
python benchmarks/languagetool.py --locale nb
[ $# -gt 0 ] || rm -rf "$work"
