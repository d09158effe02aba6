package compose;

import java.io.IOException;
import org.languagetool.server.HTTPServer;

/** LanguageTool's server, which ends when its standard input does: that is, however its owner ends. */
public class Guarded {
  public static void main(String[] args) {
    Thread guard = new Thread(Guarded::outlive, "guard");
    guard.setDaemon(true);
    guard.start();
    HTTPServer.main(args);
  }

  private static void outlive() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException broken) {
      // The owner is gone all the same.
    }
    Runtime.getRuntime().halt(0);
  }
}
