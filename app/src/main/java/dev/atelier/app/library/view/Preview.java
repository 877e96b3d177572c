package dev.atelier.app.library.view;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.library.Entry;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Function;
import javax.accessibility.AccessibleRole;

/// One picture, whole, as large as there is room for; while it is read the one before stays. Event
/// thread.
final class Preview extends Painted {
    private final transient Tasks tasks;
    private final transient Function<Entry, GridPicture> pictures;
    private final int longest;
    private transient Optional<BufferedImage> image = Optional.empty();
    private transient String key = "";
    private transient String problem = "";

    /// @param longest edge it is painted at, in pixels at 100 %
    Preview(Tasks tasks, Function<Entry, GridPicture> pictures, int longest) {
        super(AccessibleRole.ICON);
        this.tasks = tasks;
        this.pictures = pictures;
        this.longest = longest;
    }

    void show(Optional<Entry> entry) {
        var picture = entry.map(pictures);
        var now = entry.map(it -> it.id() + " ").orElse("") + picture.map(GridPicture::version);
        if (now.equals(key)) {
            return;
        }
        key = now;
        problem = "";
        if (picture.isEmpty()) {
            image = Optional.empty();
            repaint();
            return;
        }
        var configuration = getGraphicsConfiguration();
        double scale = configuration == null ? 1 : configuration.getDefaultTransform().getScaleX();
        int edge = (int) Math.ceil(longest * scale);
        tasks.run(
                "read-thumbs",
                task -> Thumbs.within(picture.get().reader().read(edge), edge),
                Tasks.Outcome.of(
                        read -> learn(now, Optional.of(read), ""),
                        failure -> learn(now, Optional.empty(), FailureMessages.of(failure))));
    }

    private void learn(String of, Optional<BufferedImage> read, String why) {
        if (of.equals(key)) {
            image = read;
            problem = why;
            repaint();
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        if (image.isPresent()) {
            paint(g, image.get());
        } else {
            g.setColor(ThemeColors.color("bg.well"));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 12, 12));
            if (!problem.isEmpty()) {
                say(g);
            }
        }
        g.dispose();
    }

    private void paint(Graphics2D g, BufferedImage it) {
        double scale =
                Math.min(
                        (double) getWidth() / it.getWidth(), (double) getHeight() / it.getHeight());
        double width = it.getWidth() * scale;
        double height = it.getHeight() * scale;
        double x = (getWidth() - width) / 2;
        double y = (getHeight() - height) / 2;
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.clip(new RoundRectangle2D.Double(x, y, width, height, 12, 12));
        g.drawImage(
                it,
                (int) Math.floor(x),
                (int) Math.floor(y),
                (int) Math.ceil(width),
                (int) Math.ceil(height),
                null);
    }

    private void say(Graphics2D g) {
        Icons.of("warning", 20, "warn").paintIcon(this, g, getWidth() / 2 - 10, getHeight() / 3);
        g.setFont(TextStyle.SMALL.font(problem));
        g.setColor(ThemeColors.color("text.secondary"));
        var metrics = g.getFontMetrics();
        int y = getHeight() / 3 + 36;
        for (var line : CellPainter.wrapped(metrics, problem, getWidth() - 32, 4)) {
            g.drawString(line, (getWidth() - metrics.stringWidth(line)) / 2, y);
            y += metrics.getHeight();
        }
    }
}
