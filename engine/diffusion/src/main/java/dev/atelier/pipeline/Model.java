package dev.atelier.pipeline;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.LatentColours;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.checkpoint.Variant;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.lora.AppliedLoras;
import dev.atelier.network.Networks;
import dev.atelier.network.Taesd;
import dev.atelier.network.UnetInput;
import dev.atelier.network.Vae;
import dev.atelier.noise.ImageSize;
import dev.atelier.pipeline.WeightOffload.Part;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Size;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.torch.Compute;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// A loaded checkpoint, ready to run.
///
/// @param trained the signal shares of its timesteps
/// @param exact its autoencoder in float32, for numbers that 16 bits do not hold
/// @param loras those in its weights
/// @param approximations what may stand in for its autoencoder
public record Model(
        Compute compute,
        Networks networks,
        CheckpointConfig config,
        NoiseSchedule trained,
        ExactVae exact,
        AppliedLoras loras,
        Id id,
        Approximations approximations)
        implements AutoCloseable {
    /// Edge of the latent that shows what a network predicts.
    private static final int PROBE_EDGE = 8;

    /// What a model is called in recipes.
    ///
    /// @param name file name without extension
    /// @param hash first ten hexadecimal digits of the file's SHA-256
    /// @param vae the autoencoder's file, if it is one of its own
    public record Id(String name, String hash, Optional<VaeId> vae) {
        public Id(String name, String hash) {
            this(name, hash, Optional.empty());
        }
    }

    /// What an autoencoder of its own is called in recipes.
    ///
    /// @param name file name with its extension, as A1111 has it
    /// @param hash as a model's
    public record VaeId(String name, String hash) {}

    /// Refuses a model whose own autoencoder cannot draw, when no other was chosen.
    ///
    /// @param problem as [Checkpoint#vaeProblem] has it
    public static void requireVae(String name, Optional<Message> problem)
            throws GenerationException {
        if (problem.isPresent()) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            problem.get().equals(Checkpoint.NO_VAE)
                                    ? Message.of("problem.no-vae", name)
                                    : Message.of("problem.own-vae", name, problem.get()),
                            Message.of("advice.choose-vae")),
                    null);
        }
    }

    /// Loads all weights of a complete checkpoint, converted for `compute`. Blocks for seconds; the
    /// checkpoint may be closed afterwards.
    ///
    /// @throws IOException when the file can no longer be read
    public static Model load(Checkpoint checkpoint, Compute compute, Id id) throws IOException {
        var networks = Networks.load(checkpoint, compute);
        var source = checkpoint.source();
        var exact =
                new ExactVae(() -> {
                    try (var again = source.openComplete()) {
                        return Vae.load(again, compute.exact());
                    }
                });
        var trained = NoiseSchedule.of(checkpoint.alphasCumprod());
        var config = checkpoint.config();
        var colours = LatentColours.in(checkpoint.file().metadata(), config.latents().channels());
        var approximations = Approximations.NONE.withColours(colours);
        var loras = new AppliedLoras(compute, networks.weights(), source);
        return new Model(compute, networks, config, trained, exact, loras, id, approximations)
                .withProbedPrediction();
    }

    /// The same model under another name.
    public Model called(Id other) {
        return new Model(compute, networks, config, trained, exact, loras, other, approximations);
    }

    /// The same model with the autoencoder of a file; the UNet stays as it is. Blocks for less than
    /// a second. The caller closes the result's autoencoder before this model.
    ///
    /// @throws IOException when the file can no longer be read
    public Model with(VaeFile file, VaeId vae) throws IOException {
        var own = new Id(id.name, id.hash, Optional.of(vae));
        var path = file.file().path();
        var exactVae =
                new ExactVae(() -> {
                    try (var again = VaeFile.open(path, config.vae())) {
                        return Vae.load(again, compute.exact());
                    }
                });
        var drawing = networks.with(Vae.load(file, compute));
        var colours = LatentColours.in(file.file().metadata(), config.latents().channels());
        var others = approximations.withColours(colours);
        return new Model(compute, drawing, config, trained, exactVae, loras, own, others);
    }

    /// The same model with another TAESD, or none.
    ///
    /// @param tiny stays the caller's
    /// @param fitting of the colours of previews
    public Model with(Optional<Taesd> tiny, Optional<Approximations.Fitting> fitting) {
        var others = new Approximations(approximations.colours(), tiny, fitting);
        return new Model(compute, networks, config, trained, exact, loras, id, others);
    }

    /// Its noise levels as the settings want them.
    NoiseSchedule schedule(SamplerTuning tuning) {
        boolean zero = tuning.sigmas().zeroTerminalSnr() || config.training().zeroTerminalSnr();
        return zero ? trained.withZeroTerminalSnr() : trained;
    }

    /// The size of the latents of pictures of so many pixels.
    ImageSize latentSize(int width, int height) {
        var latents = config.latents();
        return new ImageSize(
                latents.channels(), height / latents.downscale(), width / latents.downscale());
    }

    /// The size of the pictures of latents.
    Size pictureSize(Latent latent) {
        int downscale = config.latents().downscale();
        return new Size(downscale * latent.width(), downscale * latent.height());
    }

    /// What the autoencoder gave, as the UNet sees it.
    Latent scaled(Latent encoded) {
        var latents = config.latents();
        double shift = latents.shift();
        var centred = shift == 0 ? encoded : encoded.map(v -> v - shift);
        return centred.times(latents.scale());
    }

    /// What the UNet made, as the autoencoder takes it.
    private Latent unscaled(Latent latent) {
        var latents = config.latents();
        double shift = latents.shift();
        var centred = latent.dividedBy(latents.scale());
        return shift == 0 ? centred : centred.map(v -> v + shift);
    }

    /// The autoencoder in use.
    Vae vae() {
        return exact.loaded().orElse(networks.vae());
    }

    /// A picture from the latents of one. One at a time: a batch would need several times the
    /// memory and is not faster. Where 16 bits do not hold the autoencoder's numbers, it is loaded
    /// again in float32, and stays so (A1111 `auto_vae_precision`).
    ///
    /// A picture that does not fit into the device's memory is decoded in tiles.
    Decoded decoded(Latent latent) {
        long need = MemoryNeed.decoding(this, latent.height(), latent.width());
        return new WeightOffload(this)
                .attempt(Part.VAE, need, () -> decodedWhole(latent))
                .orElseGet(() -> new TiledDecoding(this).decoded(latent));
    }

    /// Decodes all of it at once.
    Decoded decodedWhole(Latent latent) {
        var z = unscaled(latent);
        try (var tensor =
                compute.torch().floats(z.values(), 1, z.channels(), z.height(), z.width())) {
            var pixels = vae().decodePixels(tensor);
            boolean overflow = pixels.isEmpty() && exact.loaded().isEmpty() && latent.isFinite();
            if (overflow) {
                pixels = exact.load().decodePixels(tensor);
            }
            var size = pictureSize(latent);
            int length = 3 * size.width() * size.height();
            try (var bytes = pixels.orElse(null)) {
                // Still nothing: the latents themselves are broken, and so is the picture.
                var rgb = bytes == null ? new byte[length] : bytes.bytes();
                var picture = new Bitmap(size.width(), size.height(), 3, rgb);
                return new Decoded(picture, exact.loaded().isPresent());
            }
        }
    }

    /// @param exact whether float32 was needed
    record Decoded(Bitmap picture, boolean exact) {}

    /// An SD2 model whose file does not say what it predicts is asked once: A1111's test, since one
    /// that predicts v answers pure noise with something far from it
    /// (`is_using_v_parameterization_for_sd2`).
    private Model withProbedPrediction() {
        if (!config.training().assumed() || config.variant() != Variant.STANDARD) {
            return this;
        }
        int channels = config.unet().inChannels();
        var x = new float[channels * PROBE_EDGE * PROBE_EDGE];
        var text = new float[2 * config.unet().contextWidth()];
        Arrays.fill(x, 0.5f);
        Arrays.fill(text, 0.5f);
        var torch = compute.torch();
        try (var xs = torch.floats(x, 1, channels, PROBE_EDGE, PROBE_EDGE);
                var t = torch.floats(new float[] {999}, 1);
                var context = torch.floats(text, 1, 2, config.unet().contextWidth());
                var out = networks.unet().predict(UnetInput.of(xs, t, context))) {
            double sum = 0;
            for (float value : out.floats()) {
                sum += value - 0.5;
            }
            var prediction = sum / x.length < -1 ? Prediction.V : Prediction.EPSILON;
            var known = config.withPrediction(prediction);
            return new Model(compute, networks, known, trained, exact, loras, id, approximations);
        }
    }

    /// A recipe with the autoencoder it is made with, as A1111's infotext names it: only where that
    /// is not the checkpoint's own.
    Recipe marked(Recipe recipe) {
        var others =
                recipe.resourceHashes().stream()
                        .filter(print -> print.kind() != ResourceHash.Kind.VAE);
        var vae = id.vae.map(it -> new ResourceHash(ResourceHash.Kind.VAE, "", it.hash));
        var name = id.vae.map(VaeId::name).or(() -> recipe.vae().filter(Model::isNone));
        return withImageScale(recipe)
                .withVae(name)
                .withResourceHashes(Stream.concat(others, vae.stream()).toList());
    }

    /// Only an editing model has an image CFG scale, as in A1111.
    private Recipe withImageScale(Recipe recipe) {
        var sampling = recipe.sampling();
        var guidance = sampling.tuning().guidance();
        var scale =
                config.variant() == Variant.EDITING
                        ? Optional.of(guidance.imageCfgScale().orElse(CfgDenoiser.IMAGE_CFG_SCALE))
                        : Optional.<Double>empty();
        var tuning = sampling.tuning().withGuidance(guidance.withImageCfgScale(scale));
        return recipe.withSampling(sampling.withTuning(tuning));
    }

    /// Whether its autoencoder is the one that a recipe names, with or without folder and ending.
    boolean drawsWith(String vae) {
        var name = vae.substring(Math.max(vae.lastIndexOf('/'), vae.lastIndexOf('\\')) + 1);
        return id.vae
                .filter(it ->
                        it.name.equalsIgnoreCase(name)
                                || it.name.regionMatches(true, 0, name + ".", 0, name.length() + 1))
                .isPresent();
    }

    private static boolean isNone(String vae) {
        return vae.equalsIgnoreCase(Recipe.NO_VAE);
    }

    /// Distinguishes autoencoders: the hash of their file.
    String autoencoder() {
        return id.vae.map(it -> it.hash + it.name).orElse(id.hash + id.name);
    }

    public String name() {
        return id.name;
    }

    public String hash() {
        return id.hash;
    }

    @Override
    public void close() {
        exact.close();
        loras.close();
        networks.close();
    }
}
