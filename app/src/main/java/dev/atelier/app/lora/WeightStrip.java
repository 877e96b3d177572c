package dev.atelier.app.lora;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.SwingConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recipe with the chosen LoRA at four weights. A button draws them; the same button stops it.
final class WeightStrip {
    private static final Logger log = LoggerFactory.getLogger(WeightStrip.class);
    private static final List<Double> FIXED = List.of(0.0, 0.4, 1.1);

    private final Messages messages = Messages.of(WeightStrip.class);
    private final PickerModel model;
    private final LoraPicker.Dependencies context;
    private final ThemedPanel panel = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final List<Cover> covers = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final Label note = Label.small("");
    private final JButton make;
    private final Set<Path> there = new HashSet<>();
    private Optional<Task> running = Optional.empty();
    private List<Path> shown = List.of();

    /// Why the last pictures were not drawn; empty where they were.
    private String problem = "";

    WeightStrip(PickerModel model, LoraPicker.Dependencies context) {
        this.model = model;
        this.context = context;
        var row =
                ThemedPanel.clear(
                        "wrap 4,gap 4 2",
                        "[grow,fill,sg w][grow,fill,sg w][grow,fill,sg w][grow,fill,sg w]",
                        "[62!][18!]");
        for (int i = 0; i < 4; i++) {
            var cover = new Cover(context.tasks(), 64, ModelKind.LORA.icon());
            covers.add(cover);
            row.add(cover, "h 62!,wmin 0");
        }
        for (int i = 0; i < 4; i++) {
            var label = Label.small("");
            label.setHorizontalAlignment(SwingConstants.CENTER);
            labels.add(label);
            row.add(label, "wmin 0");
        }
        make = Buttons.secondary("", this::press);
        make.setName("lora-previews");
        panel.add(row);
        panel.add(note, "h 20!,wmin 0");
        panel.add(make, "h 28!,gaptop 2");
    }

    JComponent component() {
        return panel;
    }

    /// The chosen weight stands between the others.
    private List<Double> weights() {
        var all = new ArrayList<>(FIXED);
        double chosen = model.weight().get();
        all.add(chosen);
        all.sort(Double::compare);
        return all;
    }

    /// Shows what is there of the chosen LoRA and weight.
    void show() {
        var offer = model.offer();
        if (offer.isEmpty()) {
            return;
        }
        var draft = context.draft().recipe().get();
        var weights = weights();
        var files =
                weights.stream()
                        .map(it -> context.loras().previews().file(draft, offer.get(), it))
                        .toList();
        for (int i = 0; i < labels.size(); i++) {
            labels.get(i).setText(PromptLora.number(weights.get(i)));
            boolean chosen = weights.get(i).equals(model.weight().get());
            labels.get(i).color(chosen ? "text" : "text.tertiary");
        }
        if (!files.equals(shown)) {
            shown = files;
            problem = "";
            look(files);
        }
        paint();
        words();
    }

    /// Which of the files exist, found out away from the event thread.
    private void look(List<Path> files) {
        context.tasks()
                .run(
                        "find-weights",
                        task -> files.stream().filter(Files::exists).toList(),
                        Tasks.Outcome.of(
                                found -> {
                                    there.addAll(found);
                                    paint();
                                    words();
                                },
                                failure -> log.debug("no look at previews", failure)));
    }

    private void paint() {
        for (int i = 0; i < covers.size() && i < shown.size(); i++) {
            covers.get(i).show(Optional.of(shown.get(i)).filter(there::contains));
        }
    }

    private void words() {
        boolean usable = model.offer().filter(WeightStrip::canDraw).isPresent();
        boolean all = there.containsAll(shown);
        if (running.isPresent()) {
            make.setText(messages.text("strip.stop"));
        } else {
            var each = context.loras().estimate().apply(context.draft().recipe().get());
            var time =
                    each.map(it -> "  ≈ " + Durations.text(it.multipliedBy(missing()))).orElse("");
            make.setText(messages.text("strip.make") + (all ? "" : time));
        }
        make.setEnabled(running.isPresent() || (usable && !all));
        note.setText(
                problem.isEmpty() ? messages.text(all ? "strip.made" : "strip.none") : problem);
        note.setToolTipText(problem.isEmpty() ? null : problem);
        note.color(problem.isEmpty() ? "text.tertiary" : "error");
    }

    /// Previews are drawn on this computer.
    private static boolean canDraw(LoraOffer offer) {
        return offer.fit().usable() && offer.isHere();
    }

    private int missing() {
        return (int) shown.stream().filter(file -> !there.contains(file)).count();
    }

    private void press() {
        if (running.isPresent()) {
            running.get().cancel();
            return;
        }
        var draft = context.draft().recipe().get();
        model.offer()
                .filter(WeightStrip::canDraw)
                .ifPresent(offer -> {
                    var files = shown;
                    problem = "";
                    var task =
                            context.loras()
                                    .previews()
                                    .make(draft, offer, weights(), outcome(files));
                    running = Optional.of(task);
                    task.step().onChange(step -> look(files));
                    words();
                });
    }

    private Tasks.Outcome<Integer> outcome(List<Path> files) {
        return new Tasks.Outcome<>(
                (Integer made) -> ended(files, ""),
                failure -> {
                    log.warn("weights were not drawn", failure);
                    ended(files, FailureMessages.of(failure));
                },
                () -> ended(files, ""));
    }

    private void ended(List<Path> files, String why) {
        running = Optional.empty();
        problem = files.equals(shown) ? why : "";
        look(files);
        words();
    }

    void close() {
        running.ifPresent(Task::cancel);
    }
}
