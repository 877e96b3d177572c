package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryModel;
import java.util.Collection;
import java.util.List;

/// What a person calls pictures together.
enum LabelKind {
    TAG("tag"),
    COLLECTION("collection");

    /// In a search, and in front of the words for it.
    final String key;

    LabelKind(String key) {
        this.key = key;
    }

    List<String> of(Entry entry) {
        return switch (this) {
            case TAG -> entry.tags();
            case COLLECTION -> entry.collections();
        };
    }

    void set(LibraryModel model, Collection<Long> pictures, String name, boolean on) {
        switch (this) {
            case TAG -> model.tag(pictures, name, on);
            case COLLECTION -> model.collect(pictures, name, on);
        }
    }

    /// Of a name that no picture has any more: a collection stays without pictures, a tag does not.
    void forget(LibraryModel model, String name) {
        if (this == COLLECTION) {
            model.removeCollection(name);
        }
    }

    /// The opposite of [#forget].
    void keep(LibraryModel model, String name) {
        if (this == COLLECTION) {
            model.addCollection(name);
        }
    }
}
