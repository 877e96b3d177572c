package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SwarmUI's own tags in a prompt, as far as A1111's grammar has the same.
final class SwarmPrompt {
    private static final Pattern TAG =
            Pattern.compile("<(\\w{1,30})(?:\\[([^\\]<>]{0,200})])?(?::([^<>]*+))?>");

    private SwarmPrompt() {}

    /// @param issues takes a sentence for each tag that was left out
    static String toA1111(String prompt, Consumer<Message> issues) {
        if (prompt.indexOf('<') < 0) {
            return prompt;
        }
        return TAG.matcher(prompt)
                .replaceAll(tag -> Matcher.quoteReplacement(converted(tag, issues)));
    }

    private static String converted(MatchResult tag, Consumer<Message> issues) {
        var data = tag.group(3) == null ? "" : tag.group(3);
        var name = tag.group(1).toLowerCase(Locale.ROOT);
        switch (name) {
            case "break" -> {
                return "BREAK";
            }
            case "embed", "embedding" -> {
                return Words.fileName(data);
            }
            case "alternate", "alt" -> {
                return "[" + String.join("|", entries(data)) + "]";
            }
            case "fromto" -> {
                var entries = entries(data);
                if (entries.length == 2 && tag.group(2) != null) {
                    return "[%s:%s:%s]".formatted(entries[0], entries[1], tag.group(2));
                }
            }
            case "lora" -> {
                return tag.group();
            }
            case "comment" -> {
                return "";
            }
            default -> {}
        }
        issues.accept(Message.of("issue.swarm-tag", tag.group()));
        return "";
    }

    /// Parted by the rarest of three marks that is there.
    private static String[] entries(String data) {
        var mark = data.contains("||") ? "\\|\\|" : data.contains("|") ? "\\|" : ",";
        var entries = data.split(mark, -1);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entries[i].strip();
        }
        return entries;
    }
}
