package compose;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import morfologik.fsa.builders.CFSA2Serializer;
import morfologik.fsa.builders.FSABuilder;
import morfologik.stemming.EncoderType;

/**
 * Builds a tagger's dictionary from lines of form TAB lemma TAB tag on standard input: CODE.dict (form to lemma and
 * tag), CODE_synth.dict (lemma|tag to form), CODE_tags.txt, and an .info beside each. Needs no class but those that
 * lie in LanguageTool's own libs.   usage: Dictionary CODE FOLDER
 */
public class Dictionary {
  private static final byte SEPARATOR = '+';
  private final List<byte[]> tagger = new ArrayList<>();
  private final List<byte[]> synthesizer = new ArrayList<>();
  private final Set<String> tags = new TreeSet<>();

  public static void main(String[] args) throws IOException {
    Dictionary dictionary = new Dictionary();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        dictionary.add(line.split("\t"));
      }
    }
    dictionary.write(Files.createDirectories(Path.of(args[1])).resolve(args[0]));
  }

  private void add(String[] part) {
    tagger.add(row(part[0], part[1], (char) SEPARATOR + part[2]));
    synthesizer.add(row(part[1] + "|" + part[2], part[0], ""));
    tags.add(part[2]);
  }

  private void write(Path base) throws IOException {
    write(tagger, base.toString());
    write(synthesizer, base + "_synth");
    Files.write(Path.of(base + "_tags.txt"), tags);
  }

  private static byte[] row(String from, String to, String tail) {
    byte[] key = from.getBytes(StandardCharsets.UTF_8);
    ByteBuffer code = EncoderType.SUFFIX.get()
        .encode(ByteBuffer.allocate(0), ByteBuffer.wrap(key), ByteBuffer.wrap(to.getBytes(StandardCharsets.UTF_8)));
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.writeBytes(key);
    row.write(SEPARATOR);
    row.write(code.array(), 0, code.remaining());
    row.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return row.toByteArray();
  }

  private static void write(List<byte[]> rows, String base) throws IOException {
    rows.sort(FSABuilder.LEXICAL_ORDERING);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(base + ".dict")))) {
      new CFSA2Serializer().serialize(FSABuilder.build(rows), out);
    }
    Files.writeString(Path.of(base + ".info"), "fsa.dict.separator=+\nfsa.dict.encoding=utf-8\nfsa.dict.encoder=SUFFIX\n");
  }
}
