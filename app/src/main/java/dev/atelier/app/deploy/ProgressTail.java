package dev.atelier.app.deploy;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.eas.ServiceDetails;
import java.awt.Color;
import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/// What a service that is deployed writes of itself: its events and the tail of its log, below each
/// other, or as two pages where there is no room.
final class ProgressTail {
    private static final Pattern SAID = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Messages messages = Messages.of(ProgressTail.class);
    private final Consumer<String> notice;
    private final ThemedPanel place = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
    private final ThemedPanel events =
            ThemedPanel.clear("insets 8 16 8 8,wrap 1", "[grow,fill]", "");
    private final Label count = Label.small("");
    private final Lines lines = new Lines();
    private final JTextField filter = new JTextField();
    private final JToggleButton follow;
    private final JComponent eventBlock;
    private final JComponent logBlock;
    private final JComponent tabs;
    private final Value<Tab> tab = Value.of(Tab.EVENTS);
    private Deployment.Tail tail = Deployment.Tail.NONE;
    private boolean narrow;

    private enum Tab {
        EVENTS,
        LOG
    }

    /// @param notice shows a note
    ProgressTail(Consumer<String> notice) {
        this.notice = notice;
        follow = Buttons.toggle("down", messages.text("progress.follow"));
        follow.setName("progress-follow");
        follow.setSelected(true);
        follow.addActionListener(event -> showLog());
        filter.setName("progress-filter");
        filter.putClientProperty("JTextField.placeholderText", messages.text("progress.filter"));
        filter.getAccessibleContext().setAccessibleName(messages.text("progress.filter"));
        filter.getDocument().addDocumentListener(new OnEdit(this::showLog));
        eventBlock = eventBlock();
        logBlock = logBlock();
        tabs =
                Segment.following(
                        "progress-tab",
                        List.of(Tab.values()),
                        it -> messages.text(it == Tab.EVENTS ? "progress.events" : "progress.log"),
                        tab);
        tab.onChange(_ -> lay());
        lay();
    }

    JComponent component() {
        return place;
    }

    /// @param now whether there is room for one of the two
    void arrange(boolean now) {
        narrow = now;
        lay();
    }

    private void lay() {
        place.removeAll();
        place.setLayout(
                narrow
                        ? new MigLayout(
                                "insets 0,gap 0,novisualpadding,hidemode 3",
                                "[grow,fill]",
                                "[]8[grow,fill]")
                        : new MigLayout(
                                "insets 0,gap 0,novisualpadding,hidemode 3",
                                "[grow,fill]",
                                "[]0[grow 40,fill]16[grow 60,fill]"));
        boolean events = tab.get() == Tab.EVENTS;
        tabs.setVisible(narrow);
        eventBlock.setVisible(!narrow || events);
        logBlock.setVisible(!narrow || !events);
        place.add(tabs, "cell 0 0,growx 0,alignx left");
        place.add(eventBlock, "cell 0 1,wmin 0,hmin 80,h 80:200:");
        place.add(logBlock, (narrow ? "cell 0 1" : "cell 0 2") + ",wmin 0,hmin 80,h 80:300:");
        place.revalidate();
        place.repaint();
    }

    private JComponent eventBlock() {
        var block = ThemedPanel.block("bg.raised", 10, "insets 0,wrap 1", "[grow,fill]");
        var head = ThemedPanel.clear("insets 4 16 4 8", "[]8[grow,fill]8[]", "[32!]");
        head.add(Label.strong(messages.text("progress.events")));
        head.add(count, "wmin 0");
        head.add(copy("progress-events-copy", this::eventWords), "h 26!");
        block.add(head, "wmin 0");
        block.add(ScrollColumn.of(events), "grow,push,wmin 0,hmin 0");
        return block;
    }

    private JComponent logBlock() {
        var block = ThemedPanel.block("bg.raised", 10, "insets 0,wrap 1", "[grow,fill]");
        var head = ThemedPanel.clear("insets 4 16 4 8", "[grow,fill]8[80:160:160]8[]4[]", "[32!]");
        head.add(Label.strong(messages.text("progress.log")), "wmin 0");
        head.add(filter, "h 28!,growx");
        head.add(follow, "h 26!");
        head.add(copy("progress-log-copy", lines::getText), "h 26!");
        block.add(head, "wmin 0");
        var scroll = new JScrollPane(lines);
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        block.add(scroll, "grow,push,wmin 0,hmin 0");
        return block;
    }

    private JComponent copy(String name, Supplier<String> words) {
        var copy =
                Buttons.icon(
                        "copy",
                        messages.text("progress.copy"),
                        () -> {
                            Toolkit.getDefaultToolkit()
                                    .getSystemClipboard()
                                    .setContents(new StringSelection(words.get()), null);
                            notice.accept(messages.text("progress.copied"));
                        });
        copy.setName(name);
        return copy;
    }

    void show(Deployment.Tail now) {
        tail = now;
        showEvents();
        showLog();
    }

    private void showEvents() {
        events.removeAll();
        var all = tail.events();
        long warnings = all.stream().filter(ProgressTail::warns).count();
        count.setText(
                all.isEmpty()
                        ? ""
                        : warnings == 0
                                ? Integer.toString(all.size())
                                : messages.text("progress.events.count", all.size(), warnings));
        for (var event : all) {
            var line = new Sentence(words(event), 0);
            line.color(warns(event) ? "warn" : "text.secondary");
            events.add(line, "wmin 0,gapbottom 2");
        }
        if (all.isEmpty()) {
            events.add(Label.small(messages.text("progress.none")), "wmin 0");
        }
        events.revalidate();
        events.repaint();
    }

    private static boolean warns(ServiceDetails.Event event) {
        return event.type().equals("Warning");
    }

    private static String words(ServiceDetails.Event event) {
        return (event.time() + "  " + event.reason() + "  " + plain(event.message())).strip();
    }

    private String eventWords() {
        return tail.events().stream().map(ProgressTail::words).collect(Collectors.joining("\n"));
    }

    /// The vendor wraps what it says in JSON.
    private static String plain(String message) {
        var inner = SAID.matcher(message);
        return inner.find() ? inner.group(1).replace("\\\"", "\"") : message;
    }

    private void showLog() {
        var words = String.join("\n", DeploymentModel.only(tail.log(), filter.getText().strip()));
        if (!lines.getText().equals(words)) {
            int at = lines.getCaretPosition();
            lines.setText(words);
            lines.setCaretPosition(Math.min(at, words.length()));
        }
        if (follow.isSelected()) {
            lines.setCaretPosition(words.length());
        }
    }

    /// The log, in the font of code.
    private static final class Lines extends JTextArea {
        Lines() {
            setEditable(false);
            setOpaque(false);
            setName("progress-log");
            setLineWrap(true);
            setBorder(BorderFactory.createEmptyBorder(4, 16, 8, 8));
            getAccessibleContext().setAccessibleName("log");
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
