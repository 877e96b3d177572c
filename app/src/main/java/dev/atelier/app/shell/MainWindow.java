package dev.atelier.app.shell;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.LayoutManager;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.swing.Action;
import javax.swing.Box;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JRadioButtonMenuItem;
import javax.swing.Timer;

/// The one window. Its content can be built again, after the language has changed.
public final class MainWindow {
    private static final Dimension SMALLEST = new Dimension(960, 640);

    /// A window that was not painted for so long after it was opened is not seen.
    private static final int UNSEEN_MILLIS = 3000;

    private static final String VIEWS = "views";
    private static final String COVER = "cover";

    private final JFrame frame = new JFrame("Atelier");
    private final Settings settings;
    private final Commands commands;
    private final Observed<List<Task>> tasks;
    private final Toasts toasts;
    private final CardLayout cards = new CardLayout();
    private final CardLayout layers = new CardLayout();
    private final Root root = new Root(layers);
    private final ThemedPanel notice =
            ThemedPanel.ground("warn.soft", "insets 3 16 3 8,gap 10", "[18!][grow,fill][]", "");
    private List<View> views = List.of();
    private JPanel stage = new JPanel(cards);
    private Rail rail = new Rail(List.of(), "", view -> {});
    private Supplier<Optional<JComponent>> corner = Optional::empty;
    private final Value<String> selected;
    private Runnable uncovered = () -> {};

    public MainWindow(
            Settings settings, Commands commands, Observed<List<Task>> tasks, Runnable onClose) {
        this.settings = settings;
        this.commands = commands;
        this.tasks = tasks;
        selected = Value.of(settings.get(StudioSettings.VIEW));
        toasts = new Toasts(frame.getLayeredPane());
        frame.setName("atelier");
        notice.setName("notice");
        notice.setVisible(false);
        frame.setDefaultCloseOperation(JFrame.DO_NOTHING_ON_CLOSE);
        frame.setIconImage(mark());
        // The task bar shows the title; in the window the menus and the search have its place.
        frame.getRootPane().putClientProperty(FlatClientProperties.TITLE_BAR_SHOW_TITLE, false);
        frame.setMinimumSize(WindowPlacement.smallest(WindowPlacement.screens(), SMALLEST));
        frame.setBounds(bounds());
        if (settings.get(StudioSettings.WINDOW_MAXIMIZED)) {
            frame.setExtendedState(JFrame.MAXIMIZED_BOTH);
        }
        frame.addWindowListener(
                new WindowAdapter() {
                    @Override
                    public void windowClosing(WindowEvent event) {
                        onClose.run();
                    }
                });
        frame.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        remember();
                    }

