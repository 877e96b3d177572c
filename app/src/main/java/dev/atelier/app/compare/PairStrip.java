package dev.atelier.app.compare;

import dev.atelier.app.compare.PictureDifference.Grade;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.KeyStroke;

/// The pairs of two sets in a row: A at the left half of each, B at the right, its grade below.
/// Left and Right walk through them, the wheel moves the row.
final class PairStrip extends Painted {
    static final int HEIGHT = 84;
    private static final int WIDTH = 148;
    private static final int GAP = 12;

    private final transient SetModel model;
    private final transient PairWords words;
    private final transient Thumbs thumbs;
    private int shift;

    PairStrip(SetModel model, PairWords words, Tasks tasks) {
        super(AccessibleRole.LIST);
        this.model = model;
        this.words = words;
        thumbs =
                new Thumbs(
                        tasks,
                        image -> Thumbs.filling(image, 2 * WIDTH, 2 * HEIGHT),
                        this::repaint);
        setName("compare-pairs");
        setPreferredSize(new Dimension(WIDTH, HEIGHT));
        setFocusable(true);
        getAccessibleContext().setAccessibleName(words.messages().text("sets.strip"));
        var mouse = new Mouse();
        addMouseListener(mouse);
        addMouseWheelListener(
                event -> move(shift + (int) (event.getPreciseWheelRotation() * (WIDTH + GAP))));
        key("RIGHT", 1);
        key("LEFT", -1);
        key("HOME", Short.MIN_VALUE);
        key("END", Short.MAX_VALUE);
    }

    /// Listens, after it was made.
    PairStrip start() {
        model.sets()
                .onChange(now -> {
                    move(shift);
                    say();
                });
        model.current()
                .onChange(at -> {
                    reveal(at);
                    say();
                });
        return this;
    }

    private void key(String stroke, int by) {
        Keys.on(this, KeyStroke.getKeyStroke(stroke), () -> model.move(by));
    }

    private List<MeasuredPair> pairs() {
        return model.sets().get().map(MeasuredSets::pairs).orElse(List.of());
    }

    /// What a screen reader says of the pair.
    private void say() {
        int at = model.current().get();
        var all = pairs();
        getAccessibleContext()
                .setAccessibleDescription(
                        at < 0 || at >= all.size()
                                ? ""
                                : all.get(at).pair().a().name()
                                        + ", "
                                        + words.cell(all.get(at), PairWords.Column.GRADE));
    }

    private void move(int to) {
        int all = pairs().size() * (WIDTH + GAP) - GAP;
        shift = Math.clamp(to, 0, Math.max(0, all - getWidth()));
        repaint();
    }

    private void reveal(int at) {
        int left = at * (WIDTH + GAP);
        if (at >= 0) {
            int least = left + WIDTH - getWidth();
            move(Math.clamp(shift, Math.min(least, left), left));
        }
    }

    /// In the middle where all have room.
    private int first() {
        int all = pairs().size() * (WIDTH + GAP) - GAP;
        return all < getWidth() ? (getWidth() - all) / 2 : -shift;
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var all = pairs();
        int first = first();
        for (int i = Math.max(0, -first / (WIDTH + GAP)); i < all.size(); i++) {
            int x = first + i * (WIDTH + GAP);
            if (x > getWidth()) {
                break;
            }
            paint(g, all.get(i), x, i == model.current().get());
        }
        g.dispose();
    }

    private void paint(Graphics2D graphics, MeasuredPair pair, int x, boolean chosen) {
        var g = (Graphics2D) graphics.create();
        int inset = chosen ? 4 : 0;
        var shape =
                new RoundRectangle2D.Double(
                        x + inset, inset, WIDTH - 2.0 * inset, HEIGHT - 2.0 * inset, 12, 12);
        g.setColor(ThemeColors.color("bg.well"));
        g.fill(shape);
        var files = pair.files();
        g.clip(shape);
        half(g, files.map(MeasuredPair.Files::a), x, x, WIDTH / 2);
        half(g, files.map(MeasuredPair.Files::b), x, x + WIDTH / 2, WIDTH - WIDTH / 2);
        if (files.isPresent()) {
            g.setColor(Color.WHITE);
            g.fillRect(x + WIDTH / 2 - 1, 0, 2, HEIGHT);
        }
        g.dispose();
        var top = (Graphics2D) graphics.create();
        chip(top, pair, x + 8, HEIGHT - 10);
        if (chosen) {
            top.setColor(ThemeColors.color("focus"));
            top.setStroke(new BasicStroke(2));
            top.draw(new RoundRectangle2D.Double(x + 1, 1, WIDTH - 2.0, HEIGHT - 2.0, 16, 16));
        }
        top.dispose();
    }

    private void half(Graphics2D g, Optional<Path> file, int left, int from, int wide) {
        file.flatMap(thumbs::of)
                .ifPresent(image -> {
                    var part = (Graphics2D) g.create();
                    part.clipRect(from, 0, wide, HEIGHT);
                    part.drawImage(image, left, 0, WIDTH, HEIGHT, null);
                    part.dispose();
                });
    }

    private void chip(Graphics2D g, MeasuredPair pair, int x, int bottom) {
        var grade = words.cell(pair, PairWords.Column.GRADE);
        if (grade.isEmpty()) {
            return;
        }
        g.setFont(TextStyle.PILL.font(grade));
        var metrics = g.getFontMetrics();
        int wide = metrics.stringWidth(grade) + 12;
        g.setColor(new Color(14, 14, 14, 200));
        g.fill(new RoundRectangle2D.Double(x, bottom - 20.0, wide, 20, 10, 10));
        g.setColor(color(pair.grade()));
        g.drawString(grade, x + 6, bottom - 10 + metrics.getAscent() / 2 - 1);
    }

    /// On a dark plate, whatever the theme.
    private static Color color(Optional<Grade> grade) {
        return grade.map(it ->
                        switch (it) {
                            case BIT_EXACT -> new Color(0x6CC48A);
                            case VISUALLY_THE_SAME -> Color.WHITE;
                            case DIFFERENT -> new Color(0xE5AE4F);
                        })
                .orElse(new Color(0xFF8A82));
    }

    private final class Mouse extends MouseAdapter {
        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            int at = Math.floorDiv(event.getX() - first(), WIDTH + GAP);
            if (at >= 0 && at < pairs().size()) {
                model.show(at);
            }
        }
    }
}
