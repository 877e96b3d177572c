package dev.atelier.app.library.view;

import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;

/// Names below a field, to choose one in place of typing it; while they are looked for, and where
/// there are none, a sentence. As high from the start as with names. Event thread.
final class NameOffers {
    private static final int ROW = 28;
    private static final int ROWS = 5;

    private final DefaultListModel<String> names = new DefaultListModel<>();
    private final JList<String> list = new JList<>(names);
    private final JScrollPane scroll = new JScrollPane(list);
    private final Sentence words;
    private final ThemedPanel none = ThemedPanel.clear("wrap 1,gapy 8", "[grow,fill]", "");
    private final ThemedPanel panel =
            ThemedPanel.clear("wrap 1", "[grow,fill]", "[]4[" + ROWS * ROW + "!,top]");

    /// @param title what the names are
    /// @param waiting shown until there is an answer
    NameOffers(String title, String waiting) {
        words = new Sentence(waiting, 0);
        words.setName("library-offered-words");
        list.setName("library-offered");
        list.getAccessibleContext().setAccessibleName(title);
        list.setFixedCellHeight(ROW);
        list.setBackground(ThemeColors.color("bg.overlay"));
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        scroll.setVisible(false);
        panel.add(Label.small(title));
        panel.add(scroll, "cell 0 1,wmin 0,h " + ROWS * ROW + "!");
        none.add(words, "wmin 0");
        panel.add(none, "cell 0 1,wmin 0");
    }

    JComponent component() {
        return panel;
    }

    /// @param choose receives a name when it is selected
    /// @param take is called when that one is to be taken at once
    void listen(Consumer<String> choose, Runnable take) {
        list.addListSelectionListener(event -> {
            var name = list.getSelectedValue();
            if (!event.getValueIsAdjusting() && name != null) {
                choose.accept(name);
            }
        });
        list.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        if (event.getClickCount() == 2) {
                            take.run();
                        }
                    }
                });
        Keys.on(list, KeyStroke.getKeyStroke("ENTER"), take);
    }

    /// @param empty shown where there are no names
    void show(List<String> all, String empty) {
        names.addAll(all);
        scroll.setVisible(!all.isEmpty());
        none.setVisible(all.isEmpty());
        words.setText(empty);
        panel.revalidate();
    }

    /// Says why there are none.
    ///
    /// @param remedy what helps; none where nothing does
    void say(String why, Optional<JComponent> remedy) {
        words.setText(why);
        words.color("warn");
        remedy.ifPresent(it -> none.add(it, "alignx leading,growx 0,h 28!"));
        panel.revalidate();
    }
}
