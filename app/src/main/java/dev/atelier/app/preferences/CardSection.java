package dev.atelier.app.preferences;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.CudaDownload.Phase;
import dev.atelier.app.device.CudaFiles;
import dev.atelier.app.device.Decision;
import dev.atelier.app.device.DeviceModel;
import dev.atelier.app.device.DeviceModel.State;
import dev.atelier.app.device.Devices.Outlook;
import dev.atelier.app.device.GraphicsCard;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;

/// The graphics card: what there is, what is missing and the one step that brings it.
final class CardSection {
    private static final String WIDE = "growx,wmin 0,gaptop 4";

    private final Messages messages = Messages.of(CardSection.class);
    private final DeviceModel model;
    private final Consumer<Consumer<Path>> askFolder;
    private final ThemedPanel block =
            ThemedPanel.block("bg.raised", 8, "insets 12 16 12 16,wrap 1", "[grow,fill]");
    private final Label name = new Label("", TextStyle.STRONG, "text");
    private final Pill pill = new Pill();
    private final Sentence first = new Sentence("", 0);
    private final Sentence second = new Sentence("", 0);
    private final Sentence third = new Sentence("", 0);
    private final Label progress = Label.small("");
    private final Bar bar = new Bar();
    private final JButton fetch;
    private final JButton stop;
    private final JButton folder;
    private final JButton again;

    /// @param askFolder asks for a folder; what it gets is called only if one is chosen
    CardSection(DeviceModel model, Consumer<Consumer<Path>> askFolder) {
        this.model = model;
        this.askFolder = askFolder;
        fetch = button("card-fetch", model::fetch);
        stop = button("card-stop", model::stop);
        stop.setText(messages.text("card.stop"));
        folder = button("card-folder", this::folder);
        folder.setText(messages.text("card.folder"));
        again = Buttons.quiet(messages.text("card.again"), model::lookAgain);
        again.setName("card-again");
        bar.setName("card-progress");
        bar.getAccessibleContext().setAccessibleName(messages.text("card.progress"));
        lay();
        model.state().bind(this::show);
    }

    private JButton button(String name, Runnable action) {
        var button = Buttons.secondary("", action);
        button.setName(name);
        return button;
    }

    private void folder() {
        askFolder.accept(model::use);
    }

    private void lay() {
        var head = ThemedPanel.clear("", "[]8[]push", "[24!]");
        head.add(name, "wmin 0");
        head.add(pill);
        block.add(head);
        block.add(first, WIDE);
        block.add(second, WIDE);
        block.add(third, WIDE);
        block.add(progress, "gaptop 8");
        block.add(bar, "growx,gaptop 4");
        var buttons = ThemedPanel.clear("", "[]8[]8[]8[]push", "[32!]");
        for (var button : new JButton[] {fetch, stop, folder, again}) {
            buttons.add(button, "h 32!");
        }
        block.add(buttons, "gaptop 12");
        block.setName("card");
    }

    JComponent component() {
        return block;
    }

    private void show(State state) {
        boolean fetching = state instanceof State.Fetching;
        bar.setVisible(fetching);
        progress.setVisible(fetching);
        stop.setVisible(fetching);
        fetch.setVisible(false);
        folder.setVisible(false);
        again.setVisible(!fetching);
        again.setEnabled(!(state instanceof State.Unknown));
        pill.say("", "text", "bg.well", "");
        first.color("text.secondary");
        switch (state) {
            case State.Unknown _ -> {
                name.setText(messages.text("card.looking"));
                say("", "", "");
            }
            case State.Known(var now, var arrived) -> show(now, arrived);
            case State.Fetching(var now, var phase, var bytes, var of) -> {
                name.setText(title(now));
                say(offer(), "", "");
                progress.setText(words(phase, bytes, of));
                bar.share(of == 0 ? 0 : bytes / (double) of);
            }
            case State.Failed(var now, var what, var advice, var arrived) -> {
                show(now, arrived);
                pill.say(messages.text("card.failed"), "error", "error.soft", "");
                first.color("error");
                say(what.localized(), advice.localized(), "");
                folder.setVisible(model.available().isPresent());
            }
        }
        block.revalidate();
        block.repaint();
    }

    private void show(Outlook now, long arrived) {
        name.setText(title(now));
        switch (now.decision()) {
            case Decision.OnCard card -> {
                boolean later = now.needsRestart();
                pill.say(
                        messages.text(later ? "card.after-restart" : "card.ready"),
                        later ? "warn" : "ok",
                        later ? "warn.soft" : "ok.soft",
                        "");
                say(
                        later ? messages.text("card.restart") : card.because().localized(),
                        card.note().map(Message::localized).orElse(""),
                        "");
            }
            case Decision.OnProcessor(var because, var remedy) -> {
                boolean missing = lacksRuntime(now);
                var offered = missing ? offer() : "";
                say(
                        because.localized(),
                        missing ? offered : remedy.map(Message::localized).orElse(""),
                        missing && arrived > 0
                                ? messages.text("card.arrived", gigabytes(arrived))
                                : "");
                fetch.setVisible(missing);
                folder.setVisible(missing);
                fetch.setText(messages.text(arrived > 0 ? "card.go-on" : "card.fetch"));
            }
        }
    }

    /// Whether a card waits for nothing but PyTorch's CUDA build.
    private boolean lacksRuntime(Outlook now) {
        return model.available().isPresent()
                && now.seen() instanceof Result.Working
                && now.decision() instanceof Decision.OnProcessor(var _, var remedy)
                && remedy.isPresent()
                && !(now.files() instanceof CudaFiles.Whole);
    }

    private String title(Outlook now) {
        return switch (now.seen()) {
            case Result.NoCard _ -> messages.text("card.no-card");
            case Result.NoDriver(var card) -> card;
            case Result.Silent _ -> messages.text("card.unknown");
            case Result.Working(var driver, var cards) -> {
                var shown =
                        now.decision() instanceof Decision.OnCard on ? on.card() : cards.getFirst();
                yield messages.text("card.name", shown.name(), memory(shown), driver);
            }
        };
    }

    private static String memory(GraphicsCard card) {
        return Long.toString(Math.round(card.memory() / (double) (1L << 30)));
    }

    private String offer() {
        return model.available().map(it -> it.sentence().localized()).orElse("");
    }

    private String words(Phase phase, long bytes, long of) {
        return messages.text(
                "card." + phase.name().toLowerCase(Locale.ROOT), gigabytes(bytes), gigabytes(of));
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e9);
    }

    /// Up to three paragraphs; empty ones take no place.
    private void say(String one, String two, String three) {
        set(first, one);
        set(second, two);
        set(third, three);
    }

    private static void set(Sentence sentence, String words) {
        sentence.setText(words);
        sentence.setVisible(!words.isEmpty());
    }
}
