package dev.atelier.pickle;

/// What is wrong with a pickle, before the name of its file is known.
final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    Damage(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
