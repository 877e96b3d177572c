package dev.atelier.app.services;

import dev.atelier.app.queue.Money;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.eas.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// One service: what it does and costs, when it stops, and what can be done with it. It stays while
/// its service is listed, so that it keeps focus and mouse.
final class ServiceCard {
    /// Room for all buttons and a whole sentence beside them.
    private static final int ROOMY = 560;

    private final Messages messages = Messages.of(ServiceCard.class);
    private final ServicesModel model;
    private final Verbs verbs;
    private final String name;
    private final ThemedPanel card =
            ThemedPanel.block("bg.panel", 10, "insets 14 20 14 16,wrap 1", "[grow,fill]");
    private final Pill state = new Pill();
    private final Pill sandbox = new Pill();
    private final Label kind = Label.small("");
    private final ThemedPanel facts =
            ThemedPanel.clear(
                    "",
                    "[grow,fill,sg]8[grow,fill,sg]8[grow,fill,sg]8[grow,fill,sg]8[grow,fill,sg]",
                    "[18!]2[20!]");
    private final Label running = new Label("", TextStyle.METRIC, "text");
    private final Label hour = new Label("", TextStyle.METRIC, "text");
    private final Label today = new Label("", TextStyle.METRIC, "text");
    private final Label idle = new Label("", TextStyle.METRIC, "text");
    private final Label waiting = new Label("", TextStyle.METRIC, "text");
    private final ThemedPanel lease =
            ThemedPanel.block("bg.window", 8, "insets 8 12 8 8,gap 8", "[18!]10[grow,fill][][]");
    private final Label ends = Label.body("");
    private final Bar left = new Bar();
    private final JButton keep;
    private final JButton change;
    private final Label message = Label.body("");
    private final JLabel sign = new JLabel();
    private final JButton start;
    private final JButton stop;
    private final JButton test;
    private final JButton log;
    private final JButton access;
    private final JButton update;
    private final Label checked = Label.small("");
    private final JButton more;

    /// What a card asks its page for.
    interface Verbs {
        void drawer(String service, ServiceDrawer.Page page);

        void lease(String service, JComponent at);

        void scale(String service, JComponent at);

        void autoscale(String service, JComponent at);

        void price(String service, JComponent at);

        void delete(String service, JComponent at);

        void versions(String service, JComponent at);

        /// Its pictures beside those of this computer.
        List<QueueModel.Pair> twins(String service);

        void compare(String service);

        void update(String service);

        void test(String service);
    }

    ServiceCard(String name, ServicesModel model, Verbs verbs) {
        this.name = name;
        this.model = model;
        this.verbs = verbs;
        keep = button("keep", Buttons.secondary(messages.text("lease.keep"), this::keep));
        change =
                button(
                        "lease",
                        Buttons.quiet(
                                messages.text("lease.change"), () -> verbs.lease(name, lease)));
        start = button("start", Buttons.secondary("", () -> model.start(name)));
        stop =
                button(
                        "stop",
                        Buttons.secondary(
                                messages.text("service.stop"), () -> model.stop(name, ok -> {})));
        test =
                button(
                        "test",
                        Buttons.secondary(messages.text("service.test"), () -> verbs.test(name)));
        log = opens("log", "log", ServiceDrawer.Page.LOG);
        access = opens("access", "json", ServiceDrawer.Page.CALLS);
        update =
                button(
                        "update",
                        Buttons.quiet(messages.text("service.update"), () -> verbs.update(name)));
        update.setIcon(Icons.of("edit", 16, "text.secondary"));
        start.setIcon(Icons.of("power", 16, "text.secondary"));
        stop.setIcon(Icons.of("stop", 16, "text.secondary"));
        test.setIcon(Icons.of("play", 16, "text.secondary"));
        more = Buttons.icon("more", messages.text("service.more"), () -> {});
        button("more", more);
        more.addActionListener(event -> {
            var menu = menu();
            menu.show(more, more.getWidth() - menu.getPreferredSize().width, more.getHeight());
        });
        build();
    }

    private JButton button(String what, JButton button) {
        button.setName("service-" + what + ":" + name);
        return button;
    }

    private JButton opens(String what, String icon, ServiceDrawer.Page page) {
        var button =
                button(
                        what,
                        Buttons.quiet(
                                messages.text("service." + what), () -> verbs.drawer(name, page)));
        button.setIcon(Icons.of(icon, 16, "text.secondary"));
        return button;
    }

