package dev.atelier.pickle;

import dev.atelier.recipe.Message;

/// What is wrong with a pickle, before the name of its file is known.
final class MalformedPickleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Message what;
    private final boolean cutShort;

    private MalformedPickleException(Message what, boolean cutShort) {
        super(what.english(), null, false, false);
        this.what = what;
        this.cutShort = cutShort;
    }

    /// It breaks a rule of the format.
    ///
    /// @param key of the words in the bundle
    static MalformedPickleException of(String key, Object... arguments) {
        return new MalformedPickleException(Message.of(key, arguments), false);
    }

    /// The file ends before its data does.
    static MalformedPickleException cutShort() {
        return new MalformedPickleException(Message.of("pickle.cut"), true);
    }

    /// The file is a zip archive that ends before its directory.
    static MalformedPickleException withoutDirectory() {
        return new MalformedPickleException(Message.of("pickle.cut-zip"), true);
    }

    boolean isCutShort() {
        return cutShort;
    }

    Message what() {
        return what;
    }
}
