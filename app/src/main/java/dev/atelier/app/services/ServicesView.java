package dev.atelier.app.services;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.CentredWords;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.eas.ServiceDetails;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import net.miginfocom.swing.MigLayout;

/// The services of the account as cards, what they cost above, and the log of one below.
final class ServicesView {
    /// One column of cards below this width.
    private static final int TWO_COLUMNS = 1000;

    /// Of what an empty page says.
    private static final int HELP = 600;

    private final Messages messages = Messages.of(ServicesView.class);
    private final ServicesModel model;
    private final Verbs verbs;
    private final ThemedPanel page =
            ThemedPanel.ground("bg.window", "insets 0,wrap 1", "[grow,fill]", "[grow,fill]0[]");
    private final Label place = Label.small("");
    private final JComponent strip;
    private final ThemedPanel cards = ThemedPanel.clear("insets 0", "[grow,fill]", "");
    private final ThemedPanel empty = ThemedPanel.clear("wrap 1", "push[]push", "");
    private final ThemedPanel problem =
            ThemedPanel.block("warn.soft", 8, "insets 6 12 6 12,gap 8", "[18!][grow,fill]");
    private final Label why = Label.body("");
    private final JButton refresh;
    private final JButton deploy;
    private final ServiceDrawer drawer;
    private final ServicePanes panes;
    private final Map<String, ServiceCard> shown = new LinkedHashMap<>();
    private int columns = 2;

    /// What leads out of the page.
    ///
    /// @param connect chooses an account
    /// @param sandbox starts the cloud on this computer
    /// @param opening whether a cloud is being reached
    /// @param deploy begins a new service
    /// @param test asks a service for one small picture
    /// @param update changes the config of a service
    /// @param back changes it to what it was
    /// @param compare compares the pictures of its twins
    record Verbs(
            Runnable connect,
            Runnable sandbox,
            Observed<Boolean> opening,
            Optional<Runnable> deploy,
            Consumer<String> test,
            Consumer<ServiceFacts> update,
            BiConsumer<ServiceFacts, ServiceDetails.Version> back,
            BiConsumer<String, List<QueueModel.Pair>> compare) {}

    ServicesView(ServicesModel model, ModelsPane models, Verbs verbs) {
        this.model = model;
        this.verbs = verbs;
        drawer = new ServiceDrawer(model, models);
        panes = new ServicePanes(model);
        strip = new SpentStrip(model, panes::limits).component();
        refresh = Buttons.secondary(messages.text("services.refresh"), model::lookAnew);
        refresh.setName("services-refresh");
        refresh.setIcon(Icons.of("reuse", 16, "text.secondary"));
        deploy =
                primary(
                        "services-deploy",
                        "services.deploy",
                        () -> verbs.deploy().ifPresent(Runnable::run));
        page.setName("view-services");
        var top =
                ThemedPanel.clear(
                        "insets 20 24 0 16,hidemode 3", "[grow,fill]", "[40!]12[]16[]0[grow,fill]");
        // Rows by number: a hidden problem would give its row to the cards, which has no room.
        top.add(head(), "cell 0 0,wmin 0,gapright 8");
        top.add(strip, "cell 0 1,wmin 0,gapright 8");
        problem.add(new JLabel(Icons.of("warning", 18, "warn")));
        problem.add(why, "wmin 0");
        problem.setName("services-problem");
        top.add(problem, "cell 0 2,wmin 0,gapright 8,gapbottom 16");
        var body =
                ThemedPanel.clear(
                        "insets 0 0 12 0,wrap 1,hidemode 3", "[grow,fill]", "[][grow,fill]");
        body.add(cards, "wmin 0");
        body.add(empty, "grow");
        top.add(ScrollColumn.of(body), "cell 0 3,wmin 0,hmin 0");
        page.add(top, "wmin 0,hmin 0");
        page.add(drawer.component(), "h 34%!,wmin 0");
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        model.cloud().bind(cloud -> show());
        verbs.opening().onChange(now -> show());
        model.services().onChange(all -> show());
        model.seen().onChange(seen -> show());
        model.problem().onChange(now -> show());
        model.doing().onChange(now -> shown.values().forEach(ServiceCard::show));
    }

    private JButton primary(String name, String key, Runnable action) {
        var button = Buttons.primary(new NamedAction(messages.text(key), action));
        button.setName(name);
        return button;
    }

    private JComponent head() {
        var head = ThemedPanel.clear("", "[]8[grow,fill]8[]0[]", "[36!,center]");
        head.add(new Label(messages.text("services.title"), TextStyle.TITLE, "text"));
        head.add(place, "wmin 0,gapleft 4");
        head.add(refresh, "h 32!");
        if (verbs.deploy().isPresent()) {
            head.add(deploy, "h 32!,gapleft 8");
        }
        return head;
    }

    JComponent component() {
        return page;
    }

    void focus() {
        (model.cloud().get().isPresent() ? refresh : page).requestFocusInWindow();
    }

    /// Says times again; reads the log again where it is followed.
    void tick(boolean read) {
        shown.values().forEach(ServiceCard::show);
        if (read) {
            drawer.tick();
        }
    }

