package dev.atelier.app.cli;

import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.FileHash;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.lora.FewSteps;
import dev.atelier.lora.LoraFile;
import dev.atelier.lora.LoraInfo;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `inspect` says of a LoRA file.
final class LoraFacts {
    /// Digits of A1111's "Lora hashes".
    private static final int SHOWN = 12;

    private static final String FILE = "file";
    private static final String LORA = "lora";

    private LoraFacts() {}

    static List<Fact> of(LoraFile file, FileHashes hashes) throws IOException {
        var info = LoraInfo.of(file);
        var path = file.path();
        var sha256 = hashes.sha256(path);
        boolean numbers = path.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
        var own = numbers ? FileHash.dataSha256(path, new Cancellation()) : sha256;
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(FILE, "path", path.toString()));
        facts.add(Fact.bytes(FILE, "size", Files.size(path)));
        facts.add(Fact.of(FILE, "sha256", sha256));
        facts.add(Fact.of(FILE, "short hash", FileHash.shorten(sha256)));
        facts.add(Fact.of(FILE, "lora hash", own.substring(0, SHOWN)));
        facts.add(Fact.of(LORA, "kind", String.join(", ", info.kinds())));
        facts.add(Fact.of(LORA, "rank", info.ranks()));
        info.alpha().ifPresent(alpha -> facts.add(Fact.of(LORA, "alpha", alpha)));
        facts.add(
                Fact.of(
                        LORA,
                        "made for",
                        info.family()
                                .map(Family::label)
                                .orElseGet(() -> Message.of("cli.unknown-family").english())));
        if (FewSteps.isLcm(path, file.metadata())) {
            facts.add(Fact.of(LORA, "draws with", LcmHint.SETTINGS.english()));
        }
        info.layers()
                .forEach((network, count) ->
                        facts.add(Fact.of(LORA, "layers of " + network, count)));
        facts.add(Fact.of(LORA, "tensors not used", file.unknown().size()));
        facts.add(Fact.of(LORA, "trigger words", String.join(", ", info.words())));
        file.metadata().forEach((key, value) -> facts.add(InspectCommand.shortened(key, value)));
        return facts;
    }
}
