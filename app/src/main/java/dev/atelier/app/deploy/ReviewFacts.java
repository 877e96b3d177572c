package dev.atelier.app.deploy;

import dev.atelier.app.connect.ConnectFeature;
import dev.atelier.app.deploy.Steps.Step;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What the draft says: how much is made new, then a group for each step with the way back to it. A
/// word behind a value says whether it is made new or is there already.
final class ReviewFacts {
    private static final int WIDTH = 420;

    private final Messages messages = Messages.of(ReviewFacts.class);
    private final DeployModel model;
    private final ThemedPanel all =
            ThemedPanel.clear("insets 20 24 12 24,wrap 1,hidemode 3", "[grow,fill]", "");
    private final List<Rows> filled = new ArrayList<>();
    private final List<Runnable> fills = new ArrayList<>();
    private final Tile made = new Tile();
    private final Tile used = new Tile();
    private final Tile changed = new Tile();
    private final Sentence about = new Sentence("", WIDTH);
    private boolean changes;

    /// What is known of a value in the account.
    private enum Known {
        /// The account has it.
        EXISTS,
        /// It comes with the service.
        NEW,
        /// It is taken by another service.
        TAKEN,
        /// The service that has it is the one that is changed.
        CHANGED,
        /// The account's list does not name it.
        MISSING,
        /// Nothing here knows it; it is sent as it is.
        KEPT,
        /// There is no list.
        UNKNOWN
    }

    /// @param go leads back to a step
    /// @param machine what is known of a type of machine
    ReviewFacts(DeployModel model, Consumer<Step> go, Function<String, String> machine) {
        this.model = model;
        all.add(new Label(messages.text("step.REVIEW"), TextStyle.TITLE, "text"), "h 28!");
        all.add(about, "wmin 0,gapbottom 12");
        about.setText(messages.text("about.REVIEW"));
        all.add(tiles(), "wmin 0");
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
        others();
    }

    JComponent component() {
        return all;
    }

    /// Whether the service that has the draft's name is meant to be changed.
    void changes(boolean now) {
        if (changes != now) {
            changes = now;
            about.setText(messages.text(now ? "about.change" : "about.REVIEW"));
            fills.forEach(Runnable::run);
        }
    }

    /// Fills the rows of a group.
    @FunctionalInterface
    private interface Fill {
        void with(ServiceConfig config, Rows rows);
    }

    private void group(Step step, Consumer<Step> go, Fill fill) {
        var change = Buttons.link(messages.text("review.change"), () -> go.accept(step));
        change.setName("review-change-" + step);
        change.getAccessibleContext()
                .setAccessibleName(
                        messages.text("review.change.what", messages.text("step." + step)));
        group(icon(step), messages.text("step." + step), change, fill);
    }

    private static String icon(Step step) {
        return switch (step) {
            case ACCOUNT -> "account";
            case KIND -> "image";
            case MACHINE -> "chip";
            case STORAGE -> "storage";
            case NETWORK -> "network";
            case REVIEW -> "info";
        };
    }

    /// Keys that no step is about.
    private void others() {
        group(
                "text",
                messages.text("review.other"),
                new JLabel(),
                (config, rows) ->
                        Diff.between(config, config).same().stream()
                                .filter(it -> Consequences.isUnknown(it.path()))
                                .forEach(it ->
                                        rows.put(
                                                it.place(),
                                                Consequences.plain(it.after()),
                                                Known.KEPT)));
    }

    private void group(String icon, String name, JComponent lead, Fill fill) {
        var head = ThemedPanel.clear("", "[18!]8[grow,fill]8[]", "[32!]");
        head.add(new JLabel(Icons.of(icon, 18, "text.secondary")));
        head.add(Label.strong(name), "wmin 0");
        head.add(lead, "h 26!");
        var rows = new Rows();
        var group = ThemedPanel.clear("wrap 1", "[grow,fill]", "[1!]4[]0[]");
        group.add(ThemedPanel.ground("line", "", "", ""), "h 1!");
        group.add(head, "wmin 0");
        group.add(rows.panel, "wmin 0");
        all.add(group, "wmin 0,gaptop 8");
        filled.add(rows);
        Runnable say =
                () -> {
                    rows.clear();
                    model.reading().get().config().ifPresent(it -> fill.with(it, rows));
                    group.setVisible(!rows.known.isEmpty());
                    count();
                    all.revalidate();
                    all.repaint();
                };
        fills.add(say);
        model.reading().bind(_ -> say.run());
        model.offers().onChange(_ -> say.run());
        model.session().connection().onChange(_ -> say.run());
    }

    private JComponent tiles() {
        var tiles =
                ThemedPanel.block(
                        "bg.window",
                        8,
                        "insets 10 16 10 16",
                        "[grow,fill,sg t]12[grow,fill,sg t]12[grow,fill,sg t]");
        for (var tile : List.of(made, used, changed)) {
            var part = ThemedPanel.clear("wrap 1", "[grow,fill]", "[28!]0[18!]");
            part.add(tile.number(), "wmin 0");
            part.add(tile.words(), "wmin 0");
            tiles.add(part, "wmin 0");
        }
        return tiles;
    }

    /// A number in the head of the page and what it counts.
    private record Tile(Label number, Label words) {
        Tile() {
            this(new Label("", TextStyle.TITLE, "text"), Label.small(""));
        }

        void say(long count, String meaning, String token) {
            number.setText(Long.toString(count));
            number.color(count == 0 ? "text.tertiary" : token);
            words.setText(meaning);
            words.setToolTipText(meaning);
        }
    }

    private void count() {
        made.say(count(Known.NEW), messages.text("review.tile.new"), "text");
        used.say(count(Known.EXISTS), messages.text("review.tile.used"), "text");
        long missing = count(Known.MISSING);
        boolean lacks = missing > 0;
        changed.say(
                lacks ? missing : count(Known.TAKEN) + count(Known.CHANGED),
                messages.text(lacks ? "review.tile.missing" : "review.tile.changed"),
                "warn");
    }

    private long count(Known wanted) {
        return filled.stream().flatMap(it -> it.known.stream()).filter(wanted::equals).count();
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
                !listed
                        ? Known.UNKNOWN
                        : !taken ? Known.NEW : changes ? Known.CHANGED : Known.TAKEN);
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
        rows.add("review.vpc", network.vpc(), known(network.vpc(), vpcs));
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
        private final List<Known> known = new ArrayList<>();

        void clear() {
            panel.removeAll();
            known.clear();
        }

        void add(String key, String value, Known how) {
            put(messages.text(key), value, how);
        }

        void put(String name, String value, Known how) {
            var row = ThemedPanel.clear("hidemode 3", "26[104!]8[grow,fill]8[]", "[26::]");
            var field = Label.field(name);
            field.setToolTipText(name);
            row.add(field, "wmin 0,h 26!,aligny top");
            var words = new Sentence(value.isEmpty() ? "–" : value, 0);
            words.color("text");
            row.add(words, "wmin 0,aligny center");
            var pill = new Pill();
            var state = how == Known.UNKNOWN ? "" : messages.text("review." + how);
            switch (how) {
                case NEW, CHANGED -> pill.say(state, "accent.text", "bg.selected", "");
                case TAKEN, MISSING -> pill.say(state, "warn", "warn.soft", "");
                case EXISTS, KEPT, UNKNOWN -> pill.say(state, "text.secondary", "bg.well", "");
            }
            row.add(pill, "wmin pref,aligny top,gaptop 3");
            panel.add(row, "wmin 0");
            known.add(how);
        }
    }
}
