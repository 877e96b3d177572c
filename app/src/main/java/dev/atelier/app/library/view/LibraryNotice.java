package dev.atelier.app.library.view;

import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The one thing above the pictures that a person should know: that the library failed, can only be
/// looked at, or that a source cannot be reached while its pictures are shown as last seen. Event
/// thread.
final class LibraryNotice {
    private final Messages messages = Messages.of(LibraryNotice.class);
    private final LibraryModel model;
    private final ThemedPanel banner =
            ThemedPanel.block("warn.soft", 8, "insets 0 12 0 4,gap 8", "[18!][grow,fill][][28!]");
    private final Label words = Label.body("");
    private final JComponent retry;
    private String closed = "";

    LibraryNotice(LibraryModel model) {
        this.model = model;
        retry = Buttons.quiet(messages.text("notice.retry"), model::scan);
    }

    JComponent build() {
        banner.setName("library-notice");
        words.setName("library-notice-words");
        retry.setName("library-retry");
        banner.add(new JLabel(Icons.of("warning", 18, "warn")));
        banner.add(words, "wmin 0,h 36!");
        banner.add(retry, "h 28!");
        var close = Buttons.icon("close", messages.text("notice.close"), this::close);
        close.setName("library-notice-close");
        banner.add(close, "h 26!");
        model.sources().onChange(now -> show());
        model.failure().onChange(now -> show());
        model.result().onChange(now -> show());
        show();
        return banner;
    }

    private void close() {
        closed = words.getText();
        show();
    }

    private void show() {
        var now = sentence();
        if (now.isEmpty()) {
            closed = ""; // the next trouble is said again
        }
        boolean seen = now.isPresent() && !now.get().equals(closed);
        now.ifPresent(it -> {
            words.setText(it);
            words.setToolTipText(it);
        });
        retry.setVisible(model.isWritable());
        banner.setVisible(seen);
        var place = banner.getParent();
        if (place != null) {
            place.revalidate();
        }
    }

    private Optional<String> sentence() {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        var failed = model.failure().get();
        if (failed.isPresent()) {
            return failed.map(it -> it.in(language));
        }
        if (!model.isWritable()) {
            return Optional.of(messages.text("library.read-only"));
        }
        return model.sources().get().stream()
                .filter(it -> it.phase() == SourceState.Phase.AWAY)
                .findFirst()
                .map(it ->
                        messages.text(
                                "notice.away",
                                FilterColumn.name(it.source()),
                                it.reason().in(language)));
    }
}
