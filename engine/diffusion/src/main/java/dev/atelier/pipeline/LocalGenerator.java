package dev.atelier.pipeline;

import dev.atelier.checkpoint.Variant;
import dev.atelier.control.ControlMaps;
import dev.atelier.embedding.Embedding;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.image.ImageSource;
import dev.atelier.latent.Latent;
import dev.atelier.network.ControlNetwork;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.ResourceHash.Kind;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.StopPoint;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.prompt.PromptException;
import dev.atelier.sampling.schedule.ImageToImageSteps;
import dev.atelier.text.TextEncoders;
import dev.atelier.torch.TorchException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// The engine in this process: makes pictures with one loaded checkpoint. Used by one thread at a
/// time; the model stays the caller's.
public final class LocalGenerator implements Generator {
    /// A1111's smallest denoising of 0.01 at its most steps, 150, gives 15000.
    private static final int LONGEST_SCHEDULE = 100_000;

    private final Model model;
    private final List<Embedding> embeddings;
    private final TextEncoders encoders;
    private final Optional<Model> refiner;
    private final List<ResourceHash> loras;
    private final Controls controls;

    /// Without embeddings and refiners.
    public LocalGenerator(Model model) {
        this(model, List.of(), Optional.empty());
    }

    /// What control units need.
    ///
    /// @param networks one for each unit, in their order; they stay the caller's
    /// @param maps draws what they see
    public record Controls(List<ControlNetwork> networks, ControlMaps maps) {
        static final Controls NONE = new Controls(List.of(), ControlMaps.PLAIN);

        public Controls {
            networks = List.copyOf(networks);
        }
    }

    /// Without refiners.
    public LocalGenerator(Model model, List<Embedding> embeddings) {
        this(model, embeddings, Optional.empty());
    }

    /// Without LoRAs and control networks.
    public LocalGenerator(Model model, List<Embedding> embeddings, Optional<Model> refiner) {
        this(model, embeddings, refiner, List.of(), Controls.NONE);
    }

