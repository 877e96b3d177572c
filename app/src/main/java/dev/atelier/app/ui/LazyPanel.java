package dev.atelier.app.ui;

import dev.atelier.app.observe.Scope;
import java.awt.BorderLayout;
import java.util.function.Supplier;
import javax.swing.JComponent;
import javax.swing.JPanel;

/// The place of a part that is made when it is first shown. One that is never looked at costs
/// nothing, also not after a change of the language. Event thread.
public final class LazyPanel extends JPanel {
    private final transient Supplier<? extends JComponent> part;
    private final transient Scope scope = Scope.within();
    private boolean built;

    /// @param part makes it, once
    public LazyPanel(Supplier<? extends JComponent> part) {
        super(new BorderLayout());
        super.setVisible(false);
        setOpaque(false);
        this.part = part;
    }

    /// Makes it now, where it is not made yet.
    public void make() {
        if (!built) {
            built = true;
            add(scope.build(part), BorderLayout.CENTER);
        }
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            make();
        }
        super.setVisible(visible);
    }
}
