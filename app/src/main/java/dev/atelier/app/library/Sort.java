package dev.atelier.app.library;

/// Orders of a search's pictures.
public enum Sort {
    NEWEST("made DESC, id DESC"),
    OLDEST("made, id"),
    NAME("name COLLATE NOCASE, id"),
    MODEL("model COLLATE NOCASE, made DESC, id DESC"),
    LARGEST("width * height DESC, made DESC, id DESC"),
    SEED("seed IS NULL, seed < 0, seed, made DESC, id DESC");

    private final String order;

    Sort(String order) {
        this.order = order;
    }

    /// The columns for `ORDER BY`.
    String order() {
        return order;
    }
}
