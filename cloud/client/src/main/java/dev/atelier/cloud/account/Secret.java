package dev.atelier.cloud.account;

/// Something nobody may read by accident: it has no equality and prints as dots.
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /// The text itself, for the request that needs it; not to be kept.
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
