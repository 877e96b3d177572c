package dev.atelier.app;

import dev.atelier.recipe.MessageBundles;
import java.util.List;

/// The sentences that only this program says: its own, and those of its commands.
public final class AppBundles implements MessageBundles {
    @Override
    public List<String> names() {
        return List.of("dev.atelier.app.AppMessages", "dev.atelier.app.cli.CommandMessages");
    }
}
