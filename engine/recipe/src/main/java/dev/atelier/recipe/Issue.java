package dev.atelier.recipe;

/// Something of a source that its recipe does not say, or says in another way.
///
/// @param where the field, the node or the place in the source; empty where it is all of it
/// @param message a whole sentence, which can be read without `where`
public record Issue(String where, Message message) {
    /// @param what the sentence in English
    public Issue(String where, String what) {
        this(where, Message.plain(what));
    }

    /// The sentence in English.
    public String what() {
        return message.english();
    }
}
