package dev.atelier.recipe;

import java.util.List;

/// The bundles of sentences that a module above this one brings, found as a service
/// ([java.util.ServiceLoader]): so sentences stand beside who says them, and a [Message] finds them
/// all.
public interface MessageBundles {
    /// Their base names, as [java.util.ResourceBundle] takes them. A key is in one bundle only.
    List<String> names();
}