    /// @param embeddings words that prompts may use; those that do not fit the model are no words
    /// @param refiner the model that recipes name as their refiner; stays the caller's
    /// @param loras what infotext says of those in the model's weights
    /// @param controls what the control units of the recipes need
    public LocalGenerator(
            Model model,
            List<Embedding> embeddings,
            Optional<Model> refiner,
            List<ResourceHash> loras,
            Controls controls) {
        this.controls = controls;
        this.loras = List.copyOf(loras);
        this.model = model;
        this.embeddings = List.copyOf(embeddings);
        this.refiner = refiner;
        this.encoders = ModelText.encoders(model, embeddings);
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        requireSupported(recipe);
        requirePossible(recipe);
        var resolved = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        model.compute().torch().memory().relax();
        try (var _ = LatentPreview.fitting(model, observer);
                var control = control(resolved, observer, cancellation)) {
            var models = models(recipe).with(control);
            return StopPoint.during(
                    cancellation::requireGoing,
                    () -> batches(models, resolved, source(recipe), observer, cancellation));
        } catch (RunInterrupted | CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        } catch (PromptException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.prompt", Explained.reasonOf(e)),
                            Message.of("advice.weight")),
                    e);
        } catch (OutOfMemoryError e) {
            throw new GenerationException(outOfMemory(resolved), e);
        } catch (TorchException e) {
            throw new GenerationException(
                    e.outOfMemory()
                            ? outOfMemory(resolved)
                            : new Failure.Bug(Message.of("problem.engine", Explained.reasonOf(e))),
                    e);
        }
    }

    private RunModels models(Recipe recipe) {
        var base = new RunModels.Conditioned(model, encoders);
        var other =
                recipe.refiner()
                        .flatMap(_ -> refiner)
                        .map(it ->
                                new RunModels.Conditioned(it, ModelText.encoders(it, embeddings)));
        return new RunModels(base, other);
    }

    /// Draws the maps of the control units.
    private ControlRun control(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        if (recipe.activeControls().isEmpty()) {
            return ControlRun.NONE;
        }
        var target =
                recipe.secondPass()
                        .map(hires ->
                                HiresRun.Target.of(
                                        recipe.size(), hires, model.config().latents().downscale()))
                        .map(it -> new Size(it.width(), it.height()));
        var pictures = new ControlUnitMaps(controls.maps, recipe, target);
        var units = new ArrayList<ControlledUnit>();
        for (int i = 0; i < controls.networks.size(); i++) {
            var unit = recipe.activeControls().get(i);
            var network = controls.networks.get(i);
            var maps = StopPoint.during(cancellation::requireGoing, () -> pictures.of(unit));
            units.add(
                    new ControlledUnit(unit, network, maps, model.config().latents().downscale()));
            units.getLast().show(i, observer);
        }
        return new ControlRun(units);
    }

    private void requireControls(Recipe recipe) throws GenerationException {
        if (recipe.activeControls().size() > controls.networks.size()) {
            var first = recipe.activeControls().get(controls.networks.size());
            throw new GenerationException(
                    new Failure.ModelMissing(Message.of("unsupported.control", first.model())),
                    null);
        }
    }

    /// A refiner that is not here, or that cannot go on with this model's latents, is refused.
    private void requireRefiner(Recipe recipe) throws GenerationException {
        if (recipe.refiner().isEmpty()) {
            return;
        }
        var name = recipe.refiner().get().model().name();
        if (refiner.isEmpty()) {
            throw new GenerationException(
                    new Failure.ModelMissing(Message.of("unsupported.refiner", name)), null);
        }
        var problem =
                RefinerFit.problem(
                        new RefinerFit.Named(model.name(), model.config()),
                        new RefinerFit.Named(name, refiner.get().config()));
        if (problem.isPresent()) {
            throw new GenerationException(problem.get(), null);
        }
    }

    private static Failure outOfMemory(Recipe recipe) {
        return new Failure.OutOfMemory(
                Message.of("problem.memory", recipe.batch().size(), recipe.size()));
    }

    /// What this engine cannot do yet is refused, never ignored.
    private void requireSupported(Recipe recipe) throws GenerationException {
        var problem = Limits.problem(recipe);
        if (problem.isPresent()) {
            throw new GenerationException(problem.get(), null);
        }
        var vae = recipe.namedVae();
        if (vae.isPresent() && !model.drawsWith(vae.get())) {
            throw new GenerationException(
                    new Failure.ModelMissing(Message.of("problem.vae-not-loaded", vae.get())),
                    null);
        }
        Model.requireVae(model.name(), model.networks().vae().problem());
        if (model.config().variant() == Variant.EDITING
                && recipe.mode() instanceof Mode.TextToImage) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.no-picture-to-edit", model.name()),
                            Message.of("advice.picture-to-edit")),
                    null);
        }
        requireRefiner(recipe);
        requireControls(recipe);
        var tiny = Autoencoder.lack(model, recipe);
        if (tiny.isPresent()) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.taesd", tiny.get()),
                            Message.of("advice.taesd", tiny.get())),
                    null);
        }
        Unsupported.require(unsupported(recipe));
    }

    @Override
    public List<Unsupported> unsupported(Recipe recipe) {
        return LocalLimits.unsupported(recipe, controls.maps);
    }

    /// Before anything is allocated.
    private void requirePossible(Recipe recipe) throws GenerationException {
        requireMemory(recipe.size().width(), recipe.size().height());
        var hires = recipe.secondPass();
        if (hires.isPresent()) {
            var target =
                    HiresRun.Target.of(
                            recipe.size(), hires.get(), model.config().latents().downscale());
            if (!target.isPossible()) {
                throw new GenerationException(
                        new Failure.BadRecipe(
                                Message.of(
                                        "problem.hires-size",
                                        target,
                                        Size.MAX,
                                        Limits.PIXELS >> 20),
                                Message.of("advice.hires-size")),
                        null);
            }
            requireMemory(target.width(), target.height());
            requireSchedule(HiresRun.steps(recipe, hires.get()));
        }
        requireSchedule(ImageRun.steps(recipe));
    }

    private void requireMemory(int width, int height) throws GenerationException {
        var compute = model.compute();
        if (compute.torch().onGpu()) {
            return; // PyTorch says when its memory runs out
        }
        var need = MemoryNeed.here(model.config().vae(), compute.strategy().dtype());
        var problem = need.problem(width, height);
        if (problem.isPresent()) {
            throw new GenerationException(problem.get(), null);
        }
    }

    /// Few steps with very little denoising are the end of a very long schedule.
    private static void requireSchedule(ImageToImageSteps steps) throws GenerationException {
        if (steps.total() > LONGEST_SCHEDULE) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.long-schedule", steps.total(), LONGEST_SCHEDULE),
                            Message.of("advice.denoising")),
                    null);
        }
    }

    /// Reads the picture to start from, and its mask.
    static Optional<ImageSource> source(Recipe recipe) throws GenerationException {
        try {
            return switch (recipe.mode()) {
                case Mode.TextToImage() -> Optional.empty();
                case Mode.ImageToImage(var image, _, var fit) ->
                        Optional.of(
                                ImageSource.of(
                                        ImageFiles.read(Path.of(image)), fit, recipe.size()));
                case Mode.Inpaint mode ->
                        Optional.of(
                                ImageSource.of(
                                        ImageFiles.read(Path.of(mode.image())),
                                        ImageFiles.read(Path.of(mode.mask())),
                                        mode,
                                        recipe.size()));
            };
        } catch (IOException | InvalidPathException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.start-picture", Explained.reasonOf(e)),
                            Message.of("advice.picture")),
                    e);
        }
    }

    private List<Picture> batches(
            RunModels models,
            Recipe recipe,
            Optional<ImageSource> source,
            Observer observer,
            Cancellation cancellation) {
        var pictures = new ArrayList<Picture>();
        var monitor = new RunMonitor(model, recipe, observer, cancellation);
        var run = new BatchRun(models, recipe, source, monitor);
        var marked = run.marked(withLoras(model.marked(ControlUnitMaps.marked(recipe))));
        monitor.expect(run.calls());
        models.tile(recipe.tiling());
        model.approximations().tiny().ifPresent(tiny -> tiny.tile(recipe.tiling()));
        for (int batch = 0; batch < recipe.batch().count(); batch++) {
            if (cancellation.ends()) {
                break;
            }
            monitor.beginBatch(batch);
            var latents = latents(run, batch, monitor);
            if (latents.isEmpty()) {
                cancellation.skipped();
                continue;
            }
            monitor.sampled(latents.get().batch());
            try {
                for (int i = 0; i < latents.get().batch(); i++) {
                    var sample = latents.get().sample(i);
                    var made =
                            StopPoint.during(
                                    monitor::whileFinishing,
                                    () -> run.finished(decoded(sample, recipe)));
                    int image = batch * recipe.batch().size() + i;
                    var picture = picture(made, marked, image, monitor);
                    pictures.add(picture);
                    observer.finished(picture);
                }
            } catch (RunInterrupted e) {
                if (e.mode() != Cancellation.StopMode.SKIP) {
                    throw e;
                }
                cancellation.skipped();
            }
        }
        if (pictures.isEmpty() && cancellation.ends()) {
            throw new RunInterrupted(cancellation.mode());
        }
        return List.copyOf(pictures);
    }

    /// With the hashes of the LoRAs that it is made with in place of those it came with.
    private Recipe withLoras(Recipe recipe) {
        var others = recipe.resourceHashes().stream().filter(it -> it.kind() != Kind.LORA);
        return recipe.withResourceHashes(Stream.concat(loras.stream(), others).toList());
    }

    /// Previews learn their colours from it.
    private Bitmap decoded(Latent latent, Recipe recipe) {
        var decoded = Autoencoder.of(model, recipe).pixels(latent);
        LatentPreview.of(model).learn(latent, decoded);
        return decoded;
    }

    private Picture picture(Bitmap made, Recipe recipe, int image, RunMonitor monitor) {
        var own = recipe.withSeed(recipe.seed().ofImage(image)).withBatch(Batch.ONE);
        return new Picture(
                new Size(made.width(), made.height()), made.bytes(), own, facts(monitor));
    }

    /// After an interrupt, the estimate of the last step stands for the finished latents; of a
    /// picture to skip there are none.
    private static Optional<Latent> latents(BatchRun run, int batch, RunMonitor monitor) {
        try {
            return Optional.of(StopPoint.during(monitor::before, () -> run.latents(batch)));
        } catch (RunInterrupted e) {
            if (e.mode() == Cancellation.StopMode.INTERRUPT && monitor.lastEstimate().isPresent()) {
                return monitor.lastEstimate();
            }
            if (e.mode() == Cancellation.StopMode.SKIP) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, String> facts(RunMonitor monitor) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("model", model.name());
        facts.put("model hash", model.hash());
        facts.put("strategy", model.compute().label());
        facts.put("device", model.compute().torch().onGpu() ? "GPU" : "CPU");
        if (model.exact().loaded().isPresent()) {
            facts.put("vae precision", "float32, since 16 bits did not hold its numbers");
        }
        facts.put("seconds", monitor.seconds());
        return facts;
    }
}
