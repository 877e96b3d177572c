package dev.atelier.app.shell;

import dev.atelier.app.observe.Scope;
import java.awt.BorderLayout;
import javax.swing.JPanel;

/// The place of a page that is made when it is first shown. A page that is never looked at costs
/// nothing, also not after a change of the language.
final class LazyPage extends JPanel {
    private final transient View.Page page;
    private final transient Scope scope = Scope.within();
    private transient Runnable focus = () -> {};
    private boolean built;

    LazyPage(View.Page page) {
        super(new BorderLayout());
        this.page = page;
    }

    void focus() {
        focus.run();
    }

    void make() {
        if (!built) {
            built = true;
            var made = scope.build(page::build);
            focus = made.focus();
            add(made.component(), BorderLayout.CENTER);
        }
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible && page != null) { // not while the constructor runs
            make();
        }
        super.setVisible(visible);
    }
}
