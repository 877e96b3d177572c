package dev.atelier.checkpoint;

import dev.atelier.checkpoint.TextConfig.Output;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.embedding.Embedding.Side;
import dev.atelier.recipe.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The generations of Stable Diffusion, and what every model of one has in common that no shape
/// gives. [ConfigInference] distinguishes them by keys and shapes.
public enum Family {
    SD1(
            new Labels("Stable Diffusion 1", "SD 1", "taesd", "sd_v1"),
            LatentFormat.SD1,
            new Heads(8, 0),
            new Edges(512, 512, List.of()),
            List.of(new Text(768, Output.CHOSEN, Side.ONLY)),
            List.of()),
    SD2(
            new Labels("Stable Diffusion 2", "SD 2", "taesd", "sd_v2"),
            LatentFormat.SD1,
            Heads.WIDE,
            new Edges(512, 768, List.of()),
            List.of(new Text(1024, Output.PENULTIMATE_NORMED, Side.ONLY)),
            List.of()),
    SDXL(
            new Labels("Stable Diffusion XL", "SDXL", "taesdxl", "sdxl"),
            LatentFormat.SDXL,
            Heads.WIDE,
            new Edges(1024, 1024, Edges.XL),
            List.of(
                    new Text(768, Output.PENULTIMATE_OR_CHOSEN, Side.FIRST),
                    new Text(1280, Output.PENULTIMATE, Side.SECOND)),
            List.of(Fact.SIZE, Fact.CROP, Fact.TARGET_SIZE)),
    SDXL_REFINER(
            new Labels("Stable Diffusion XL refiner", "SDXL refiner", "taesdxl", ""),
            LatentFormat.SDXL,
            Heads.WIDE,
            new Edges(1024, 1024, Edges.XL),
            List.of(new Text(1280, Output.PENULTIMATE, Side.SECOND)),
            List.of(Fact.SIZE, Fact.CROP, Fact.AESTHETIC_SCORE)),
    UNKNOWN(
            new Labels("", "", "taesd", ""),
            LatentFormat.SD1,
            new Heads(8, 0),
            new Edges(512, 512, List.of()),
            List.of(new Text(0, Output.CHOSEN, Side.ONLY)),
            List.of());

    private final Labels labels;
    private final LatentFormat latents;
    private final Heads heads;
    private final Edges edges;
    private final List<Text> texts;
    private final List<Fact> facts;

    /// What it is called.
    ///
    /// @param name in full
    /// @param brief as people say it
    /// @param taesd files of its tiny autoencoder begin so
    /// @param trainer what kohya's `ss_base_model_version` begins with; empty where it has no word
    private record Labels(String name, String brief, String taesd, String trainer) {}

    /// A text model.
    ///
    /// @param width numbers of its vectors, one for each token
    /// @param output what it gives the UNet
    /// @param side which vectors of an embedding are for it
    record Text(int width, Output output, Side side) {}

    /// The pictures that its models were trained on.
    ///
    /// @param epsilon edge in pixels of those that predict the noise
    /// @param v of those that predict v
    /// @param sizes where they were trained at several; empty for squares alone
    private record Edges(int epsilon, int v, List<Size> sizes) {
        /// The wide ones of those near a ratio that people use, each also upright, of Stable
        /// Diffusion XL (Podell et al., "SDXL: Improving Latent Diffusion Models", 2023, appendix
        /// I).
        static final List<Size> XL =
                List.of(
                        new Size(1024, 1024),
                        new Size(1152, 896),
                        new Size(1216, 832),
                        new Size(1344, 768),
                        new Size(1536, 640),
                        new Size(896, 1152),
                        new Size(832, 1216),
                        new Size(768, 1344),
                        new Size(640, 1536));
    }

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

    Family(
            Labels labels,
            LatentFormat latents,
            Heads heads,
            Edges edges,
            List<Text> texts,
            List<Fact> facts) {
        this.labels = labels;
        this.latents = latents;
        this.heads = heads;
        this.edges = edges;
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
        return first(it -> !it.labels.trainer.isEmpty() && version.startsWith(it.labels.trainer));
    }

    private static Optional<Family> first(Predicate<Family> which) {
        return Arrays.stream(values()).filter(it -> it != UNKNOWN && which.test(it)).findFirst();
    }

    /// In full: `Stable Diffusion XL`; empty for the unknown one.
    public String label() {
        return labels.name;
    }

    /// As people say it: `SD 1`, `SDXL`.
    public String brief() {
        return labels.brief;
    }

    /// What the files of its tiny autoencoder begin with: `taesd` or `taesdxl`.
    public String taesd() {
        return labels.taesd;
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

    /// Edge in pixels of the pictures that its models were trained on, unless a file says
    /// otherwise.
    ///
    /// @param prediction of the model; empty where the file does not say
    int nativeSize(Optional<Prediction> prediction) {
        return prediction.equals(Optional.of(Prediction.V)) ? edges.v : edges.epsilon;
    }

    /// The sizes at which models of a native size were trained; empty for squares alone.
    ///
    /// @param nativeSize edge in pixels
    public static List<Size> sizesOf(int nativeSize) {
        return first(it -> it.edges.epsilon == nativeSize)
                .map(it -> it.edges.sizes)
                .orElse(List.of());
    }

    /// Which vectors of an embedding are for its text models, in their order.
    public List<Side> sides() {
        return texts.stream().map(Text::side).toList();
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

    /// Its text models, in order.
    List<Text> texts() {
        return texts;
    }
}
