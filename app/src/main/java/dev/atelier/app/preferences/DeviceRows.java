package dev.atelier.app.preferences;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.DeviceChoice;
import dev.atelier.app.device.DeviceModel;
import dev.atelier.app.device.DeviceModel.State;
import dev.atelier.app.device.Devices.Outlook;
import dev.atelier.app.device.GraphicsCard;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;

/// What computes, and how much of the card's memory it may use; shown where there is a card.
final class DeviceRows {
    private static final double GIGA = 1e9;

    private final Messages messages = Messages.of(DeviceRows.class);
    private final DeviceModel model;
    private final JComboBox<String> device = new JComboBox<>();
    private final NumberField memory;
    private final Map<DeviceChoice, String> choices = new LinkedHashMap<>();
    private final List<JComponent> parts = new ArrayList<>();
    private boolean showing;

    DeviceRows(DeviceModel model) {
        this.model = model;
        device.setName("device");
        device.getAccessibleContext().setAccessibleName(messages.text("settings.device"));
        device.addActionListener(event -> chosen());
        memory =
                new NumberField(
                        "device-memory",
                        new NumberField.Limits(0, 1024, 0.5, false),
                        gigabytes -> model.limit(Math.round(gigabytes * GIGA)));
    }

    JComponent device() {
        return device;
    }

    JComponent memory() {
        return memory.component();
    }

    /// Also labels and hints, which come and go with the fields.
    void follow(List<JComponent> rows) {
        parts.addAll(rows);
        model.state().bind(this::show);
    }

    private void chosen() {
        if (!showing && device.getSelectedIndex() >= 0) {
            model.choose(List.copyOf(choices.keySet()).get(device.getSelectedIndex()));
        }
    }

    private void show(State state) {
        var now =
                switch (state) {
                    case State.Unknown _ -> Optional.<Outlook>empty();
                    case State.Known known -> Optional.of(known.now());
                    case State.Fetching fetching -> Optional.of(fetching.now());
                    case State.Failed failed -> Optional.of(failed.now());
                };
        boolean visible = now.filter(it -> it.seen() instanceof Result.Working).isPresent();
        parts.forEach(part -> part.setVisible(visible));
        if (visible && now.get().seen() instanceof Result.Working(var _, var cards)) {
            show(now.get(), cards);
        }
    }

    private void show(Outlook now, List<GraphicsCard> cards) {
        showing = true;
        choices.clear();
        choices.put(new DeviceChoice.Automatic(), messages.text("device.automatic"));
        choices.put(new DeviceChoice.Processor(), messages.text("device.processor"));
        for (var card : cards) {
            choices.put(
                    new DeviceChoice.Card(card.index()),
                    messages.text("device.card", card.index(), card.name()));
        }
        var chosen = now.settings().choice();
        choices.putIfAbsent(chosen, chosen.toString());
        device.setModel(new DefaultComboBoxModel<>(choices.values().toArray(String[]::new)));
        device.setSelectedIndex(List.copyOf(choices.keySet()).indexOf(chosen));
        if (!memory.component().isFocusOwner()) {
            memory.show(now.settings().budget() / GIGA);
        }
        showing = false;
    }
}
