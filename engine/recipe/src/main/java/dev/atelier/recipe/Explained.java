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
        return Message.plain(said == null ? thrown.getClass().getSimpleName() : said);
    }
}
