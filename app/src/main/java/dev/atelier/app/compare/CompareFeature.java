package dev.atelier.app.compare;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.swing.JFileChooser;

/// The page that compares two pictures, and the way there from a finished one. Event thread.
public final class CompareFeature implements Feature {
    private static final String VIEW = "compare";

    private final AppContext context;
    private final CompareModel model;
    private final SetModel sets;
    private final Supplier<SetSource.Places> places;
    private final Repeat again;
    private final Exact exact;
    private final Consumer<Path> keep;
    private Optional<SetModel.Named> waiting = Optional.empty();
    private boolean reopened;

    /// The sets that are compared, as texts; none where they cannot be read again after a restart.
    private List<String> setsKept = List.of();

    /// @param selected the finished picture that is looked at
    /// @param verbs what can be done with one of the two
    /// @param places where sets are read from; asked when one is
    public CompareFeature(
            AppContext context,
            Observed<Optional<SavedPicture>> selected,
            Verbs verbs,
            Supplier<SetSource.Places> places) {
        this.context = context;
        again = verbs.again;
        exact = verbs.exact;
        keep = verbs.keep;
        this.places = places;
        model = new CompareModel(context.tasks());
        sets = new SetModel(context.tasks(), model);
        context.showing(Command.SHOW_COMPARE, VIEW);
        model.problem().onChange(this::showProblem);
        sets.problem().onChange(this::showProblem);
        context.window().view().onChange(view -> reopenOnce());
        keep(CompareModel.Side.A, StudioSettings.COMPARED_A);
        keep(CompareModel.Side.B, StudioSettings.COMPARED_B);
        keepMode();
        keepSets();
        context.commands()
                .bind(
                        Command.COMPARE_PICTURE,
                        () -> selected.get().ifPresent(picture -> pick(picture)));
    }

    private void keep(CompareModel.Side side, Setting<Optional<Path>> setting) {
        model.picture(side)
                .onChange(now ->
                        now.ifPresent(it ->
                                context.settings()
                                        .put(setting, Optional.of(it.file().toAbsolutePath()))));
    }

    private void keepMode() {
        var kept = context.settings().get(StudioSettings.COMPARED_MODE);
        Stream.of(CompareModel.Mode.values())
                .filter(it -> it.name().equals(kept))
                .forEach(model.mode()::set);
        model.mode()
                .onChange(now -> context.settings().put(StudioSettings.COMPARED_MODE, now.name()));
    }

    private void keepSets() {
        var settings = context.settings();
        sets.sets()
                .map(Optional::isPresent)
                .onChange(there ->
                        settings.put(StudioSettings.COMPARED_SETS, there ? setsKept : List.of()));
        sets.current()
                .onChange(now -> {
                    if (now >= 0) {
                        settings.put(StudioSettings.COMPARED_PAIR, now);
                    }
                });
    }

    /// The page shows what it showed when the studio was closed.
    private void reopenOnce() {
        if (!reopened && context.window().view().get().equals(VIEW)) {
            reopened = true;
            var settings = context.settings();
            boolean fresh = model.isEmpty() && sets.sets().get().isEmpty() && !sets.running().get();
            var a = settings.get(StudioSettings.COMPARED_A);
            var b = settings.get(StudioSettings.COMPARED_B);
            a.ifPresent(it -> model.reopen(CompareModel.Side.A, it));
            b.ifPresent(it -> model.reopen(CompareModel.Side.B, it));
            var kept = settings.get(StudioSettings.COMPARED_SETS);
            if (fresh && kept.size() == 2) {
                int at = settings.get(StudioSettings.COMPARED_PAIR);
                setsKept = kept;
                sets.compare(named(kept.getFirst()), named(kept.getLast()), at);
            }
        }
    }

    @Override
    public void open() {
        reopenOnce();
    }

    /// What can be done with one of the two.
    ///
    /// @param again prepares a picture in the form
    /// @param exact makes a picture in the most exact numbers
    /// @param keep stars the picture of a file in the library, or takes its star away
    public record Verbs(Repeat again, Exact exact, Consumer<Path> keep) {}

    public CompareModel model() {
        return model;
    }

