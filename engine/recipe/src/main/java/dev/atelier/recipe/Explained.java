package dev.atelier.recipe;

/// An exception that says what is wrong in every language.
public interface Explained {
    /// What is wrong, without a full stop.
    Message reason();

    /// What anything that was thrown says: in the reader's language where it can, else its own
    /// words.
    static Message reasonOf(Throwable thrown) {
        if (thrown instanceof Explained explained) {
            return explained.reason();
        }
        var said = thrown.getMessage();
        return Message.plain(said == null ? thrown.getClass().getSimpleName() : unended(said));
    }

    /// A sentence as a part of another one: libraries end theirs with a full stop or without.
    static String unended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("。")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }
}
