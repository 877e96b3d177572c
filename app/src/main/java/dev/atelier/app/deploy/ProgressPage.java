package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/// How a deployment goes on: the service's own states with their times, events, the tail of its
/// log, and the first picture.
final class ProgressPage {
    private static final int WIDTH = 480;
    private static final int TICK = 1000;
    private static final int PICTURE = 256;
    private static final String RUNNING = "Running";

    /// States that have plain words for every reader.
    private static final Set<String> MEANT =
            Set.of("Creating", "Waiting", "Pending", "Starting", "Updating", RUNNING, "Failed");

    private static final Pattern SAID = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Messages messages = Messages.of(ProgressPage.class);
    private final DeploymentModel model;
    private final Tasks tasks;
    private final ThemedPanel page =
            ThemedPanel.clear(
                    "insets 0,gap 16 16,hidemode 3", "[58%!,fill]16[grow,fill]", "[grow,fill]");
    private final Label title = new Label("", TextStyle.TITLE, "text");
    private final Pill pill = new Pill();
    private final Label total = Label.small("");
    private final Sentence sentence = new Sentence("", WIDTH);
    private final Sentence remedy = new Sentence("", WIDTH);
    private final ThemedPanel stages = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ThemedPanel events =
            ThemedPanel.clear("insets 8 16 8 8,wrap 1", "[grow,fill]", "");
    private final Lines lines = new Lines();
    private final JTextField filter = new JTextField();
    private final First first = new First();
    private final ThemedPanel foot = ThemedPanel.clear("gap 8", "", "[32!]");
    private final JButton delete;
    private final JButton sure;
    private final JButton again;
    private final JButton other;
    private final JButton draw;
    private final Label goes;
    private final Timer clock = new Timer(TICK, event -> tick());
    private boolean asked;
    private Optional<Path> pictured = Optional.empty();

    /// Where it leads.
    ///
    /// @param edit goes back to the draft
    /// @param draw makes pictures on a service
    record Verbs(Runnable edit, Consumer<String> draw) {}