    public SetModel sets() {
        return sets;
    }

    /// Compares two sets, each by what people call it and how it is read.
    public void compare(SetModel.Named a, SetModel.Named b) {
        setsKept = List.of();
        sets.compare(a, b);
        context.window().show(VIEW);
    }

    /// The first set waits for another; with the second the page opens.
    public void pick(SetModel.Named set) {
        if (waiting.isPresent()) {
            var first = waiting.get();
            waiting = Optional.empty();
            compare(first, set);
            return;
        }
        waiting = Optional.of(set);
        var words = Messages.of(CompareFeature.class);
        context.window()
                .toasts()
                .show(
                        "compare",
                        "text.secondary",
                        words.text("sets.first", set.name()),
                        Optional.empty());
    }

    /// Compares all twins of a place as two sets, of which a report can be written.
    public void compareTwins(String place, List<QueueModel.Pair> pairs) {
        var here = Messages.of(CompareFeature.class).text("sets.this-computer");
        compare(
                new SetModel.Named(
                        here, _ -> pairs.stream().map(it -> picture(it, it.here())).toList()),
                new SetModel.Named(
                        place, _ -> pairs.stream().map(it -> picture(it, it.there())).toList()));
    }

    /// Under the name of the picture here, so that the two are a pair.
    private static SetPicture picture(QueueModel.Pair pair, Path file) {
        var name = String.valueOf(pair.here().getFileName());
        return new SetPicture(name, file.toString(), Optional.empty(), () -> file);
    }

    private void compare(SetSource a, SetSource b) {
        setsKept = List.of(a.toString(), b.toString());
        sets.compare(named(a), named(b));
        context.window().show(VIEW);
    }

    /// @param text of a [SetSource]
    private SetModel.Named named(String text) {
        return named(SetSource.parse(text));
    }

    private SetModel.Named named(SetSource source) {
        return new SetModel.Named(
                source.toString(), cancellation -> places.get().read(source, cancellation));
    }

    private void report() {
        var chooser = new FileChooser();
        var words = Messages.of(CompareFeature.class);
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        chooser.setDialogTitle(words.text("sets.report.choose"));
        chooser.setApproveButtonText(words.text("sets.report.here"));
        if (chooser.showOpenDialog(context.window().frame()) == JFileChooser.APPROVE_OPTION) {
            var folder = chooser.getSelectedFile().toPath();
            sets.report(folder, page -> written(folder));
        }
    }

    private void written(Path folder) {
        var words = Messages.of(CompareFeature.class);
        var files = new FileManager(context.tasks(), context.window().toasts());
        context.window()
                .toasts()
                .show(
                        "check",
                        "ok",
                        words.text("sets.reported", folder),
                        Optional.of(
                                new Toasts.Verb(
                                        words.text("compare.show"), () -> files.open(folder))));
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
    private void showProblem(String words) {
        if (!words.isEmpty()) {
            context.window().toasts().show("warning", "warn", words, Optional.empty());
        }
    }

    @Override
    public List<View> views() {
        var title = Messages.of(MainWindow.class).text("command.show-compare");
        return List.of(View.place(VIEW, "compare", title, this::build, false));
    }

    private View.Page.Built build() {
        var strip =
                new SetStrip(
                        sets, context.tasks(), new SetStrip.Verbs(this::compare, this::report));
        var view = new CompareView(model, strip, this::prepare, this::exactly, keep);
        return new View.Page.Built(view.component(), view::focus);
    }

    /// Prepares a picture in the form.
    @FunctionalInterface
    public interface Repeat {
        /// @param place where it is to be made, as its note says; empty for where the form is set
        ///   to
        void make(Recipe recipe, Optional<String> place);
    }

    /// Makes a picture in the most exact numbers that this computer has.
    @FunctionalInterface
    public interface Exact {
        /// @param made receives its file
        void make(Recipe recipe, Consumer<Path> made);
    }

    private void exactly(SuggestedChange.Step step) {
        exact.make(step.recipe(), file -> model.take(step.again(), file));
    }

    private void prepare(Recipe recipe, Optional<String> place) {
        again.make(recipe, place);
        context.commands().perform(Command.SHOW_CREATE);
    }
}
