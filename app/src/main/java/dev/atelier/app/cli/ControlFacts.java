package dev.atelier.app.cli;

import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.FileHash;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What `inspect` says of a file that controls pictures by a picture.
final class ControlFacts {
    private static final String FILE = "file";
    private static final String CONTROL = "control";

    private ControlFacts() {}

    static List<Fact> of(ControlFile file, FileHashes hashes) throws IOException {
        var path = file.file().path();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(FILE, "path", path.toString()));
        facts.add(Fact.of(FILE, "family", file.label().english()));
        facts.add(Fact.of(FILE, "runs here", file.kind().supported()));
        if (Files.isDirectory(path)) {
            long bytes = 0;
            for (var part : Diffusers.controlFiles(path)) {
                bytes += Files.size(part);
            }
            facts.add(Fact.bytes(FILE, "size", bytes));
        } else {
            facts.add(Fact.bytes(FILE, "size", Files.size(path)));
            facts.add(Fact.of(FILE, "sha256", hashes.sha256(path)));
            facts.add(Fact.of(FILE, "name hash", FileHash.legacy(path)));
        }
        facts.add(Fact.of(FILE, "tensors", file.file().tensors().size()));
        facts.add(Fact.of(CONTROL, "kind", file.kind().label().english()));
        facts.add(
                Fact.of(
                        CONTROL,
                        "made for",
                        file.family() == Family.UNKNOWN
                                ? Message.of("cli.unknown-family").english()
                                : file.family().label()));
        if (file.kind().supported()) {
            facts.add(Fact.of(CONTROL, "picture channels", file.pictureChannels()));
            facts.add(Fact.of(CONTROL, "needs the checkpoint's weights", file.kind().needsBase()));
        }
        file.file()
                .metadata()
                .forEach((key, value) -> facts.add(InspectCommand.shortened(key, value)));
        return facts;
    }
}