    ProgressPage(DeploymentModel model, Tasks tasks, Verbs verbs) {
        this.model = model;
        this.tasks = tasks;
        delete = Buttons.secondary("", this::ask);
        delete.setName("progress-delete");
        sure = Buttons.secondary(messages.text("progress.sure"), this::delete);
        sure.setName("progress-sure");
        Keys.on(sure, KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), this::keep);
        again = Buttons.secondary(messages.text("progress.draw-again"), model::drawAgain);
        again.setName("progress-again");
        other = Buttons.secondary("", verbs.edit());
        other.setName("progress-edit");
        draw =
                Buttons.primary(
                        new NamedAction(
                                messages.text("progress.draw"),
                                () ->
                                        model.current()
                                                .get()
                                                .ifPresent(
                                                        it -> verbs.draw().accept(it.service()))));
        draw.setName("progress-draw");
        goes = Label.small(messages.text("progress.goes"));
        page.add(left(), "wmin 0,hmin 0");
        page.add(right(), "wmin 0,hmin 0");
        model.current().bind(it -> it.ifPresent(this::show));
        page.addHierarchyListener(event -> {
            if (page.isShowing()) {
                clock.start();
            } else {
                clock.stop();
            }
        });
    }

    JComponent component() {
        return page;
    }

    private JComponent left() {
        var inner = ThemedPanel.clear("insets 20 24 20 24,wrap 1,hidemode 3", "[grow,fill]", "");
        var head = ThemedPanel.clear("", "[grow,fill]8[]8[]", "[28!,center]");
        head.add(title, "wmin 0");
        head.add(total);
        head.add(pill, "h 20!");
        inner.add(head, "wmin 0");
        inner.add(sentence, "wmin 0");
        inner.add(remedy, "wmin 0,gaptop 4");
        remedy.color("error");
        inner.add(stages, "wmin 0,gaptop 12");
        inner.add(first, "w " + PICTURE + "!,h " + PICTURE + "!,growx 0,alignx left,gaptop 12");
        foot.add(draw, "h 32!");
        foot.add(again, "h 32!");
        foot.add(other, "h 32!");
        foot.add(delete, "h 32!");
        foot.add(sure, "h 32!");
        foot.add(goes, "wmin 0,gapleft 8");
        var block = ThemedPanel.block("bg.panel", 10, "insets 0,wrap 1", "[grow,fill]");
        block.add(ScrollColumn.of(inner), "grow,push,wmin 0,hmin 0");
        // Below what scrolls: new stages must not move the buttons under the pointer.
        block.add(foot, "gap 24 24 12 16,wmin 0");
        return block;
    }

    private JComponent right() {
        var column = ThemedPanel.clear("wrap 1", "[grow,fill]", "[grow 40,fill]16[grow 60,fill]");
        var top = ThemedPanel.block("bg.raised", 10, "insets 0,wrap 1", "[grow,fill]");
        top.add(Label.strong(messages.text("progress.events")), "h 40!,gapleft 16");
        top.add(ScrollColumn.of(events), "grow,push,wmin 0,hmin 0");
        column.add(top, "wmin 0,hmin 80");
        var log = ThemedPanel.block("bg.raised", 10, "insets 0,wrap 1", "[grow,fill]");
        var head = ThemedPanel.clear("insets 4 16 4 8", "[grow,fill]8[160!]", "[32!]");
        head.add(Label.strong(messages.text("progress.log")), "wmin 0");
        filter.setName("progress-filter");
        filter.putClientProperty("JTextField.placeholderText", messages.text("progress.filter"));
        filter.getAccessibleContext().setAccessibleName(messages.text("progress.filter"));
        filter.getDocument()
                .addDocumentListener(
                        new OnEdit(() -> model.current().get().ifPresent(this::showLog)));
        head.add(filter, "h 28!,growx");
        log.add(head);
        var scroll = new JScrollPane(lines);
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        log.add(scroll, "grow,push,wmin 0,hmin 80");
        column.add(log, "wmin 0,hmin 0");
        return column;
    }

    private void show(Deployment now) {
        title.setText(messages.text("phase." + now.phase(), now.service()));
        showState(now);
        fillStages(now);
        fillEvents(now);
        showLog(now);
        boolean over = now.phase().isOver();
        if (now.phase() == Phase.DELETING || now.phase() == Phase.GONE) {
            asked = false;
        }
        delete.setText(messages.text(over ? "progress.delete" : "progress.cancel"));
        boolean refused = now.phase() == Phase.FAILED && now.stages().isEmpty();
        boolean there = now.phase() != Phase.GONE && now.phase() != Phase.DELETING && !refused;
        delete.setVisible(there && !asked);
        sure.setVisible(asked);
        again.setVisible(now.phase() == Phase.NO_PICTURE);
        boolean runs = now.phase() == Phase.DONE || now.phase() == Phase.NO_PICTURE;
        draw.setVisible(runs);
        goes.setVisible(!over);
        other.setText(
                messages.text(now.phase() == Phase.FAILED ? "progress.back" : "progress.edit"));
        other.setVisible(over);
        picture(now);
        page.revalidate();
        page.repaint();
    }

    private void showState(Deployment now) {
        boolean bad = now.phase() == Phase.FAILED || now.phase() == Phase.NO_PICTURE;
        sentence.setText(now.message());
        sentence.color(bad ? "error" : "text.secondary");
        sentence.setVisible(!now.message().isEmpty());
        var help =
                now.problem().filter(it -> bad).map(it -> messages.text("remedy." + it)).orElse("");
        remedy.setText(help);
        remedy.setVisible(!help.isEmpty());
        var token =
                switch (now.phase()) {
                    case DONE -> "ok";
                    case FAILED, NO_PICTURE -> "error";
                    case SENDING, STARTING, DRAWING, DELETING -> "accent.text";
                    case GONE -> "text.secondary";
                };
        var soft =
                switch (now.phase()) {
                    case DONE -> "ok.soft";
                    case FAILED, NO_PICTURE -> "error.soft";
                    case SENDING, STARTING, DRAWING, DELETING -> "accent.soft";
                    case GONE -> "bg.well";
                };
        pill.say(messages.text("pill." + now.phase()), token, soft, "");
        tick();
    }

    private void tick() {
        model.current()
                .get()
                .filter(it -> !it.phase().isOver())
                .ifPresent(it -> {
                    total.setText(time(it.begun(), Instant.now()));
                    fillStages(it);
                });
    }

    private String time(Instant from, Instant to) {
        long all = Math.max(0, Duration.between(from, to).toSeconds());
        return all < 60
                ? messages.text("time.seconds", all)
                : messages.text("time.minutes", all / 60, all % 60);
    }

    private void fillStages(Deployment now) {
        stages.removeAll();
        var at = Instant.now();
        for (var stage : now.stages()) {
            boolean last = stage.until().isEmpty();
            boolean ended = !last || now.phase().isOver();
            boolean failed = last && now.phase() == Phase.FAILED;
            var icon = failed ? "error" : ended ? "check" : "clock";
            var row = row(icon, failed ? "error" : ended ? "ok" : "accent.text", stage.word());
            var usual = model.usual(stage.word()).filter(it -> !ended);
            row.add(Label.small(ended && last ? "" : time(stage.from(), stage.until().orElse(at))));
            stages.add(row, "wmin 0");
            usual.ifPresent(it -> stages.add(bar(stage, it, at), "wmin 0,gapleft 30"));
        }
        if (!now.phase().isOver() && now.phase() != Phase.DELETING) {
            if (now.stages().stream().noneMatch(it -> it.word().equals(RUNNING))) {
                stages.add(row("minus", "text.tertiary", RUNNING), "wmin 0");
            }
            boolean draws = now.phase() == Phase.DRAWING;
            var token = draws ? "accent.text" : "text.tertiary";
            stages.add(row(draws ? "clock" : "minus", token, ""), "wmin 0");
        }
        stages.revalidate();
        stages.repaint();
    }

    /// What a state means, beside the service's own word for it.
    ///
    /// @param state empty for the first picture
    private ThemedPanel row(String icon, String token, String state) {
        var row = ThemedPanel.clear("", "[20!]10[280!,fill]12[grow,fill]8[]", "[32!]");
        boolean comes = token.equals("text.tertiary");
        var known =
                state.isEmpty()
                        ? messages.text("stage.picture")
                        : MEANT.contains(state) ? messages.text("stage." + state) : state;
        row.add(new JLabel(Icons.of(icon, 18, token)));
        row.add(new Label(known, TextStyle.BODY, comes ? "text.secondary" : "text"), "wmin 0");
        row.add(new Label(state, TextStyle.CODE, "text.secondary"), "wmin 0");
        return row;
    }

    /// How far a state is, against the time that it usually takes.
    private JComponent bar(Deployment.Stage stage, Duration usual, Instant at) {
        var row = ThemedPanel.clear("", "[grow,fill]12[]", "[16!]");
        var bar = new Bar();
        var took = stage.time(at);
        bar.share((double) took.toMillis() / Math.max(1, usual.toMillis()));
        row.add(bar, "wmin 0");
        boolean over = took.compareTo(usual) > 0;
        var words = messages.text("progress.usual", time(at, at.plus(usual)));
        row.add(new Label(words, TextStyle.SMALL, over ? "warn" : "text.tertiary"));
        return row;
    }

    private void fillEvents(Deployment now) {
        events.removeAll();
        var all = now.tail().events();
        for (var event : all) {
            boolean warns = event.type().equals("Warning");
            var words =
                    (event.time() + "  " + event.reason() + "  " + plain(event.message())).strip();
            var line = new Sentence(words, 0);
            line.color(warns ? "warn" : "text.secondary");
            events.add(line, "wmin 0,gapbottom 2");
        }
        if (all.isEmpty()) {
            events.add(Label.small(messages.text("progress.none")), "wmin 0");
        }
        events.revalidate();
        events.repaint();
    }

    /// The vendor wraps what it says in JSON.
    private static String plain(String message) {
        var inner = SAID.matcher(message);
        return inner.find() ? inner.group(1).replace("\\\"", "\"") : message;
    }

    private void showLog(Deployment now) {
        var words =
                String.join("\n", DeploymentModel.only(now.tail().log(), filter.getText().strip()));
        if (!lines.getText().equals(words)) {
            lines.setText(words);
            lines.setCaretPosition(words.length());
        }
    }

    private void picture(Deployment now) {
        first.setVisible(now.picture().isPresent());
        if (now.picture().isPresent() && !now.picture().equals(pictured)) {
            pictured = now.picture();
            var file = now.picture().get();
            tasks.run(
                    "open-picture",
                    _ -> PictureFile.pixels(file),
                    Tasks.Outcome.of(first::show, _ -> first.setVisible(false)));
        }
    }

    private void ask() {
        asked = true;
        delete.setVisible(false);
        sure.setVisible(true);
        sure.requestFocusInWindow();
    }

    /// The question is taken back.
    private void keep() {
        asked = false;
        sure.setVisible(false);
        delete.setVisible(true);
        delete.requestFocusInWindow();
    }

    private void delete() {
        asked = false;
        sure.setVisible(false);
        model.delete();
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

    /// The first picture, never larger than it is.
    private static final class First extends JComponent {
        private transient @Nullable BufferedImage image;

        void show(BufferedImage made) {
            image = made;
            repaint();
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var made = image;
            if (made != null) {
                graphics.drawImage(made, 0, 0, getWidth(), getHeight(), null);
            }
        }
    }
}
