package dev.atelier.app.models;

import dev.atelier.app.engine.FileKind;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow.Problem;
import dev.atelier.app.models.ModelRow.ProblemKind;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.checkpoint.diffusers.DiffusersException;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.lora.LoraFile;
import dev.atelier.lora.LoraInfo;
import dev.atelier.pickle.PickleException;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.UnusableFileException;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsException;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Works out from its header what a file is, whatever its name says.
final class ModelReading {
    /// Digits of a LoRA's hash in infotext.
    private static final int LORA_HASH = 12;

    private ModelReading() {}

    /// Describes a file without loading it.
    ///
    /// @param place what is kept where it lies; that decides where the file does not
    /// @return empty for a file of another ending, found in a folder of anything, that is no model
    static Optional<ModelRow> read(Path file, Optional<ModelKind> place) throws IOException {
        long size = size(file);
        try (var tensors = open(file)) {
            var held = FileKind.of(tensors);
            if (held.isEmpty() && place.isEmpty() && !isUsual(file)) {
                return Optional.empty();
            }
            var kind = held.or(() -> place).orElse(ModelKind.CHECKPOINT);
            return Optional.of(described(file, kind, tensors, size));
        } catch (IOException | RuntimeException e) {
            if (place.isEmpty() && !isUsual(file)) {
                return Optional.empty();
            }
            var kind = place.orElse(ModelKind.CHECKPOINT);
            var facts = ModelRow.Facts.NONE;
            var problem = problem(ProblemKind.UNREADABLE, e);
            return Optional.of(new ModelRow(name(file), file, kind, facts, size, problem));
        }
    }

    private static TensorFile open(Path file) throws IOException {
        return Diffusers.isFolder(file) ? Diffusers.open(file) : TensorFiles.open(file);
    }

    /// Bytes of a file, or of the weights in a folder; 0 where some are missing.
    static long size(Path file) throws IOException {
        if (!Diffusers.isFolder(file)) {
            return Files.size(file);
        }
        try {
            return Diffusers.sizeBytes(file);
        } catch (DiffusersException e) {
            return 0; // reading it says what is missing
        }
    }

    private static ModelRow described(Path file, ModelKind kind, TensorFile tensors, long size) {
        var row =
                new ModelRow(name(file), file, kind, of(numbers(tensors)), size, Optional.empty());
        try {
            return switch (kind) {
                case CHECKPOINT -> checkpoint(row);
                case EMBEDDING -> row.withFamily(embedding(file));
                case LORA -> lora(row, tensors);
                case VAE -> vae(row);
                case TAESD -> taesd(row);
                case CONTROLNET -> control(row);
                case UPSCALER -> row;
            };
        } catch (IOException | RuntimeException e) {
            return row.withProblem(problem(ProblemKind.UNKNOWN, e));
        }
    }

    private static ModelRow.Facts of(String numbers) {
        return new ModelRow.Facts(Optional.empty(), numbers, 0, "");
    }

    private static ModelRow checkpoint(ModelRow row) throws IOException {
        ModelRow known;
        boolean supported;
        try (var checkpoint = Checkpoint.open(row.file())) {
            if (checkpoint.family() == Family.UNKNOWN) {
                return row.withProblem(
                        Optional.of(new Problem(ProblemKind.UNKNOWN, checkpoint.label())));
            }
            known =
                    row.withFamily(family(checkpoint.config()))
                            .withNativeSize(checkpoint.config().nativeSize());
            supported = checkpoint.config().supported();
        }
        try (var complete = Checkpoint.openComplete(row.file())) {
            return complete.config().supported() ? known : row;
        } catch (IOException e) {
            var kind = supported ? ProblemKind.INCOMPLETE : ProblemKind.OTHER_FAMILY;
            return known.withProblem(problem(kind, e));
        }
    }

