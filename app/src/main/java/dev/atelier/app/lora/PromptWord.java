package dev.atelier.app.lora;

import java.util.regex.Pattern;

/// A trigger word of a LoRA in a prompt: whether it is there, and the prompt with it and without.
/// Trainers write words as tags, in which brackets mean themselves: in a prompt they are escaped.
final class PromptWord {
    private static final Pattern BRACKETS = Pattern.compile("[()\\[\\]]");
    private static final Pattern TAGS_AT_END = Pattern.compile("(?:[\\s,]*+<\\w+:[^>]+>)+\\s*+$");
    private static final Pattern COMMENTS_FIRST = Pattern.compile("(?:#[^\\n]*+\\n)+");
    private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");

    private final String written;
    private final Pattern inPrompt;

    PromptWord(String word) {
        this(word, true);
    }

    /// Words as they stand in a prompt, where brackets are weights.
    static PromptWord written(String words) {
        return new PromptWord(words, false);
    }

    private PromptWord(String word, boolean escaped) {
        var plain = word.strip();
        written = escaped ? BRACKETS.matcher(plain).replaceAll("\\\\$0") : plain;
        var quoted = Pattern.quote(written);
        inPrompt =
                Pattern.compile(
                        "\\(\\s*+"
                                + quoted
                                + "\\s*+(?::[\\d.]++)?\\s*+\\)|(?<![\\p{L}\\p{N}_])"
                                + quoted
                                + "(?![\\p{L}\\p{N}_])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Whether a prompt says it, outside of comments and tags.
    boolean isIn(String prompt) {
        return place(prompt) >= 0;
    }

    /// The prompt with it at the end of its words, before the tags that stand there.
    String addedTo(String prompt) {
        if (prompt.indexOf('#', prompt.lastIndexOf('\n') + 1) >= 0) {
            return prompt + "\n" + written; // behind a comment
        }
        var comments = COMMENTS_FIRST.matcher(prompt);
        int from = comments.lookingAt() ? comments.end() : 0;
        var body = prompt.substring(from);
        var found = TAGS_AT_END.matcher(body);
        int tags = found.find() ? found.start() : body.length();
        var words = body.substring(0, tags).stripTrailing();
        var end = body.substring(tags).replaceFirst("^[\\s,]+", "");
        var joint = words.isEmpty() ? "" : words.endsWith(",") ? " " : ", ";
        return prompt.substring(0, from)
                + words
                + joint
                + written
                + (end.isEmpty() ? "" : " " + end);
    }

    /// The prompt without it, and without the comma that joined it.
    String removedFrom(String prompt) {
        int at = place(prompt);
        if (at < 0) {
            return prompt;
        }
        var found = inPrompt.matcher(prompt);
        found.find(at);
        var before = prompt.substring(0, found.start()).replaceFirst("[ \\t]+$", "");
        var after = prompt.substring(found.end()).replaceFirst("^[ \\t]+", "");
        boolean begins = before.isEmpty() || before.endsWith("\n");
        if (before.endsWith(",") && (after.isEmpty() || after.startsWith("<"))) {
            before = before.substring(0, before.length() - 1);
        } else if (after.startsWith(",") && (begins || before.endsWith(","))) {
            after = after.substring(1).replaceFirst("^[ \\t]+", "");
        }
        boolean close = begins || before.isEmpty() || after.isEmpty() || after.startsWith(",");
        return before + (close ? "" : " ") + after;
    }

    private int place(String prompt) {
        var blank = blanked(prompt);
        var found = inPrompt.matcher(blank);
        return written.isEmpty() || !found.find() ? -1 : found.start();
    }

    /// The prompt with spaces in place of what says no words.
    private static String blanked(String prompt) {
        var tags = Pattern.compile("<\\w+:[^>]+>").matcher(prompt);
        var without = tags.replaceAll(found -> " ".repeat(found.group().length()));
        return COMMENT.matcher(without).replaceAll(found -> " ".repeat(found.group().length()));
    }
}
