package dev.atelier.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/// Facts about the computer, read from the operating system.
final class Machine {
    private static final String TOPIC = "machine";

    /// The instruction sets that decide how fast a picture is: x86 vectors and matrices, ARM
    /// vectors.
    private static final Pattern FAST =
            Pattern.compile("avx.*|amx.*|fma|f16c|asimd.*|bf16|i8mm|sve.*");

    private static final Pattern WORD = Pattern.compile("[^\\s:]+");

    private Machine() {}

    static List<Fact> facts() {
        var system = new SystemInfo();
        var hardware = system.getHardware();
        var os = system.getOperatingSystem();
        var processor = hardware.getProcessor();
        var memory = hardware.getMemory();
        var features = features(processor);
        var graphics =
                hardware.getGraphicsCards().stream().map(card -> card.getName().strip()).toList();
        return List.of(
                Fact.of(TOPIC, "system", os + ", " + System.getProperty("os.arch")),
                Fact.of(TOPIC, "processor", processor.getProcessorIdentifier().getName().strip()),
                Fact.of(TOPIC, "cores", processor.getPhysicalProcessorCount()),
                Fact.of(TOPIC, "threads", processor.getLogicalProcessorCount()),
                new Fact(TOPIC, "features", List.copyOf(features), String.join(" ", features)),
                Fact.bytes(TOPIC, "memory", memory.getTotal()),
                Fact.bytes(TOPIC, "free memory", memory.getAvailable()),
                new Fact(
                        TOPIC,
                        "graphics",
                        graphics,
                        graphics.isEmpty() ? "none" : String.join(", ", graphics)),
                Fact.of(TOPIC, "java", Runtime.version().toString()),
                Fact.bytes(TOPIC, "java heap", Runtime.getRuntime().maxMemory()));
    }

    private static Set<String> features(CentralProcessor processor) {
        var features = new TreeSet<String>();
        for (var line : processor.getFeatureFlags()) {
            WORD.matcher(line.toLowerCase(Locale.ROOT))
                    .results()
                    .map(word -> word.group())
                    .filter(word -> FAST.matcher(word).matches())
                    .forEach(features::add);
        }
        return features;
    }
}
