package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import dev.atelier.checkpoint.Accounting;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.HashCache;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a model file is, without loading it.
@Command(name = "inspect", description = "Describe a model file.")
final class InspectCommand implements Callable<Integer> {
    private static final int METADATA_CHARACTERS = 200;

    private final Terminal terminal;
    private final DataFolder home;

    @Parameters(paramLabel = "FILE", description = "A .safetensors file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectCommand(Terminal terminal, DataFolder home) {
        this.terminal = terminal;
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        var facts = new ArrayList<Fact>();
        try (var checkpoint = Checkpoint.open(file)) {
            file(checkpoint, facts);
            if (checkpoint.family().supported()) {
                sizes(checkpoint, facts);
                tensors(checkpoint.accounting(), facts);
            }
            metadata(checkpoint, facts);
        }
        new Report(facts).print(terminal, json);
        return ExitCode.OK;
    }

    private void file(Checkpoint checkpoint, List<Fact> facts) throws IOException {
        var hash = new HashCache(home.root().resolve("hashes")).sha256(file);
        facts.add(Fact.of("file", "path", file.toString()));
        facts.add(Fact.bytes("file", "size", Files.size(file)));
        facts.add(Fact.of("file", "sha256", hash));
        facts.add(Fact.of("file", "short hash", hash.substring(0, 10)));
        facts.add(Fact.of("file", "family", checkpoint.family().label()));
        facts.add(Fact.of("file", "can be run", checkpoint.family().supported() && checkpoint.accounting().complete()));
        var formats = new TreeMap<String, Integer>();
        for (TensorInfo tensor : checkpoint.file().tensors().values()) {
            formats.merge(tensor.dtype().name(), 1, Integer::sum);
        }
        formats.forEach((format, count) -> facts.add(Fact.of("file", "tensors " + format, count)));
    }

    private static void sizes(Checkpoint checkpoint, List<Fact> facts) {
        var config = checkpoint.config();
        var unet = config.unet();
        facts.add(Fact.of("networks", "native size", config.nativeSize()));
        facts.add(Fact.of("networks", "UNet width", unet.channels() + " x " + unet.multipliers()));
        facts.add(Fact.of("networks", "UNet heads", unet.heads() > 0 ? unet.heads() : unet.headChannels() + " wide"));
        facts.add(Fact.of("networks", "text width", config.text().width()));
        facts.add(Fact.of("networks", "text layers", config.text().layers()));
        facts.add(Fact.of("networks", "text heads", config.text().heads()));
        facts.add(Fact.of("networks", "VAE width", config.vae().channels() + " x " + config.vae().multipliers()));
    }

    private static void tensors(Accounting accounting, List<Fact> facts) {
        facts.add(named("missing", accounting.missing()));
        facts.add(named("wrong shape", accounting.mismatched()));
        facts.add(named("unused", accounting.unused()));
        facts.add(Fact.of("tensors", "known, not needed", accounting.harmless().size()));
    }

    private static Fact named(String name, List<String> keys) {
        return new Fact("tensors", name, keys, keys.isEmpty() ? "none" : Accounting.summary(keys));
    }

    private static void metadata(Checkpoint checkpoint, List<Fact> facts) {
        checkpoint
                .file()
                .metadata()
                .forEach(
                        (key, value) -> {
                            var text = value.strip().replace('\n', ' ');
                            boolean cut = text.length() > METADATA_CHARACTERS;
                            var shown = cut ? text.substring(0, METADATA_CHARACTERS) + " …" : text;
                            facts.add(new Fact("metadata", key, value, shown));
                        });
    }
}
