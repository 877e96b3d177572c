package dev.atelier.app.create;

import dev.atelier.app.control.ControlMapsModel;
import dev.atelier.app.control.ControlOffers;
import dev.atelier.app.control.ControlParts;
import dev.atelier.app.control.ControlSources;
import dev.atelier.app.control.MapEditor;
import dev.atelier.app.control.ScopeEditor;
import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.lora.LoraParts;
import dev.atelier.app.lora.LoraPicker;
import dev.atelier.app.memory.MemoryModel;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.choice.Forecast;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.models.choice.ModelOffers;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.prompt.TokenCounter;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.ModelTransfer;
import dev.atelier.app.queue.Money;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.queue.TimeEstimator;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.RedoKey;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.source.PictureDrop;
import dev.atelier.app.source.SourceEditor;
import dev.atelier.app.source.SourceFiles;
import dev.atelier.app.source.SourceModel;
import dev.atelier.app.styles.editor.StylesView;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.Typed;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.app.viewer.Canvas;
import dev.atelier.app.viewer.Filmstrip;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.control.ControlMaps;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Seed;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;
import javax.swing.TransferHandler;

/// The place where pictures are made: the recipe at the left, the picture, the session's strip and
/// the queue at the right.
public final class CreateView {
    private final Messages messages = Messages.of(CreateView.class);
    private final Label title = Label.strong(messages.text("create.recipe"));
    private final Models models;
    private final Dependencies context;
    private final ImportHandler reader;
    private final PictureActions actions;
    private final GenerateActions generation;
    private final ImageRows.Source source;
    private final ControlMapsModel maps;
    private final ScopeEditor scopes;
    private final PlaceLimits limits;
    private final Forecast forecast = new Forecast(messages);
    private final CanvasPane pane;
    private final Canvas canvas;
    private final RecipeColumn form;
    private final JComponent column;
    private final JComponent component;

    /// What the view shows and changes.
    public record Models(
            DraftModel draft,
            SessionModel session,
            PlaceChoiceModel where,
            TimeEstimator estimator,
            MemoryModel memory,
            ModelOffers offers,
            StylesView.Models words,
            LoraParts loras,
            ControlOffers controls,
            ControlMaps maps) {
        QueueModel queue() {
            return where.queue();
        }
    }

    /// What the view uses of the program around it.
    public record Dependencies(
            Commands commands,
            Settings settings,
            Tasks tasks,
            Toasts toasts,
            TokenCounter.Source tokens,
            Path home,
            Consumer<QueueModel.Pair> twins,
            ModelTransfer supply,
            Consumer<String> logs) {}

    public CreateView(Models models, Dependencies context) {
        this.models = models;
        this.context = context;
        limits = limits();
        source = source();
        var saved = new SavedMaps(context.toasts, new FileManager(context.tasks, context.toasts));
        maps = new ControlMapsModel(models.draft, models.maps, context.tasks, saved);
        reader =
                new ImportHandler(
                        models.draft, models.offers.generator(), context.toasts, source, title);
        actions = new PictureActions(models.draft, models.session, context.toasts, source.editor());
        generation =
                new GenerateActions(
                        models.draft, models.where, context.toasts, context.tasks, context.home);
        bind();
        var drawing = new MapEditor(maps, sources(), this::sayDrawn);
        scopes = new ScopeEditor(maps, sources());
        var editors = new CanvasPane.Editors(source.editor(), maps, drawing, scopes);
        pane = new CanvasPane(models.queue(), models.session, context.commands, editors, actions);
        canvas = pane.canvas();
        generation.onOrder(models.session::follow);
        form = form();
        form.bindUndo(context.toasts::hide); // it may offer what is being done
        actions.onControl(picture -> form.control(picture.file()));
        actions.onGrid(() -> context.commands.perform(Command.GRID));
        column = column();
        var split = ColumnSplit.of(column, stage(), context.settings);
        split.setTransferHandler(reader);
        DropHighlight.outline(split, split);
        split.setName("view-create");
        component = split;
        models.draft.form(this::settle);
        RedoKey.on(split, context.commands);
        pane.keysIn(split);
    }

