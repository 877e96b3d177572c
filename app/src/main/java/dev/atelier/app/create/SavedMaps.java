package dev.atelier.app.create;

import dev.atelier.app.control.ControlMapsModel;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Messages;
import java.nio.file.Path;
import java.util.Optional;

/// Says where a control map was saved, and shows its file when asked. Event thread.
record SavedMaps(Toasts toasts, FileManager files) implements ControlMapsModel.SaveReport {
    @Override
    public void saved(Path file) {
        var messages = Messages.of(CreateView.class);
        var show = new Toasts.Verb(messages.text("picture.show-file"), () -> files.show(file));
        toasts.show("check", "ok", messages.text("map.saved", file), Optional.of(show));
    }

    @Override
    public void failed(String reason) {
        toasts.show("warning", "warn", reason, Optional.empty());
    }
}
