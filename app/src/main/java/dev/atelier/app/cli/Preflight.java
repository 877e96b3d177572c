package dev.atelier.app.cli;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a run names and can be refused before a model is loaded.
final class Preflight {
    private Preflight() {}

    /// Accepts a model file or a folder of the diffusers library; what is inside, the engine says.
    ///
    /// @throws CommandException naming what is there instead
    static void model(Optional<Path> file) {
        if (file.isEmpty()) {
            return;
        }
        var path = file.get();
        if (Files.notExists(path)) {
            throw CommandException.failed(Message.of("cli.no-model", path));
        }
        if (Files.isDirectory(path) && !Diffusers.isFolder(path)) {
            throw CommandException.failed(Message.of("cli.no-diffusers", path));
        }
    }

    /// The same of the checkpoint that completes a UNet.
    ///
    /// @throws CommandException where there is none
    static void base(Optional<Path> file) {
        if (file.isPresent() && Files.notExists(file.get())) {
            throw CommandException.failed(Message.of("cli.no-base", file.get()));
        }
    }

    /// Accepts a folder that is there, or can be made.
    ///
    /// @param option what names it
    /// @throws CommandException naming the file that is in its way
    static void folder(String option, Path folder) {
        for (var at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                if (!Files.isDirectory(at)) {
                    throw CommandException.failed(Message.of("cli.file-there", option, at));
                }
                return;
            }
        }
    }

    /// Accepts a file to be written whose folder is there.
    ///
    /// @param option what names it
    /// @throws CommandException where it cannot be written for certain
    static void file(String option, Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw CommandException.failed(Message.of("cli.no-folder", option, folder));
        }
        if (Files.isDirectory(file)) {
            throw CommandException.failed(Message.of("cli.fault", option, isFolder(file)));
        }
    }

    /// The same of one that must not be there yet.
    ///
    /// @throws CommandException as of [#file], and where it would be replaced
    static void newFile(String option, Path file) {
        file(option, file);
        if (Files.exists(file)) {
            throw CommandException.failed(
                    Message.of("cli.fault", option, Message.of("cli.file-taken", file)));
        }
    }

    private static Message isFolder(Path file) {
        return Message.of("cli.is-folder", file);
    }

    /// Accepts recipes whose pictures and masks can be read.
    ///
    /// @throws CommandException naming the first that cannot
    static void pictures(List<Recipe> recipes) {
        for (var mode : recipes.stream().map(Recipe::mode).distinct().toList()) {
            switch (mode) {
                case Mode.TextToImage() -> {}
                case Mode.ImageToImage(var image, _, _) -> start(image);
                case Mode.Inpaint(var image, var mask, _, _, _) -> {
                    start(image);
                    picture(Message.of("cli.mask"), "--mask", mask);
                }
            }
        }
    }

    /// Accepts recipes whose control pictures can be read.
    ///
    /// @throws CommandException naming the first that cannot
    static void controls(List<Recipe> recipes) {
        for (var unit :
                recipes.stream().flatMap(it -> it.controls().stream()).distinct().toList()) {
            for (var name : List.of(unit.image(), unit.scope().mask(), unit.scope().region())) {
                if (!name.isEmpty()) {
                    picture(Message.of("cli.control-picture"), "--control", name);
                }
            }
        }
    }

    private static void start(String image) {
        picture(Message.of("cli.start-picture"), "--init-image", image);
    }

    private static void picture(Message what, String option, String name) {
        if (name.isEmpty()) {
            throw CommandException.usage(Message.of("cli.needs-picture", what, option));
        }
        try {
            ImageFiles.read(Path.of(name));
        } catch (IOException | InvalidPathException e) {
            throw CommandException.failed(
                    Message.of("cli.picture-unreadable", what, Explained.reasonOf(e), option));
        }
    }

    /// Accepts recipes whose second pass enlarges in a way that the local engine knows.
    ///
    /// @throws CommandException naming the first other
    static void upscalers(List<Recipe> recipes) {
        recipes.stream()
                .flatMap(recipe -> recipe.secondPass().stream())
                .filter(pass -> pass.latentUpscaler().isEmpty() && pass.pixelUpscaler().isEmpty())
                .findFirst()
                .ifPresent(pass -> {
                    throw CommandException.usage(
                            Message.of(
                                    "cli.no-upscaler",
                                    pass.upscaler(),
                                    String.join(", ", HiresPass.UPSCALERS)));
                });
    }

    /// Why there is no VAE under a name.
    ///
    /// @param own the program's folder of VAEs
    static CommandException noVae(String name, Path own) {
        return CommandException.failed(
                isFolder(name)
                        ? Message.of("cli.vae-folder", name)
                        : Message.of("cli.no-vae", name, own));
    }

    /// Why there is no LoRA under a name.
    static CommandException noLora(String name, NearbyFiles near) {
        var own = near.folder(ModelKind.LORA).map(Path::toString).orElse("");
        return CommandException.failed(Message.of("cli.no-lora", name, own));
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
