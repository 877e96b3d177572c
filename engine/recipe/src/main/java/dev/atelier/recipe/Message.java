package dev.atelier.recipe;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something to show the user, independent of any language: a key of the bundle
/// `dev.atelier.recipe.Messages`, of `CloudMessages` beside it or of one of [MessageBundles], and
/// what stands in its places. A message that was kept by another version may have a key that is in
/// none: it says what stands in its places. Nothing looks at its words.
///
/// @param key such as `unsupported.lora`
/// @param arguments for `{0}`, `{1}` …: texts, or messages that are said in the same language
public record Message(String key, List<Object> arguments) {
    private static final String PLAIN = "";
    private static final List<String> BUNDLES = bundles();

    public Message {
        arguments = List.copyOf(arguments);
    }

    /// @param arguments messages; names, numbers and the like, written as they are
    public static Message of(String key, @Nullable Object... arguments) {
        return new Message(
                key,
                Stream.of(arguments)
                        .<Object>map(it -> it instanceof Message ? it : String.valueOf(it))
                        .toList());
    }

    /// A sentence that is in no bundle and reads alike in every language.
    public static Message plain(String sentence) {
        return new Message(PLAIN, List.of(sentence));
    }

    /// What another program or library said, as a part of a sentence of ours: its words as they
    /// are, without the full stop that some end with. Nothing else looks at such words.
    public static Message foreign(@Nullable String text) {
        var words = text == null ? "" : text.strip();
        boolean ended = words.endsWith(".") || words.endsWith("。");
        return plain(ended ? words.substring(0, words.length() - 1) : words);
    }

    public boolean isPlain() {
        return key.equals(PLAIN);
    }

    /// With other texts in the same places.
    public Message with(UnaryOperator<String> change) {
        return new Message(
                key,
                arguments.stream()
                        .<Object>map(it ->
                                it instanceof Message inner
                                        ? inner.with(change)
                                        : change.apply(it.toString()))
                        .toList());
    }

    /// In a language; in English where the bundle has no other.
    public String in(Locale language) {
        if (isPlain()) {
            return arguments.getFirst().toString();
        }
        var places =
                arguments.stream()
                        .map(it -> it instanceof Message inner ? inner.in(language) : it)
                        .toArray();
        return BUNDLES.stream()
                .map(name -> bundle(name, language))
                .filter(bundle -> bundle.containsKey(key))
                .findFirst()
                .map(it -> new MessageFormat(it.getString(key), Locale.ROOT).format(places))
                .orElseGet(() -> unknown(places));
    }

    private String unknown(Object... places) {
        var shown = Stream.of(places).map(String::valueOf).collect(Collectors.joining(", "));
        return shown.isEmpty() ? key : key + ": " + shown;
    }

    private static List<String> bundles() {
        var own = Stream.of("dev.atelier.recipe.Messages", "dev.atelier.recipe.CloudMessages");
        var others = ServiceLoader.load(MessageBundles.class, Message.class.getClassLoader());
        return Stream.concat(own, others.stream().flatMap(it -> it.get().names().stream()))
                .toList();
    }

    private static ResourceBundle bundle(String name, Locale language) {
        return ResourceBundle.getBundle(
                name,
                language,
                Message.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// In the language of the windows.
    public String localized() {
        return in(Locale.getDefault(Locale.Category.DISPLAY));
    }

    public String english() {
        return in(Locale.ROOT);
    }

    /// In English at once, for the command line.
    public static String english(String key, @Nullable Object... arguments) {
        return of(key, arguments).english();
    }
}
