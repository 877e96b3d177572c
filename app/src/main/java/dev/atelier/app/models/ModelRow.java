package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A model file.
///
/// @param name what recipes call it: the file name without its ending, led by its folder where
///   another model has that name
/// @param problem what is wrong with the file, empty where it is sound
public record ModelRow(
        String name,
        Path file,
        ModelKind kind,
        Facts facts,
        long sizeBytes,
        Optional<Problem> problem) {
    /// @param family empty where it is unknown
    /// @param numbers the number format of most of the file, such as `f16`; may be empty
    /// @param nativeSize edge of the pictures it was trained on, in pixels; 0 where it has none
    /// @param hash A1111's short hash, empty until it is read; of a LoRA the one that its trainer
    ///   wrote into it
    /// @param lora what the header of a LoRA says besides; empty for other kinds
    /// @param preview the picture that lies beside the file under its name, as in A1111
    /// @param changed when the file was written, in milliseconds since 1970; 0 where unknown
    /// @param start what the user wrote down of a LoRA
    public record Facts(
            Optional<FamilyVariant> family,
            String numbers,
            int nativeSize,
            String hash,
            Optional<Lora> lora,
            Optional<Path> preview,
            long changed,
            LoraStart start) {
        /// Nothing is known.
        static final Facts NONE = new Facts(Optional.empty(), "", 0, "");

        /// Of no LoRA.
        public Facts(Optional<FamilyVariant> family, String numbers, int nativeSize, String hash) {
            this(
                    family,
                    numbers,
                    nativeSize,
                    hash,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    LoraStart.NONE);
        }

        Facts withFamily(Optional<FamilyVariant> value) {
            return new Facts(value, numbers, nativeSize, hash, lora, preview, changed, start);
        }

        Facts withNativeSize(int value) {
            return new Facts(family, numbers, value, hash, lora, preview, changed, start);
        }

        Facts withHash(String value) {
            return new Facts(family, numbers, nativeSize, value, lora, preview, changed, start);
        }

        Facts withLora(Lora value) {
            return new Facts(
                    family, numbers, nativeSize, hash, Optional.of(value), preview, changed, start);
        }

        Facts withStart(LoraStart value) {
            return new Facts(family, numbers, nativeSize, hash, lora, preview, changed, value);
        }

        Facts withFile(Optional<Path> picture, long time) {
            return new Facts(family, numbers, nativeSize, hash, lora, picture, time, start);
        }
    }

    /// What the header of a LoRA says.
    ///
    /// @param alias the name its trainer gave it, by which prompts may call it too; may be empty
    /// @param kinds of its layers, the most frequent first
    /// @param ranks of its layers, ascending
    /// @param words that its training pictures had most, the most frequent first
    /// @param base the checkpoint it was trained on, as its trainer wrote it; may be empty
    public record Lora(
            String alias, List<String> kinds, List<Long> ranks, List<String> words, String base) {
        public Lora {
            kinds = List.copyOf(kinds);
            ranks = List.copyOf(ranks);
            words = List.copyOf(words);
        }
    }

    /// What can be wrong with a file.
    public enum ProblemKind {
        /// The file ends before its data does, as after a copy that was broken off.
        CUT_SHORT,
        /// No file of tensors, or a damaged one.
        UNREADABLE,
        /// Tensors, but none of a model that is known here.
        UNKNOWN,
        /// Sound, but of a kind that the engine cannot run.
        OTHER_FAMILY,
        /// Parts that its kind needs are not in it.
        INCOMPLETE;

        /// What bundles call it.
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param detail what the engine found, without a full stop
    public record Problem(ProblemKind kind, Message detail) {}

    public ModelRow {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model without a name: " + file);
        }
    }

    /// A model of a service, of which nothing but the name is known. Its file does not exist.
    public static ModelRow elsewhere(String name, ModelKind kind) {
        var file = Path.of(name.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip());
        return new ModelRow(name, file, kind, Facts.NONE, 0, Optional.empty());
    }

    /// Whether pictures can be made with it.
    public boolean usable() {
        return kind == ModelKind.CHECKPOINT && sound();
    }

    /// The words that bring out what it was trained on: the user's own, then those of its file, the
    /// most frequent first.
    public List<String> words() {
        var written = facts.lora.map(Lora::words).orElse(List.of());
        return Stream.concat(facts.start.words().stream(), written.stream()).distinct().toList();
    }

    /// What the user wrote down of a LoRA.
    public LoraStart start() {
        return facts.start;
    }

    /// Whether a prompt may call it by that name.
    public boolean answersTo(String called) {
        return name.equals(called)
                || stem().equals(called)
                || facts.lora
                        .filter(it -> !it.alias.isEmpty() && it.alias.equals(called))
                        .isPresent();
    }

    /// Its file's name without the ending, as prompts call it.
    public String stem() {
        var own = String.valueOf(file.getFileName());
        int dot = own.lastIndexOf('.');
        return dot > 0 ? own.substring(0, dot) : own;
    }

    /// Whether it can be given to the recipe: a checkpoint to draw with, a VAE or a LoRA.
    public boolean choosable() {
        boolean part = kind == ModelKind.LORA || kind == ModelKind.VAE;
        return usable() || (part && sound());
    }

    /// Whether nothing is wrong with the file.
    public boolean sound() {
        return problem.isEmpty();
    }

    public Optional<FamilyVariant> family() {
        return facts.family;
    }

    /// Its family in full; empty where it is unknown.
    public String familyLabel() {
        return facts.family.map(FamilyVariant::label).orElse("");
    }

    /// Its family as people say it; empty where it is unknown.
    public String briefFamily() {
        return facts.family.map(FamilyVariant::brief).orElse("");
    }

    /// Whether it may be drawn with one of that family: they are the same, or one is unknown.
    public boolean isOfFamily(ModelRow other) {
        var own = facts.family.map(FamilyVariant::family);
        return own.isEmpty() || own.equals(other.facts.family.map(FamilyVariant::family));
    }

    public int nativeSize() {
        return facts.nativeSize;
    }

    /// Whether it ships with the program.
    public boolean bundled() {
        return name.equals(ModelLibrary.STARTER);
    }

    ModelRow withName(String value) {
        return new ModelRow(value, file, kind, facts, sizeBytes, problem);
    }

    ModelRow withFamily(Optional<FamilyVariant> value) {
        return with(facts.withFamily(value));
    }

    ModelRow withNativeSize(int value) {
        return with(facts.withNativeSize(value));
    }

    ModelRow withProblem(Optional<Problem> value) {
        return new ModelRow(name, file, kind, facts, sizeBytes, value);
    }

    private ModelRow with(Facts value) {
        return new ModelRow(name, file, kind, value, sizeBytes, problem);
    }

    ModelRow withLora(Optional<FamilyVariant> family, String hash, Lora lora) {
        return with(facts.withFamily(family).withHash(hash).withLora(lora));
    }

    ModelRow withFile(Optional<Path> picture, long time) {
        return with(facts.withFile(picture, time));
    }

    ModelRow withStart(LoraStart start) {
        return with(facts.withStart(start));
    }

    ModelRow withHash(String hash) {
        return with(facts.withHash(hash));
    }
}