    private void show() {
        var cloud = model.cloud().get();
        place.setText(
                cloud.map(it ->
                                it.sandbox()
                                        ? messages.text("services.sandbox")
                                        : messages.text("services.region", it.region()))
                        .orElse(""));
        place.setToolTipText(place.getText().isEmpty() ? null : place.getText());
        boolean there = cloud.isPresent();
        strip.setVisible(there);
        refresh.setVisible(there);
        var services = model.services().get();
        deploy.setVisible(there && !services.isEmpty() && verbs.deploy().isPresent());
        problem.setVisible(model.problem().get().isPresent());
        why.setText(model.problem().get().orElse(""));
        why.setToolTipText(why.getText());
        var names = services.stream().map(ServiceFacts::name).toList();
        if (!List.copyOf(shown.keySet()).equals(names)) {
            shown.keySet().retainAll(names);
            var kept = new LinkedHashMap<String, ServiceCard>();
            names.forEach(
                    name -> kept.put(name, shown.containsKey(name) ? shown.get(name) : card(name)));
            shown.clear();
            shown.putAll(kept);
            cards.removeAll();
            shown.values().forEach(card -> cards.add(card.component()));
            arrange();
        }
        shown.values().forEach(ServiceCard::show);
        cards.setVisible(!services.isEmpty());
        nothing();
        page.revalidate();
        page.repaint();
    }

    private ServiceCard card(String name) {
        return new ServiceCard(name, model, new CardVerbs());
    }

    /// Opens the log of a service beside the cards.
    void log(String service) {
        drawer.open(service, ServiceDrawer.Page.LOG);
    }

    private final class CardVerbs implements ServiceCard.Verbs {
        @Override
        public void drawer(String service, ServiceDrawer.Page what) {
            drawer.open(service, what);
        }

        @Override
        public void lease(String service, JComponent at) {
            panes.lease(service, at);
        }

        @Override
        public void scale(String service, JComponent at) {
            panes.scale(service, at);
        }

        @Override
        public void autoscale(String service, JComponent at) {
            panes.autoscale(service, at);
        }

        @Override
        public void price(String service, JComponent at) {
            panes.price(service, at);
        }

        @Override
        public void delete(String service, JComponent at) {
            panes.delete(service, at);
        }

        @Override
        public void versions(String service, JComponent at) {
            new VersionsPane(
                            model,
                            (name, version) ->
                                    model.find(name)
                                            .ifPresent(it -> verbs.back().accept(it, version)))
                    .open(service, at);
        }

        @Override
        public List<QueueModel.Pair> twins(String service) {
            return model.cloud()
                    .get()
                    .map(it -> model.queue().twins(it.place(service)))
                    .orElse(List.of());
        }

        @Override
        public void compare(String service) {
            verbs.compare().accept(service, twins(service));
        }

        @Override
        public void update(String service) {
            model.find(service).ifPresent(verbs.update());
        }

        @Override
        public void test(String service) {
            verbs.test().accept(service);
        }
    }

    /// Two columns where there is room for two.
    private void arrange() {
        columns = page.getWidth() - 40 >= TWO_COLUMNS ? 2 : 1;
        var layout = (MigLayout) cards.getLayout();
        layout.setColumnConstraints(
                columns == 2 ? "[grow,fill,sg cards]16[grow,fill,sg cards]" : "[grow,fill]");
        int at = 0;
        for (var card : shown.values()) {
            layout.setComponentConstraints(
                    card.component(),
                    "cell %d %d,wmin 0,growy,gapbottom 16".formatted(at % columns, at / columns));
            at++;
        }
        cards.revalidate();
    }

    /// What to do where there is nothing to show.
    private void nothing() {
        empty.removeAll();
        boolean there = model.cloud().get().isPresent();
        boolean none = model.services().get().isEmpty();
        empty.setVisible(none);
        if (!none) {
            return;
        }
        boolean reading = there && !model.seen().get();
        boolean opening = !there && verbs.opening().get();
        var nowhere = opening ? "empty.opening" : "empty.account";
        var key = reading ? "empty.reading" : there ? "empty.none" : nowhere;
        empty.add(
                new JLabel(Icons.of("services", 20, "text.secondary")), "gaptop 48,alignx center");
        var words = new Label(messages.text(key), TextStyle.HEADING, "text");
        words.setName("services-empty");
        empty.add(words, "alignx center,gaptop 8");
        if (reading || opening) {
            return;
        }
        var help = there ? "empty.none.words" : "empty.account.words";
        var what = new CentredWords(messages.text(help), HELP);
        what.setName("services-help");
        empty.add(what, "alignx center,gaptop 4,wmin 0");
        var row = ThemedPanel.clear("gap 8", "[][]", "[32!]");
        if (there) {
            verbs.deploy()
                    .ifPresent(it ->
                            row.add(primary("services-first", "services.deploy", it), "h 32!"));
        } else {
            row.add(primary("services-connect", "services.connect", verbs.connect()), "h 32!");
            var sandbox =
                    Buttons.secondary(messages.text("services.start-sandbox"), verbs.sandbox());
            sandbox.setName("services-sandbox");
            row.add(sandbox, "h 32!");
        }
        empty.add(row, "alignx center,gaptop 12");
    }
}
