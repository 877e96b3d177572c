package dev.atelier.app.services;

import static java.util.stream.Collectors.joining;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceDetails.Version;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.JComponent;

/// What was deployed under a name before, and the way back to it. Event thread.
final class VersionsPane {
    private static final int SHOWN = 8;

    private final Messages messages = Messages.of(VersionsPane.class);
    private final ServicesModel model;
    private final BiConsumer<String, Version> back;
    private final ThemedPanel list = ThemedPanel.clear("wrap 1,gapy 2", "[520!,fill]", "");
    private final Popover popover = new Popover(list);

    /// Gets the keyboard; without it a key would press what is below the list.
    private JComponent first = list;

    /// @param back shows what going back to a version of a service would change
    VersionsPane(ServicesModel model, BiConsumer<String, Version> back) {
        this.model = model;
        this.back = back;
        list.setName("versions-form");
    }

    private String differences(Version present, Version other) {
        try {
            var before = ServiceConfig.read(present.config());
            var changes = Diff.between(before, ServiceConfig.read(other.config())).changes();
            return changes.isEmpty()
                    ? messages.text("versions.same")
                    : changes.stream().map(this::difference).collect(joining(" · "));
        } catch (ConfigException e) {
            return "–";
        }
    }

    /// The end of its path, and of a long value.
    private String difference(Diff.Change it) {
        var key = it.place().substring(it.place().lastIndexOf('.') + 1);
        var value = it.after().replaceAll("^\"|\"$", "");
        var end = value.substring(value.lastIndexOf('/') + 1);
        return it.removed() ? messages.text("versions.without", key) : key + " " + end;
    }

    void open(String service, JComponent at) {
        var cloud = model.cloud().get();
        if (cloud.isEmpty()) {
            return;
        }
        model.tasks()
                .run(
                        "ask-service",
                        task -> {
                            var eas = cloud.get().eas();
                            int now = eas.describe(service).version();
                            return new Found(eas.details(service).versions(), now);
                        },
                        Tasks.Outcome.of(
                                found -> {
                                    show(service, found);
                                    popover.show(at, first);
                                },
                                failure -> model.say(FailureMessages.of(failure), true)));
    }

    /// @param running the version that runs, 0 where the cloud does not say
    private record Found(List<Version> all, int running) {
        /// The version that runs, by what is known.
        Version present() {
            var newest = Comparator.comparingInt(Version::imageId);
            return all.stream()
                    .filter(it -> it.imageId() == running)
                    .findFirst()
                    .orElseGet(() -> all.stream().max(newest).orElseThrow());
        }
    }

    /// The newest first, as they are listed.
    private void show(String service, Found found) {
        var all = found.all;
        list.add(
                new Label(messages.text("versions.title", service), TextStyle.STRONG, "text"),
                "h 24!,wmin 0");
        if (all.size() < 2) {
            list.add(Label.small(messages.text("versions.none")), "h 24!,wmin 0");
            return;
        }
        var present = found.present();
        all.stream()
                .sorted((one, other) -> other.imageId() - one.imageId())
                .limit(SHOWN)
                .forEach(it -> list.add(row(service, it, present), "h 44!,wmin 0"));
        list.add(Label.small(messages.text("versions.hint")), "h 24!,wmin 0");
    }

    /// When it was handed over, and what it has that the present one has not.
    private JComponent row(String service, Version it, Version present) {
        boolean now = it.equals(present);
        var row = ThemedPanel.clear("", "[28!]8[grow,fill]8[]", "[44!,center]");
        row.add(new Label(Integer.toString(it.imageId()), TextStyle.STRONG, "text"));
        var lines = ThemedPanel.clear("wrap 1,gapy 0", "[grow,fill]", "");
        var words = now ? ServiceWords.config(it.config()) : differences(present, it);
        var date = ServiceWords.date(it.built());
        lines.add(Label.body(date.isEmpty() ? words : date), "wmin 0");
        if (!date.isEmpty()) {
            lines.add(Label.small(words), "wmin 0");
        }
        lines.setToolTipText(it.message().isEmpty() ? words : it.message());
        row.add(lines, "wmin 0");
        if (now) {
            row.add(Label.small(messages.text("versions.now")));
        } else {
            var verb =
                    Buttons.secondary(
                            messages.text("versions.back"),
                            () -> {
                                popover.close();
                                back.accept(service, it);
                            });
            verb.setName("version-back:" + it.imageId());
            row.add(verb, "h 28!");
            first = first.equals(list) ? verb : first;
        }
        return row;
    }
}
