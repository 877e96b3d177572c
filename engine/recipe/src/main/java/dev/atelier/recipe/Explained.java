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
        var message = thrown.getMessage();
        return Message.foreign(message == null ? thrown.getClass().getSimpleName() : message);
    }

    /// The same as a sentence of its own, with a full stop. A problem that something wraps without
    /// words of its own says it itself.
    static Message sentenceOf(Throwable thrown) {
        if (thrown instanceof ProblemException problem) {
            return problem.what();
        }
        return !(thrown instanceof Explained)
                        && thrown.getCause() instanceof ProblemException problem
                ? problem.what()
                : Message.of("failure.sentence", reasonOf(thrown));
    }
}
