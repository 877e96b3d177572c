package dev.atelier.recipe.json;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.ExtraField;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.VaeMethod;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The names in the JSON of recipes. What was written once is always read, so a name here never
/// changes, whatever becomes of the class. Each is paired with the component or constant that it
/// stands for: `component=name`, or one word where both are called the same. The order does not
/// count; a component without a pair is an error.
final class JsonNames {
    /// The fields of each record.
    private static final Map<Class<?>, Map<String, String>> FIELDS =
            Map.ofEntries(
                    names(Batch.class, "size count"),
                    names(
                            ControlUnit.class,
                            "model preprocessing image weight start end balance scope"),
                    names(
                            ControlUnit.Preprocessing.class,
                            "module fit resolution thresholdA thresholdB pixelPerfect"),
                    names(ControlUnit.Scope.class, "passes mask region shown on"),
                    names(ExtraField.class, "name value after"),
                    names(
                            HiresPass.class,
                            "scale resize upscaler steps denoising sampler schedule prompt "
                                    + "negativePrompt"),
                    names(LoraUse.class, "name textWeight unetWeight"),
                    names(Mode.ImageToImage.class, "image denoising fit"),
                    names(Mode.Inpaint.class, "image mask denoising fit settings"),
                    names(Mode.MaskSettings.class, "fill blur invert round onlyMasked"),
                    names(Mode.TextToImage.class, ""),
                    names(ModelRef.class, "name hash"),
                    names(
                            Recipe.class,
                            "prompt negativePrompt mode size seed sampling text noise tiling "
                                    + "hires model vae loras controls refiner "
                                    + "resourceHashes=fingerprints extras batch"),
                    names(Refiner.class, "model switchAt bySamplingSteps"),
                    names(ResourceHash.class, "kind name hash"),
                    names(
                            SamplerTuning.class,
                            "stochastic sigmas guidance uniPc imageInput compatibility vae"),
                    names(SamplerTuning.Compatibility.class, "downcastAlphas"),
                    names(
                            SamplerTuning.Guidance.class,
                            "ngms ngmsAllSteps skipEarly imageCfgScale"),
                    names(
                            SamplerTuning.ImageInput.class,
                            "noiseMultiplier extraNoise fixSteps colorCorrection maskWeight"),
                    names(
                            SamplerTuning.SigmaSettings.class,
                            "min max rho oldKarras discardNextToLast sgmNoise quantized "
                                    + "zeroTerminalSnr betaAlpha betaBeta"),
                    names(
                            SamplerTuning.Stochastic.class,
                            "eta etaDdim churn churnMin churnMax noise ensd"),
                    names(SamplerTuning.UniPc.class, "variant skipType order lowerOrderFinal"),
                    names(SamplerTuning.VaeMethods.class, "encode decode"),
                    names(Sampling.class, "sampler schedule steps cfgScale tuning"),
                    names(Seed.class, "value variation strength resizeFrom"),
                    names(Size.class, "width height"),
                    names(
                            TextSettings.class,
                            "clipSkip emphasis commaBacktrack padding oldEditing sdxl"),
                    names(
                            TextSettings.Sdxl.class,
                            "clipSkip cropTop cropLeft aestheticHigh aestheticLow"));