    /// Takes what is typed; leads to the first field that holds what cannot be used.
    private boolean settle() {
        var wrong = form.fields().settle();
        if (wrong.isPresent()) {
            context.commands.perform(Command.SHOW_CREATE);
            form.fields().pointAt(wrong.get());
        }
        return wrong.isEmpty();
    }

    public JComponent component() {
        return component;
    }

    /// Looks again what of the recipe is not honoured: models came or went.
    void askPlace() {
        limits.ask(models.draft.recipe().get());
    }

    /// Device pixels of the canvas for a pixel of the picture.
    public double zoom() {
        return canvas.zoom().get();
    }

    ImportHandler reader() {
        return reader;
    }

    /// Lists what of a recipe's source was not understood.
    void tell(List<Issue> issues) {
        reader.tell(issues);
    }

    /// What can be done with finished pictures.
    PictureActions pictures() {
        return actions;
    }

    /// Makes what the window opens without.
    void complete() {
        form.complete();
    }

    /// Puts the caret into the prompt, and types there.
    public void focus(String typed) {
        form.focus(typed);
    }

    private ImageRows.Source source() {
        var model = new SourceModel(models.draft);
        var files = files();
        var editor = new SourceEditor(model, files, context.tasks, this::complain);
        return new ImageRows.Source(model, editor, new PictureDrop(editor));
    }

    private SourceFiles files() {
        return new SourceFiles(context.home.resolve("sources"));
    }

    private ControlSources sources() {
        return new ControlSources(files(), context.tasks, this::complain);
    }

    /// That a drawn map has replaced the source of its unit.
    private void sayDrawn(Runnable back) {
        context.toasts.show(
                "edit",
                "text.secondary",
                messages.text("create.map-drawn"),
                Optional.of(new Toasts.Verb(messages.text("create.map-drawn.undo"), back)));
    }

    private void complain(String words) {
        context.toasts.show("warning", "warn", words, Optional.empty());
    }

    private ControlParts controls(Typed.Fields fields) {
        return new ControlParts(
                maps,
                models.controls,
                models.loras.recent(),
                sources(),
                () -> models.session.selected().get().map(SavedPicture::file),
                scopes,
                fields,
                new ControlParts.Verbs(
                        () -> context.commands.perform(Command.SHOW_MODELS),
                        this::draw,
                        this::complain));
    }

    private JComponent column() {
        var column =
                ThemedPanel.ground("bg.panel", "wrap 1", "[grow,fill]", "[44!]0[grow,fill]0[]");
        var head = ThemedPanel.clear("insets 8 16 0 10,gap 2", "[]push[][][][]", "[36!]");
        head.add(title);
        for (var command : List.of(Command.UNDO, Command.REDO, Command.IMPORT)) {
            head.add(Buttons.icon(context.commands.action(command)));
        }
        column.add(head);
        column.add(form.component(), "wmin 0,hmin 0");
        column.add(footer());
        return column;
    }

    private RecipeColumn form() {
        var counter = new TokenCounter(context.tasks, context.tokens);
        return new RecipeColumn(
                models.draft,
                models.offers,
                context.commands,
                context.settings,
                new RecipeColumn.Typing(
                        counter,
                        generation.history(),
                        models.words,
                        reader,
                        source,
                        new RecipeColumn.Loras(
                                models.loras,
                                this::draw,
                                tag -> loras().replacing(tag).open(form.plus(), column),
                                context.tasks),
                        this::controls,
                        limits));
    }

    /// Follows the recipe, the chosen place, and whether that takes work.
    private PlaceLimits limits() {
        var made = new PlaceLimits(models.offers.generator(), models.where, context.tasks);
        Runnable ask = () -> made.ask(models.draft.recipe().get());
        models.draft.recipe().bind(recipe -> ask.run());
        models.where.goal().onChange(now -> ask.run());
        models.where.queue().places().onChange(now -> ask.run());
        context.supply.arrived().onChange(now -> ask.run());
        return made;
    }

