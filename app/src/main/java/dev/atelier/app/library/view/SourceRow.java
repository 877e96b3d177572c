package dev.atelier.app.library.view;

import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ColumnItem;
import dev.atelier.app.ui.Messages;
import java.util.Locale;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// A place that pictures come from. A click shows what comes from there alone; buttons look through
/// it again and forget it.
final class SourceRow extends JPanel {
    private final transient Messages messages = Messages.of(SourceRow.class);
    private final ColumnItem item;
    private final JButton rescan;

    /// @param own whether it is that of the studio's own pictures, which stays
    /// @param narrow receives the term of its pictures
    SourceRow(Source source, boolean own, Consumer<String> narrow, FilterColumn.SourceVerbs verbs) {
        super(new MigLayout("insets 0,gap 0,novisualpadding", "[grow,fill]0[26!]0[26!]", "[32!]"));
        setOpaque(false);
        var name = own ? messages.text("sources.own") : name(source);
        var icon = source instanceof Source.Folder ? "folder" : "cloud";
        item = new ColumnItem(icon, "filter-source", name);
        item.addActionListener(event -> narrow.accept(term(source)));
        rescan =
                Buttons.icon(
                        "reuse",
                        messages.text("sources.rescan", name),
                        () -> verbs.rescan().accept(source));
        rescan.setName("library-rescan-source");
        var remove =
                Buttons.icon(
                        "close",
                        messages.text("sources.remove", name),
                        () -> verbs.remove().accept(source));
        remove.setName("library-remove-source");
        remove.setVisible(!own);
        add(item, "h 32!,wmin 0");
        add(rescan, "h 26!");
        add(remove, "h 26!,hidemode 3");
    }

    /// @param selected whether its pictures alone are shown
    void show(SourceState state, boolean selected) {
        boolean scanning = state.phase() == SourceState.Phase.SCANNING;
        if (scanning && rescan.isFocusOwner()) {
            item.requestFocusInWindow(); // else it goes on to the button that removes
        }
        rescan.setEnabled(!scanning);
        item.setSelected(selected);
        item.warn(state.phase() == SourceState.Phase.AWAY);
        item.setToolTipText(tip(state));
    }

    /// What finds its pictures.
    static String term(Source source) {
        return "source:" + LibraryQuery.quoted(source.toString());
    }

    /// A short name of it.
    static String name(Source source) {
        return switch (source) {
            case Source.Folder it ->
                    it.path().getFileName() == null
                            ? it.path().toString()
                            : it.path().getFileName().toString();
            case Source.Bucket it -> it.toString().replace("oss://", "");
        };
    }

    private String tip(SourceState state) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return switch (state.phase()) {
            case NEW -> messages.text("sources.new", state.source());
            case SCANNING -> messages.text("sources.scanning", state.source(), state.pictures());
            case AWAY -> messages.text("sources.away", state.source(), state.reason().in(language));
            case READY ->
                    state.unreadable() == 0
                            ? messages.text("sources.ready", state.source(), state.pictures())
                            : messages.text(
                                    "sources.unreadable",
                                    state.source(),
                                    state.pictures(),
                                    state.unreadable(),
                                    state.problems().getFirst().reason().in(language));
        };
    }
}