    private void build() {
        card.setName("service:" + name);
        // What it is called and does stays whole: the machine's words give way first.
        var head =
                ThemedPanel.clear(
                        "gap 8",
                        "[shrinkprio 50][shrink 0][shrink 0][grow,fill,shrinkprio 200][shrink 0]",
                        "[26!]");
        var title = new Label(name, TextStyle.HEADING, "text");
        title.setToolTipText(name);
        head.add(title, "wmin 40");
        head.add(state);
        head.add(sandbox);
        kind.setHorizontalAlignment(JLabel.RIGHT);
        head.add(kind, "cell 3 0,wmin 0"); // where it is also without the pill before it
        head.add(more, "cell 4 0,h 26!");
        card.add(head, "wmin 0");
        fact(0, "fact.running", running);
        fact(1, "fact.hour", hour);
        fact(2, "fact.today", today);
        fact(3, "fact.idle", idle);
        fact(4, "fact.queue", waiting);
        card.add(facts, "wmin 0,gaptop 6");
        var words = ThemedPanel.clear("wrap 1", "[grow,fill]", "[20!]2[]");
        words.add(ends, "wmin 0");
        words.add(left, "h 8!");
        lease.add(new JLabel(Icons.of("clock", 18, "text.secondary")));
        lease.add(words, "wmin 0");
        lease.add(keep, "h 28!");
        lease.add(change, "h 28!");
        card.add(lease, "wmin 0,gaptop 8");
        var line = ThemedPanel.clear("gap 8,hidemode 3", "[18!][grow,fill]", "[28!]");
        line.add(sign);
        line.add(message, "wmin 0");
        card.add(line, "wmin 0,gaptop 4");
        var foot = ThemedPanel.clear("gap 6,hidemode 3", "", "[32!]");
        foot.add(start, "h 30!");
        foot.add(stop, "h 30!");
        foot.add(test, "h 30!");
        foot.add(log, "h 30!");
        foot.add(access, "h 30!");
        foot.add(update, "h 30!");
        checked.setHorizontalAlignment(JLabel.RIGHT);
        foot.add(checked, "pushx,growx,wmin 0");
        card.add(foot, "wmin 0,gaptop 6,pushy,aligny bottom");
    }

    private void fact(int at, String key, Label value) {
        facts.add(Label.small(messages.text(key)), "cell " + at + " 0,wmin 0");
        facts.add(value, "cell " + at + " 1,wmin 0");
    }

    JComponent component() {
        return card;
    }

    private Optional<ServiceFacts> facts() {
        return model.find(name);
    }

    private void keep() {
        model.keep(name, Duration.ofHours(1));
    }

    private JPopupMenu menu() {
        var menu = new JPopupMenu();
        menu.setName("service-menu");
        if (facts().filter(ServiceFacts::runs).isPresent()) {
            add(menu, "service.models", () -> verbs.drawer(name, ServiceDrawer.Page.MODELS));
        }
        add(menu, "service.events", () -> verbs.drawer(name, ServiceDrawer.Page.EVENTS));
        if (facts().filter(this::leaves).isPresent()) {
            return menu;
        }
        add(menu, "service.lease", () -> verbs.lease(name, more));
        add(menu, "service.versions", () -> verbs.versions(name, more));
        add(menu, "service.scale", () -> verbs.scale(name, more));
        add(menu, "service.autoscale", () -> verbs.autoscale(name, more));
        boolean priced = model.cloud().get().filter(it -> !it.sandbox()).isPresent();
        if (priced && facts().filter(it -> !it.machine().isEmpty()).isPresent()) {
            add(menu, "service.price", () -> verbs.price(name, more));
        }
        if (!verbs.twins(name).isEmpty()) {
            add(menu, "service.twins", () -> verbs.compare(name));
        }
        menu.addSeparator();
        add(menu, "service.delete", () -> verbs.delete(name, more));
        return menu;
    }

    private void add(JPopupMenu menu, String key, Runnable action) {
        var item = new JMenuItem(messages.text(key));
        item.setName(key);
        item.addActionListener(event -> action.run());
        menu.add(item);
    }

    /// Says it as it is now.
    void show() {
        facts().ifPresent(this::show);
    }

    private void show(ServiceFacts it) {
        var doing = Optional.ofNullable(model.doing().get().get(name));
        boolean free = model.cloud().get().filter(Cloud::sandbox).isPresent();
        var word = ServiceWords.state(it.info().status());
        switch (it.info().state()) {
            case RUNNING -> state.state(word, "ok", "ok.soft");
            case FAILED, DELETE_FAILED -> state.state(word, "error", "error.soft");
            case STOPPED, DELETED -> state.state(word, "text.secondary", "bg.well");
            default -> state.state(word, "accent.text", "accent.soft");
        }
        sandbox.state(messages.text("service.sandbox"), "warn", "warn.soft");
        sandbox.setVisible(free);
        kind.setText(kind(it));
        kind.setToolTipText(kind.getText());
        var now = model.clock().instant();
        boolean leaves = leaves(it);
        boolean on = !it.isOff() && !leaves;
        numbers(it, free, now);
        lease(it, on, now);
        line(it, doing);
        start.setVisible(it.isOff() && !leaves);
        start.setEnabled(doing.isEmpty());
        start.setText(
                messages.text("service.start")
                        + it.money()
                                .hour()
                                .filter(p -> !free)
                                .map(p -> "  ≈ " + Money.hour(p))
                                .orElse(""));
        stop.setVisible(on);
        stop.setEnabled(doing.isEmpty() && it.info().state() != ServiceState.STOPPING);
        test.setVisible(on);
        test.setEnabled(it.runs());
        access.setVisible(on);
        update.setVisible(!leaves);
        var since = ServiceWords.time(Duration.between(it.times().checked(), now));
        boolean brief = card.getWidth() > 0 && card.getWidth() < ROOMY;
        checked.setText(messages.text(brief ? "service.checked.brief" : "service.checked", since));
        checked.setToolTipText(brief ? messages.text("service.checked", since) : null);
    }