    /// The constants of each enumeration.
    private static final Map<Class<?>, Map<String, String>> CONSTANTS =
            Map.ofEntries(
                    names(ControlUnit.Balance.class, "BALANCED PROMPT CONTROL"),
                    names(ControlUnit.Fit.class, "STRETCH CROP FILL"),
                    names(ControlUnit.Passes.class, "BOTH FIRST SECOND"),
                    names(Emphasis.class, "ORIGINAL NO_NORM IGNORE NONE"),
                    names(Mode.Fill.class, "BLURRED ORIGINAL LATENT_NOISE LATENT_NOTHING"),
                    names(Mode.Fit.class, "STRETCH CROP FILL LATENT"),
                    names(NoiseSource.class, "GPU CPU NV"),
                    names(ResourceHash.Kind.class, "LORA EMBEDDING VAE"),
                    names(
                            SamplerId.class,
                            "EULER EULER_A LMS HEUN DPM2 DPM2_A DPM_FAST DPM_ADAPTIVE "
                                    + "DPMPP_2S_A DPMPP_SDE DPMPP_2M DPMPP_2M_SDE DPMPP_2M_SDE_HEUN "
                                    + "DPMPP_3M_SDE RESTART LCM DDIM DDIM_CFGPP PLMS UNIPC"),
                    names(
                            ScheduleId.class,
                            "AUTOMATIC UNIFORM KARRAS EXPONENTIAL POLYEXPONENTIAL SGM_UNIFORM "
                                    + "KL_OPTIMAL ALIGN_YOUR_STEPS SIMPLE NORMAL DDIM BETA"),
                    names(TextSettings.Padding.class, "NONE EMPTY_CHUNKS REPEAT_LAST"),
                    names(VaeMethod.class, "FULL TAESD"));

    /// What is left out of the JSON although its record has no default to compare it with.
    /// [RecipeUpgrades] puts it back.
    private static final Map<Class<?>, Map<String, Object>> IMPLIED =
            Map.of(
                    ControlUnit.class,
                    Map.of("scope", ControlUnit.Scope.ALL),
                    ControlUnit.Scope.class,
                    Map.of("on", true));

    /// What distinguishes the records of a sealed interface.
    private static final Map<Class<?>, String> KINDS =
            Map.of(
                    Mode.TextToImage.class, "TextToImage",
                    Mode.ImageToImage.class, "ImageToImage",
                    Mode.Inpaint.class, "Inpaint");

    private static final ClassValue<List<RecordComponent>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected List<RecordComponent> computeValue(Class<?> type) {
                    return List.of(type.getRecordComponents());
                }
            };

    private static final ClassValue<List<String>> NAMES =
            new ClassValue<>() {
                @Override
                protected List<String> computeValue(Class<?> type) {
                    return components(type).stream()
                            .map(it -> of(FIELDS, type, it.getName()))
                            .toList();
                }
            };

    private static final ClassValue<Boolean> CHOICES =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return Stream.of(type.getInterfaces()).anyMatch(Class::isSealed);
                }
            };

    private JsonNames() {}

    private static Map.Entry<Class<?>, Map<String, String>> names(Class<?> type, String pairs) {
        var names = new HashMap<String, String>();
        for (var pair : pairs.isEmpty() ? List.<String>of() : List.of(pairs.split(" ", -1))) {
            int at = pair.indexOf('=');
            names.put(at < 0 ? pair : pair.substring(0, at), pair.substring(at + 1));
        }
        return Map.entry(type, Map.copyOf(names));
    }

    /// A record's components. Java makes them, and the way to read each, again at every question,
    /// which takes a hundred times as long as reading them.
    static List<RecordComponent> components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    /// Whether a record is one of several of a sealed interface, so that its kind must be written.
    static boolean isChoice(Class<?> type) {
        return CHOICES.get(type);
    }

    /// The names of a record's components, in their order.
    static List<String> fields(Class<?> type) {
        return NAMES.get(type);
    }

    /// The value of a field that need not be written.
    static Optional<Object> implied(Class<?> type, String name) {
        return Optional.ofNullable(IMPLIED.getOrDefault(type, Map.of()).get(name));
    }

    /// The name of an enumeration's constant.
    static String constant(Enum<?> constant) {
        return of(CONSTANTS, constant.getDeclaringClass(), constant.name());
    }

    /// The name of a record among those of its interface.
    static String kind(Class<?> type) {
        var name = KINDS.get(type);
        if (name == null) {
            throw new IllegalStateException("no JSON name for " + type);
        }
        return name;
    }

    private static String of(Map<Class<?>, Map<String, String>> all, Class<?> type, String own) {
        var name = all.getOrDefault(type, Map.of()).get(own);
        if (name == null) {
            throw new IllegalStateException("no JSON name for " + own + " of " + type);
        }
        return name;
    }
}
