package dev.atelier.app.compare;

import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.HierarchyEvent;
import java.awt.event.KeyEvent;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.SwingUtilities;

/// Page Up and Page Down go through the pairs of two sets from anywhere on a page, also from its
/// sliders and scrolling columns, which have these keys too. Not from its table, which shows all
/// pairs, and not while nothing is compared. Event thread.
final class PairKeys {
    private final JComponent page;
    private final SetModel sets;

    private PairKeys(JComponent page, SetModel sets) {
        this.page = page;
        this.sets = sets;
    }

    /// As long as the page is seen.
    static void on(JComponent page, SetModel sets) {
        KeyEventDispatcher keys = new PairKeys(page, sets)::take;
        page.addHierarchyListener(event -> {
            if ((event.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) {
                var focus = KeyboardFocusManager.getCurrentKeyboardFocusManager();
                focus.removeKeyEventDispatcher(keys);
                if (page.isShowing()) {
                    focus.addKeyEventDispatcher(keys);
                }
            }
        });
    }

    private boolean take(KeyEvent event) {
        int code = event.getKeyCode();
        boolean mine =
                event.getID() == KeyEvent.KEY_PRESSED
                        && event.getModifiersEx() == 0
                        && (code == KeyEvent.VK_PAGE_DOWN || code == KeyEvent.VK_PAGE_UP)
                        && sets.sets().get().isPresent()
                        && SwingUtilities.isDescendingFrom(event.getComponent(), page)
                        && !(event.getComponent() instanceof JTable)
                        && !(event.getComponent() instanceof JComboBox<?> box
                                && box.isPopupVisible());
        if (mine) {
            event.consume();
            sets.move(code == KeyEvent.VK_PAGE_DOWN ? 1 : -1);
        }
        return mine;
    }
}
