package dev.atelier.app.styles.editor;

import dev.atelier.app.prompt.VocabularyModel;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.CardLayout;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JToggleButton;

/// Styles and wildcards in one place, one shown at a time.
public final class StylesView {
    private static final String STYLES = "styles";
    private static final String WILDCARDS = "wildcards";

    private final Messages messages = Messages.of(StylesView.class);
    private final ThemedPanel content =
            ThemedPanel.ground("bg.window", "wrap 1", "[grow,fill]", "[48!]0[grow,fill]");
    private final CardLayout cards = new CardLayout();
    private final JPanel stage = new JPanel(cards);
    private final ButtonGroup tabs = new ButtonGroup();
    private final StylesPanel stylesPanel;
    private final WildcardsPanel wildcardsPanel;
    private final Models models;

    /// What it shows and changes.
    ///
    /// @param names for the colours of the words
    public record Models(StylesModel styles, WildcardsModel wildcards, VocabularyModel names) {}

    /// @param moved is called with another file of styles
    public StylesView(Models models, Consumer<Path> moved) {
        this.models = models;
        stylesPanel = new StylesPanel(models.styles, models.names.known(), moved);
        wildcardsPanel = new WildcardsPanel(models.wildcards, models.names.known());
        var head = ThemedPanel.clear("insets 0 16 0 16,gap 4", "", "[32!]");
        head.add(tab(STYLES), "h 32!");
        head.add(tab(WILDCARDS), "h 32!");
        content.add(head);
        stage.add(stylesPanel.component(), STYLES);
        stage.add(wildcardsPanel.component(), WILDCARDS);
        content.add(stage, "wmin 0,hmin 0");
        show(STYLES);
    }

    public JComponent component() {
        return content;
    }

    public void showStyles() {
        show(STYLES);
    }

    public void showWildcards() {
        show(WILDCARDS);
    }

    /// Gives the keyboard to the names that show.
    public void focus() {
        if (stylesPanel.component().isShowing()) {
            stylesPanel.focus();
        } else {
            wildcardsPanel.focus();
        }
    }

    /// Looks whether the files have changed outside.
    public void refresh() {
        models.styles.refresh();
        models.wildcards.refresh();
    }

    /// Keeps what is typed.
    public void commit() {
        stylesPanel.commit();
        wildcardsPanel.commit();
    }

    private JToggleButton tab(String id) {
        var button = new JToggleButton(messages.text(id + ".title"));
        button.setName(id);
        button.putClientProperty("JButton.buttonType", "toolBarButton");
        button.putClientProperty("FlatLaf.style", "toolbar.margin: 3,10,3,10; arc: 12");
        button.addActionListener(event -> show(id));
        tabs.add(button);
        return button;
    }

    private void show(String id) {
        commit();
        for (var all = tabs.getElements(); all.hasMoreElements(); ) {
            var button = all.nextElement();
            button.setSelected(id.equals(button.getName()));
        }
        cards.show(stage, id);
    }
}
