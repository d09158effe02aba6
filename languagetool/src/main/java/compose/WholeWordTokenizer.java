package compose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.languagetool.tokenizers.WordTokenizer;

/** LanguageTool's tokenizer, which keeps an abbreviation with its full stops in one token. */
class WholeWordTokenizer extends WordTokenizer {
  private final Pattern whole;

  WholeWordTokenizer(Pattern whole) { this.whole = whole; }

  @Override public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    int from = 0;
    for (Matcher found = whole.matcher(text); found.find(); from = found.end()) {
      tokens.addAll(super.tokenize(text.substring(from, found.start())));
      tokens.add(found.group());
    }
    tokens.addAll(super.tokenize(text.substring(from)));
    return tokens;
  }
}
