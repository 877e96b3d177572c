package dev.atelier.app.connect;

import dev.atelier.app.connect.CloudSession.State;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The half of the page for the cloud on this computer.
final class SandboxCard {
    private static final int WIDTH = 320;

    private final Messages messages = Messages.of(SandboxCard.class);
    private final CloudSession session;
    private final ConnectView.Actions actions;
    private final Pill pill = new Pill();
    private final ThemedPanel card =
            ThemedPanel.block(
                    "bg.panel", 10, "insets 20 24 20 24,wrap 1,hidemode 3", "[grow,fill]");
    private final JButton start;
    private final JButton leave;
    private final Sentence problem = new Sentence("", WIDTH);

    SandboxCard(CloudSession session, ConnectView.Actions actions) {
        this.session = session;
        this.actions = actions;
        start = Buttons.secondary("", this::go);
        start.setIcon(Icons.of("play", 16, "text.secondary"));
        start.setName("sandbox-start");
        leave = Buttons.secondary(messages.text("sandbox.leave"), session::disconnect);
        leave.setName("sandbox-leave");
        problem.color("error");
        card.add(
                ConnectView.cardHead(
                        "sandbox",
                        "warn",
                        messages.text("sandbox.title"),
                        messages.text("sandbox.words"),
                        pill));
        card.add(sample(), "gaptop 20,wmin 0");
        card.add(Label.strong(messages.text("sandbox.can")), "gaptop 16,h 24!");
        for (var can :
                List.of("sandbox.can.1", "sandbox.can.2", "sandbox.can.3", "sandbox.can.4")) {
            var line = ThemedPanel.clear("", "[16!]10[grow,fill]", "[28!]");
            line.add(new JLabel(Icons.of("check", 16, "ok")));
            line.add(Label.body(messages.text(can)), "wmin 0");
            card.add(line, "wmin 0");
        }
        card.add(ThemedPanel.clear("", "", ""), "growy,pushy");
        card.add(
                ConnectView.facts(
                        messages.text("sandbox.cost"),
                        messages.text("sandbox.free"),
                        messages.text("sandbox.sent"),
                        messages.text("connect.nothing")),
                "gaptop 16");
        card.add(problem, "wmin 0,gaptop 8");
        var foot = ThemedPanel.clear("hidemode 3", "[]12[]", "[32!]");
        foot.add(start, "h 32!");
        foot.add(leave, "h 32!");
        card.add(foot, "gaptop 16");
        follow(session.state().get());
    }

    /// How a service looks there; its title says that it is an example.
    private JComponent sample() {
        var inner = ThemedPanel.block("bg.raised", 8, "insets 12 16 12 16,gap 16 2", "");
        var running = new Pill();
        running.state(messages.text("sandbox.sample.running"), "ok", "ok.soft");
        var head = ThemedPanel.clear("", "[]8[]push", "[24!]");
        head.add(Label.strong(messages.text("sandbox.sample.name")), "wmin 0");
        head.add(running, "h 20!");
        inner.add(head, "spanx 3,wmin 0,wrap");
        for (var fact :
                List.of("sandbox.sample.hour", "sandbox.sample.spent", "sandbox.sample.stops")) {
            inner.add(Label.small(messages.text(fact)), "wmin 0,growx,pushx");
        }
        inner.add(Label.strong(messages.text("sandbox.free")), "newline,wmin 0");
        inner.add(Label.strong("¥0.00"), "wmin 0");
        inner.add(Label.strong("29:40"), "wmin 0");
        var frame = ThemedPanel.block("warn.soft", 8, "insets 16 40 16 40", "[grow,fill]");
        frame.add(inner, "wmin 0");
        return frame;
    }

    JComponent component() {
        return card;
    }

    void focus() {
        start.requestFocusInWindow();
    }

    private void go() {
        if (isOn(session.state().get())) {
            actions.next().run();
        } else if (!isOpening(session.state().get())) {
            session.startSandbox();
        }
    }

    private static boolean isOpening(State state) {
        return state instanceof State.Opening(var id) && id.equals(CloudSession.SANDBOX);
    }

    private static boolean isOn(State state) {
        return state.connection().filter(Connection::isSandbox).isPresent();
    }

    void follow(State state) {
        boolean on = isOn(state);
        boolean opening = isOpening(state);
        start.setText(
                messages.text(
                        on ? "connect.next" : opening ? "sandbox.starting" : "sandbox.start"));
        leave.setVisible(on);
        var failed =
                state instanceof State.Failed(var id, var why) && id.equals(CloudSession.SANDBOX)
                        ? why
                        : "";
        problem.setText(failed.isEmpty() ? "" : messages.text("sandbox.failed", failed));
        problem.setVisible(!failed.isEmpty());
        if (on) {
            pill.say(messages.text("sandbox.running"), "warn", "warn.soft", "sandbox");
        } else {
            pill.say(messages.text("sandbox.no-account"), "text.secondary", "bg.well", "");
        }
    }
}
