package dev.atelier.app.engine;

import dev.atelier.file.WholeFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;

/// Remembers how this machine computes fastest. Measuring again at each start would choose
/// otherwise whenever other programs are busy, and with another number format the same recipe gives
/// a picture that differs in its last bits.
final class ComputeCache {
    private static final Logger log = LoggerFactory.getLogger(ComputeCache.class);

    private final Path file;

    /// @param file made when something is known; a damaged one counts as none
    ComputeCache(Path file) {
        this.file = file;
    }

    /// What was found on this very machine, with this very PyTorch; empty otherwise.
    Optional<Compute> recall(Torch torch) {
        try {
            var kept = read();
            if (!machine(torch).equals(kept.getProperty("machine"))) {
                return Optional.empty();
            }
            return Optional.of(
                    new Compute(
                            torch,
                            Strategy.valueOf(kept.getProperty("strategy", "")),
                            Compute.Attention.valueOf(kept.getProperty("attention", "")),
                            kept.getProperty("reason", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The strategy found last, on whatever machine that was; loads nothing.
    Optional<Strategy> strategy() {
        try {
            return Optional.of(Strategy.valueOf(read().getProperty("strategy", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Properties read() throws IOException {
        var kept = new Properties();
        kept.load(new StringReader(Files.readString(file)));
        return kept;
    }

    void remember(Compute compute) {
        var kept = new Properties();
        kept.setProperty("machine", machine(compute.torch()));
        kept.setProperty("strategy", compute.strategy().name());
        kept.setProperty("attention", compute.attention().name());
        kept.setProperty("reason", compute.reason());
        try {
            var text = new StringWriter();
            kept.store(text, "How this machine computes fastest; delete it to measure again.");
            WholeFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.info("the compute strategy is not remembered", e);
        }
    }

    private static String machine(Torch torch) {
        var processor = new SystemInfo().getHardware().getProcessor();
        return "%s; %d threads; PyTorch %s; %s"
                .formatted(
                        processor.getProcessorIdentifier().getName().strip(),
                        Torch.threads(),
                        Torch.version(),
                        torch.onGpu() ? "CUDA" : "CPU");
    }
}
