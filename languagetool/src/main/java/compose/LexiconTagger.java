package compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.languagetool.AnalyzedToken;
import org.languagetool.tagging.BaseTagger;
import org.languagetool.tagging.TaggedWord;
import org.languagetool.tagging.WordTagger;

/** Looks words up in resource/CODE/CODE.dict; a word that it does not list may be a compound with a known noun last. */
class LexiconTagger extends BaseTagger {
  private static final int SHORTEST_START = 3;
  private static final int REMEMBERED = 50_000;
  private final int shortestHead;
  private final Map<String, List<AnalyzedToken>> seen = new ConcurrentHashMap<>();

  LexiconTagger(String code, int shortestHead) {
    super("/" + code + "/" + code + ".dict", Locale.forLanguageTag(code), true, true);
    this.shortestHead = shortestHead;
  }

  /** The dictionary is packed tight and slow to read; messages say the same words again and again. */
  @Override protected List<AnalyzedToken> getAnalyzedTokens(String word) {
    List<AnalyzedToken> known = seen.get(word);
    if (known == null) {
      known = super.getAnalyzedTokens(word);
      if (seen.size() < REMEMBERED) {
        seen.put(word, known);
      }
    }
    List<AnalyzedToken> fresh = new ArrayList<>(known.size());
    for (AnalyzedToken each : known) {
      fresh.add(new AnalyzedToken(each.getToken(), each.getPOSTag(), each.getLemma()));
    }
    return fresh;
  }

  @Override protected List<AnalyzedToken> additionalTags(String word, WordTagger tagger) {
    List<AnalyzedToken> found = new ArrayList<>();
    String lower = word.toLowerCase(locale);
    if (shortestHead == 0 || !lower.chars().allMatch(Character::isLetter)) {
      return found;
    }
    for (int cut = SHORTEST_START; found.isEmpty() && cut <= lower.length() - shortestHead; cut++) {
      for (TaggedWord head : tagger.tag(lower.substring(cut))) {
        if (head.getPosTag().startsWith("NOUN:")) {
          found.add(new AnalyzedToken(word, head.getPosTag(), lower.substring(0, cut) + head.getLemma()));
        }
      }
    }
    return found;
  }
}
