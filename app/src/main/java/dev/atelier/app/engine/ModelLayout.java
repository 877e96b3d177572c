package dev.atelier.app.engine;

import dev.atelier.checkpoint.diffusers.Diffusers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the other programs keep their models. A folder of theirs is read in place: only where
/// models are, and with what the place says about them.
public final class ModelLayout {
    /// A1111 (`models/…`, `embeddings`), ComfyUI (`models/…`), lower case.
    private static final Map<String, ModelKind> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put("stable-diffusion", ModelKind.CHECKPOINT);
        PLACES.put("checkpoints", ModelKind.CHECKPOINT);
        PLACES.put("diffusers", ModelKind.CHECKPOINT);
        PLACES.put("vae", ModelKind.VAE);
        PLACES.put("lora", ModelKind.LORA);
        PLACES.put("lycoris", ModelKind.LORA);
        PLACES.put("loras", ModelKind.LORA);
        PLACES.put("embeddings", ModelKind.EMBEDDING);
        PLACES.put("controlnet", ModelKind.CONTROLNET);
        PLACES.put("esrgan", ModelKind.UPSCALER);
        PLACES.put("realesrgan", ModelKind.UPSCALER);
        PLACES.put("upscale_models", ModelKind.UPSCALER);
        PLACES.put("vae-taesd", ModelKind.TAESD);
        PLACES.put("vae-approx", ModelKind.TAESD);
        PLACES.put("vae_approx", ModelKind.TAESD);
    }

    private ModelLayout() {}

    /// A place to look into.
    ///
    /// @param kind what is kept there; empty where anything may be
    public record Place(Path folder, Optional<ModelKind> kind) {}

    /// The places of a folder that the user named: of another program's folder those it has, of any
    /// other the folder itself.
    public static List<Place> of(Path folder) {
        if (Diffusers.isFolder(folder)) {
            return List.of(new Place(folder, Optional.of(ModelKind.CHECKPOINT)));
        }
        var own = kindOf(folder);
        if (own.isPresent()) {
            return List.of(new Place(folder, own));
        }
        var places = new ArrayList<Place>();
        var models = folder.resolve("models");
        for (var parent : List.of(models, folder)) {
            places.addAll(under(parent));
        }
        return places.isEmpty() ? List.of(new Place(folder, Optional.empty())) : places;
    }

    /// The places directly in a folder; empty where it has none or cannot be listed.
    static List<Place> under(Path parent) {
        var places = new ArrayList<Place>();
        var children = parent.toFile().listFiles();
        for (var child : children == null ? new File[0] : children) {
            var kind = kindOf(child.toPath());
            if (kind.isPresent() && Files.isDirectory(child.toPath())) {
                places.add(new Place(child.toPath(), kind));
            }
        }
        places.sort((a, b) -> a.folder.compareTo(b.folder));
        return places;
    }

    /// The first name of a folder for a kind, as A1111 has it.
    static String name(ModelKind kind) {
        return PLACES.entrySet().stream()
                .filter(place -> place.getValue() == kind)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /// Whether a folder is called as one for a kind.
    static boolean isPlace(Path folder, ModelKind kind) {
        return kindOf(folder).filter(kind::equals).isPresent();
    }

    private static Optional<ModelKind> kindOf(Path folder) {
        var name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(PLACES.get(name));
    }
}
