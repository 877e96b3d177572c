package dev.atelier.app.create.words;

import dev.atelier.app.ui.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/// Sentences of the engine and of this package in the language of the studio. They are written in
/// English where they arise, in modules that know no languages; the English bundle holds each with
/// places for what varies, and by that the same sentence in another language is found.
public final class Sentences {
    private static final Pattern PLACE = Pattern.compile("\\{\\d\\}");

    private Sentences() {}

    /// The same in the present language; as it is where nobody has translated it.
    public static String said(String english) {
        if (Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals("en")) {
            return english;
        }
        return template(english)
                .map(it -> Messages.of(Sentences.class).text(it.key, it.places(english)))
                .orElse(english);
    }

    /// The key of a sentence, if it is known.
    static Optional<String> key(String english) {
        return template(english).map(Template::key);
    }

    private record Template(String key, Pattern pattern, int letters) {
        static Template of(String key, String english) {
            var pattern = new StringBuilder();
            int done = 0;
            int letters = 0;
            var places = PLACE.matcher(english);
            while (places.find()) {
                var between = english.substring(done, places.start());
                pattern.append(Pattern.quote(between)).append("(.*?)");
                letters += between.length();
                done = places.end();
            }
            var rest = english.substring(done);
            pattern.append(Pattern.quote(rest));
            return new Template(
                    key,
                    Pattern.compile(pattern.toString(), Pattern.DOTALL),
                    letters + rest.length());
        }

        Object[] places(String english) {
            var found = pattern.matcher(english);
            if (!found.matches()) {
                return new Object[0];
            }
            var places = new Object[found.groupCount()];
            for (int i = 0; i < places.length; i++) {
                places[i] = found.group(i + 1);
            }
            return places;
        }
    }

    /// Of several that fit, the one with the most words of its own.
    private static Optional<Template> template(String english) {
        return templates().stream()
                .filter(it -> it.pattern.matcher(english).matches())
                .max(Comparator.comparingInt(Template::letters));
    }

    private static List<Template> templates() {
        var bundle =
                ResourceBundle.getBundle(
                        Sentences.class.getPackageName() + ".Messages",
                        Locale.ROOT,
                        Sentences.class.getClassLoader());
        return bundle.keySet().stream()
                .filter(key -> key.startsWith("said."))
                .map(key -> Template.of(key, bundle.getString(key)))
                .toList();
    }
}
