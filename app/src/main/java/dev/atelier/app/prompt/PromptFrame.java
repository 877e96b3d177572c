package dev.atelier.app.prompt;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Cursor;
import java.awt.Graphics;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import net.miginfocom.swing.MigLayout;

/// The rounded field around the text, with a ring while it has the focus. When there is something
/// to say, a short line at its bottom says what is wrong, and below it stands what makes it good.
final class PromptFrame extends JPanel implements FocusListener {
    /// Two lines of text stay in sight above what is said.
    private static final int LEAST_TEXT = 44;

    private final JComponent area;
    private final ThemedPanel foot =
            ThemedPanel.clear("hidemode 3,wrap 2,gapy 0", "[0::,grow,fill]4[]", "");
    private final Label line = Label.small("");
    private final JButton remedy = flat("remedy");
    private final JButton more = flat("findings");
    private Runnable repair = () -> {};
    private Runnable place = () -> {};
    private String details = "";

    /// What makes a finding good.
    record Remedy(String name, Runnable action) {}

    PromptFrame(JComponent area) {
        super(
                new MigLayout(
                        "insets 1,gap 0,novisualpadding,hidemode 3,wrap 1",
                        "[grow,fill]",
                        "[grow,fill][]"));
        this.area = area;
        setOpaque(false);
        var scroll =
                new JScrollPane(
                        area,
                        ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                        ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        foot.setVisible(false);
        line.setName("finding");
        line.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        place.run();
                    }
                });
        line.setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        remedy.addActionListener(event -> repair.run());
        foot.add(line, "h 20!,wmin 0");
        foot.add(more, "h 20!");
        foot.add(remedy, "h 20!,wmin 0,span 2,growx 0,gapleft 12");
        add(scroll, "wmin 0,h %1$d:%1$d:".formatted(LEAST_TEXT));
        add(foot, "wmin 0,gapleft 9,gapright 5,gapbottom 3");
        area.addFocusListener(this);
    }

    private static JButton flat(String name) {
        var button = new JButton();
        button.setName(name);
        button.putClientProperty("JButton.buttonType", "borderless");
        button.putClientProperty(
                "FlatLaf.style",
                "margin: 0,6,0,6; foreground: $Atelier.accent.text; font: 92%; arc: 8");
        return button;
    }

    /// Lets a button at the right list everything that is wrong, in whole sentences.
    ///
    /// @param name what it is called where there is one thing alone
    /// @param tip what it does
    void listing(String name, String tip, Consumer<JComponent> list) {
        details = name;
        more.setToolTipText(tip);
        more.getAccessibleContext().setAccessibleName(tip);
        more.addActionListener(event -> list.accept(more));
    }

    /// @param others how many there are besides what is said
    void others(int others) {
        more.setText(others > 0 ? "+" + others : details);
        more.setVisible(others >= 0);
    }

    /// What a click on the line does.
    void go(Runnable action) {
        place = action;
    }

    /// @param words few enough for one line; empty for nothing
    /// @param whole all that is to be said
    void say(String words, String whole, boolean grave, Optional<Remedy> how) {
        line.setIcon(Icons.of(grave ? "error" : "warning", 14, grave ? "error" : "warn"));
        line.setText(words);
        line.setToolTipText(whole.isEmpty() ? null : whole);
        line.getAccessibleContext().setAccessibleName(whole);
        line.color(grave ? "error" : "warn");
        foot.setVisible(!words.isEmpty());
        repair = how.map(Remedy::action).orElse(() -> {});
        remedy.setText(how.map(Remedy::name).orElse(""));
        remedy.setVisible(how.isPresent());
        revalidate();
    }

    @Override
    public void focusGained(FocusEvent event) {
        repaint();
    }

    @Override
    public void focusLost(FocusEvent event) {
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var shape =
                new RoundRectangle2D.Double(0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, 12, 12);
        g.setColor(ThemeColors.color("bg.field"));
        g.fill(shape);
        boolean focused = area.isFocusOwner();
        g.setColor(ThemeColors.color(focused ? "focus" : "line.field"));
        g.draw(shape);
        if (focused) {
            g.draw(
                    new RoundRectangle2D.Double(
                            1.5, 1.5, getWidth() - 3.0, getHeight() - 3.0, 10, 10));
        }
        g.dispose();
    }
}
