package dev.atelier.cloud.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Sets right the brackets of a text: closes those that it leaves open, and drops those that close
/// nothing. What stands within texts and comments stays, and so do the numbers of the lines.
final class Brackets {
    private final String text;

    /// Whether a bracket that begins its line closes what began as far to the left.
    private final boolean indented;

    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder out;
    private int at;
    private int indent;
    private boolean firstInLine = true;

    /// @param close the bracket that it needs
    /// @param indent spaces before the line that it stands in
    private record Open(char close, int indent) {}

    private Brackets(String text, boolean indented) {
        this.text = text;
        this.indented = indented;
        out = new StringBuilder(text.length() + 8);
    }

    /// The text with its brackets set right; empty where that does not make it a config.
    static Optional<String> repaired(String text) {
        var bare = ConfigText.bare(text);
        return new Brackets(bare, true).read().or(() -> new Brackets(bare, false).read());
    }

    private Optional<String> read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = endOfWords();
            if (end > at) {
                out.append(text, at, end);
                at = end;
                firstInLine = false;
            } else {
                read(c);
                at++;
            }
        }
        closeRest();
        var made = out.toString();
        return made.equals(text) || !isConfig(made) ? Optional.empty() : Optional.of(made);
    }

    private static boolean isConfig(String text) {
        try {
            var _ = ConfigText.lenient(text);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private void read(char c) {
        switch (c) {
            case '\n' -> {
                indent = 0;
                firstInLine = true;
            }
            case ' ', '\t' -> indent += firstInLine ? 1 : 0;
            case '{', '[' -> open.push(new Open(c == '{' ? '}' : ']', indent));
            case '}', ']' -> {
                closeUpTo(c);
                if (open.isEmpty() || open.peek().close() != c) {
                    return; // it closes nothing
                }
                open.pop();
            }
            default -> {
                // A number, a word, or what separates values.
            }
        }
        firstInLine &= c == '\n' || c == ' ' || c == '\t' || c == '\r';
        out.append(c);
    }

    /// Closes what another bracket leaves open.
    private void closeUpTo(char c) {
        boolean known = open.stream().anyMatch(it -> it.close() == c);
        while (known && open.size() > 1) {
            var last = open.peek();
            boolean within = indented && firstInLine && last.indent() > indent;
            if (last.close() == c && !within) {
                return;
            }
            out.append(open.pop().close());
        }
    }

    private void closeRest() {
        if (open.isEmpty()) {
            return;
        }
        int end = out.length();
        while (end > 0 && Character.isWhitespace(out.charAt(end - 1))) {
            end--;
        }
        out.setLength(end);
        boolean lines = out.indexOf("\n") >= 0;
        while (!open.isEmpty()) {
            var last = open.pop();
            out.append(lines ? "\n" + " ".repeat(last.indent()) : "").append(last.close());
        }
        out.append(lines ? "\n" : "");
    }

    /// Behind the text or comment that begins here, or here where none does.
    private int endOfWords() {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return endOfText(c);
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? text.length() : end + 2;
        }
        if (c == '#' || text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }
        return at;
    }

    private int endOfText(char mark) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == mark) {
                return i + 1;
            }
        }
        return text.length();
    }
}
