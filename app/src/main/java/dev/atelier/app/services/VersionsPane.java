package dev.atelier.app.services;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.cloud.eas.ServiceDetails.Version;
import java.util.List;
import javax.swing.JComponent;

/// What was deployed under a name before, and the way back to it. Event thread.
final class VersionsPane {
    private static final int SHOWN = 8;

    private final Messages messages = Messages.of(VersionsPane.class);
    private final ServicesModel model;
    private final ThemedPanel list = ThemedPanel.clear("wrap 1,gapy 2", "[460!,fill]", "");
    private final Popover popover = new Popover(list);

    VersionsPane(ServicesModel model) {
        this.model = model;
        list.setName("versions-form");
    }

    void open(String service, JComponent at) {
        var cloud = model.cloud().get();
        if (cloud.isEmpty()) {
            return;
        }
        model.tasks()
                .run(
                        "ask-service",
                        task -> cloud.get().eas().details(service).versions(),
                        Tasks.Outcome.of(
                                found -> {
                                    show(service, found);
                                    popover.show(at, list);
                                },
                                failure -> model.say(FailureMessages.of(failure), true)));
    }

    /// The newest first, as they are listed.
    private void show(String service, List<Version> all) {
        list.add(
                new Label(messages.text("versions.title", service), TextStyle.STRONG, "text"),
                "h 24!,wmin 0");
        if (all.size() < 2) {
            list.add(Label.small(messages.text("versions.none")), "h 24!,wmin 0");
            return;
        }
        int newest = all.stream().mapToInt(Version::imageId).max().orElse(0);
        all.stream()
                .sorted((one, other) -> other.imageId() - one.imageId())
                .limit(SHOWN)
                .forEach(it -> list.add(row(service, it, it.imageId() == newest), "h 32!,wmin 0"));
        list.add(Label.small(messages.text("versions.hint")), "h 24!,wmin 0");
    }

    private JComponent row(String service, Version it, boolean now) {
        var row = ThemedPanel.clear("", "[28!]8[grow,fill]8[]", "[32!]");
        row.add(new Label(Integer.toString(it.imageId()), TextStyle.STRONG, "text"));
        var words = Label.small((it.built() + "  " + ServiceWords.config(it.config())).strip());
        words.setToolTipText(it.message().isEmpty() ? null : it.message());
        row.add(words, "wmin 0");
        if (now) {
            row.add(Label.small(messages.text("versions.now")));
        } else {
            var back =
                    Buttons.secondary(
                            messages.text("versions.back"),
                            () -> {
                                popover.close();
                                model.run(
                                        service,
                                        ServicesModel.Operation.CHANGING,
                                        eas -> eas.rollBack(service, it.imageId()));
                            });
            back.setName("version-back:" + it.imageId());
            row.add(back, "h 28!");
        }
        return row;
    }
}
