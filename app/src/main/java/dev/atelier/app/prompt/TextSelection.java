package dev.atelier.app.prompt;

/// A text with a selected part; both ends equal is a caret.
///
/// @param start index of the first selected character
/// @param end index behind the last selected character
public record TextSelection(String text, int start, int end) {
    public TextSelection {
        if (start < 0 || end < start || end > text.length()) {
            throw new IllegalArgumentException(
                    "selection: expected within 0 to %d, got %d to %d"
                            .formatted(text.length(), start, end));
        }
    }

    boolean isCaret() {
        return start == end;
    }

    /// The same text with another part selected.
    TextSelection select(int from, int to) {
        return new TextSelection(text, from, to);
    }

    String selected() {
        return text.substring(start, end);
    }

    String before() {
        return text.substring(0, start);
    }

    String after() {
        return text.substring(end);
    }

    /// The character `distance` places before the selection; a NUL where the text has begun.
    char charBefore(int distance) {
        int at = start - distance;
        return at < 0 ? '\0' : text.charAt(at);
    }

    /// The character `distance` places behind the selection, 0 for the next one; a NUL where the
    /// text has ended.
    char charAfter(int distance) {
        int at = end + distance;
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
