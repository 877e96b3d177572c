package dev.atelier.checkpoint.diffusers;

import dev.atelier.checkpoint.diffusers.Assembled.Part;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Folders of the diffusers library, read as one file in LDM's spelling: `model_index.json` beside
/// `unet`, `vae` and `text_encoder`, each with weights and a `config.json`.
public final class Diffusers {
    private static final String UNET = "model.diffusion_model.";
    private static final String VAE = "first_stage_model.";
    private static final String TEXT = "cond_stage_model.transformer.";
    private static final String OPEN_CLIP = "cond_stage_model.model.";
    private static final String FIRST_OF_TWO = "conditioner.embedders.0.transformer.";
    private static final String SECOND_OF_TWO = "conditioner.embedders.1.model.";

    private static final String CONTROL = "control_model.";
    private static final String ADAPTER = "adapter.";

    /// Tensors that only say what a file is.
    private static final Set<String> MARKS = Set.of("difference", "lora_controlnet");

    private static final Pattern CONTROL_CLASS =
            Pattern.compile("\"_class_name\"\\s*:\\s*\"(ControlNet|T2IAdapter|MultiAdapter)");

    /// How the keys of a checkpoint's other networks begin.
    private static final List<String> OTHER_PARTS =
            List.of("cond_stage_model.", "conditioner.", VAE, CONTROL);

    /// How those of a UNet begin without their prefix.
    private static final List<String> IN_UNET =
            List.of(
                    "input_blocks.",
                    "middle_block.",
                    "output_blocks.",
                    "time_embed.",
                    "label_emb.",
                    "out.");

    private static final String ONLY_OF_REFINER = "conditioner.embedders.0.model.";

    private static final List<String> NETWORKS =
            List.of("unet", "vae", "text_encoder", "text_encoder_2");

    private Diffusers() {}

    /// Whether a path is such a folder.
    public static boolean isFolder(Path path) {
        return Files.isRegularFile(path.resolve("model_index.json"))
                && Files.isDirectory(path.resolve("unet"));
    }

