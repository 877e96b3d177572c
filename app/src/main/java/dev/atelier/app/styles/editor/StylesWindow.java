package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Scope;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Dialogs;
import dev.atelier.app.ui.Messages;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JDialog;
import javax.swing.Timer;

/// Styles and wildcards in a window that stays open beside the prompt. While it is open, changes
/// made outside show within seconds. Event thread.
public final class StylesWindow {
    private static final Dimension SIZE = new Dimension(880, 640);
    private static final int LOOK_MILLIS = 2000;

    private final StylesView.Models models;
    private final Settings settings;
    private final Frame owner;
    private Optional<Open> open = Optional.empty();

    /// The window as it is built for one language.
    private record Open(JDialog dialog, StylesView view, Timer look, Scope scope) {
        void close() {
            view.commit();
            look.stop();
            scope.close();
            dialog.dispose();
        }
    }

    public StylesWindow(StylesView.Models models, Settings settings, Frame owner) {
        this.models = models;
        this.settings = settings;
        this.owner = owner;
    }

    public void showStyles() {
        show(StylesView::showStyles);
    }

    public void showWildcards() {
        show(StylesView::showWildcards);
    }

    /// Keeps what is typed and closes it.
    public void close() {
        open.ifPresent(Open::close);
        open = Optional.empty();
    }

    private void show(Consumer<StylesView> which) {
        if (open.isEmpty()) {
            open = Optional.of(build());
        }
        var now = open.get();
        which.accept(now.view);
        now.view.refresh();
        now.dialog.setVisible(true);
        now.dialog.toFront();
        now.view.focus();
    }

    private Open build() {
        var scope = new Scope();
        var view =
                scope.build(() ->
                        new StylesView(
                                models,
                                file ->
                                        settings.put(
                                                StudioSettings.STYLES_FILE, Optional.of(file))));
        var dialog = new JDialog(owner, Messages.of(StylesWindow.class).text("words.title"));
        dialog.setName("words");
        dialog.setContentPane(view.component());
        Dialogs.place(dialog, owner, new Dimension(640, 480), SIZE);
        Dialogs.escape(dialog, this::close);
        var look = new Timer(LOOK_MILLIS, event -> view.refresh());
        look.start();
        dialog.addWindowListener(
                new WindowAdapter() {
                    @Override
                    public void windowClosing(WindowEvent event) {
                        close();
                    }

                    @Override
                    public void windowActivated(WindowEvent event) {
                        view.refresh();
                    }

                    @Override
                    public void windowDeactivated(WindowEvent event) {
                        view.commit();
                    }
                });
        return new Open(dialog, view, look, scope);
    }
}
