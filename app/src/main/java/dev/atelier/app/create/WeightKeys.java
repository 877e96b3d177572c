package dev.atelier.app.create;

import java.util.Locale;
import java.util.regex.Pattern;

/// Ctrl+Up and Ctrl+Down on a prompt, as A1111 does it: the weight of the selection, of the bracket
/// the caret is in, or of the word under it goes up or down by 0.1, by 0.05 inside `<lora:…>`. A
/// weight of 1 loses its bracket.
final class WeightKeys {
    private static final String DELIMITERS = ".,\\/!?%^*;:{}=`~() \r\n\t<>[]";
    private static final Pattern WEIGHTED =
            Pattern.compile("^\\((.*):([\\d.]+)\\)$", Pattern.DOTALL);
    private static final Pattern NETWORK = Pattern.compile("^<([a-z]+:[^:>]+):([\\d.]+)>$");

    private WeightKeys() {}

    /// A text and what is selected in it.
    record Edit(String text, int start, int end) {}

    static Edit changed(Edit edit, boolean up) {
        var span = span(edit);
        if (span.start() == span.end()) {
            return edit;
        }
        var part = edit.text().substring(span.start(), span.end());
        var network = NETWORK.matcher(part);
        if (network.matches()) {
            double weight = Double.parseDouble(network.group(2)) + (up ? 0.05 : -0.05);
            return replaced(span, "<" + network.group(1) + ":" + plain(weight) + ">");
        }
        var weighted = WEIGHTED.matcher(part);
        var words = weighted.matches() ? weighted.group(1) : part;
        double before = weighted.matches() ? Double.parseDouble(weighted.group(2)) : 1;
        var weight = plain(before + (up ? 0.1 : -0.1));
        return replaced(span, weight.equals("1") ? words : "(" + words + ":" + weight + ")");
    }

    /// What the keys act on.
    private static Edit span(Edit edit) {
        if (edit.start() != edit.end()) {
            return aroundSelection(edit);
        }
        for (var pair : new char[][] {{'<', '>'}, {'(', ')'}}) {
            int open = edit.text().lastIndexOf(pair[0], edit.start() - 1);
            int close = edit.text().indexOf(pair[1], edit.start());
            int closedBefore = edit.text().lastIndexOf(pair[1], edit.start() - 1);
            if (open >= 0 && close >= 0 && closedBefore < open) {
                return new Edit(edit.text(), open, close + 1);
            }
        }
        int from = edit.start();
        int to = edit.start();
        while (from > 0 && isWord(edit.text().charAt(from - 1))) {
            from--;
        }
        while (to < edit.text().length() && isWord(edit.text().charAt(to))) {
            to++;
        }
        return new Edit(edit.text(), from, to);
    }

    /// A selection inside `(…:1.2)` means the whole of it.
    private static Edit aroundSelection(Edit edit) {
        var text = edit.text();
        if (edit.start() > 0 && text.charAt(edit.start() - 1) == '(') {
            var rest = Pattern.compile("^:[\\d.]+\\)").matcher(text.substring(edit.end()));
            if (rest.find()) {
                return new Edit(text, edit.start() - 1, edit.end() + rest.end());
            }
        }
        return edit;
    }

    private static Edit replaced(Edit span, String part) {
        var text =
                span.text().substring(0, span.start()) + part + span.text().substring(span.end());
        int inside = part.startsWith("(") || part.startsWith("<") ? 1 : 0;
        int length = inside == 0 ? part.length() : part.lastIndexOf(':') - 1;
        return new Edit(text, span.start() + inside, span.start() + inside + length);
    }

    private static boolean isWord(char c) {
        return DELIMITERS.indexOf(c) < 0;
    }

    private static String plain(double weight) {
        var text = String.format(Locale.ROOT, "%.2f", Math.max(0, weight));
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
