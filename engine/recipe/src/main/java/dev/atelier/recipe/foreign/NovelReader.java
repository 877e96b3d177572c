package dev.atelier.recipe.foreign;

import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// NovelAI's `Comment`, where `Software` is `NovelAI`. Its braces strengthen by 1.05 and its
/// brackets weaken by as much; `1.5::words::` gives a weight by number.
final class NovelReader {
    private static final String NAME = "NovelAI";
    private static final double STEP = 1.05;
    private static final int DEEPEST = 40;
    private static final Pattern NUMBERED = Pattern.compile("(-?\\d*\\.?\\d+)::(.*?)::");

    private NovelReader() {}

    static Optional<Reading> read(String json) {
        var root = Node.of(json);
        return root.any("prompt", "uc").isPresent() ? Optional.of(reading(root)) : Optional.empty();
    }

    private static Reading reading(Node root) {
        var draft = new Draft(NoiseSource.CPU);
        draft.prompts(
                root.at("prompt").text().map(NovelReader::weights),
                root.at("uc").text().map(NovelReader::weights));
        draft.size(root.at("width"), root.at("height"));
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.at("scale"));
        draft.sampler(root.at("sampler"), NAME);
        draft.schedule(root.at("noise_schedule"), NAME);
        if (root.at("sm").isTrue() || root.at("sm_dyn").isTrue()) {
            draft.lose("NovelAI's SMEA samplers are not known here.");
        }
        draft.lose("NovelAI's models cannot be had, so the picture will differ.");
        return draft.reading();
    }

    /// The same emphasis in A1111's words. Round brackets mean nothing in NovelAI.
    static String weights(String prompt) {
        var escaped = prompt.replace("(", "\\(").replace(")", "\\)");
        var numbered = NUMBERED.matcher(escaped).replaceAll("($2:$1)");
        var out = new StringBuilder();
        var open = new java.util.ArrayDeque<Integer>();
        var signs = new java.util.ArrayDeque<Character>();
        for (int i = 0; i < numbered.length(); i++) {
            char c = numbered.charAt(i);
            boolean closes = c == '}' || c == ']';
            if ((c == '{' || c == '[') && open.size() < DEEPEST) {
                open.push(out.length());
                signs.push(c);
            } else if (closes && !open.isEmpty()) {
                int from = open.pop();
                double factor = signs.pop() == '{' ? STEP : 1 / STEP;
                strengthen(out, from, factor);
            } else if (!closes) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Puts the words from an index on in round brackets; brackets that are all of them multiply.
    private static void strengthen(StringBuilder out, int from, double factor) {
        var inner = out.substring(from);
        var whole = Pattern.compile("\\(([^()\\\\]*):([0-9.]+)\\)").matcher(inner);
        double before = whole.matches() ? Double.parseDouble(whole.group(2)) : 1;
        var words = whole.matches() ? whole.group(1) : inner;
        var weight =
                new BigDecimal(before * factor)
                        .round(new MathContext(4, RoundingMode.HALF_UP))
                        .stripTrailingZeros()
                        .toPlainString();
        out.setLength(from);
        out.append('(').append(words).append(':').append(weight).append(')');
    }
}
