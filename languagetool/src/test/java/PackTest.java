import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.Assert;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.languagetool.AnalyzedTokenReadings;
import org.languagetool.JLanguageTool;
import org.languagetool.Language;
import org.languagetool.LanguageSpecificTest;
import org.languagetool.Languages;
import org.languagetool.rules.IncorrectExample;
import org.languagetool.rules.Rule;
import org.languagetool.rules.RuleMatch;
import org.languagetool.rules.patterns.AbstractPatternRule;
import org.languagetool.rules.spelling.SpellingCheckRule;

/** What PatternRuleTest leaves out: whether a suggestion is a word, and whether it sets off another rule. */
@RunWith(Parameterized.class)
public class PackTest extends LanguageSpecificTest {
  private final Language language;

  public PackTest(String code) { language = Languages.getLanguageForShortCode(code); }

  @Parameterized.Parameters(name = "{0}") public static Object[] codes() { return new Object[] {"ms", "id", "is", "nb"}; }

  /** LanguageTool's own: ids, messages, examples of Java rules, word lists. */
  @Test public void languageSpecific() throws Exception { runTests(language, language.getShortCode()); }

  /** Every word of a correction is known to the tagger or the speller, where the language has one. */
  @Test public void aCorrectionIsWrittenInKnownWords() throws Exception {
    JLanguageTool tool = new JLanguageTool(language);
    SpellingCheckRule speller = (SpellingCheckRule) tool.getAllRules().stream()
        .filter(rule -> rule instanceof SpellingCheckRule).findFirst().orElse(null);
    List<String> unknown = new ArrayList<>();
    for (Correction each : corrections(tool)) {
      for (AnalyzedTokenReadings word : tool.getAnalyzedSentence(each.text).getTokensWithoutWhitespace()) {
        String token = word.getToken();
        if (speller != null && token.matches("\\p{L}+") && !word.isTagged() && speller.isMisspelled(token)) {
          unknown.add(each.rule + ": " + token);
        }
      }
    }
    Assert.assertEquals("", String.join("\n", unknown));
  }

  /** No rule of language finds anything within a correction; whether it is tactful is another matter. */
  @Test public void aCorrectionSetsOffNoRule() throws Exception {
    JLanguageTool tool = new JLanguageTool(language);
    for (Rule rule : tool.getAllRules()) {
      if (rule instanceof SpellingCheckRule || rule.getCategory().getId().toString().equals("STYLE")) {
        tool.disableRule(rule.getId());
      }
    }
    List<String> wrong = new ArrayList<>();
    for (Correction each : corrections(tool)) {
      for (RuleMatch match : tool.check(each.sentence)) {
        boolean within = each.start <= match.getFromPos() && match.getToPos() <= each.start + each.text.length();
        // What stood there before is not the correction's fault.
        boolean mendable = !match.getSuggestedReplacements().isEmpty();
        if (within && mendable && !each.wrong.contains(each.sentence.substring(match.getFromPos(), match.getToPos()))) {
          wrong.add(each.rule + ": " + each.sentence + " sets off " + match.getRule().getId());
        }
      }
    }
    Assert.assertEquals("", String.join("\n", wrong));
  }

  private static class Correction {
    private final String rule;
    private final String text;
    private final String sentence;
    private final String wrong;
    private final int start;

    private Correction(String rule, String text, String sentence, String wrong) {
      this.rule = rule;
      this.text = text;
      this.sentence = sentence;
      this.wrong = wrong.replaceAll("</?marker>", "");
      this.start = wrong.indexOf("<marker>");
    }
  }

  private static List<Correction> corrections(JLanguageTool tool) {
    List<Correction> found = new ArrayList<>();
    for (Rule rule : tool.getAllRules()) {
      if (rule instanceof AbstractPatternRule) {
        for (IncorrectExample example : rule.getIncorrectExamples()) {
          for (String correction : example.getCorrections()) {
            if (!correction.isEmpty()) {
              String sentence = example.getExample().replaceAll("<marker>.*</marker>", Matcher.quoteReplacement(correction));
              found.add(new Correction(((AbstractPatternRule) rule).getFullId(), correction,
                  sentence, example.getExample()));
            }
          }
        }
      }
    }
    return found;
  }
}
