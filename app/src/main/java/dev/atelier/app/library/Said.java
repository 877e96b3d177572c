package dev.atelier.app.library;

import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.List;

/// Messages as one text in the index, so that they can be said in another language later. A message
/// within a message is kept in English.
final class Said {
    private static final String BREAK = "\u001F";

    private Said() {}

    static String write(Message message) {
        if (message.isPlain() && message.english().isEmpty()) {
            return "";
        }
        var parts = new ArrayList<String>();
        parts.add(message.key());
        for (var argument : message.arguments()) {
            parts.add(argument instanceof Message inner ? inner.english() : argument.toString());
        }
        return String.join(BREAK, parts);
    }

    static Message read(String text) {
        if (text.isEmpty()) {
            return Message.plain("");
        }
        var parts = List.of(text.split(BREAK, -1));
        return parts.getFirst().isEmpty()
                ? Message.plain(parts.getLast())
                : new Message(parts.getFirst(), List.copyOf(parts.subList(1, parts.size())));
    }
}
