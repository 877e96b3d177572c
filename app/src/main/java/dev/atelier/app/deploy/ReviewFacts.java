package dev.atelier.app.deploy;

import dev.atelier.app.connect.ConnectFeature;
import dev.atelier.app.deploy.Steps.Step;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;

/// What the draft says, a group for each step with the way back to it. A word behind a value says
/// whether it is made new or is there already.
final class ReviewFacts {
    private final Messages messages = Messages.of(ReviewFacts.class);
    private final DeployModel model;
    private final ThemedPanel all = ThemedPanel.clear("wrap 1", "[grow,fill]", "");

    /// What is known of a value in the account.
    private enum Known {
        /// The account has it.
        EXISTS,
        /// It comes with the service.
        NEW,
        /// It is taken by another service.
        TAKEN,
        /// The account's list does not name it.
        MISSING,
        /// There is no list.
        UNKNOWN
    }

    /// @param go leads back to a step
    /// @param machine what is known of a type of machine
    ReviewFacts(DeployModel model, Consumer<Step> go, Function<String, String> machine) {
        this.model = model;
        group(
                Step.ACCOUNT,
                go,
                (config, rows) -> {
                    rows.add("review.account", account(), Known.UNKNOWN);
                    rows.add("review.region", model.offers().get().region(), Known.UNKNOWN);
                });
        group(Step.KIND, go, this::kind);
        group(
                Step.MACHINE,
                go,
                (config, rows) -> {
                    var type = config.machine().orElse("");
                    var offers = model.offers().get();
                    var listed = offers.machines().stream().map(it -> it.type()).toList();
                    boolean strange = known(type, listed) == Known.MISSING;
                    rows.add("field.machine", type, strange ? Known.MISSING : Known.UNKNOWN);
                    if (!machine.apply(type).isEmpty()) {
                        rows.add("review.card", machine.apply(type), Known.UNKNOWN);
                    }
                });
        group(Step.STORAGE, go, this::storage);
        group(Step.NETWORK, go, this::network);
    }

    JComponent component() {
        return all;
    }

    /// Fills the rows of a group.
    @FunctionalInterface
    private interface Fill {
        void with(ServiceConfig config, Rows rows);
    }

    private void group(Step step, Consumer<Step> go, Fill fill) {
        var head = ThemedPanel.clear("", "[grow,fill]8[]", "[28!]");
        head.add(Label.strong(messages.text("step." + step)), "wmin 0");
        var change = Buttons.quiet(messages.text("review.change"), () -> go.accept(step));
        change.setName("review-change-" + step);
        change.getAccessibleContext()
                .setAccessibleName(
                        messages.text("review.change.what", messages.text("step." + step)));
        head.add(change, "h 24!");
        var rows = new Rows();
        all.add(head, "wmin 0");
        all.add(rows.panel, "wmin 0,gapbottom 8");
        Runnable say =
                () -> {
                    rows.panel.removeAll();
                    model.reading().get().config().ifPresent(it -> fill.with(it, rows));
                    rows.panel.revalidate();
                    rows.panel.repaint();
                };
        model.reading().bind(_ -> say.run());
        model.offers().onChange(_ -> say.run());
        model.session().connection().onChange(_ -> say.run());
    }

    private String account() {
        return model.connection().map(it -> ConnectFeature.label(it.origin())).orElse("");
    }

    private void kind(ServiceConfig config, Rows rows) {
        boolean listed = !model.offers().get().region().isEmpty();
        boolean taken = model.offers().get().service(config.name()).isPresent();
        rows.add(
                "field.name",
                config.name(),
                !listed ? Known.UNKNOWN : taken ? Known.TAKEN : Known.NEW);
        rows.add(
                "review.kind",
                messages.text(config.isAsync() ? "kind.ASYNC" : "kind.SYNC"),
                Known.UNKNOWN);
        rows.add(
                "field.instances",
                config.instances().map(String::valueOf).orElse(""),
                Known.UNKNOWN);
        rows.add("field.image", Edits.image(config).replaceFirst("^.*/", ""), Known.UNKNOWN);
    }

    /// Every mount, in its order.
    private void storage(ServiceConfig config, Rows rows) {
        var offers = model.offers().get();
        for (var mount : config.mounts()) {
            switch (mount.source()) {
                case Mount.Source.Oss oss ->
                        rows.add(
                                "review.oss",
                                oss.uri(),
                                known(
                                        oss.bucket(),
                                        offers.buckets().stream().map(it -> it.name()).toList()));
                case Mount.Source.Nas nas ->
                        rows.add(
                                "review.nas",
                                nas.server(),
                                known(
                                        nas.server(),
                                        offers.places().targets().stream()
                                                .map(it -> it.server())
                                                .toList()));
                default -> rows.add("review.mount", mount.path(), Known.UNKNOWN);
            }
        }
        if (config.mounts().isEmpty()) {
            rows.add("review.mount", "", Known.UNKNOWN);
        }
    }

    private void network(ServiceConfig config, Rows rows) {
        var network = config.networking();
        if (network.vpc().isEmpty()) {
            rows.add("review.network", messages.text("network.public"), Known.UNKNOWN);
            return;
        }
        var places = model.offers().get().places();
        var vpcs = places.vpcs().stream().map(it -> it.id()).toList();
        rows.add("field.vpc", network.vpc(), known(network.vpc(), vpcs));
        var switches = places.switches().stream().map(it -> it.id()).toList();
        rows.add("field.vswitch", network.vswitch(), known(network.vswitch(), switches));
        var groups = places.groups().stream().map(it -> it.id()).toList();
        rows.add("field.group", network.securityGroup(), known(network.securityGroup(), groups));
    }

    private static Known known(String value, List<String> listed) {
        if (value.isEmpty() || listed.isEmpty()) {
            return Known.UNKNOWN;
        }
        return listed.contains(value) ? Known.EXISTS : Known.MISSING;
    }

    /// The rows of a group.
    private final class Rows {
        private final ThemedPanel panel = ThemedPanel.clear("wrap 1", "[grow,fill]", "");

        void add(String key, String value, Known known) {
            var row = ThemedPanel.clear("hidemode 3", "[160!]8[grow,fill]8[]", "[24!]");
            row.add(Label.field(messages.text(key)), "wmin 0");
            var label = Label.body(value.isEmpty() ? "–" : value);
            label.setToolTipText(value.isEmpty() ? null : value);
            row.add(label, "wmin 0");
            var pill = new Pill();
            var words = known == Known.UNKNOWN ? "" : messages.text("review." + known);
            switch (known) {
                case NEW -> pill.say(words, "accent.text", "bg.selected", "");
                case TAKEN, MISSING -> pill.say(words, "warn", "warn.soft", "");
                case EXISTS, UNKNOWN -> pill.say(words, "text.secondary", "bg.well", "");
            }
            row.add(pill, "wmin pref");
            panel.add(row, "wmin 0");
        }
    }
}
