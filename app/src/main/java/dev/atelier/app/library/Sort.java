package dev.atelier.app.library;

/// Orders of a search's pictures.
public enum Sort {
    NEWEST("made DESC, id DESC"),
    OLDEST("made, id"),
    NAME("name COLLATE NOCASE, id"),
    NAME_DOWN("name COLLATE NOCASE DESC, id DESC"),
    /// Without a prompt last.
    PROMPT("prompt = '', prompt COLLATE NOCASE, id"),
    PROMPT_DOWN("prompt = '', prompt COLLATE NOCASE DESC, id DESC"),
    MODEL("model COLLATE NOCASE, made DESC, id DESC"),
    MODEL_DOWN("model COLLATE NOCASE DESC, made DESC, id DESC"),
    LARGEST("width * height DESC, made DESC, id DESC"),
    SMALLEST("width * height, made DESC, id DESC"),
    /// Seeds are unsigned: those that SQLite calls negative are the largest. Without one last.
    SEED("seed IS NULL, seed < 0, seed, made DESC, id DESC"),
    SEED_DOWN("seed IS NULL, seed >= 0, seed DESC, made DESC, id DESC");

    private final String order;

    Sort(String order) {
        this.order = order;
    }

    /// The columns for `ORDER BY`.
    String order() {
        return order;
    }
}
