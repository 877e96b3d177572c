package dev.atelier.app.compare;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The page that compares two pictures, and the way there from a finished one. Event thread.
public final class CompareFeature implements Feature {
    private static final String VIEW = "compare";

    private final AppContext context;
    private final CompareModel model;
    private final Consumer<Recipe> use;

    /// @param selected the finished picture that is looked at
    /// @param use takes a recipe into the form
    public CompareFeature(
            AppContext context, Observed<Optional<SavedPicture>> selected, Consumer<Recipe> use) {
        this.context = context;
        this.use = use;
        model = new CompareModel(context.tasks());
        context.showing(Command.SHOW_COMPARE, VIEW);
        model.trouble().onChange(this::complain);
        context.commands()
                .bind(
                        Command.COMPARE_PICTURE,
                        () -> selected.get().ifPresent(picture -> pick(picture)));
    }

    public CompareModel model() {
        return model;
    }

    /// Offers to compare the two pictures of a twin as soon as both are made.
    public void offer(Observed<Optional<QueueModel.Pair>> pairs) {
        pairs.onChange(now -> now.ifPresent(this::offer));
    }

    private void offer(QueueModel.Pair pair) {
        var words = Messages.of(CompareFeature.class);
        context.window()
                .toasts()
                .show(
                        "both",
                        "ok",
                        words.text("compare.twins"),
                        Optional.of(
                                new Toasts.Verb(words.text("compare.show"), () -> compare(pair))));
    }

    /// Shows the two pictures of a twin: the one of this computer first.
    public void compare(QueueModel.Pair pair) {
        model.take(CompareModel.Side.A, pair.here());
        model.take(CompareModel.Side.B, pair.there());
        context.window().show(VIEW);
    }

    /// The first picture waits for another; with the second the page opens.
    private void pick(SavedPicture picture) {
        compare(picture.file());
    }

    /// Takes one picture: the first waits for another, with the second the page opens.
    public void compare(Path picture) {
        model.pick(picture, this::picked);
    }

    /// Compares two.
    public void compare(Path first, Path second) {
        model.take(CompareModel.Side.A, first);
        model.take(CompareModel.Side.B, second);
        context.window().show(VIEW);
    }

    private void picked(CompareModel.Side side) {
        if (side == CompareModel.Side.B) {
            context.window().show(VIEW);
            return;
        }
        var words = Messages.of(CompareFeature.class);
        context.window()
                .toasts()
                .show(
                        "compare",
                        "text.secondary",
                        words.text("compare.first"),
                        Optional.of(
                                new Toasts.Verb(
                                        words.text("compare.show"),
                                        () -> context.window().show(VIEW))));
    }

    /// The page itself may not be seen.
    private void complain(String words) {
        if (!words.isEmpty()) {
            context.window().toasts().show("warning", "warn", words, Optional.empty());
        }
    }

    @Override
    public List<View> views() {
        var view = new CompareView(model, this::use);
        var title = Messages.of(MainWindow.class).text("command.show-compare");
        return List.of(new View(VIEW, "compare", title, view.component(), view::focus, false));
    }

    private void use(Recipe recipe) {
        use.accept(recipe);
        context.commands().perform(Command.SHOW_CREATE);
    }
}
