package dev.atelier.app.compare;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.ui.Messages;
import java.util.Optional;

/// Which of two pictures it is, and where it was made.
///
/// @param letter `A` or `B`
/// @param place this computer or the name of a service; empty where the file does not say it
/// @param isHere whether this computer made it
record SideLabel(String letter, String place, boolean isHere) {
    static SideLabel of(Side side, Optional<ComparedPicture> picture, Messages messages) {
        var made = picture.map(ComparedPicture::made).filter(it -> !it.isEmpty());
        boolean here = made.filter(it -> it.place().isEmpty()).isPresent();
        var place =
                here ? messages.text("sets.this-computer") : made.map(it -> it.place()).orElse("");
        return new SideLabel(side.name(), place, here);
    }

    /// Such as `A · This computer`, or the letter alone.
    String words() {
        return words(letter, place);
    }

    /// @param place empty for none
    static String words(String letter, String place) {
        return place.isEmpty() ? letter : letter + " · " + place;
    }
}
