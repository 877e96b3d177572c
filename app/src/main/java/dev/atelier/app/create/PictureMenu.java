package dev.atelier.app.create;

import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.ui.Messages;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// The menu of a finished picture, on every page that shows one. Event thread.
public final class PictureMenu {
    private final Messages messages = Messages.of(PictureMenu.class);
    private final JPopupMenu menu = new JPopupMenu();
    private final Consumer<Consumer<SavedPicture>> picture;
    private Runnable then = () -> {};

    /// @param picture hands the one it is for to what an entry does
    public PictureMenu(Consumer<Consumer<SavedPicture>> picture) {
        this.picture = picture;
    }

    /// What follows when the form has taken something from the picture.
    public PictureMenu then(Runnable action) {
        then = action;
        return this;
    }

    /// What makes other pictures from it.
    ///
    /// @param compare chooses it for the comparison
    public PictureMenu uses(PictureActions actions, Consumer<SavedPicture> compare) {
        use("use-all", actions::useAll);
        use("remix", actions::remix);
        use("use-prompt", actions::usePrompt);
        use("use-seed", actions::useSeed);
        use("use-size", actions::useSize);
        use("use-image", actions::useImage);
        use("paint-over", actions::paintOver);
        use("use-control", actions::useControl);
        use("use-upscale", actions::useUpscale);
        use("use-grid", actions::useGrid);
        return item("compare", compare);
    }

    /// The way to the other picture of its twin, where it has one.
    public PictureMenu twin(BooleanSupplier possible, Consumer<SavedPicture> compare) {
        item("compare-twin", compare);
        var item = (JMenuItem) menu.getComponent(menu.getComponentCount() - 1);
        item.setVisible(false);
        menu.addPopupMenuListener(new OptionalMenuItem(item, possible));
        return this;
    }

    /// What is done with its file and its words.
    public PictureMenu files(PictureActions actions) {
        menu.addSeparator();
        item("show-file", actions::showFile);
        item("copy", actions::copyPicture);
        return item("copy-recipe", actions::copyRecipe);
    }

    /// What takes it away.
    public PictureMenu trash(Consumer<SavedPicture> trash) {
        menu.addSeparator();
        return item("trash", trash);
    }

    public JPopupMenu menu() {
        return menu;
    }

    private void use(String key, Consumer<SavedPicture> action) {
        item(
                key,
                it -> {
                    action.accept(it);
                    then.run();
                });
    }

    private PictureMenu item(String key, Consumer<SavedPicture> action) {
        var item = new JMenuItem(messages.text("picture." + key));
        item.setName("picture-" + key);
        item.addActionListener(event -> picture.accept(action));
        menu.add(item);
        return this;
    }
}
