package compose;

/** Malay as a language of LanguageTool. */
public class Malay extends DataLanguage {
  public Malay() {
    super("ms", "Malay", 0);
  }
}
