package dev.atelier.app.ui;

import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;

/// A component that paints itself, and tells screen readers what it is.
public abstract class Painted extends JComponent {
    private final transient AccessibleRole role;

    protected Painted(AccessibleRole role) {
        this.role = role;
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null) {
            accessibleContext =
                    new AccessibleJComponent() {
                        @Override
                        public AccessibleRole getAccessibleRole() {
                            return role;
                        }
                    };
        }
        return accessibleContext;
    }
}
