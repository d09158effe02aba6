package compose;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.languagetool.Language;
import org.languagetool.UserConfig;
import org.languagetool.rules.spelling.hunspell.HunspellRule;

/** Spelling by hunspell/CODE.{aff,dic} and ignore.txt; knows abbreviations, and words with a hyphen whole or by part. */
class DictionaryRule extends HunspellRule {
  private final String id;
  private final Pattern whole;

  DictionaryRule(ResourceBundle messages, Language language, UserConfig user, Pattern whole) {
    super(messages, language, user);
    this.id = language.getShortCode().toUpperCase(Locale.ROOT) + "_SPELLER_RULE";
    this.whole = whole;
  }

  @Override public String getId() { return id; }

  /** The rule cuts the text anew: abbreviations are blanked, at their length, so that their parts are not looked up. */
  @Override protected String[] tokenizeText(String text) {
    String rest = whole == null ? text : whole.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
    return rest.split("[^\\p{L}-]|(?<!\\p{L})-|-(?!\\p{L})");
  }

  @Override public boolean isMisspelled(String word) {
    return super.isMisspelled(word) && Arrays.stream(word.split("-")).anyMatch(part -> super.isMisspelled(part));
  }
}
