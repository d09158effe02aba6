package compose;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.languagetool.AnalyzedTokenReadings;
import org.languagetool.rules.RuleMatch;
import org.languagetool.rules.patterns.RuleFilter;

/**
 * Keeps the match of a token rule only where a whole pattern begins at it, and gives it that pattern's span: LanguageTool
 * looks tokens up in an index, and a pattern at every sign of a text. Arguments, percent-encoded, since they end at a space:
 * pattern, mark (group to underline), unless (a pattern whose overlap cancels), replace (a template of the suggestion).
 */
public class PatternFilter extends RuleFilter {
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  @Override public RuleMatch acceptRuleMatch(RuleMatch match, Map<String, String> arguments, int first,
      AnalyzedTokenReadings[] tokens, List<Integer> positions) {
    String text = match.getSentence().getText();
    Matcher found = compiled(arguments.get("pattern")).matcher(text)
        .region(tokens[0].getStartPos(), text.length()).useTransparentBounds(true).useAnchoringBounds(false);
    int mark = Integer.parseInt(arguments.getOrDefault("mark", "0"));
    if (!found.lookingAt() || cancelled(arguments.get("unless"), text, found.start(mark), found.end(mark))) {
      return null;
    }
    RuleMatch whole = new RuleMatch(match.getRule(), match.getSentence(), found.start(mark), found.end(mark),
        match.getMessage(), match.getShortMessage());
    if (arguments.containsKey("replace")) {
      String mend = expanded(decoded(arguments.get("replace")), found);
      boolean capital = found.start() == 0 && Character.isUpperCase(text.charAt(0)) && !mend.isEmpty();
      whole.setSuggestedReplacements(Arrays.asList(
          capital ? Character.toUpperCase(mend.charAt(0)) + mend.substring(1) : mend));
    }
    return whole;
  }

  private static boolean cancelled(String unless, String text, int start, int end) {
    if (unless != null) {
      for (Matcher other = compiled(unless).matcher(text); other.find(); ) {
        if (other.start() < end && start < other.end()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The template with \1 to \9 as the groups of the match. */
  private static String expanded(String template, Matcher found) {
    StringBuilder mend = new StringBuilder();
    for (int at = 0; at < template.length(); at++) {
      char sign = template.charAt(at);
      if (sign == '\\' && at + 1 < template.length() && Character.isDigit(template.charAt(at + 1))) {
        String group = found.group(template.charAt(++at) - '0');
        mend.append(group == null ? "" : group);
      } else {
        mend.append(sign);
      }
    }
    return mend.toString();
  }

  private static String decoded(String encoded) { return URLDecoder.decode(encoded, StandardCharsets.UTF_8); }

  private static Pattern compiled(String encoded) {
    return COMPILED.computeIfAbsent(encoded, text -> Pattern.compile(decoded(text)));
  }
}
