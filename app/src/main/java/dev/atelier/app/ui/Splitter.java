package dev.atelier.app.ui;

import com.formdev.flatlaf.ui.FlatSplitPaneUI;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.JSplitPane;
import javax.swing.plaf.basic.BasicSplitPaneDivider;
import javax.swing.plaf.basic.BasicSplitPaneUI;

/// Two parts side by side with a line of one pixel between them, which can be grabbed some pixels
/// beside it, too.
public final class Splitter extends JSplitPane {
    /// Pixels beside the line, on either side, that belong to it.
    private static final int BESIDE = 4;

    public Splitter(Component left, Component right) {
        super(HORIZONTAL_SPLIT, left, right);
        setDividerSize(1);
        setContinuousLayout(true);
        setBorder(null);
    }

    @Override
    public void updateUI() {
        setUI(new Ui());
        revalidate();
    }

    /// The divider lies over the edges of both parts.
    @Override
    public void doLayout() {
        super.doLayout();
        if (getUI() instanceof BasicSplitPaneUI ui) {
            var line = ui.getDivider();
            var at = line.getBounds();
            line.setBounds(at.x - BESIDE, at.y, 2 * BESIDE + 1, at.height);
            if (getComponentZOrder(line) != 0) {
                setComponentZOrder(line, 0);
            }
        }
    }

    private static final class Ui extends FlatSplitPaneUI {
        @Override
        public BasicSplitPaneDivider createDefaultDivider() {
            return new Line(this);
        }
    }

    private static final class Line extends BasicSplitPaneDivider {
        Line(BasicSplitPaneUI ui) {
            super(ui);
            setBackground(new Color(0, true));
            setBorder(null);
        }

        @Override
        public void paint(Graphics g) {
            g.setColor(ThemeColors.color("line"));
            g.fillRect(BESIDE, 0, 1, getHeight());
        }

        @Override
        protected void dragDividerTo(int location) {
            super.dragDividerTo(location + BESIDE);
        }

        @Override
        protected void finishDraggingTo(int location) {
            super.finishDraggingTo(location + BESIDE);
        }
    }
}
