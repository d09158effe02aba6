package compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.languagetool.JLanguageTool;
import org.languagetool.Language;
import org.languagetool.LanguageMaintainedState;
import org.languagetool.UserConfig;
import org.languagetool.language.Contributor;
import org.languagetool.rules.CommaWhitespaceRule;
import org.languagetool.rules.DoublePunctuationRule;
import org.languagetool.rules.MultipleWhitespaceRule;
import org.languagetool.rules.Rule;
import org.languagetool.rules.SentenceWhitespaceRule;
import org.languagetool.synthesis.BaseSynthesizer;
import org.languagetool.synthesis.Synthesizer;
import org.languagetool.tagging.Tagger;
import org.languagetool.tagging.disambiguation.Disambiguator;
import org.languagetool.tagging.disambiguation.rules.XmlRuleDisambiguator;
import org.languagetool.tokenizers.SRXSentenceTokenizer;
import org.languagetool.tokenizers.SentenceTokenizer;
import org.languagetool.tokenizers.Tokenizer;

/**
 * A language that is all data. In rules/CODE: grammar.xml. In resource/CODE, each used where it is there: a tagger's
 * and a synthesizer's dictionary, disambiguation.xml, abbreviations.txt, and a Hunspell dictionary in hunspell/.
 */
abstract class DataLanguage extends Language {
  private final String code;
  private final String name;
  private final int shortestHead;

  /** @param shortestHead letters of the last part of a compound that the lexicon does not list; 0: none are guessed */
  DataLanguage(String code, String name, int shortestHead) {
    this.code = code;
    this.name = name;
    this.shortestHead = shortestHead;
  }

  @Override public String getShortCode() { return code; }

  @Override public String getName() { return name; }

  @Override public String[] getCountries() { return new String[0]; }

  @Override public Contributor[] getMaintainers() { return new Contributor[0]; }

  @Override public String getCommonWordsPath() { return null; }

  /** Only a maintained language has its messages tested. */
  @Override public LanguageMaintainedState getMaintainedState() { return LanguageMaintainedState.ActivelyMaintained; }

  /**
   * A variant stays out of language detection, which has no profile for nb and would keep the server from starting.
   * PatternRuleTest skips the examples of a variant, so the tests set compose.examples.
   */
  @Override public boolean isVariant() { return !Boolean.getBoolean("compose.examples"); }

  @Override public Tagger createDefaultTagger() {
    return has(code + ".dict") ? new LexiconTagger(code, shortestHead) : super.createDefaultTagger();
  }

  @Override public Synthesizer createDefaultSynthesizer() {
    String base = "/" + code + "/" + code;
    return has(code + "_synth.dict") ? new BaseSynthesizer(base + "_synth.dict", base + "_tags.txt", this) : null;
  }

  @Override public Disambiguator createDefaultDisambiguator() {
    return has("disambiguation.xml") ? new XmlRuleDisambiguator(this) : super.createDefaultDisambiguator();
  }

  @Override public Tokenizer createDefaultWordTokenizer() {
    Set<String> whole = abbreviations().stream()
        .filter(word -> word.contains(".")).map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return whole.isEmpty() ? super.createDefaultWordTokenizer() : new WholeWordTokenizer(whole);
  }

  @Override public SentenceTokenizer createDefaultSentenceTokenizer() {
    return new SRXSentenceTokenizer(this, "/compose-segment.srx");
  }

  @Override public List<Rule> getRelevantRules(
      ResourceBundle messages, UserConfig user, Language motherTongue, List<Language> alternatives) throws IOException {
    List<Rule> rules = new ArrayList<>(Arrays.asList(
        new CommaWhitespaceRule(messages),
        new DoublePunctuationRule(messages),
        new MultipleWhitespaceRule(messages, this),
        new SentenceWhitespaceRule(messages)));
    if (has("hunspell/" + code + ".dic")) {
      rules.add(new DictionaryRule(messages, this, user, abbreviated()));
    }
    return rules;
  }

  private boolean has(String file) { return JLanguageTool.getDataBroker().resourceExists("/" + code + "/" + file); }

  private List<String> abbreviations() {
    String file = "/" + code + "/abbreviations.txt";
    return has("abbreviations.txt") ? JLanguageTool.getDataBroker().getFromResourceDirAsLines(file) : List.of();
  }

  /** The abbreviations as one pattern, the longest first; null where there are none. */
  private Pattern abbreviated() {
    String any = abbreviations().stream()
        .filter(line -> !line.isBlank())
        .sorted(Comparator.comparing(String::length).reversed())
        .map(Pattern::quote)
        .collect(Collectors.joining("|"));
    return any.isEmpty() ? null : Pattern.compile(
        "(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
