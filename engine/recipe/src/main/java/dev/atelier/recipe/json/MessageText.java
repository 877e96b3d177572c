package dev.atelier.recipe.json;

import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Messages as one text in a database, so that they can be shown in another language later. A
/// sentence that an older version wrote is read as it is.
public final class MessageText {
    /// Between the parts of a message; those inside have the one before it, and so on.
    private static final char BREAK = '\u001F';

    private static final char INNER = '\u0001';
    private static final Pattern KEY = Pattern.compile("[a-z]+\\.[a-z0-9-]+");

    private MessageText() {}

    /// An empty text for a plain message without words.
    public static String write(Message message) {
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

    public static Message read(String text) {
        boolean sentence = text.indexOf(BREAK) < 0 && !KEY.matcher(text).matches();
        return sentence ? Message.plain(text) : read(text, BREAK);
    }

    private static Message read(String text, char between) {
        var parts = text.split(String.valueOf(between), -1);
        if (parts[0].isEmpty()) {
            return Message.plain(parts[parts.length - 1]);
        }
        return new Message(
                present(parts[0]),
                Arrays.stream(parts)
                        .skip(1)
                        .<Object>map(part ->
                                !part.isEmpty() && part.charAt(0) == INNER
                                        ? read(part.substring(1), (char) (between - 1))
                                        : part)
                        .toList());
    }

    /// Databases of older versions hold keys of issues as `loss.…`.
    private static String present(String key) {
        return key.startsWith("loss.") ? "issue." + key.substring("loss.".length()) : key;
    }
}
