package dev.atelier.app.draft;

/// Decides whether a text was changed by typing on in it, so that a word is one step of undo.
final class TypingRun {
    private TypingRun() {}

    /// Whether `is` came from `was` by one letter that belongs to the same word, or by one letter
    /// taken away. What is pasted, and the first letter of a word, begin a step of their own.
    static boolean goesOn(String was, String is) {
        int added = is.length() - was.length();
        if (added == -1) {
            return true;
        }
        if (added != 1) {
            return false;
        }
        int at = 0;
        while (at < was.length() && was.charAt(at) == is.charAt(at)) {
            at++;
        }
        boolean begins = at == 0 || Character.isWhitespace(is.charAt(at - 1));
        return !begins || Character.isWhitespace(is.charAt(at));
    }
}
