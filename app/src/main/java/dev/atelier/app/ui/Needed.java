package dev.atelier.app.ui;

import java.util.function.Supplier;
import javax.swing.JComponent;

/// A part of a form in which nothing is typed, and without which nothing can be made of it. Event
/// thread.
///
/// @param component where the focus is led
/// @param missing what is missing and what to do; gives an empty text where nothing is
public record Needed(JComponent component, Supplier<String> missing) implements Typed {
    @Override
    public boolean commit() {
        return wrong().isEmpty();
    }

    @Override
    public void takeBack() {
        // Nothing is typed here.
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public String wrong() {
        return missing.get();
    }
}