    private static ModelRow vae(ModelRow row) {
        try (var file = VaeFile.open(row.file(), CheckpointConfig.SD15.vae())) {
            return file.weights().isEmpty() ? row : row.withFamily(Optional.empty());
        } catch (IOException e) {
            return row.withProblem(problem(ProblemKind.INCOMPLETE, e));
        }
    }

    private static ModelRow control(ModelRow row) throws IOException {
        try (var file = ControlFile.open(row.file())) {
            return file.kind().supported()
                    ? row.withFamily(FamilyVariant.of(file.family()))
                    : row.withProblem(
                            Optional.of(
                                    new Problem(
                                            ProblemKind.OTHER_FAMILY,
                                            Message.of(
                                                    "file.control-kind",
                                                    file.kind().label(),
                                                    file.kind().way()))));
        }
    }

    private static ModelRow taesd(ModelRow row) {
        try (var file = TaesdFile.open(row.file())) {
            var name = name(file.file().path()).toLowerCase(Locale.ROOT);
            return row.withFamily(
                    name.startsWith(Family.SDXL.taesd())
                            ? FamilyVariant.of(Family.SDXL)
                            : Optional.empty());
        } catch (IOException e) {
            return row.withProblem(problem(ProblemKind.OTHER_FAMILY, e));
        }
    }

    private static Optional<FamilyVariant> family(CheckpointConfig config) {
        return Optional.of(new FamilyVariant(config.family(), config.variant()));
    }

    private static Optional<FamilyVariant> embedding(Path file) throws IOException {
        return Family.ofTextWidths(EmbeddingFile.read(file).widths()).flatMap(FamilyVariant::of);
    }

    /// By its layers, else by what its trainer wrote.
    private static ModelRow lora(ModelRow row, TensorFile tensors) throws IOException {
        var written = tensors.metadata();
        var open = LoraFile.openIfLora(row.file());
        if (open.isEmpty()) {
            return row.withFamily(
                    base(tensors).flatMap(FamilyVariant::of)); // using it says what is wrong
        }
        try (var file = open.get()) {
            var info = LoraInfo.ofHeader(file);
            var family = info.family().or(() -> base(tensors)).flatMap(FamilyVariant::of);
            var lora =
                    new ModelRow.Lora(
                            written.getOrDefault("ss_output_name", ""),
                            info.kinds(),
                            info.ranks(),
                            info.words(),
                            ModelRef.plain(written.getOrDefault("ss_sd_model_name", "")));
            var hash = written.getOrDefault("sshs_model_hash", "");
            return row.withLora(
                    family, hash.substring(0, Math.min(LORA_HASH, hash.length())), lora);
        }
    }

    /// What kohya's trainer wrote about the model it started from.
    private static Optional<Family> base(TensorFile lora) {
        return Family.ofTrainer(lora.metadata().getOrDefault("ss_base_model_version", ""));
    }

    /// The format with the most bytes.
    private static String numbers(TensorFile file) {
        var bytes = new EnumMap<DType, Long>(DType.class);
        for (TensorInfo tensor : file.tensors().values()) {
            bytes.merge(tensor.dtype(), tensor.sizeBytes(), Long::sum);
        }
        return bytes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> most.getKey().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /// The reason without the file's name in front: the row has it already.
    private static Optional<Problem> problem(ProblemKind usual, Exception e) {
        var what = e instanceof UnusableFileException it ? it.what() : Explained.reasonOf(e);
        return Optional.of(new Problem(isCutShort(e) ? ProblemKind.CUT_SHORT : usual, what));
    }

    private static boolean isCutShort(Throwable e) {
        return switch (e) {
            case SafetensorsException it -> it.isCutShort();
            case PickleException it -> it.isCutShort();
            default -> e.getCause() != null && isCutShort(e.getCause());
        };
    }

    /// Endings that nothing but models has; the others say little.
    private static boolean isUsual(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".safetensors") || name.endsWith(".ckpt") || Diffusers.isFolder(file);
    }

    private static String name(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 && !Files.isDirectory(file) ? name.substring(0, dot) : name;
    }
}
