package compose;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.languagetool.AnalyzedSentence;
import org.languagetool.rules.RuleMatch;
import org.languagetool.rules.patterns.RegexRuleFilter;

/**
 * Drops the match of a regexp rule that overlaps a match of one of its `unless` patterns: what LanguageTool's
 * antipattern is to a token rule. args="unless:PATTERN", the pattern percent-encoded, since arguments end at a space.
 */
public class UnlessFilter extends RegexRuleFilter {
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  @Override public RuleMatch acceptRuleMatch(
      RuleMatch match, Map<String, String> arguments, AnalyzedSentence sentence, Matcher found) {
    Matcher unless = COMPILED.computeIfAbsent(arguments.get("unless"), UnlessFilter::compiled).matcher(sentence.getText());
    while (unless.find()) {
      if (unless.start() < match.getToPos() && match.getFromPos() < unless.end()) {
        return null;
      }
    }
    return match;
  }

  private static Pattern compiled(String encoded) {
    return Pattern.compile(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }
}
