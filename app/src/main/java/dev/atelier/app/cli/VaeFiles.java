package dev.atelier.app.cli;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which autoencoder draws a recipe, by the rules of A1111's "SD VAE".
public final class VaeFiles {
    private static final Logger LOG = LoggerFactory.getLogger(VaeFiles.class);
    private static final List<String> BESIDE = List.of(".vae.safetensors", ".vae.pt", ".vae.ckpt");
    private static final List<String> ENDINGS = List.of("", ".safetensors", ".pt", ".ckpt");

    /// Folders above a model: A1111 keeps autoencoders in `models/VAE`, beside the folder of
    /// models.
    private static final int ABOVE = 3;

    private VaeFiles() {}

    /// The file for a recipe; empty for the checkpoint's own.
    ///
    /// @param model the checkpoint's file; empty for the starter model
    /// @param byName finds what the recipe names
    /// @throws GenerationException when the recipe names one that is not there
    public static Optional<Path> wanted(
            Recipe recipe, Optional<Path> model, Function<String, Optional<Path>> byName)
            throws GenerationException {
        var named = recipe.namedVae();
        if (named.isPresent()) {
            return Optional.of(
                    byName.apply(named.get())
                            .orElseThrow(() ->
                                    new GenerationException(
                                            new Failure.ModelMissing(
                                                    "The VAE " + named.get() + " is not here."),
                                            null)));
        }
        boolean none = recipe.vae().filter(Recipe.NO_VAE::equalsIgnoreCase).isPresent();
        return none ? Optional.empty() : model.flatMap(VaeFiles::beside);
    }

    /// A1111's "Automatic": `name.vae.safetensors`, `.vae.pt` or `.vae.ckpt` beside `name.…`.
    static Optional<Path> beside(Path model) {
        var name = String.valueOf(model.getFileName());
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 && !Files.isDirectory(model) ? name.substring(0, dot) : name;
        return BESIDE.stream()
                .map(ending -> model.toAbsolutePath().resolveSibling(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// Whether a recipe that names `name` means this file: with or without its ending.
    public static boolean named(String name, Path file) {
        var own = String.valueOf(file.getFileName());
        return ENDINGS.stream().anyMatch(ending -> own.equalsIgnoreCase(name + ending));
    }

    /// All files that a caller may choose by name: `name.vae.…` beside the model, all in folders
    /// called `vae` up to two above it, and all in `more` folders. Of equal names the first counts.
    static Map<String, Path> listed(List<Path> more, Optional<Path> model) {
        var files = new TreeMap<String, Path>();
        model.map(file -> file.toAbsolutePath().normalize().getParent())
                .ifPresent(folder ->
                        list(folder, name -> BESIDE.stream().anyMatch(name::endsWith), files));
        for (var folder : folders(more, model)) {
            if (!model.map(file -> folder.equals(file.toAbsolutePath().normalize().getParent()))
                    .orElse(false)) {
                list(folder, VaeFiles::looksLikeWeights, files);
            }
        }
        return Collections.unmodifiableMap(files);
    }

    private static boolean looksLikeWeights(String name) {
        return ENDINGS.stream().anyMatch(ending -> !ending.isEmpty() && name.endsWith(ending));
    }

    private static void list(Path folder, Predicate<String> wanted, Map<String, Path> files) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var found = Files.list(folder)) {
            found.filter(file -> wanted.test(String.valueOf(file.getFileName())))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> files.putIfAbsent(String.valueOf(file.getFileName()), file));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The folder {} cannot be listed: {}", folder, e.getMessage());
        }
    }

    /// The file of a name, which may be a path: beside a model, in folders called `vae` up to two
    /// above it, or in `more` folders.
    static Optional<Path> named(String name, List<Path> more, Optional<Path> model) {
        try {
            var path = Path.of(name);
            if (Files.isRegularFile(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        for (var folder : folders(more, model)) {
            for (var ending : ENDINGS) {
                var file = folder.resolve(name + ending);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> folders(List<Path> more, Optional<Path> model) {
        var folders = new ArrayList<Path>();
        var at = model.map(file -> file.toAbsolutePath().normalize().getParent()).orElse(null);
        if (at != null) {
            folders.add(at);
        }
        for (int i = 0; i < ABOVE && at != null; i++) {
            for (var name : List.of("VAE", "vae")) {
                folders.add(at.resolve(name));
            }
            at = at.getParent();
        }
        folders.addAll(more);
        return folders;
    }

    /// What the option takes: A1111's words in any case, anything else as it is.
    static String option(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "none" -> Recipe.NO_VAE;
            case "automatic" -> Recipe.AUTOMATIC_VAE;
            default -> given;
        };
    }
}