    /// Draws with another checkpoint.
    private void draw(ModelRow row) {
        var choice = new ModelChoice(row.name(), "", row.nativeSize(), "");
        var all = models.offers.checkpoints().get();
        models.draft.edit("", recipe -> choice.chosenFor(recipe, all));
    }

    private JComponent footer() {
        var footer =
                ThemedPanel.clear("insets 11 16 10 8,gap 6,wrap 1", "[grow,fill]", "[40!][20!]");
        var order =
                ThemedPanel.clear(
                        "gap 6,hidemode 3", "[grow]", "[40!]"); // a part less without services
        var where =
                new PlaceButton(
                        models.where, models.estimator::predict, models.draft.recipe()::get);
        // What is ordered, and its price, is read in full before the place is.
        order.add(where.component(), "cell 0 0,w 0:132:140,h 40!,shrinkprio 200");
        var generate = Buttons.primary(context.commands.action(Command.GENERATE));
        generate.setName("generate");
        generate.setRequestFocusEnabled(false); // a click there leads to the picture
        generate.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        canvas.requestFocusInWindow();
                    }
                });
        var hint = Label.small("");
        Consumer<Object> predict = ignored -> predict(generate, hint);
        models.draft.recipe().bind(predict);
        models.queue().here().live().map(live -> live.isPresent()).onChange(predict);
        models.queue().latest().onChange(predict);
        models.memory.readings().onChange(predict);
        models.offers.checkpoints().onChange(predict);
        generation.times().onChange(predict);
        models.queue().here().forever().onChange(predict);
        models.where.goal().onChange(predict);
        List.of(models.where.refusal(), models.where.instead()).forEach(it -> it.onChange(predict));
        models.where.queue().places().onChange(predict);
        limits.found().onChange(predict);
        order.add(generate, "cell 0 0,wmin 0,growx,h 40!");
        order.add(times(), "cell 0 0,w 70!,h 40!");
        footer.add(order, "wmin 0");
        var line = ThemedPanel.clear("hidemode 3", "[0::,grow,fill][][]", "[20!]");
        line.add(hint, "wmin 0");
        var offer = new ModelTransferButton(context.supply, models.where, limits.found());
        line.add(offer.component(), "h 20!");
        line.add(endless(), "h 20!");
        footer.add(line, "wmin 0");
        return footer;
    }

    /// How many times Generate orders the recipe.
    private JComponent times() {
        var row = ThemedPanel.clear("", "[]4[grow,fill]", "[40!]");
        var legal = new NumberField.Limits(1, GenerateActions.MOST, 1, true);
        var field =
                new NumberField(
                        messages.text("create.times"), legal, n -> generation.times().set((int) n));
        field.component().setName("times");
        form.fields().add(field);
        field.tip(messages.text("create.times.help"));
        Help.on(field.component(), messages.text("create.times.help"));
        generation.times().bind(field::show);
        row.add(Label.field("×"));
        row.add(field.component(), "h 40!,wmin 0");
        return row;
    }

    /// The way out of generating forever.
    private JComponent endless() {
        var stop =
                Buttons.quiet(
                        messages.text("create.forever.stop"), models.queue().here()::stopForever);
        stop.setName("stop-forever");
        models.queue().here().forever().bind(stop::setVisible);
        return stop;
    }

    /// The button shows what it will cost before it is pressed.
    private void predict(JButton generate, Label hint) {
        var goal = models.where.goal().get();
        if (!goal.where().isHere()) {
            predictThere(generate, hint);
            return;
        }
        var seconds = models.estimator.predict(models.draft.recipe().get());
        int times = generation.times().get();
        var order =
                messages.text(
                        models.queue().here().running().get() ? "create.queue" : "create.generate");
        var verb = times == 1 ? order : order + " × " + times;
        generate.setText(
                seconds.map(it -> verb + "  ≈ " + Durations.brief(it.multipliedBy(times)))
                        .orElse(verb));
        var known =
                messages.text(seconds.isPresent() ? "create.hint.known" : "create.hint.unknown");
        hint.setToolTipText(known);
        if (models.queue().here().forever().get()) {
            hint.color("accent.text");
            hint.setText(messages.text("create.forever.now"));
            return;
        }
        var instead = models.where.instead().get();
        if (instead.isPresent() || !goal.why().isEmpty()) {
            hint.setText(instead.orElse(goal.why()));
            hint.setToolTipText(hint.getText());
            hint.color(instead.isPresent() ? "warn" : "text.tertiary");
            return;
        }
        var fit = models.memory.fit(models.draft.recipe().get()).map(forecast::notice);
        hint.setText(fit.map(Forecast.Notice::words).orElse(known));
        hint.color(fit.map(Forecast.Notice::token).orElse("text.tertiary"));
    }

    /// What it costs at a service, or why that takes no work; both places of a twin are named.
    private void predictThere(JButton generate, Label hint) {
        var recipe = models.draft.recipe().get();
        var place = models.where.place();
        int times = generation.times().get();
        var goal = models.where.goal().get();
        boolean both = goal.where().both();
        var there =
                models.estimator
                        .predict(place.place().id(), recipe)
                        .map(it -> it.multipliedBy(times));
        var price = place.price().get();
        var order = messages.text(place.running().get() ? "create.queue" : "create.generate");
        var verb = times == 1 ? order : order + " × " + times;
        var cost = there.flatMap(time -> price.map(it -> Money.about(it, time)));
        generate.setText(
                cost.or(() -> there.map(it -> "≈ " + Durations.brief(it)))
                        .map(it -> verb + "  " + it)
                        .orElse(verb));
        var away = models.where.refusal().get().or(() -> place.away().get().map(WaitReason::words));
        var less = limits.found().get().stream().findFirst().map(FieldMarks::words);
        var name = place.place().name();
        var known =
                there.map(it -> messages.text("where.takes", name, Durations.text(it)))
                        .orElse(messages.text("where.unknown", name));
        boolean free = place.place().isFree();
        var money = free || price.isPresent() ? "" : " " + messages.text("where.price-unknown");
        var why = Optional.of(goal.why()).filter(it -> !it.isEmpty());
        hint.setText(away.or(() -> less).or(() -> why).orElse(known + money));
        hint.setToolTipText(both ? messages.text("where.both.help") : hint.getText());
        hint.color(away.isPresent() || less.isPresent() ? "warn" : "text.tertiary");
    }

    private JComponent stage() {
        var stage =
                ThemedPanel.ground(
                        "bg.canvas",
                        "wrap 1,hidemode 3",
                        "[grow,fill]",
                        "[grow,fill]0[104!,fill]0[200!,fill]");
        canvas.setTransferHandler(reader);
        DropHighlight.on(canvas, canvas::glow);
        pasteInto(canvas);
        canvas.setComponentPopupMenu(menu());
        var commands = context.commands;
        commands.bind(Command.ZOOM_FIT, canvas::fit);
        commands.bind(Command.ZOOM_FULL, canvas::full);
        stage.add(pane.component(), "wmin 0,hmin 0");
        var strip =
                new Filmstrip(messages.text("create.strip"), models.session, context.tasks, menu());
        strip.signs(it -> PictureOrigin.of(models.queue(), it));
        strip.setTransferHandler(new StripTransfer(models.session, reader));
        DropHighlight.outline(strip, strip);
        Keys.on(strip, KeyStroke.getKeyStroke(KeyEvent.VK_DELETE, 0), this::trash);
        Keys.on(canvas, KeyStroke.getKeyStroke(KeyEvent.VK_DELETE, 0), pane::trash);
        pasteInto(strip);
        stage.add(strip, "wmin 0");
        stage.add(QueueDrawer.in(stage, strip, models, context), "wmin 0,hmin 0");
        return stage;
    }

    /// Ctrl+V takes a picture, a file or a settings text from the clipboard.
    private static void pasteInto(JComponent part) {
        for (int modifier : List.of(InputEvent.CTRL_DOWN_MASK, InputEvent.META_DOWN_MASK)) {
            part.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_V, modifier), "paste");
        }
        part.getActionMap().put("paste", TransferHandler.getPasteAction());
    }

    private JPopupMenu menu() {
        return new PictureMenu(action -> models.session.selected().get().ifPresent(action))
                .uses(actions, picture -> context.commands.perform(Command.COMPARE_PICTURE))
                .twin(
                        this::hasTwin,
                        picture -> models.where.queue().twin(picture).ifPresent(context.twins))
                .files(actions)
                .trash(actions::trash)
                .menu();
    }

    private boolean hasTwin() {
        return models.session.selected().get().flatMap(models.where.queue()::twin).isPresent();
    }

    private void bind() {
        var commands = context.commands;
        var draft = models.draft;
        var queue = models.queue();
        commands.bind(Command.SWAP_SIZE, draft::swapSize);
        commands.bind(Command.NEW_SEED, () -> seed(Seed.RANDOM));
        commands.bind(
                Command.LAST_SEED,
                () ->
                        models.session
                                .selected()
                                .get()
                                .ifPresent(p -> seed(p.recipe().seed().value())));
        commands.bind(Command.GENERATE, () -> generation.send(false));
        commands.bind(Command.GENERATE_FIRST, () -> generation.send(true));
        var running = State.of(queue.watched().map(Optional::isPresent));
        commands.bind(Command.SKIP, running, () -> queue.working().skip());
        commands.bind(Command.INTERRUPT, running, () -> queue.working().interrupt());
        commands.bind(
                Command.CANCEL,
                running,
                () -> queue.watched().get().ifPresent(live -> queue.cancel(live.job())));
        commands.bind(Command.FOREVER, this::forever);
        commands.bind(Command.PAUSE, queue.here().paused().not(), queue.here()::pause);
        commands.bind(Command.RESUME, queue.here().paused(), queue.here()::resume);
        commands.bind(Command.PAUSE_AND_FREE, queue.here()::pauseAndFree);
        commands.bind(Command.IMPORT, this::choose);
        commands.bind(Command.ADD_LORA, this::pickLora);
        commands.bind(
                Command.PASTE_RECIPE,
                () -> {
                    var clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
                    var contents = clipboard.getContents(null);
                    if (contents != null) {
                        reader.take(contents);
                    }
                });
        commands.bind(
                Command.COPY_PICTURE,
                () -> models.session.selected().get().ifPresent(actions::copyPicture));
        commands.bind(
                Command.COPY_RECIPE,
                () -> models.session.selected().get().ifPresent(actions::copyRecipe));
        commands.bind(Command.TRASH_PICTURE, this::trash);
    }

    private void trash() {
        models.session.selected().get().ifPresent(actions::trash);
    }

    private void pickLora() {
        context.commands.perform(Command.SHOW_CREATE);
        loras().open(form.plus(), column);
    }

    private LoraPicker loras() {
        return new LoraPicker(
                new LoraPicker.Dependencies(models.draft, models.loras, this::draw, context.tasks));
    }

    /// Begins or ends ordering the draft again whenever the queue has run dry.
    private void forever() {
        boolean begins = !models.queue().here().forever().get();
        if (begins && !models.draft.settle()) {
            return;
        }
        if (begins) {
            models.queue().here().startForever(generation::sendRound);
        } else {
            models.queue().here().stopForever();
        }
        context.toasts.show(
                "reuse",
                "text.secondary",
                messages.text(begins ? "create.forever.on" : "create.forever.off"),
                Optional.empty());
    }

    private void seed(BigInteger value) {
        models.draft.edit("", r -> r.withSeed(r.seed().withValue(value)));
    }

    private void choose() {
        var chooser =
                new FileChooser(
                        context.settings
                                .get(StudioSettings.IMPORT_FOLDER)
                                .map(Path::toFile)
                                .orElse(null));
        chooser.setDialogTitle(messages.text("import.title"));
        if (chooser.showOpenDialog(component) == JFileChooser.APPROVE_OPTION) {
            Path file = chooser.getSelectedFile().toPath();
            context.settings.put(
                    StudioSettings.IMPORT_FOLDER,
                    Optional.of(file.toAbsolutePath().resolveSibling("")));
            reader.open(file);
        }
    }

    /// Reads the recipe of a file.
    void open(Path file) {
        reader.open(file);
    }
}
