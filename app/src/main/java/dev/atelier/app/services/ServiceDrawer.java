package dev.atelier.app.services;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.HierarchyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import javax.swing.Timer;

/// The log of a service, what happened to it, or how it is called: the lower part of the page.
final class ServiceDrawer {
    /// What it shows.
    enum Page {
        LOG,
        EVENTS,
        CALLS,
        /// What it has to draw with.
        MODELS
    }

    /// A token does not stay in sight for longer.
    private static final int TOKEN_SHOWN = 30_000;

    private static final String DOTS = "••••••••••••";

    private final Messages messages = Messages.of(ServiceDrawer.class);
    private final ServicesModel model;
    private final ThemedPanel drawer =
            ThemedPanel.ground(
                    "bg.panel",
                    "insets 0 24 8 16,wrap 1,hidemode 3",
                    "[grow,fill]",
                    "[44!]0[grow,fill]");
    private final Label title = new Label("", TextStyle.HEADING, "text");
    private final Value<Page> page = Value.of(Page.LOG);
    private final Value<Snippets.Language> language = Value.of(Snippets.Language.CURL);
    private final JTextField filter = new JTextField();
    private final JToggleButton follow;
    private final JToggleButton secret;
    private final JButton copy;
    private final Code text = new Code();
    private final JComponent languages;
    private final Timer hide = new Timer(TOKEN_SHOWN, event -> hideToken());
    private String service = "";
    private List<String> lines = List.of();
    private boolean asking;
    private final JComponent scroll;
    private final ModelsPane models;

    ServiceDrawer(ServicesModel model, ModelsPane models) {
        this.model = model;
        this.models = models;
        follow = Buttons.toggle("down", messages.text("drawer.follow"));
        secret = Buttons.toggle("lock", messages.text("drawer.token"));
        copy = Buttons.icon("copy", messages.text("drawer.copy"), this::copy);
        languages = Segment.following("snippet", Snippets.ALL, Snippets.Language::title, language);
        drawer.setName("service-drawer");
        drawer.setVisible(false);
        drawer.add(head(), "wmin 0");
        text.setName("drawer-text");
        text.getAccessibleContext().setAccessibleName(messages.text("drawer.text"));
        var lines = new JScrollPane(text);
        lines.getViewport().setOpaque(false);
        lines.setOpaque(false);
        scroll = lines;
        drawer.add(scroll, "cell 0 1,wmin 0,hmin 40,grow");
        drawer.add(models.component(), "cell 0 1,wmin 0,hmin 40,grow");
        page.onChange(now -> turned());
        language.onChange(now -> show());
        model.services().onChange(now -> leave());
    }

