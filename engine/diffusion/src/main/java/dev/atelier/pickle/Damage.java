package dev.atelier.pickle;

/// What is wrong with a pickle, before the name of its file is known.
final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final boolean cutShort;

    Damage(String what) {
        this(what, false);
    }

    private Damage(String what, boolean cutShort) {
        super(what, null, false, false);
        this.what = what;
        this.cutShort = cutShort;
    }

    /// The file ends before its data does.
    ///
    /// @param more a detail, which may be empty
    static Damage cutShort(String more) {
        return new Damage("it is cut short" + more, true);
    }

    boolean isCutShort() {
        return cutShort;
    }

    String what() {
        return what;
    }
}