                    @Override
                    public void componentMoved(ComponentEvent event) {
                        remember();
                    }
                });
        // Another screen, another resolution or another scale.
        frame.addPropertyChangeListener("graphicsConfiguration", event -> fitLater());
        frame.addWindowStateListener(event -> fitLater());
    }

    /// Runs `action` on the event thread once the window was painted, or does so soon where it
    /// opens out of sight.
    public void afterFirstPaint(Runnable action) {
        root.afterPaint = Optional.of(action);
        var unseen = new Timer(UNSEEN_MILLIS, event -> root.painted());
        unseen.setRepeats(false);
        unseen.start();
    }

    /// What fills the window.
    private static final class Root extends JPanel {
        private transient Optional<Runnable> afterPaint = Optional.empty();

        Root(LayoutManager layout) {
            super(layout);
        }

        @Override
        public void paint(Graphics graphics) {
            super.paint(graphics);
            painted();
        }

        private void painted() {
            afterPaint.ifPresent(EventQueue::invokeLater);
            afterPaint = Optional.empty();
        }
    }

    /// Once the desktop has reported where it puts the window.
    private void fitLater() {
        if (frame.isShowing()) {
            EventQueue.invokeLater(this::fit);
        }
    }

    /// Brings the window onto the screens that are there now.
    void fit() {
        var screens = WindowPlacement.screens();
        frame.setMinimumSize(WindowPlacement.smallest(screens, SMALLEST));
        boolean maximized = (frame.getExtendedState() & JFrame.MAXIMIZED_BOTH) != 0;
        var place = WindowPlacement.on(screens, frame.getBounds());
        if (!maximized && !place.equals(frame.getBounds())) {
            frame.setBounds(place);
        }
    }

    /// Puts the views and the status bar into the window.
    public void fill(List<View> views, List<StatusBar.Item> status) {
        this.views = List.copyOf(views);
        stage = new JPanel(cards);
        for (var view : views) {
            stage.add(view.component(), view.id());
        }
        if (views.stream().noneMatch(view -> view.id().equals(selected.get()))) {
            selected.set(views.getFirst().id());
        }
        var shown = View.inRail(selected.get());
        var places = views.stream().filter(View::isInRail).toList();
        rail = new Rail(places, shown, view -> show(view.id()));
        var content = new JPanel(new BorderLayout());
        content.add(rail.component(), BorderLayout.WEST);
        content.add(notice, BorderLayout.NORTH);
        content.add(stage, BorderLayout.CENTER);
        content.add(new StatusBar(status, new TaskLine(tasks)).component(), BorderLayout.SOUTH);
        frame.setJMenuBar(menus());
        root.removeAll();
        root.add(content, VIEWS);
        frame.setContentPane(root);
        cards.show(stage, selected.get());
        frame.revalidate();
    }

    /// Puts a page in the place of rail and views until [#uncover] or until a view is shown. What
    /// it covers stays in the window and follows the theme.
    ///
    /// @param ended is called once when the views show again
    public void cover(JComponent page, Runnable ended) {
        uncovered = ended;
        root.add(page, COVER);
        layers.show(root, COVER);
    }

    /// Shows the views again. The page goes after the keyboard has moved to what the caller
    /// focuses: when Swing finds no field for the keyboard, it discards the keys that wait for one.
    public void uncover() {
        root.getComponent(0).setVisible(true);
        var pages = Stream.of(root.getComponents()).skip(1).toList();
        var ended = uncovered;
        uncovered = () -> {};
        ended.run();
        if (!pages.isEmpty()) {
            EventQueue.invokeLater(() -> pages.forEach(this::remove));
        }
    }

    /// A card that is removed while it is visible makes the layout show the card after the first.
    private void remove(Component page) {
        page.setVisible(false);
        root.remove(page);
    }

    /// Shows a view and takes the keyboard into it, unless a button of the rail has it. Looked at
    /// before anything is hidden: from a field that is hidden, Swing moves the keyboard to whatever
    /// comes next.
    public void show(String view) {
        uncover();
        boolean another = !view.equals(selected.get());
        var owner = frame.getFocusOwner();
        boolean byRail = owner != null && rail.component().isAncestorOf(owner);
        selected.set(view);
        settings.put(StudioSettings.VIEW, view);
        rail.select(View.inRail(view));
        cards.show(stage, view);
        if (another && !byRail) {
            var shown = views.stream().filter(it -> it.id().equals(view)).findFirst();
            shown.ifPresent(it -> EventQueue.invokeLater(it.focus()));
        }
    }

    /// The name of what has the keyboard in this window; empty for what has none.
    public Optional<String> keyboard() {
        return Optional.ofNullable(frame.getFocusOwner()).map(Component::getName);
    }

    /// Gives the keyboard to what has this name in the view that is shown, or else to the view:
    /// after all views were built anew.
    public void focus(Optional<String> name) {
        var view = views.stream().filter(it -> it.id().equals(selected.get())).findFirst();
        view.ifPresent(View::make);
        var part = view.flatMap(it -> name.flatMap(named -> named(it.component(), named)));
        EventQueue.invokeLater(() ->
                part.ifPresentOrElse(
                        Component::requestFocusInWindow,
                        () -> view.ifPresent(it -> it.focus().run())));
    }

    private static Optional<Component> named(Container root, String name) {
        for (var child : root.getComponents()) {
            var found =
                    name.equals(child.getName()) && child.isFocusable()
                            ? Optional.of(child)
                            : child instanceof Container inner
                                    ? named(inner, name)
                                    : Optional.<Component>empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The id of the view that is shown.
    public Observed<String> view() {
        return selected;
    }

    public JFrame frame() {
        return frame;
    }

    /// Out of the task bar and before other windows.
    public void raise() {
        frame.setExtendedState(frame.getExtendedState() & ~JFrame.ICONIFIED);
        frame.setVisible(true);
        // A window may not take the front from another program, but it may lie above all for once.
        frame.setAlwaysOnTop(true);
        frame.toFront();
        frame.requestFocus();
        frame.setAlwaysOnTop(false);
    }

    /// Puts something at the right end of the title bar from the next [#fill] on, seen from every
    /// view.
    public void corner(Supplier<Optional<JComponent>> what) {
        corner = what;
    }

    /// What must be read, in a line above the views until it is closed.
    public void notice(String words) {
        notice.removeAll();
        notice.add(new JLabel(Icons.of("warning", 18, "warn")));
        var text = Label.body(words);
        text.setToolTipText(words);
        notice.add(text, "wmin 0");
        var close = Messages.of(MainWindow.class).text("toast.close");
        var button = Buttons.icon("close", close, () -> notice.setVisible(false));
        button.setName("notice-close");
        notice.add(button, "h 26!");
        notice.setVisible(true);
        notice.revalidate();
    }

    public Toasts toasts() {
        return toasts;
    }

    /// Work in progress, before the name in the window's title; empty for none.
    public void title(String progress) {
        frame.setTitle(progress.isEmpty() ? "Atelier" : progress + " – Atelier");
    }

    private JMenuBar menus() {
        var messages = Messages.of(MainWindow.class);
        var bar = new JMenuBar();
        for (var menu : Command.Menu.values()) {
            bar.add(menu(menu, messages));
        }
        bar.add(Box.createHorizontalGlue());
        bar.add(new SearchButton(commands));
        bar.add(Box.createHorizontalGlue());
        corner.get().ifPresent(bar::add);
        return bar;
    }

    private JMenu menu(Command.Menu which, Messages messages) {
        var id = which.name().toLowerCase(Locale.ROOT);
        var menu = new JMenu(messages.text("menu." + id));
        menu.setMnemonic(messages.text("menu." + id + ".mnemonic").charAt(0));
        for (var command : commands.all()) {
            if (command.menu() == which) {
                if (command.beginsGroup() && menu.getItemCount() > 0) {
                    menu.addSeparator();
                }
                var item = item(command);
                item.setToolTipText(null);
                item.setName("menu-" + command.id());
                menu.add(item);
            }
        }
        return menu;
    }

    private JMenuItem item(Command command) {
        var action = commands.action(command);
        if (action.getValue(Action.SELECTED_KEY) == null) {
            return new JMenuItem(action);
        }
        var item =
                command.isAlternative()
                        ? new JRadioButtonMenuItem(action)
                        : new JCheckBoxMenuItem(action);
        item.setIcon(null); // the mark has its place
        return item;
    }

    private Rectangle bounds() {
        var kept =
                new Rectangle(
                        settings.get(StudioSettings.WINDOW_X),
                        settings.get(StudioSettings.WINDOW_Y),
                        settings.get(StudioSettings.WINDOW_WIDTH),
                        settings.get(StudioSettings.WINDOW_HEIGHT));
        return WindowPlacement.on(WindowPlacement.screens(), kept);
    }

    private void remember() {
        boolean maximized = (frame.getExtendedState() & JFrame.MAXIMIZED_BOTH) != 0;
        settings.put(StudioSettings.WINDOW_MAXIMIZED, maximized);
        if (!maximized && frame.isShowing()) {
            var now = frame.getBounds();
            settings.put(StudioSettings.WINDOW_X, now.x);
            settings.put(StudioSettings.WINDOW_Y, now.y);
            settings.put(StudioSettings.WINDOW_WIDTH, now.width);
            settings.put(StudioSettings.WINDOW_HEIGHT, now.height);
        }
    }

    private static Image mark() {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        Icons.of("mark", 64, "text").paintIcon(null, g, 0, 0);
        g.dispose();
        return image;
    }
}
