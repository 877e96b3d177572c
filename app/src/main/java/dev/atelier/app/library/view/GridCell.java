package dev.atelier.app.library.view;

/// What a grid paints of one picture besides its pixels.
///
/// @param name of its file
/// @param caption shown while the pointer is over it, such as its prompt
/// @param trouble why it cannot be shown, as a person reads it; empty where it can
public record GridCell(String name, String caption, Where where, boolean starred, String trouble) {
    /// Where a picture is kept.
    public enum Where {
        HERE("computer"),
        THERE("cloud"),
        BOTH("both");

        private final String icon;

        Where(String icon) {
            this.icon = icon;
        }

        /// Of the icon family.
        String icon() {
            return icon;
        }
    }
}
