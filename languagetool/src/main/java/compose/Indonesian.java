package compose;

/** Indonesian as a language of LanguageTool. */
public class Indonesian extends DataLanguage {
  public Indonesian() {
    super("id", "Indonesian", 0);
  }
}
