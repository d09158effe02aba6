#!/bin/sh
# LanguageTool's own testers, and ours, on every rule that was exported and every example in them.
# usage: languagetool/test.sh PACK WORK      PACK: made by `compose languagetool export --into PACK`
# Needs Java 17+ with javac, and mvn. English is tested without LanguageTool's 6,000 own rules: ours take their place.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
pack=$1
work=$2
mkdir -p "$work/jars" "$work/classes"
mvn -B -q -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=test -DoutputDirectory="$work/jars"
rm -rf "$work/pack"
cp -r "$pack" "$work/pack"
english=$work/pack/org/languagetool/rules/en
mv "$english/grammar_custom.xml" "$english/grammar.xml"
cat > "$english/style.xml" <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<rules lang="en"><category id="NONE" name="none"><rule id="NOTHING" name="none"><pattern><token>zxqv</token></pattern>
<message>zxqv.</message><example correction=""><marker>zxqv</marker></example></rule></category></rules>
X
bare=$work/pack:$(find "$work/jars" -name '*.jar' ! -name 'language-??-*' | tr '\n' ':')
with_english=$bare:$(find "$work/jars" -name 'language-en-*.jar')
javac -nowarn -proc:none -cp "$bare" -d "$work/classes" "$here"/src/test/java/*.java 2> "$work/javac.log" || { cat "$work/javac.log"; exit 1; }

start=$(date +%s)
run() {  # NAME CLASSPATH CLASS ARGUMENTS…
  name=$1; log=$work/$1.log; path=$2; shift 2
  java -Xmx1g -Dcompose.examples=true -cp "$work/classes:$path" "$@" > "$log" 2>&1 || { grep -v '^.at ' "$log"; return 1; }
  grep -E '^Running pattern|rules tested\.|^OK' "$log"
  echo "$name: $(($(date +%s) - start)) s"
}
# Both at once, each in a Java of its own: with English on its path the second takes thirty seconds a language.
run corrections "$bare" org.junit.runner.JUnitCore PackTest > "$work/corrections.said" 2>&1 &
second=$!
run rules "$with_english" org.languagetool.rules.patterns.PatternRuleTest ms id is nb en || { kill "$second"; exit 1; }
ended=0; wait "$second" || ended=1
cat "$work/corrections.said"
exit "$ended"
