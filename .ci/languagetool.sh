#!/bin/sh
# LanguageTool in CI: built from Maven artefacts; LanguageTool's own rule tester and ours on all that was exported. That the
# jar of the language classes is what its sources give is a test of the suite's, and the ratio a benchmark (.ci/run).
# usage: .ci/languagetool.sh [WORK]     needs Java 17+ with javac, mvn, and the package in the Python on PATH
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
cd "$top"
export XDG_DATA_HOME="$work/data" COMPOSE_LANGUAGETOOL_HOME="$work/home"
compose="python -m compose"
start=$(date +%s)
$compose languagetool install --from maven
echo "installed: $(($(date +%s) - start)) s"
languagetool/test.sh "$work/home/pack" "$work/tests"
[ $# -gt 0 ] || rm -rf "$work"
