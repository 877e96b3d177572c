package dev.atelier.app.ui;

import dev.atelier.recipe.Message;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words of one feature in the present language: `Messages.properties` beside its classes,
/// English, and `Messages_zh.properties`. The language is the JVM's display locale; views are built
/// again when it changes.
public final class Messages {
    private final ResourceBundle bundle;

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /// The words beside `anchor`.
    public static Messages of(Class<?> anchor) {
        return in(anchor, Locale.getDefault(Locale.Category.DISPLAY));
    }

    private static Messages in(Class<?> anchor, Locale locale) {
        var control =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Messages(
                ResourceBundle.getBundle(
                        anchor.getPackageName() + ".Messages",
                        locale,
                        anchor.getClassLoader(),
                        control));
    }

    /// The same in English, for those who know the English words in a Chinese window.
    public static Messages english(Class<?> anchor) {
        return in(anchor, Locale.ROOT);
    }

    public String text(String key) {
        return bundle.getString(key);
    }

    /// With the arguments in the places `{0}`, `{1}` …; numbers are written plainly.
    public String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments);
    }

    /// A sentence of the engine, the cloud or the library in the same language.
    public String text(Message message) {
        return message.in(bundle.getLocale());
    }

    /// The keys that begin so, in alphabetical order.
    public List<String> keys(String start) {
        return bundle.keySet().stream().filter(key -> key.startsWith(start)).sorted().toList();
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }
}