    private JComponent head() {
        var head = ThemedPanel.clear("gap 8,hidemode 3", "", "[44!]");
        head.add(title, "wmin 40,gapright 4");
        head.add(
                Segment.following(
                        "drawer",
                        Arrays.asList(Page.values()),
                        it -> messages.text("drawer." + it),
                        page));
        head.add(languages, "gapleft 4");
        head.add(ThemedPanel.clear("", "", ""), "pushx");
        filter.setName("drawer-filter");
        filter.putClientProperty("JTextField.placeholderText", messages.text("drawer.filter"));
        filter.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        filter.getAccessibleContext().setAccessibleName(messages.text("drawer.filter"));
        filter.getDocument().addDocumentListener(new OnEdit(this::show));
        head.add(filter, "h 28!,w 0:260:260");
        follow.setName("drawer-follow");
        follow.setSelected(true);
        follow.addActionListener(event -> show());
        head.add(follow, "h 26!");
        secret.setName("drawer-token");
        secret.addActionListener(event -> {
            if (secret.isSelected()) {
                hide.restart();
            }
            show();
        });
        hide.setRepeats(false);
        drawer.addHierarchyListener(event -> {
            boolean shown = (event.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0;
            if (shown && !drawer.isShowing()) {
                hideToken();
            }
        });
        head.add(secret, "h 26!");
        copy.setName("drawer-copy");
        head.add(copy, "h 26!");
        var close = Buttons.icon("close", messages.text("drawer.close"), this::close);
        close.setName("drawer-close");
        head.add(close, "h 26!");
        return head;
    }

    JComponent component() {
        return drawer;
    }

    void open(String name, Page what) {
        boolean other = !name.equals(service);
        service = name;
        title.setText(name);
        hideToken();
        drawer.setVisible(true);
        if (page.get() == what && (other || lines.isEmpty())) {
            turned();
        }
        page.set(what);
        drawer.getParent().revalidate();
    }

    /// Also from the text, which would be seen at the next look.
    private void hideToken() {
        hide.stop();
        if (secret.isSelected()) {
            secret.setSelected(false);
            show();
        }
    }

    /// Nothing is left to say of a service that is gone.
    private void leave() {
        if (!service.isEmpty() && model.find(service).isEmpty()) {
            close();
        }
    }

    private void close() {
        hideToken();
        drawer.setVisible(false);
        service = "";
        drawer.getParent().revalidate();
    }

    private void turned() {
        secret.setSelected(false);
        boolean calls = page.get() == Page.CALLS;
        boolean lists = page.get() == Page.MODELS;
        lines = List.of();
        scroll.setVisible(!lists);
        models.component().setVisible(lists);
        languages.setVisible(calls);
        secret.setVisible(calls);
        filter.setVisible(!calls);
        follow.setVisible(!calls && !lists);
        copy.setVisible(!lists);
        drawer.revalidate();
        if (lists) {
            models.open(service);
            return;
        }
        text.setText(messages.text("drawer.reading"));
        ask();
    }

    /// Reads again, where it is open and follows.
    void tick() {
        if (drawer.isShowing() && follow.isSelected() && reads(page.get())) {
            ask();
        }
    }

    private static boolean reads(Page page) {
        return page == Page.LOG || page == Page.EVENTS;
    }

    private void ask() {
        if (page.get() == Page.CALLS) {
            show();
            return;
        }
        var cloud = model.cloud().get();
        if (service.isEmpty() || cloud.isEmpty() || asking) {
            return;
        }
        asking = true;
        var name = service;
        var what = page.get();
        model.tasks()
                .run(
                        HiddenTask.REFRESH,
                        task -> read(cloud.get(), name, what),
                        Tasks.Outcome.of(
                                now -> took(name, what, now),
                                failure -> took(name, what, List.of(FailureMessages.of(failure)))));
    }

    private List<String> read(Cloud cloud, String name, Page what) throws Exception {
        var details = cloud.eas().details(name);
        return switch (what) {
            case LOG -> details.logs();
            case EVENTS ->
                    details.events().stream()
                            .map(it ->
                                    "%s  %-7s  %s  %s"
                                            .formatted(
                                                    it.time(),
                                                    it.type(),
                                                    it.reason(),
                                                    it.message()))
                            .toList();
            case CALLS, MODELS -> List.of();
        };
    }

    private void took(String name, Page what, List<String> now) {
        asking = false;
        if (!name.equals(service) || what != page.get()) {
            if (!service.isEmpty()) {
                ask();
            }
            return;
        }
        lines = now;
        show();
    }

    private void show() {
        if (page.get() == Page.MODELS) {
            models.filter(filter.getText());
            return;
        }
        if (page.get() == Page.CALLS) {
            text.show(calls(), false);
            return;
        }
        var wanted = filter.getText().strip().toLowerCase(Locale.ROOT);
        var shown =
                lines.stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(wanted))
                        .collect(Collectors.joining("\n"));
        text.show(
                shown.isEmpty()
                        ? messages.text(lines.isEmpty() ? "drawer.empty" : "drawer.no-match")
                        : shown,
                follow.isSelected());
    }

    /// How it is called, the token hidden until it is requested, and what is there.
    private String calls() {
        var facts = model.find(service);
        if (facts.isEmpty() || facts.get().info().internetEndpoint().isEmpty()) {
            return messages.text("drawer.no-address");
        }
        var info = facts.get().info();
        boolean open = secret.isSelected();
        var snippets =
                Snippets.of(info, facts.get().async(), () -> open ? info.token().reveal() : DOTS);
        return messages.text("drawer.address", info.internetEndpoint())
                + "\n"
                + messages.text("drawer.token-is", open ? info.token().reveal() : DOTS)
                + "\n"
                + messages.text("drawer.version", ServiceWords.image(info.config()))
                + "\n\n"
                + snippets.in(language.get());
    }

    /// What is shown; of the calls the snippet alone, with the token that makes it run.
    private void copy() {
        var words = text.getText();
        var facts = model.find(service);
        if (page.get() == Page.CALLS && facts.isPresent()) {
            var info = facts.get().info();
            words = Snippets.of(info, facts.get().async(), info.token()::reveal).in(language.get());
        }
        Toolkit.getDefaultToolkit()
                .getSystemClipboard()
                .setContents(new StringSelection(words), null);
    }

    /// Lines in the font of code.
    private static final class Code extends JTextArea {
        Code() {
            setEditable(false);
            setOpaque(false);
            setTabSize(4);
        }

        /// @param end whether the end is in sight afterwards
        void show(String words, boolean end) {
            setLineWrap(end); // the end of a long line must not hide its beginning
            if (!words.equals(getText())) {
                setText(words);
                setCaretPosition(end ? getDocument().getLength() : 0);
            }
        }

        @Override
        public Font getFont() {
            return TextStyle.CODE.font();
        }

        @Override
        public Color getForeground() {
            return ThemeColors.color("text.secondary");
        }
    }
}
