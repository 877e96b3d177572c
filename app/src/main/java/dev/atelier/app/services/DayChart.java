package dev.atelier.app.services;

import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import javax.accessibility.AccessibleRole;
import javax.swing.ToolTipManager;
import org.jspecify.annotations.Nullable;

/// What each day of a month cost, as bars; the tip of a day says its amount.
final class DayChart extends Painted {
    private static final int FOOT = 16;
    private static final double GAP = 3;

    private List<BigDecimal> days = List.of();
    private LocalDate today = LocalDate.EPOCH;
    private String currency = "CNY";

    DayChart() {
        super(AccessibleRole.CANVAS);
        setName("services-chart");
        setFocusable(false);
        setPreferredSize(new Dimension(240, 56));
        ToolTipManager.sharedInstance().registerComponent(this);
    }

    void show(Spent spent) {
        days = spent.days();
        today = spent.date();
        currency = spent.currency();
        var name =
                Messages.of(DayChart.class)
                        .text("chart.name", Money.text(spent.month(), spent.currency()));
        getAccessibleContext().setAccessibleName(name);
        repaint();
    }

    private double step() {
        return getWidth() / (double) Math.max(1, today.lengthOfMonth());
    }

    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        int day = (int) (event.getX() / step());
        return day < 0 || day >= days.size()
                ? null
                : today.withDayOfMonth(day + 1) + "  " + Money.text(days.get(day), currency);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var most = days.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO).doubleValue();
        double height = getHeight() - FOOT;
        double step = step();
        for (int day = 0; day < today.lengthOfMonth(); day++) {
            double share = day < days.size() && most > 0 ? days.get(day).doubleValue() / most : 0;
            double bar = Math.max(2, share * height);
            boolean now = day == today.getDayOfMonth() - 1;
            g.setColor(ThemeColors.color(now ? "accent.graphic" : "line.strong"));
            if (share == 0 && !now) {
                g.setColor(ThemeColors.color("line.field"));
            }
            double width = Math.max(1, step - GAP);
            g.fill(new RoundRectangle2D.Double(day * step, height - bar, width, bar, 2, 2));
        }
        g.setFont(TextStyle.RAIL.font());
        g.setColor(ThemeColors.color("text.tertiary"));
        g.drawString("1", 0, getHeight() - 3);
        var last = Integer.toString(today.lengthOfMonth());
        int at = getWidth() - g.getFontMetrics().stringWidth(last);
        g.drawString(last, at, getHeight() - 3);
        g.dispose();
    }
}
