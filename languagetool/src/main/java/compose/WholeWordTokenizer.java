package compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.languagetool.tokenizers.WordTokenizer;

/** LanguageTool's tokenizer, which keeps an abbreviation with its full stops in one token. */
class WholeWordTokenizer extends WordTokenizer {
  private final Set<String> whole;

  /** @param whole abbreviations in small letters, with their full stops */
  WholeWordTokenizer(Set<String> whole) { this.whole = whole; }

  @Override public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    int from = 0;
    for (int stop = text.indexOf('.'); stop >= 0; stop = text.indexOf('.', Math.max(stop + 1, from))) {
      int start = stop;
      while (start > from && isPart(text.charAt(start - 1))) {
        start--;
      }
      int end = stop + 1;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      if (whole.contains(text.substring(start, end).toLowerCase(Locale.ROOT))) {
        tokens.addAll(super.tokenize(text.substring(from, start)));
        tokens.add(text.substring(start, end));
        from = end;
      }
    }
    tokens.addAll(super.tokenize(text.substring(from)));
    return tokens;
  }

  private static boolean isPart(char sign) { return sign == '.' || Character.isLetter(sign); }
}
