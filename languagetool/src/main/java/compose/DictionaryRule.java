package compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.languagetool.Language;
import org.languagetool.UserConfig;
import org.languagetool.rules.spelling.hunspell.HunspellRule;

/**
 * Spelling by hunspell/CODE.{aff,dic} and ignore.txt. A word that the tagger knows is right too, and so is a word with a
 * hyphen whose parts are; abbreviations are not looked up.
 */
class DictionaryRule extends HunspellRule {
  private final String id;
  private final Pattern whole;
  private final Language tagged;

  DictionaryRule(ResourceBundle messages, Language language, UserConfig user, Pattern whole) {
    super(messages, language, user);
    this.id = language.getShortCode().toUpperCase(Locale.ROOT) + "_SPELLER_RULE";
    this.whole = whole;
    this.tagged = language;
  }

  @Override public String getId() { return id; }

  /** The rule cuts the text anew: abbreviations are blanked, at their length, so that their parts are not looked up. */
  @Override protected String[] tokenizeText(String text) {
    String rest = whole == null ? text : whole.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
    return rest.split("[^\\p{L}-]|(?<!\\p{L})-|-(?!\\p{L})");
  }

  @Override public boolean isMisspelled(String word) {
    return super.isMisspelled(word) && !isTagged(word)
        && Arrays.stream(word.split("-")).anyMatch(part -> super.isMisspelled(part) && !isTagged(part));
  }

  private boolean isTagged(String word) {
    try {
      return tagged.getTagger().tag(List.of(word)).get(0).isTagged();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }
}
