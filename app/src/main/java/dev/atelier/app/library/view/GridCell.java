package dev.atelier.app.library.view;

/// What a grid paints of one picture besides its pixels.
///
/// @param name of its file
/// @param caption shown while the pointer is over it, such as its prompt
/// @param away why its source cannot be reached, as a person reads it; empty where it can: then it
///   is painted grey where a small picture was kept, and these words are where none was
public record GridCell(String name, String caption, Where where, boolean starred, String away) {
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