    /// Whether it is being deleted, as far as it is known here or there.
    private boolean leaves(ServiceFacts it) {
        return it.isLeaving() || model.doing().get().get(name) == ServicesModel.Operation.DELETING;
    }

    /// What it has done and cost so far.
    private void numbers(ServiceFacts it, boolean free, Instant now) {
        facts.setVisible(!it.isOff());
        running.setText(
                it.times()
                        .since()
                        .filter(s -> !it.starts())
                        .map(s -> ServiceWords.time(Duration.between(s, now)))
                        .orElse("–"));
        hour.setText(
                free
                        ? messages.text("price.free")
                        : it.money()
                                .hour()
                                .map(Money::hour)
                                .orElse(messages.text("price.unknown")));
        today.setText(
                free
                        ? "–"
                        : it.money()
                                .today()
                                .map(sum -> Money.text(sum, model.spent().get().currency()))
                                .orElse("–"));
        var work = it.times().lastWork();
        var began = it.times().since().filter(since -> since.isAfter(work)).orElse(work);
        var rest = Duration.between(began, now);
        var rests = it.starts() ? "–" : ServiceWords.time(rest);
        idle.setText(it.times().works() ? messages.text("fact.busy") : rests);
        waiting.setText(
                !it.async()
                        ? messages.text("fact.no-queue")
                        : it.waiting()
                                .map(n -> n == 0 ? messages.text("fact.empty") : Long.toString(n))
                                .orElse("–"));
    }

    private String kind(ServiceFacts it) {
        var words = messages.text(it.async() ? "kind.async" : "kind.sync");
        var machine = it.machine().isEmpty() ? "" : " · " + it.machine();
        int total = it.info().total();
        var many =
                total == 1
                        ? ""
                        : " · " + messages.text("kind.instances", it.info().running(), total);
        var load = it.scaling().load().map(l -> " · " + ServiceWords.scaling(l)).orElse("");
        return words + machine + many + load;
    }

    private void lease(ServiceFacts it, boolean on, Instant now) {
        lease.setVisible(on);
        var end = ServiceWords.end(it);
        keep.setVisible(end.isPresent());
        left.setVisible(end.isPresent());
        change.setText(messages.text(end.isPresent() ? "lease.change" : "lease.set"));
        if (end.isEmpty()) {
            ends.setText(messages.text("lease.none"));
            return;
        }
        var remains = Duration.between(now, end.get());
        boolean idles = it.lease().flatMap(l -> l.until()).filter(end.get()::equals).isEmpty();
        ends.setText(
                messages.text(
                        idles ? "lease.idle-in" : "lease.until-in",
                        ServiceWords.countdown(remains)));
        var whole =
                it.lease().flatMap(l -> l.idle()).filter(span -> idles).orElse(Duration.ofHours(1));
        left.share(Math.clamp(remains.toSeconds() / (double) Math.max(1, whole.toSeconds()), 0, 1));
    }

    /// What it is doing, or why it is as it is.
    private void line(ServiceFacts it, Optional<ServicesModel.Operation> doing) {
        boolean stopped = it.info().state() == ServiceState.STOPPED;
        var words =
                doing.map(d -> messages.text("doing." + d))
                        .or(() ->
                                Optional.of(it.info().message())
                                        .filter(m -> !m.isBlank() && !it.runs() && !stopped))
                        .or(() ->
                                stopped
                                        ? Optional.of(
                                                it.times()
                                                        .ended()
                                                        .map(t ->
                                                                messages.text(
                                                                        "service.proven",
                                                                        ServiceWords.clock(t)))
                                                        .orElse(messages.text("service.stopped")))
                                        : Optional.empty());
        boolean proven = doing.isEmpty() && stopped;
        message.setText(words.orElse(""));
        message.setToolTipText(words.orElse(null));
        // It has its line also while there is nothing to say: buttons stay where they are.
        message.setVisible(words.isPresent());
        sign.setVisible(words.isPresent());
        sign.setIcon(
                Icons.of(
                        proven ? "shield" : doing.isPresent() ? "reuse" : "info",
                        18,
                        proven ? "ok" : "text.secondary"));
    }
}
