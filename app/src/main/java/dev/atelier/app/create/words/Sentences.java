package dev.atelier.app.create.words;

import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Sentences of the engine and of this package in the language of the studio. They are written in
/// English where they arise, in modules that know no languages; the English bundle holds each with
/// places for what varies, and by that the same sentence in another language is found.
public final class Sentences {
    private static final Pattern PLACE = Pattern.compile("\\{\\d\\}");

    private Sentences() {}

    private static final String SAID = "said.";

    /// Why a value is refused, which is a place of a sentence, and what it may be.
    private static final String REASON = "reason.";

    private static final String RANGE = "range.";

    /// A message in the present language.
    public static String said(Message message) {
        return message.isPlain()
                ? said(message.english())
                : message.in(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /// The same in the present language; as it is where it has no translation.
    public static String said(String english) {
        if (Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals("en")) {
            return english;
        }
        return translated(
                english,
                SAID,
                reason -> translated(reason, REASON, range -> translated(range, RANGE, it -> it)));
    }

    private static String translated(String english, String kind, UnaryOperator<String> place) {
        return template(english, kind)
                .map(it -> {
                    var places = it.places(english).stream().map(place).toArray();
                    return Messages.of(Sentences.class).text(it.key, places);
                })
                .orElse(english);
    }

    /// The key of a sentence, if it is known.
    static Optional<String> key(String english) {
        return template(english, SAID).map(Template::key);
    }

    private record Template(String key, Pattern pattern, int letters) {
        static Template of(String key, String format) {
            var english = format.replace("''", "'");
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

        List<String> places(String english) {
            var found = pattern.matcher(english);
            return found.matches()
                    ? IntStream.rangeClosed(1, found.groupCount()).mapToObj(found::group).toList()
                    : List.of();
        }
    }

    /// Of several that fit, the one with the most words of its own.
    private static Optional<Template> template(String english, String kind) {
        return templates(kind).stream()
                .filter(it -> it.pattern.matcher(english).matches())
                .max(Comparator.comparingInt(Template::letters));
    }

    private static List<Template> templates(String kind) {
        var bundle =
                ResourceBundle.getBundle(
                        Sentences.class.getPackageName() + ".Messages",
                        Locale.ROOT,
                        Sentences.class.getClassLoader());
        return bundle.keySet().stream()
                .filter(key -> key.startsWith(kind))
                .map(key -> Template.of(key, bundle.getString(key)))
                .toList();
    }
}
