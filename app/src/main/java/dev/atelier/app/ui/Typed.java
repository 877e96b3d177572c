package dev.atelier.app.ui;

import javax.swing.JComponent;

/// A field that may hold what is typed and not yet taken, or what cannot be taken. Event thread.
public interface Typed {
    JComponent component();

    /// Takes what is typed, if it is legal.
    ///
    /// @return whether the field now shows what counts
    boolean commit();

    /// Shows what counts again.
    void takeBack();

    /// Why what is typed cannot be taken and what to type instead; empty where it can.
    String wrong();

    /// Whether a person types in it, so that what is wrong is taken back before anything is undone.
    default boolean isText() {
        return true;
    }

    /// The fields of a form, which are read before what it edits is used.
    interface Fields {
        void add(Typed field);

        void remove(Typed field);
    }
}
