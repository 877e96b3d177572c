package dev.atelier.app.cli;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.KeyReport;
import dev.atelier.checkpoint.PositionIds;
import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.Training;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.lora.LoraFile;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a model file is, without running it.
@Command(name = "inspect", description = "Describe a model file.")
final class InspectCommand implements Callable<Integer> {
    private static final int TEXT_LIMIT = 300;

    private final Terminal terminal;
    private final FileHashes hashes;

    @Parameters(
            paramLabel = "FILE",
            description = "A .safetensors, .ckpt or .pt file, or a diffusers folder.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectCommand(Terminal terminal, FileHashes hashes) {
        this.terminal = terminal;
        this.hashes = hashes;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(file)
                && !Diffusers.isFolder(file)
                && !Diffusers.isControlFolder(file)) {
            throw CommandException.failed(Message.of("cli.no-diffusers", file));
        }
        var control =
                Diffusers.isFolder(file)
                        ? Optional.<ControlFile>empty()
                        : ControlFile.openIfControl(file);
        if (control.isPresent()) {
            try (var open = control.get()) {
                new Report(ControlFacts.of(open, hashes)).print(terminal, json);
            }
            return ExitCode.OK;
        }
        if (isTaesd()) {
            new Report(taesd()).print(terminal, json);
            return ExitCode.OK;
        }
        var lora =
                Diffusers.isFolder(file) ? Optional.<LoraFile>empty() : LoraFile.openIfLora(file);
        if (lora.isPresent()) {
            try (var open = lora.get()) {
                new Report(LoraFacts.of(open, hashes)).print(terminal, json);
            }
            return ExitCode.OK;
        }
        try (var checkpoint = Checkpoint.open(file)) {
            var facts = new ArrayList<Fact>();
            facts.addAll(ofFile(checkpoint));
            if (checkpoint.config().supported()) {
                facts.addAll(sizes(checkpoint.config()));
                facts.addAll(keys(checkpoint));
            }
            checkpoint.file().metadata().forEach((key, value) -> facts.add(shortened(key, value)));
            new Report(facts).print(terminal, json);
        }
        return ExitCode.OK;
    }

    private boolean isTaesd() throws IOException {
        if (Diffusers.isFolder(file)) {
            return false;
        }
        try (var tensors = TensorFiles.open(file)) {
            return TaesdFile.isTaesd(tensors.tensors());
        }
    }

    private List<Fact> taesd() throws IOException {
        var topic = "file";
        try (var taesd = TaesdFile.open(file)) {
            var halves =
                    Arrays.stream(TaesdFile.Part.values())
                            .filter(taesd::has)
                            .map(part -> part.name().toLowerCase(Locale.ROOT))
                            .toList();
            return List.of(
                    Fact.of(topic, "path", file.toString()),
                    Fact.of(topic, "family", Message.of("cli.taesd").english()),
                    Fact.of(topic, "holds", halves),
                    Fact.bytes(topic, "size", sizeBytes()),
                    Fact.of(topic, "tensors", taesd.file().tensors().size()),
                    formats(topic, taesd.file()),
                    Fact.of(topic, "sha256", hashes.sha256(file)));
        }
    }

    private List<Fact> ofFile(Checkpoint checkpoint) throws IOException {
        var topic = "file";
        var sha256 = hashes.sha256(file);
        return List.of(
                Fact.of(topic, "path", file.toString()),
                Fact.of(topic, "family", checkpoint.label().english()),
                Fact.of(topic, "runs here", checkpoint.config().supported()),
                Fact.bytes(topic, "size", sizeBytes()),
                Fact.of(topic, "tensors", checkpoint.file().tensors().size()),
                formats(topic, checkpoint.file()),
                Fact.of(topic, "sha256", sha256),
                Fact.of(topic, "short hash", hashes.shortHash(file)));
    }

    private long sizeBytes() throws IOException {
        return Diffusers.isFolder(file) ? Diffusers.sizeBytes(file) : Files.size(file);
    }

    /// How many numbers the file holds in each format.
    private static Fact formats(String topic, TensorFile file) {
        var counts = new TreeMap<String, Long>();
        for (var tensor : file.tensors().values()) {
            counts.merge(tensor.dtype().name(), tensor.count(), Long::sum);
        }
        var texts = counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
        return new Fact(topic, "numbers", counts, String.join(", ", texts));
    }

    private static List<Fact> sizes(CheckpointConfig config) {
        var topic = "networks";
        var unet = config.unet();
        var vae = config.vae();
        var training = config.training();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(topic, "native size", config.nativeSize()));
        facts.add(Fact.of(topic, "predicts", predicts(training)));
        if (training.zeroTerminalSnr()) {
            facts.add(Fact.of(topic, "zero terminal SNR", true));
        }
        facts.add(Fact.of(topic, "unet inputs", unet.inChannels()));
        facts.add(Fact.of(topic, "unet channels", unet.channels()));
        facts.add(Fact.of(topic, "unet multipliers", unet.multipliers()));
        facts.add(levels(topic, "unet heads", unet.headCounts()));
        facts.add(levels(topic, "unet head width", unet.headWidths()));
        facts.add(Fact.of(topic, "vae channels", vae.channels()));
        facts.add(Fact.of(topic, "vae multipliers", vae.multipliers()));
        facts.add(Fact.of(topic, "vae groups", vae.groups()));
        facts.add(Fact.of(topic, "vae scale", config.latents().scale()));
        for (int i = 0; i < config.texts().size(); i++) {
            var text = config.texts().get(i);
            var name = i == 0 ? "text" : "second text";
            facts.add(Fact.of(topic, name + " width", text.width()));
            facts.add(Fact.of(topic, name + " layers", text.layers()));
            facts.add(Fact.of(topic, name + " heads", text.heads()));
        }
        return facts;
    }

    /// One number where all levels have the same.
    private static Fact levels(String topic, String name, List<Integer> all) {
        return all.stream().distinct().count() == 1
                ? Fact.of(topic, name, all.getFirst())
                : Fact.of(topic, name, all);
    }

    private static String predicts(Training training) {
        if (training.assumed()) {
            return Message.of("cli.prediction-assumed").english();
        }
        return training.prediction() == Prediction.V ? "v" : "noise";
    }

    private static List<Fact> keys(Checkpoint checkpoint) {
        var topic = "keys";
        var keyReport = checkpoint.keyReport();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(topic, "complete", keyReport.complete()));
        facts.add(list(topic, "missing", keyReport.missing()));
        facts.add(
                list(
                        topic,
                        "wrong shape",
                        keyReport.mismatched().stream().map(Message::english).toList()));
        facts.add(list(topic, "unused", keyReport.unused()));
        facts.add(Fact.of(topic, "not needed", keyReport.harmless()));
        checkpoint
                .vaeProblem()
                .ifPresent(why ->
                        facts.add(
                                Fact.of(
                                        topic,
                                        "vae",
                                        Message.of(
                                                        checkpoint.hasVae()
                                                                ? "cli.vae-incomplete"
                                                                : "cli.vae-none")
                                                .english())));
        checkpoint
                .positionIds()
                .filter(ids -> !ids.inOrder())
                .ifPresent(ids -> facts.add(positions(topic, ids)));
        return facts;
    }

    private static Fact positions(String topic, PositionIds ids) {
        return new Fact(
                topic, "position_ids", ids.order(), Message.of("cli.positions", ids).english());
    }

    private static Fact list(String topic, String name, List<String> keys) {
        var text =
                keys.isEmpty()
                        ? Message.of("cli.nothing").english()
                        : keys.size() + ": " + KeyReport.summary(keys);
        return new Fact(topic, name, keys, text);
    }

    static Fact shortened(String key, String value) {
        var text = value.length() <= TEXT_LIMIT ? value : value.substring(0, TEXT_LIMIT) + " …";
        return new Fact("metadata", key, value, text.replaceAll("\\s+", " "));
    }
}
