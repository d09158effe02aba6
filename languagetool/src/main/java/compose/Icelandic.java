package compose;

/** Icelandic as a language of LanguageTool. */
public class Icelandic extends DataLanguage {
  public Icelandic() {
    super("is", "Icelandic", 4);
  }
}
