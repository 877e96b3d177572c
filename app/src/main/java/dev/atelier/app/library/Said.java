package dev.atelier.app.library;

import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.Arrays;

/// Messages as one text in the index, so that they can be said in another language later.
final class Said {
    /// Between the parts of a message; those inside have the one before it, and so on.
    private static final char BREAK = '\u001F';

    private static final char INNER = '\u0001';

    private Said() {}

    static String write(Message message) {
        return message.isPlain() && message.english().isEmpty() ? "" : write(message, BREAK);
    }

    private static String write(Message message, char between) {
        var parts = new ArrayList<String>();
        parts.add(message.key());
        for (var argument : message.arguments()) {
            parts.add(
                    argument instanceof Message inner
                            ? INNER + write(inner, (char) (between - 1))
                            : argument.toString());
        }
        return String.join(String.valueOf(between), parts);
    }

    static Message read(String text) {
        return text.isEmpty() ? Message.plain("") : read(text, BREAK);
    }

    private static Message read(String text, char between) {
        var parts = text.split(String.valueOf(between), -1);
        if (parts[0].isEmpty()) {
            return Message.plain(parts[parts.length - 1]);
        }
        return new Message(
                parts[0],
                Arrays.stream(parts)
                        .skip(1)
                        .<Object>map(part ->
                                !part.isEmpty() && part.charAt(0) == INNER
                                        ? read(part.substring(1), (char) (between - 1))
                                        : part)
                        .toList());
    }
}
