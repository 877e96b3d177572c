package dev.atelier.recipe;

/// How many pictures.
///
/// @param size pictures made at once
/// @param count how often
public record Batch(int size, int count) {
    public static final Batch ONE = new Batch(1, 1);

    public Batch {
        if (size < 1 || size > 64 || count < 1 || count > 10_000) {
            throw InvalidValueException.of(
                    "batch",
                    Message.of("expected.batch", rangeOf(64), rangeOf(10_000)),
                    Message.of("value.and", size, count));
        }
    }

    /// All pictures together.
    public int total() {
        return size * count;
    }

    private static Message rangeOf(int most) {
        return Message.of("expected.range", 1, most);
    }
}
