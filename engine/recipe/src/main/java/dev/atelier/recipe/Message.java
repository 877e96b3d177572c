package dev.atelier.recipe;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Something to tell the user, independent of any language: a key of the bundle
/// `dev.atelier.recipe.Messages`, and what stands in its places. Nothing looks at its words.
///
/// @param key such as `unsupported.lora`
/// @param arguments for `{0}`, `{1}` …
public record Message(String key, List<String> arguments) {
    private static final String PLAIN = "";

    public Message {
        arguments = List.copyOf(arguments);
    }

    /// @param arguments names, numbers and the like, written as they are
    public static Message of(String key, Object... arguments) {
        return new Message(key, Stream.of(arguments).map(String::valueOf).toList());
    }

    /// A sentence that is in no bundle and reads alike in every language.
    public static Message plain(String sentence) {
        return new Message(PLAIN, List.of(sentence));
    }

    public boolean isPlain() {
        return key.equals(PLAIN);
    }

    /// With other arguments in the same places.
    public Message with(UnaryOperator<String> change) {
        return new Message(key, arguments.stream().map(change).toList());
    }

    /// In a language; in English where the bundle has no other.
    public String in(Locale language) {
        if (isPlain()) {
            return arguments.getFirst();
        }
        var bundle =
                ResourceBundle.getBundle(
                        "dev.atelier.recipe.Messages",
                        language,
                        Message.class.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments.toArray());
    }

    public String english() {
        return in(Locale.ROOT);
    }
}
