package dev.atelier.app.deploy;

import dev.atelier.app.deploy.AfterStart.Choice;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.swing.JCheckBox;
import javax.swing.JComponent;

/// What is done once the service runs, also with the page closed.
final class ReadyCard {
    private static final int WIDTH = 480;

    private final Messages messages = Messages.of(ReadyCard.class);
    private final DeployModel draft;
    private final DeploymentModel model;
    private final ThemedPanel card =
            ThemedPanel.block(
                    "bg.panel", 10, "insets 12 24 12 24,wrap 1,hidemode 3", "[grow,fill]");
    private final Sentence picture = new Sentence("", WIDTH);
    private final Map<Choice, JCheckBox> boxes = new EnumMap<>(Choice.class);
    private final ThemedPanel all =
            ThemedPanel.clear("wrap 2,gap 16 0", "[grow,fill,sg c][grow,fill,sg c]", "");
    private String service = "";

    ReadyCard(DeployModel draft, DeploymentModel model) {
        this.draft = draft;
        this.model = model;
        card.setName("progress-ready");
        var head = ThemedPanel.clear("", "[grow,fill]8[]", "[24!]");
        head.add(Label.strong(messages.text("ready.title")), "wmin 0");
        head.add(Label.small(messages.text("ready.closed")), "wmin 0");
        card.add(head, "wmin 0");
        card.add(picture, "wmin 0,gapbottom 4");
        for (var choice : Choice.ALL) {
            var box = new JCheckBox();
            box.setName("progress-ready-" + choice);
            box.setOpaque(false);
            box.addActionListener(event -> choose(choice, box.isSelected()));
            boxes.put(choice, box);
        }
        others();
        card.add(all, "wmin 0");
        draft.offers().onChange(_ -> others());
        draft.costs().onChange(_ -> others());
        model.keepsPlace().onChange(_ -> model.current().get().ifPresent(this::show));
    }

    /// A press on what a choice of place has overruled counts again.
    private void choose(Choice choice, boolean on) {
        model.after().set(choice, on);
        if (choice == Choice.CHOOSE) {
            model.keepPlace(false);
        }
    }

    private boolean isOn(Choice choice) {
        return choice == Choice.CHOOSE ? model.choosesPlace() : model.after().has(choice);
    }

    private String tip(Choice choice, String name) {
        boolean kept = choice == Choice.CHOOSE && model.keepsPlace().get();
        return messages.text(kept ? "ready-tip.kept" : "ready-tip." + choice, name);
    }

    JComponent component() {
        return card;
    }

    void show(Deployment now) {
        boolean open =
                switch (now.phase()) {
                    case SENDING, STARTING, DRAWING -> true;
                    case DONE, FAILED, NO_PICTURE, DELETING, GONE -> false;
                };
        card.setVisible(open);
        if (!open) {
            return;
        }
        boxes.forEach((choice, box) -> {
            box.setText(messages.text("ready." + choice, now.service()));
            box.setToolTipText(tip(choice, now.service()));
            box.setSelected(isOn(choice));
            box.setEnabled(choice != Choice.DRAW || now.phase() != Deployment.Phase.DRAWING);
        });
        picture.setText(messages.text("ready.picture") + time());
        if (!now.service().equals(service)) {
            service = now.service();
            others();
        }
    }

    /// What the first picture usually takes, and costs where the price is known.
    private String time() {
        var usual = model.usual(StageTimes.PICTURE);
        if (usual.isEmpty()) {
            return "";
        }
        var time = StageList.time(messages, usual.get());
        return draft.costs()
                .get()
                .machine()
                .filter(_ -> !PriceWords.isFree(draft))
                .map(it -> messages.text("ready.costs", time, Money.about(it, usual.get())))
                .orElse(messages.text("ready.takes", time));
    }

    /// A box for each service that runs beside it.
    private void others() {
        all.removeAll();
        boxes.values().forEach(it -> all.add(it, "h 28!,wmin 0"));
        for (var name : draft.costs().get().names()) {
            if (name.equals(service)) {
                continue;
            }
            var saves =
                    Optional.ofNullable(draft.costs().get().beside().get(name))
                            .filter(_ -> !PriceWords.isFree(draft))
                            .map(Money::hour);
            var box =
                    new JCheckBox(
                            saves.map(it -> messages.text("ready.stop-saves", name, it))
                                    .orElse(messages.text("ready.stop", name)));
            box.setName("progress-stop:" + name);
            box.setToolTipText(messages.text("ready.stop.tip", name));
            box.setOpaque(false);
            box.setSelected(model.after().stops().contains(name));
            box.addActionListener(event -> model.after().stop(name, box.isSelected()));
            all.add(box, "h 28!,wmin 0");
        }
        all.revalidate();
        all.repaint();
    }
}
