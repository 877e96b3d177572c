package dev.atelier.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One module's TorchScript text, put together from resource files.
///
/// A resource is plain Python as far as a reader sees: functions whose first parameter is `self`
/// become methods of the module, all others free functions, and they call each other by bare name.
/// The serialized form wants a class body, typed `self` and calls through `__torch__`; this class
/// adds those without moving text across lines, so that an error can name the resource's own line.
final class TorchSource {
    private static final Pattern DEFINITION = Pattern.compile("^def (\\w+)\\(");
    private static final Pattern SELF = Pattern.compile("^(def \\w+\\(self)");
    private static final String TYPED_SELF = "$1: __torch__." + TorchArchive.CLASS_NAME;
    private static final Pattern SCRIPT_LINE =
            Pattern.compile("File \"code/__torch__\\.py\", line (\\d+)");

    private record Line(String text, String resource, int number) {}

    private final List<Line> lines = new ArrayList<>();

    private TorchSource() {}

    /// Assembles the text of `resources` (file names beside this class) for a module with the given
    /// whole-number attributes.
    static TorchSource assemble(List<String> resources, Collection<String> attributes) {
        var definitions = new ArrayList<List<Line>>();
        for (var resource : resources) {
            definitions.addAll(split(read(resource), resource));
        }
        var calls = callPattern(definitions);
        var source = new TorchSource();
        source.header(attributes);
        definitions.stream().filter(TorchSource::isMethod).forEach(d -> source.method(d, calls));
        definitions.stream()
                .filter(d -> !isMethod(d))
                .forEach(d -> d.forEach(line -> source.add(line, qualify(line.text, calls))));
        return source;
    }

    /// The text as the archive wants it.
    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /// Rewrites PyTorch's error so that every line of our text is named as `unet.py:12`.
    String explain(String message) {
        return SCRIPT_LINE
                .matcher(message)
                .replaceAll(match -> Matcher.quoteReplacement(origin(match.group(1))));
    }

    private String origin(String number) {
        int index = Integer.parseInt(number) - 1;
        if (index < 0 || index >= lines.size()) {
            return "line " + number;
        }
        var line = lines.get(index);
        return line.resource + ":" + line.number;
    }

    private void header(Collection<String> attributes) {
        add("class " + TorchArchive.CLASS_NAME + "(Module):");
        add("  __parameters__ = []");
        add("  __buffers__ = []");
        add("  training : bool");
        add("  w : Dict[str, Tensor]");
        attributes.forEach(name -> add("  " + name + " : int"));
    }

    private void method(List<Line> definition, Pattern calls) {
        for (var line : definition) {
            add(line, "  " + qualify(SELF.matcher(line.text).replaceFirst(TYPED_SELF), calls));
        }
    }

    private void add(String text) {
        lines.add(new Line(text, "header", lines.size() + 1));
    }

    private void add(Line origin, String text) {
        lines.add(new Line(text, origin.resource, origin.number));
    }

    private static boolean isMethod(List<Line> definition) {
        return SELF.matcher(definition.getFirst().text).find();
    }

    private static String qualify(String text, Pattern calls) {
        return calls.matcher(text).replaceAll("__torch__.$1(");
    }

    /// Matches a call of any free function by its bare name.
    private static Pattern callPattern(List<List<Line>> definitions) {
        var names = new TreeSet<String>();
        for (var definition : definitions) {
            var matcher = DEFINITION.matcher(definition.getFirst().text);
            if (!isMethod(definition) && matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return Pattern.compile("(?<![.\\w])(?<!def )(" + String.join("|", names) + ")\\(");
    }

    /// Cuts a resource into its top-level functions; what stands between them is comment.
    private static List<List<Line>> split(List<String> text, String resource) {
        var definitions = new ArrayList<List<Line>>();
        for (int i = 0; i < text.size(); i++) {
            var line = new Line(text.get(i), resource, i + 1);
            if (DEFINITION.matcher(line.text).find()) {
                definitions.add(new ArrayList<>());
            }
            if (!definitions.isEmpty() && !line.text.isBlank() && !line.text.startsWith("#")) {
                definitions.getLast().add(line);
            }
        }
        return definitions;
    }

    private static List<String> read(String resource) {
        try (var in = TorchSource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no network text named " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
