package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import java.util.Locale;

/// What a grid paints of one picture besides its pixels.
///
/// @param name of its file
/// @param caption shown while the pointer is over it, such as its prompt
/// @param pair which pictures it is one of, as a person reads it; empty where it has no twin
/// @param away why its source cannot be reached, as a person reads it; empty where it can: then it
///   is painted grey where a small picture was kept, and these words are where none was
public record GridCell(
        String name, String caption, Where where, boolean starred, String pair, String away) {
    /// Where a picture is kept.
    public enum Where {
        HERE("computer"),
        THERE("cloud"),
        BOTH("both");

        private final String icon;

        /// Where an entry has copies.
        static Where of(Entry entry) {
            if (entry.isHere() && entry.isThere()) {
                return BOTH;
            }
            return entry.isHere() ? HERE : THERE;
        }

        Where(String icon) {
            this.icon = icon;
        }

        /// In bundles.
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Of the icon family.
        String icon() {
            return icon;
        }
    }
}
