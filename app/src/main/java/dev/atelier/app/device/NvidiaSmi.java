package dev.atelier.app.device;

import dev.atelier.app.device.GraphicsCard.Capability;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import oshi.SystemInfo;

/// Asks the program that comes with NVIDIA's driver on Linux and Windows, and the system where
/// there is no such program.
///
/// Source: `nvidia-smi --help-query-gpu`; sizes are in MiB. Of its answer only the exit code and
/// the fields of the table count; what it says when it fails is passed on as it is.
public final class NvidiaSmi implements CardProbe {
    private static final long MEBI = 1L << 20;
    private static final int SECONDS = 10;

    /// No code of its own: it was ended here.
    private static final int TIMED_OUT = -1;

    /// "A supplied argument or flag is invalid" (`man nvidia-smi`, Return value): drivers from
    /// before 2021 know no field `compute_cap`.
    private static final int INVALID_ARGUMENT = 2;

    /// "A query to find an object was unsuccessful": there is no device.
    private static final int NOTHING_FOUND = 6;

    private static final String WITHOUT_CAPABILITY =
            "index,name,memory.total,memory.free,driver_version";

    private final Commands commands;
    private final Supplier<List<String>> graphics;

    /// Runs programs.
    @FunctionalInterface
    interface Commands {
        /// @return what it printed and its exit code; empty where there is no such program
        Optional<Answer> run(List<String> command);
    }

    record Answer(int code, String text) {}

    public NvidiaSmi() {
        this(NvidiaSmi::execute, NvidiaSmi::graphicsOfSystem);
    }

    /// @param graphics names of what the system takes for graphics cards, with their makers
    NvidiaSmi(Commands commands, Supplier<List<String>> graphics) {
        this.commands = commands;
        this.graphics = graphics;
    }

    @Override
    public Result look() {
        for (var program : places()) {
            var answer = ask(program, WITHOUT_CAPABILITY + ",compute_cap");
            if (answer.isEmpty()) {
                continue;
            }
            if (answer.get().code() == INVALID_ARGUMENT) {
                answer = ask(program, WITHOUT_CAPABILITY);
            }
            return answer.map(this::seen).orElseGet(this::withoutDriver);
        }
        return withoutDriver();
    }

    private Optional<Answer> ask(String program, String fields) {
        return commands.run(
                List.of(program, "--query-gpu=" + fields, "--format=csv,noheader,nounits"));
    }

    /// On the path; where Windows' drivers and WSL put it.
    private static List<String> places() {
        var windows = System.getenv("SystemRoot");
        return windows == null
                ? List.of("nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi")
                : List.of("nvidia-smi", windows + "\\System32\\nvidia-smi.exe");
    }

    private Result seen(Answer answer) {
        var cards = new ArrayList<GraphicsCard>();
        var driver = "";
        if (answer.code() == 0) {
            for (var line : answer.text().lines().toList()) {
                var fields = line.split("\\s*,\\s*", -1);
                var card = card(fields);
                card.ifPresent(cards::add);
                driver = card.isPresent() ? fields[4].strip() : driver;
            }
        }
        if (!cards.isEmpty()) {
            return new Result.Working(driver, cards);
        }
        if (answer.code() == NOTHING_FOUND) {
            return withoutDriver();
        }
        return new Result.Silent(
                answer.code() == TIMED_OUT
                        ? Message.of("card.no-answer", SECONDS)
                        : Message.foreign(firstLine(answer.text())));
    }

    private static String firstLine(String text) {
        return text.lines().map(String::strip).filter(it -> !it.isEmpty()).findFirst().orElse("?");
    }

    private static Optional<GraphicsCard> card(String... fields) {
        if (fields.length < 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new GraphicsCard(
                            Integer.parseInt(fields[0].strip()),
                            fields[1].strip(),
                            MEBI * Long.parseLong(fields[2]),
                            MEBI * Long.parseLong(fields[3]),
                            fields.length > 5 ? capability(fields[5].strip()) : Optional.empty()));
        } catch (NumberFormatException e) { // "[N/A]" of a card that is lost
            return Optional.empty();
        }
    }

    private static Optional<Capability> capability(String text) {
        var parts = text.split("\\.", -1);
        try {
            return parts.length == 2
                    ? Optional.of(
                            new Capability(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Result withoutDriver() {
        return graphics.get().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("nvidia"))
                .findFirst()
                .<Result>map(Result.NoDriver::new)
                .orElseGet(Result.NoCard::new);
    }

    /// What it prints is far less than a pipe holds.
    private static Optional<Answer> execute(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(new Answer(TIMED_OUT, ""));
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new Answer(process.exitValue(), text));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Linux' kernel lists its devices in files; elsewhere OSHI knows.
    private static List<String> graphicsOfSystem() {
        var devices = Path.of("/sys/bus/pci/devices");
        if (Files.isDirectory(devices)) {
            return pci(devices);
        }
        return new SystemInfo()
                .getHardware().getGraphicsCards().stream()
                        .map(card -> card.getName() + " (" + card.getVendor() + ")")
                        .toList();
    }

    /// Display controllers (class 03) of NVIDIA (vendor 10de).
    static List<String> pci(Path devices) {
        try (var all = Files.list(devices)) {
            return all.filter(it -> line(it, "vendor").equals("0x10de"))
                    .filter(it -> line(it, "class").startsWith("0x03"))
                    .map(it -> "NVIDIA " + line(it, "device"))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String line(Path device, String name) {
        try {
            return Files.readString(device.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
