package dev.atelier.app.engine;

import dev.atelier.app.device.CudaFiles;
import dev.atelier.app.device.Decision;
import dev.atelier.app.device.Devices;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Starts PyTorch where [Devices] decides, or on the processor where that fails.
final class Device {
    private static final Logger log = LoggerFactory.getLogger(Device.class);

    private final Devices devices;

    Device(Devices devices) {
        this.devices = devices;
    }

    Devices devices() {
        return devices;
    }

    int turn() {
        return devices.turn();
    }

    /// Why the last start went where it did.
    Message because() {
        return devices.used().map(Decision::because).orElse(Message.of("card.processor-chosen"));
    }

    /// The processor, whatever is decided.
    Torch processor() {
        return Torch.startOnCpu();
    }

    Torch start() {
        var decided = devices.decide();
        if (decided instanceof Decision.OnCard card) {
            var torch = onCard(card);
            if (torch.isPresent()) {
                devices.using(decided);
                return torch.get();
            }
            return Torch.startOnCpu();
        }
        devices.using(decided);
        if (decided instanceof Decision.OnProcessor(var because, var remedy)
                && remedy.isPresent()) {
            // Who has set a card up expects it; who never did reads it in Settings and `doctor`.
            var level = devices.isSetUp() ? Level.WARN : Level.INFO;
            log.atLevel(level)
                    .log("the processor draws. {} {}", because.english(), remedy.get().english());
        }
        return Torch.startOnCpu();
    }

    /// What was free when the card was looked at, or less where the user says so.
    private long limit(Decision.OnCard card) {
        long budget = devices.settings().budget();
        long free = card.card().free();
        return budget > 0 ? Math.min(budget, free) : free;
    }

    /// Empty where this process has loaded other libraries, or where the card does not compute.
    private Optional<Torch> onCard(Decision.OnCard card) {
        boolean ready = devices.hasCuda();
        if (!ready && Torch.loaded()) {
            return Optional.empty(); // only a restart brings the card into use
        }
        try {
            if (!ready) {
                Torch.loadFrom(card.files().libraries(), CudaFiles.FLAVOR);
            }
            var torch = Torch.startOnCard(card.card().index());
            torch.memory().limit(limit(card));
            return Optional.of(torch);
        } catch (TorchException e) {
            log.warn("{} does not compute", card.card().name(), e);
            devices.using(
                    new Decision.OnProcessor(
                            Message.of(
                                    "card.trial-failed", card.card().name(), Explained.reasonOf(e)),
                            Optional.of(Message.of("card.after-trial"))));
            return Optional.empty();
        }
    }
}
