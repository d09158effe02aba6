package compose;

/** Norwegian (Bokmål) as a language of LanguageTool. */
public class NorwegianBokmal extends DataLanguage {
  public NorwegianBokmal() {
    super("nb", "Norwegian (Bokmål)", 4);
  }
}
