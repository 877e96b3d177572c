package dev.atelier.checkpoint;

import dev.atelier.checkpoint.TextConfig.Output;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The generations of Stable Diffusion, and what every model of one has in common that no shape
/// gives. [ConfigInference] distinguishes them by keys and shapes.
public enum Family {
    SD1(
            new Names("Stable Diffusion 1", "SD 1", "taesd", "sd_v1"),
            LatentFormat.SD1,
            new Heads(8, 0),
            List.of(new Text(768, Output.CHOSEN)),
            List.of()),
    SD2(
            new Names("Stable Diffusion 2", "SD 2", "taesd", "sd_v2"),
            LatentFormat.SD1,
            Heads.WIDE,
            List.of(new Text(1024, Output.PENULTIMATE_NORMED)),
            List.of()),
    SDXL(
            new Names("Stable Diffusion XL", "SDXL", "taesdxl", "sdxl"),
            LatentFormat.SDXL,
            Heads.WIDE,
            List.of(
                    new Text(768, Output.PENULTIMATE_OR_CHOSEN),
                    new Text(1280, Output.PENULTIMATE)),
            List.of(Fact.SIZE, Fact.CROP, Fact.TARGET_SIZE)),
    SDXL_REFINER(
            new Names("Stable Diffusion XL refiner", "SDXL refiner", "taesdxl", ""),
            LatentFormat.SDXL,
            Heads.WIDE,
            List.of(new Text(1280, Output.PENULTIMATE)),
            List.of(Fact.SIZE, Fact.CROP, Fact.AESTHETIC_SCORE)),
    UNKNOWN(
            new Names("", "", "taesd", ""),
            LatentFormat.SD1,
            new Heads(8, 0),
            List.of(new Text(0, Output.CHOSEN)),
            List.of());

    private final Names names;
    private final LatentFormat latents;
    private final Heads heads;
    private final List<Text> texts;
    private final List<Fact> facts;

    /// What it is called.
    ///
    /// @param label in full
    /// @param brief as people say it
    /// @param taesd files of its tiny autoencoder begin so
    /// @param trainer what kohya's `ss_base_model_version` begins with; empty where it has no word
    private record Names(String label, String brief, String taesd, String trainer) {}

    /// A text model.
    ///
    /// @param width numbers of its vectors, one for each token
    /// @param output what it gives the UNet
    private record Text(int width, Output output) {}

    /// What a UNet was given of each training picture besides its text.
    public enum Fact {
        SIZE,
        CROP,
        /// What it was cut to.
        TARGET_SIZE,
        /// How much it was liked.
        AESTHETIC_SCORE
    }

    /// How a UNet's attention is divided: into a number of heads, or into heads of a width; the
    /// other is 0.
    record Heads(int count, int channels) {
        /// 64 channels a head, whatever the level.
        static final Heads WIDE = new Heads(0, 64);
    }

    Family(Names names, LatentFormat latents, Heads heads, List<Text> texts, List<Fact> facts) {
        this.names = names;
        this.latents = latents;
        this.heads = heads;
        this.texts = texts;
        this.facts = facts;
    }

    /// The one whose text models have vectors of these widths; empty where none has.
    public static Optional<Family> ofTextWidths(List<Integer> widths) {
        return first(it -> it.textWidths().equals(widths));
    }

    /// The one whose cross attentions see vectors of this width; empty where none does.
    public static Optional<Family> ofContextWidth(long width) {
        return first(it -> it.contextWidth() == width);
    }

    /// The one that kohya's trainer means by its `ss_base_model_version`.
    public static Optional<Family> ofTrainer(String version) {
        return first(it -> !it.names.trainer.isEmpty() && version.startsWith(it.names.trainer));
    }

    private static Optional<Family> first(Predicate<Family> which) {
        return Arrays.stream(values()).filter(it -> it != UNKNOWN && which.test(it)).findFirst();
    }

    /// In full: `Stable Diffusion XL`; empty for the unknown one.
    public String label() {
        return names.label;
    }

    /// As people say it: `SD 1`, `SDXL`.
    public String brief() {
        return names.brief;
    }

    /// What the files of its tiny autoencoder begin with: `taesd` or `taesdxl`.
    public String taesd() {
        return names.taesd;
    }

    /// Numbers of the vectors of its text models, in order.
    public List<Integer> textWidths() {
        return texts.stream().map(Text::width).toList();
    }

    /// Numbers of a token's vector as its cross attentions see it: of all text models joined.
    public int contextWidth() {
        return texts.stream().mapToInt(Text::width).sum();
    }

    /// What its UNet is given of a picture, in order; empty for nothing.
    public List<Fact> facts() {
        return facts;
    }

    /// What its latents are like, unless a checkpoint says otherwise.
    public LatentFormat latents() {
        return latents;
    }

    /// Whether it is of the SDXL generation, which has TAESD files, tables of schedules and a
    /// treatment of empty negative prompts of its own.
    public boolean isXl() {
        return this == SDXL || this == SDXL_REFINER;
    }

    Heads heads() {
        return heads;
    }

    /// What its text models give the UNet, in order.
    List<Output> outputs() {
        return texts.stream().map(Text::output).toList();
    }
}
