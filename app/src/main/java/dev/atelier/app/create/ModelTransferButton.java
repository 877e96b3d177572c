package dev.atelier.app.create;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.queue.ModelTransfer;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Unsupported;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;

/// Beside Generate, where the chosen service lacks a model that is here: a button that brings it,
/// and how far it is on its way. Event thread.
final class ModelTransferButton {
    private final Messages messages = Messages.of(CreateView.class);
    private final ModelTransfer supply;
    private final PlaceChoiceModel where;
    private final Observed<List<Unsupported>> found;
    private final JButton button;
    private Optional<ModelTransfer.Offer> offer = Optional.empty();

    ModelTransferButton(
            ModelTransfer supply, PlaceChoiceModel where, Observed<List<Unsupported>> found) {
        this.supply = supply;
        this.where = where;
        this.found = found;
        button = Buttons.quiet("", () -> offer.ifPresent(it -> it.bring().run()));
        button.setName("supply");
        button.setVisible(false);
        found.bind(now -> say());
        supply.moved().onChange(now -> say());
        supply.known().onChange(now -> say());
    }

    JComponent component() {
        return button;
    }

    private void say() {
        boolean there = !where.goal().get().where().isHere();
        var place = where.place().place();
        offer = there ? supply.offer(place, found.get()) : Optional.empty();
        button.setVisible(offer.isPresent());
        offer.ifPresent(it -> {
            button.setEnabled(it.share().isEmpty());
            var size = it.size();
            button.setText(
                    it.share()
                            .map(share -> messages.text("supply.way", Math.round(100 * share)))
                            .orElseGet(() -> messages.text("supply.bring", size)));
            button.setToolTipText(messages.text("supply.tip", it.name(), place.name(), size));
        });
    }
}