    /// The files that hold the weights, those of the UNet first.
    ///
    /// @throws IOException when the folder has no UNet, or cannot be read
    public static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (var network : NETWORKS) {
            var own = WeightFiles.in(folder.resolve(network));
            if (own.isEmpty() && network.equals("unet")) {
                throw new DiffusersException(folder, Message.of("file.no-unet-weights"));
            }
            files.addAll(own);
        }
        return List.copyOf(files);
    }

    /// How large [#files] are together.
    ///
    /// @throws IOException as [#files]
    public static long sizeBytes(Path folder) throws IOException {
        long bytes = 0;
        for (var file : files(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /// Opens a folder. The caller closes it.
    ///
    /// @throws IOException when it cannot be read or its files are not sound
    public static TensorFile open(Path folder) throws IOException {
        files(folder);
        boolean two = Files.isDirectory(folder.resolve("text_encoder_2"));
        boolean openClip = !two && FolderConfig.openClip(folder);
        var config = Map.of("atelier.config", FolderConfig.of(folder, two, openClip));
        var parts = new ArrayList<Part>();
        try {
            add(parts, folder.resolve("unet"), names -> new UnetNames(names).below(UNET));
            add(parts, folder.resolve("vae"), names -> new VaeNames(names).below(VAE));
            if (openClip) {
                addOpenClip(parts, folder.resolve("text_encoder"), OPEN_CLIP);
            } else {
                var text = two ? FIRST_OF_TWO : TEXT;
                add(parts, folder.resolve("text_encoder"), names -> below(text));
            }
            var refiner = Files.isDirectory(folder.resolve("text_encoder"));
            addOpenClip(
                    parts,
                    folder.resolve("text_encoder_2"),
                    refiner ? SECOND_OF_TWO : ONLY_OF_REFINER);
            return new Assembled(folder, config, parts);
        } catch (IOException | RuntimeException e) {
            parts.forEach(part -> part.file().close());
            throw e;
        }
    }

    /// Opens all files of a network before it is named: which blocks it has decides the names.
    private static void add(
            List<Part> parts, Path folder, Function<List<String>, KeyMapping> spelling)
            throws IOException {
        var files = new ArrayList<TensorFile>();
        try {
            var all = new LinkedHashSet<String>();
            for (var path : WeightFiles.in(folder)) {
                var file = TensorFiles.open(path);
                files.add(file);
                all.addAll(file.tensors().keySet());
            }
            var names = spelling.apply(List.copyOf(all));
            files.forEach(file -> parts.add(new Part(file, names)));
        } catch (IOException | RuntimeException e) {
            files.forEach(TensorFile::close);
            throw e;
        }
    }

    private static void addOpenClip(List<Part> parts, Path folder, String prefix)
            throws IOException {
        var own = new ArrayList<Part>();
        add(own, folder, names -> name -> name);
        if (!own.isEmpty()) {
            var joined = new OpenClipText(new Assembled(folder, Map.of(), own));
            parts.add(new Part(joined, below(prefix)));
        }
    }

    private static KeyMapping below(String prefix) {
        return name -> prefix + name;
    }

    /// Whether a path is a folder with a control network of that library alone.
    public static boolean isControlFolder(Path path) {
        if (!Files.isDirectory(path) || Files.isDirectory(path.resolve("unet"))) {
            return false;
        }
        var config = path.resolve("config.json");
        try {
            return Files.isRegularFile(config)
                    && CONTROL_CLASS.matcher(Files.readString(config)).find()
                    && !WeightFiles.in(path).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /// The files that hold the weights of such a folder.
    ///
    /// @throws IOException when it cannot be read or parts are missing
    public static List<Path> controlFiles(Path folder) throws IOException {
        return WeightFiles.in(folder);
    }

    /// Opens a control network, a ControlNet or a T2I-Adapter in a file or folder of its own, with
    /// the keys of the files that its makers gave out: those of LDM for the parts of a UNet, below
    /// the prefix that a checkpoint's have. The caller closes it.
    ///
    /// @throws IOException when it cannot be read or is no sound file of tensors
    public static TensorFile control(Path path) throws IOException {
        var files = new ArrayList<TensorFile>();
        try {
            var paths = Files.isDirectory(path) ? WeightFiles.in(path) : List.of(path);
            if (paths.isEmpty()) {
                throw new DiffusersException(path, Message.of("file.no-weights"));
            }
            for (var one : paths) {
                files.add(TensorFiles.open(one));
            }
            var all = new LinkedHashSet<String>();
            files.forEach(file -> all.addAll(file.tensors().keySet()));
            var names = controlNames(all);
            var parts = files.stream().map(file -> new Part(file, names)).toList();
            return new Assembled(path, files.getFirst().metadata(), parts);
        } catch (IOException | RuntimeException e) {
            files.forEach(TensorFile::close);
            throw e;
        }
    }

    private static KeyMapping controlNames(Set<String> all) {
        if (ControlNames.spell(all)) {
            return new ControlNames(all).below(UNET);
        }
        if (AdapterNames.spell(all)) {
            return new AdapterNames(all).below(UNET);
        }
        // Whole checkpoints with a ControlNet in them came first.
        boolean inside = all.stream().anyMatch(name -> name.startsWith(CONTROL));
        return name -> {
            if (name.startsWith(CONTROL)) {
                return UNET + name.substring(CONTROL.length());
            }
            return inside && !MARKS.contains(name)
                    ? "unused." + name
                    : UNET + (name.startsWith(ADAPTER) ? name.substring(ADAPTER.length()) : name);
        };
    }

    /// Whether names are those of a UNet alone, in any of its spellings.
    public static boolean isUnet(Set<String> names) {
        boolean other =
                names.stream()
                        .anyMatch(name ->
                                OTHER_PARTS.stream().anyMatch(name::startsWith)
                                        || name.contains("zero_convs.")
                                        || name.contains("input_hint_block.")
                                        || name.startsWith("controlnet_"));
        return !other
                && (names.contains(UNET + "input_blocks.0.0.weight")
                        || (names.contains("input_blocks.0.0.weight")
                                && names.contains("out.2.weight"))
                        || UnetNames.spell(names));
    }

    /// A UNet's own file with the keys it would have in a checkpoint. Closing it closes `file`.
    public static TensorFile unet(TensorFile file) {
        var names = file.tensors().keySet();
        KeyMapping spelling;
        if (UnetNames.spell(names)) {
            spelling = new UnetNames(names).below(UNET);
        } else {
            spelling = name -> isInUnet(name) ? UNET + name : name;
        }
        return new Assembled(file.path(), file.metadata(), List.of(new Part(file, spelling)));
    }

    private static boolean isInUnet(String name) {
        return IN_UNET.stream().anyMatch(name::startsWith);
    }

    /// A UNet and the other networks of a checkpoint, under the path of the first. Closing it
    /// closes both.
    public static TensorFile based(TensorFile unet, TensorFile base) {
        KeyMapping others = name -> isOther(name) ? name : "unused." + name;
        var parts = List.of(new Part(unet, name -> name), new Part(base, others));
        return new Assembled(unet.path(), unet.metadata(), parts);
    }

    private static boolean isOther(String name) {
        return OTHER_PARTS.stream().anyMatch(name::startsWith);
    }

    /// An autoencoder's own file with the keys it would have in a checkpoint, from any of the three
    /// spellings. Closing it closes `file`.
    public static TensorFile vae(TensorFile file) {
        var names = file.tensors().keySet();
        KeyMapping spelling;
        if (VaeNames.spell(names)) {
            spelling = new VaeNames(names).below(VAE);
        } else if (names.stream().anyMatch(name -> name.startsWith(VAE))) {
            spelling = name -> name;
        } else {
            spelling = below(VAE);
        }
        return new Assembled(file.path(), file.metadata(), List.of(new Part(file, spelling)));
    }
}
