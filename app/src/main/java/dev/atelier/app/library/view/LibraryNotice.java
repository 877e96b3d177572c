package dev.atelier.app.library.view;

import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The one thing above the pictures that a person should know: that the library failed, can only be
/// looked at, or that a source cannot be reached while its pictures are shown as last seen, and
/// what to do about that. Event thread.
final class LibraryNotice {
    private final Messages messages = Messages.of(LibraryNotice.class);
    private final LibraryModel model;
    private final ThemedPanel banner =
            ThemedPanel.block(
                    "warn.soft",
                    8,
                    "insets 4 12 4 4,gap 8,hidemode 3",
                    "[18!][0::,grow,fill][][28!]");
    private final Sentence words = new Sentence("", 0);
    private final JComponent retry;
    private final JComponent connect;
    private String closed = "";

    /// @param connect leads to the page where a cloud is connected
    LibraryNotice(LibraryModel model, Runnable connect) {
        this.model = model;
        this.connect = Buttons.quiet(messages.text("notice.connect"), connect);
        retry = Buttons.quiet(messages.text("notice.retry"), model::scan);
    }

    JComponent build() {
        banner.setName("library-notice");
        words.setName("library-notice-words");
        retry.setName("library-retry");
        banner.add(new JLabel(Icons.of("warning", 18, "warn")));
        connect.setName("library-connect");
        words.color("text");
        banner.add(words, "wmin 0");
        banner.add(connect, "cell 2 0,h 28!,aligny center"); // one of the two shows
        banner.add(retry, "cell 2 0,h 28!,aligny center");
        var close = Buttons.icon("close", messages.text("notice.close"), this::close);
        close.setName("library-notice-close");
        banner.add(close, "cell 3 0,h 26!");
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
            closed = ""; // the next problem is shown again
        }
        boolean seen = now.isPresent() && !now.get().equals(closed);
        now.ifPresent(words::setText);
        // One thing to do: what helps.
        boolean account =
                model.failure().get().isEmpty()
                        && away().filter(it -> AwayException.isForLackOfAccount(it.reason()))
                                .isPresent();
        connect.setVisible(account);
        retry.setVisible(!account && model.isWritable());
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
        return away().map(it ->
                messages.text(
                        "notice.away", SourceRow.name(it.source()), it.reason().in(language)));
    }

    /// The first source that cannot be reached.
    private Optional<SourceState> away() {
        return model.sources().get().stream()
                .filter(it -> it.phase() == SourceState.Phase.AWAY)
                .findFirst();
    }
}
