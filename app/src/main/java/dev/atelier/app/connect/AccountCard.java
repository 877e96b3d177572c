package dev.atelier.app.connect;

import dev.atelier.app.connect.CloudSession.State;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ChoiceCard;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.account.CredentialSources.Found;
import dev.atelier.cloud.account.Credentials;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JToggleButton;
import javax.swing.KeyStroke;

/// The half of the page for an account: keys, what they may do, and the way in.
final class AccountCard {
    /// Regions of PAI-EAS to begin with; any other can be typed.
    private static final String[] REGIONS = {
        "cn-hangzhou",
        "cn-shanghai",
        "cn-beijing",
        "cn-shenzhen",
        "cn-wulanchabu",
        "cn-hongkong",
        "ap-southeast-1",
        "ap-southeast-5",
        "eu-central-1",
        "us-east-1",
        "us-west-1"
    };

    private static final int WIDTH = 300;
    private static final KeyStroke ENTER = KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0);

    private final Messages messages = Messages.of(AccountCard.class);
    private final ConnectModel model;
    private final ConnectView.Actions actions;
    private final ThemedPanel card =
            ThemedPanel.block(
                    "bg.panel", 10, "insets 20 24 20 24,wrap 1,hidemode 3", "[grow,fill]");
    private final ThemedPanel keys = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final Pill pill = new Pill();
    private final Label asked = Label.small("");
    private final Label who = Label.strong("");
    private final Label identity = Label.small("");
    private final JComboBox<String> region = new JComboBox<>(REGIONS);
    private final JButton again;
    private final JToggleButton another;
    private final KeyForm form;
    private final NamedAction connect;
    private final JButton connectButton;
    private final JButton leave;
    private final Sentence problem = new Sentence("", WIDTH);
    private final ThemedPanel failed = ThemedPanel.clear("", "[grow,fill]", "");
    private boolean showing;

    AccountCard(ConnectModel model, ConnectView.Actions actions) {
        this.model = model;
        again = Buttons.icon("reuse", messages.text("connect.look"), model::look);
        again.setName("keys-look");
        this.actions = actions;
        form = new KeyForm(model, () -> typing(false));
        another = Buttons.toggle("lock", messages.text("connect.type"));
        another.setText(messages.text("connect.type"));
        another.setName("key-type");
        another.addActionListener(event -> typing(another.isSelected()));
        connect = new NamedAction("", this::go);
        connectButton = Buttons.primary(connect);
        connectButton.setName("account-connect");
        leave = Buttons.secondary(messages.text("connect.leave"), model.session()::disconnect);
        leave.setName("account-leave");
        problem.color("error");
        card.add(
                ConnectView.cardHead(
                        "cloud",
                        "accent.text",
                        messages.text("connect.account"),
                        messages.text("connect.account.words"),
                        pill));
        var halves = ThemedPanel.clear("", "[grow,fill,sg half]24[grow,fill,sg half]", "[top]");
        halves.add(left(), "wmin 0");
        halves.add(right(), "wmin 0");
        card.add(halves, "gaptop 20,growy,pushy,wmin 0");
        card.add(
                ConnectView.facts(
                        messages.text("connect.cost"),
                        messages.text("connect.nothing"),
                        messages.text("connect.cost.key"),
                        messages.text("connect.cost.kept")),
                "gaptop 16");
        card.add(foot(), "gaptop 16");
        // In a row of its own: beside the buttons a sentence of two lines would be cut.
        failed.setName("account-problem");
        failed.add(problem, "wmin 0");
        card.add(failed, "gaptop 12,wmin 0");
        model.found().bind(this::list);
        model.chosen().bind(this::chosen);
        model.check().bind(this::checked);
        model.region().bind(this::region);
    }

    JComponent component() {
        return card;
    }

    void focus() {
        again.requestFocusInWindow();
    }

    private JComponent left() {
        var left = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
        var head = ThemedPanel.clear("", "[grow,fill][]", "[28!]");
        head.add(Label.strong(messages.text("connect.found")), "wmin 0");
        head.add(again, "h 26!");
        left.add(head);
        left.add(keys, "wmin 0");
        left.add(another, "h 28!,growx 0,alignx left,gaptop 4");
        left.add(form.component(), "wmin 0,gaptop 4");
        form.component().setVisible(false);
        left.add(Label.body(messages.text("connect.region")), "h 24!,gaptop 8");
        region.setEditable(true);
        region.setName("account-region");
        region.getAccessibleContext().setAccessibleName(messages.text("connect.region"));
        region.addActionListener(event -> takeRegion());
        left.add(region, "h 32!,wmin 0");
        return left;
    }

    private JComponent right() {
        var right = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
        var head = ThemedPanel.clear("", "[grow,fill]8[]", "[28!]");
        head.add(who, "wmin 0");
        head.add(asked);
        right.add(head);
        right.add(identity, "wmin 0");
        right.add(
                PermissionRows.of(model.check()).component(),
                "wmin 0,gaptop 4,hmin " + PermissionRows.HEIGHT);
        right.add(
                new PolicyRow(() -> actions.say().accept(messages.text("connect.policy.copied")))
                        .component(),
                "gaptop 12,wmin 0");
        return right;
    }

    private JComponent foot() {
        var foot = ThemedPanel.clear("hidemode 3", "[]12[]push", "[32!]");
        foot.add(connectButton, "h 32!");
        foot.add(leave, "h 32!");
        return foot;
    }

    private void list(List<Found> all) {
        keys.removeAll();
        var group = new ButtonGroup();
        for (var one : all) {
            var option =
                    new ChoiceCard(
                            new ChoiceCard.Words(
                                    name(one),
                                    one.credentials().region().isEmpty()
                                            ? messages.text("connect.no-region")
                                            : one.credentials().region(),
                                    place(one),
                                    one.masked()));
            option.setName("account-" + one.id());
            option.setSelected(model.chosen().get().equals(Optional.of(one)));
            option.addActionListener(event -> model.choose(one));
            Keys.on(option, ENTER, () -> connect(one));
            group.add(option);
            keys.add(option, "wmin 0,h 56!,gapbottom 8");
        }
        if (all.isEmpty()) {
            keys.add(new Sentence(messages.text("connect.none"), WIDTH), "wmin 0,gapbottom 8");
        }
        pill.say(
                all.isEmpty() ? "" : messages.text("connect.count", all.size()),
                "ok",
                "ok.soft",
                "check");
        keys.revalidate();
        keys.repaint();
    }

    private String name(Found one) {
        if (!one.profile().isEmpty()) {
            return one.profile();
        }
        return messages.text(
                switch (one.id()) {
                    case CloudSession.KEPT -> "connect.of-store";
                    case CloudSession.TYPED -> "connect.of-typed";
                    default -> "connect.of-environment";
                });
    }

    private String place(Found one) {
        return one.place().isEmpty() ? messages.text("connect.place.typed") : one.place();
    }

    private void chosen(Optional<Found> chosen) {
        for (var option : keys.getComponents()) {
            if (option instanceof ChoiceCard card) {
                card.setSelected(
                        chosen.filter(it -> ("account-" + it.id()).equals(card.getName()))
                                .isPresent());
            }
        }
        chosen.ifPresent(it -> {
            who.setText(messages.text("connect.may", name(it)));
        });
        if (chosen.isEmpty()) {
            who.setText(messages.text("connect.choose"));
        }
        follow(model.session().state().get());
    }

    /// Space chooses, Enter connects as well.
    private void connect(Found one) {
        if (!model.chosen().get().equals(Optional.of(one))) {
            model.choose(one);
        }
        connectButton.doClick();
    }

    private void checked(ConnectModel.Check check) {
        boolean idle = model.chosen().get().isEmpty() || check.problem().isPresent();
        asked.setText(
                idle ? "" : messages.text(check.isWhole() ? "connect.asked" : "connect.asking"));
        identity.setText(
                check.who()
                        .map(it -> messages.text("connect.identity", it.accountId(), it.arn()))
                        .orElse(""));
        identity.setToolTipText(identity.getText().isEmpty() ? null : identity.getText());
        follow(model.session().state().get());
    }

    private void region(String now) {
        showing = true;
        region.setSelectedItem(now);
        showing = false;
    }

    private void takeRegion() {
        var typed = Objects.toString(region.getSelectedItem(), "").strip();
        boolean good = typed.isEmpty() || Credentials.isRegion(typed);
        region.putClientProperty("JComponent.outline", good ? null : "error");
        if (good && !showing) {
            model.region().set(typed);
        }
    }

    private void typing(boolean now) {
        another.setSelected(now);
        form.component().setVisible(now);
        card.revalidate();
        if (now) {
            form.focus();
        } else {
            another.requestFocusInWindow();
        }
    }

    private void go() {
        var state = model.session().state().get();
        if (isConnected(state)) {
            actions.next().run();
        } else if (!(state instanceof State.Opening)) {
            model.connect();
        }
    }

    private boolean isConnected(State state) {
        return state.connection()
                .filter(it -> !it.isSandbox())
                .filter(it ->
                        model.chosen()
                                .get()
                                .filter(c -> c.id().equals(it.origin().id()))
                                .isPresent())
                .filter(it -> it.region().equals(model.region().get()))
                .isPresent();
    }

    void follow(State state) {
        boolean on = isConnected(state);
        var name = model.chosen().get().map(this::name).orElse("");
        connect.rename(
                on
                        ? messages.text("connect.next")
                        : name.isEmpty()
                                ? messages.text("connect.go")
                                : messages.text("connect.as", name));
        boolean refused = !on && model.check().get().isRefused();
        // Not while it is being reached: the keyboard would go on to what starts the sandbox.
        connectButton.setEnabled(model.chosen().get().isPresent() && !refused);
        connectButton.setToolTipText(refused ? messages.text("connect.refused") : null);
        leave.setVisible(state.connection().filter(it -> !it.isSandbox()).isPresent());
        var words =
                state instanceof State.Failed(var id, var why) && !id.equals(CloudSession.SANDBOX)
                        ? why
                        : "";
        problem.setText(words.isEmpty() ? "" : messages.text("connect.failed", words));
        failed.setVisible(!words.isEmpty());
        if (on) {
            pill.say(messages.text("connect.connected"), "ok", "ok.soft", "check");
        }
    }
}
