package dev.atelier.app.deploy;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/// A step of the wizard: its number, its name, and what it says of the draft.
final class StepButton extends JToggleButton {
    private static final int RING = 24;
    private static final int CHECK = 16;

    private final int number;
    private final Label line = Label.small("");
    private final Label title;
    private String troubles = "";
    private State state = State.OPEN;
    private boolean brief;

    /// How it stands with the step.
    enum State {
        /// It is still to come.
        OPEN("", "text.secondary", "bg.well"),
        /// It lies behind, and nothing is wrong there.
        DONE("check", "ok", "ok.soft"),
        /// Something there is not as meant.
        WARNING("warning", "warn", "warn.soft"),
        /// Something there keeps the service from being deployed.
        PROBLEM("error", "error", "error.soft");

        private final String icon;
        private final String token;
        private final String soft;

        State(String icon, String token, String soft) {
            this.icon = icon;
            this.token = token;
            this.soft = soft;
        }

        private boolean isBad() {
            return this == WARNING || this == PROBLEM;
        }
    }

    StepButton(int number, String name) {
        this.number = number;
        setLayout(
                new MigLayout(
                        "insets 6 44 6 8,gap 0,novisualpadding,hidemode 3,wrap 1",
                        "[grow,fill]",
                        "push[]0[]push"));
        setContentAreaFilled(false);
        setFocusPainted(false);
        setRolloverEnabled(true);
        setBorder(BorderFactory.createEmptyBorder());
        title = Label.strong(name);
        add(title, "h 20!,wmin 0");
        add(line, "h 20!,wmin 0");
        getAccessibleContext().setAccessibleName(name);
    }

    /// @param words what it says of the draft, or how much is wrong
    /// @param troubles what is wrong, in sentences; empty for nothing
    void say(String words, State now, String troubles) {
        state = now;
        line.setText(words);
        line.color(now.isBad() ? now.token : "text.secondary");
        this.troubles = troubles;
        getAccessibleContext().setAccessibleDescription((words + " " + troubles).strip());
        shorten();
    }

    State state() {
        return state;
    }

    /// @param only whether only the number shows
    void brief(boolean only) {
        brief = only;
        shorten();
    }

    private void shorten() {
        var words = line.getText();
        title.setVisible(!brief);
        line.setVisible(!brief && !words.isEmpty());
        var known = troubles.isEmpty() ? words : troubles;
        var tip = known.isEmpty() ? title.getText() : title.getText() + ": " + known;
        setToolTipText(brief ? tip : known.isEmpty() ? null : known);
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        if (isSelected() || getModel().isRollover()) {
            g.setColor(ThemeColors.color(isSelected() ? "bg.selected" : "bg.hover"));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 16, 16));
        }
        if (isFocusOwner()) {
            g.setColor(ThemeColors.color("focus"));
            g.setStroke(new BasicStroke(2f));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2.0, getHeight() - 2.0, 14, 14));
        }
        int left = brief ? (getWidth() - RING) / 2 : 10;
        double y = (getHeight() - RING) / 2.0;
        var ring = new Ellipse2D.Double(left, y, RING, RING);
        g.setColor(ThemeColors.color(isSelected() ? "accent" : state.soft));
        g.fill(ring);
        if (!isSelected() && !state.icon.isEmpty()) {
            Icons.of(state.icon, CHECK, state.token)
                    .paintIcon(
                            this,
                            g,
                            left + (RING - CHECK) / 2,
                            (int) Math.round(y) + (RING - CHECK) / 2);
            g.dispose();
            return;
        }
        g.setColor(ThemeColors.color(isSelected() ? "text.onAccent" : "text.secondary"));
        g.setFont(TextStyle.PILL.font());
        var text = Integer.toString(number);
        int width = g.getFontMetrics().stringWidth(text);
        g.drawString(text, left + (RING - width) / 2f, (float) (y + 16));
        g.dispose();
    }
}
