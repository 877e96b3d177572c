package dev.atelier.webui;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What pictures are made without, as A1111 v1.10.1 says it in `Processed.comments`: one line each,
/// names of LoRAs that are not there in one line (`networks.load_networks`). The log says it, too.
final class Comments {
    private static final Logger LOG = LoggerFactory.getLogger(Comments.class);
    private static final String LORA = "unsupported.lora";

    private Comments() {}

    /// The lines, each with a line feed; empty where nothing is left out.
    static String on(List<Unsupported> all) {
        var out = all.stream().filter(it -> it.effect() == Unsupported.Effect.LEFT_OUT).toList();
        var lines = new ArrayList<String>();
        var networks =
                out.stream()
                        .filter(Comments::isLora)
                        .map(it -> name(it.why()))
                        .collect(Collectors.joining(", "));
        if (!networks.isEmpty()) {
            lines.add("Networks not found: " + networks);
        }
        out.stream()
                .filter(it -> !isLora(it))
                .map(it -> it.why().english())
                .distinct()
                .forEach(lines::add);
        return lines(lines);
    }

    /// The same of lines that are known; the log says them, too.
    static String lines(List<String> lines) {
        lines.forEach(line -> LOG.warn("{}", line));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static boolean isLora(Unsupported it) {
        return it.field() == RecipeField.PROMPT && it.why().key().startsWith(LORA);
    }

    private static String name(Message why) {
        return why.arguments().getFirst().toString();
    }
}
