package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.VaeMethod;
import dev.atelier.recipe.prompt.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads A1111's infotext into a recipe, as its "read generation parameters" button does, the rules
/// for texts of earlier versions included. Never fails: what is not understood keeps its default
/// and is listed.
public final class InfotextReader {
    /// Fields that say nothing about the picture that a recipe would not have anyway.
    private static final Set<String> SILENT = Set.of("Version", "User");

    /// A second pass's size whose other side follows from the first pass's shape.
    private static final Pattern ONE_SIDE = Pattern.compile("0x[0-9]{1,9}|[0-9]{1,9}x0");

    private static final Pattern HASH = Pattern.compile("\\[\\w+]");

    private final ParsedInfotext fields;
    private final Optional<A1111Version> version;

    private InfotextReader(ParsedInfotext fields) {
        this.fields = fields;
        version = A1111Version.parse(fields.text("Version"));
    }

    /// Whether the last line of a text holds settings by A1111's rule: at least three pairs of a
    /// name and a value, whichever they are.
    public static boolean endsInSettings(String text) {
        return ParsedInfotext.endsInSettings(text);
    }

    /// The fields of an infotext as they are written, by name and in their order; the prompts come
    /// first, under `Prompt` and `Negative prompt`.
    public static Map<String, String> fields(String infotext) {
        var fields = ParsedInfotext.of(infotext);
        var all = new LinkedHashMap<String, String>();
        all.put("Prompt", fields.prompt());
        all.put("Negative prompt", fields.negative());
        fields.rest(Set.of()).forEach(it -> all.put(it.name(), it.value()));
        return all;
    }

    public static ParsedRecipe read(String infotext) {
        var fields = ParsedInfotext.of(infotext);
        var asWritten = new ArrayList<>(ControlInfotext.asWritten(fields));
        if (ONE_SIDE.matcher(fields.text(HiresFields.RESIZE)).matches()) {
            asWritten.add(fields.extra(HiresFields.RESIZE, fields.text(HiresFields.RESIZE)));
        }
        var recipe = new InfotextReader(fields).recipe();
        asWritten.addAll(fields.rest(SILENT));
        return new ParsedRecipe(recipe.withExtras(asWritten), fields.issues(SILENT));
    }

    private Recipe recipe() {
        var words = fields.prompt() + hypernetwork();
        var hires = new HiresFields(fields).read();
        var recipe =
                Recipe.of(words, hires.firstSize())
                        .withNegativePrompt(fields.negative())
                        .withSeed(seed())
                        .withSampling(sampling())
                        .withText(text())
                        .withNoise(fields.take("RNG", NoiseSource::valueOf).orElse(NoiseSource.GPU))
                        .withTiling(fields.flag("Tiling"))
                        .withHires(hires.pass())
                        .withModel(model())
                        .withRefiner(refiner())
                        .withControls(ControlInfotext.read(fields))
                        .withVae(fields.take("VAE"))
                        .withResourceHashes(ResourceHashFields.read(fields));
        return recipe.withMode(new ModeFields(fields).read(hires.pass().isPresent()));
    }

    private String hypernetwork() {
        var strength = fields.take("Hypernet strength").orElse("1.0");
        return fields.take("Hypernet")
                .map(name -> "<hypernet:" + name + ":" + strength + ">")
                .orElse("");
    }

    private Seed seed() {
        return new Seed(
                fields.take("Seed", Seed::number).orElse(Seed.RANDOM),
                fields.take("Variation seed", Seed::number).orElse(Seed.RANDOM),
                fields.share("Variation seed strength").orElse(0.0),
                fields.size("Seed resize from"));
    }

    private Sampling sampling() {
        var schedule =
                fields.take("Schedule type", text -> SamplerChoice.schedule(text).orElseThrow())
                        .orElse(ScheduleId.AUTOMATIC);
        var choice =
                fields.take("Sampler")
                        .map(name -> understood(name, SamplerChoice.of(name, schedule.label())))
                        .orElseGet(() -> SamplerChoice.of("", schedule.label()));
        var defaults = Sampling.DEFAULT;
        return new Sampling(
                choice.sampler(),
                choice.schedule(),
                fields.wholeWithin("Steps", 1, Limits.STEPS).orElse(defaults.steps()),
                fields.take("CFG scale", ParsedInfotext::finite).orElse(defaults.cfgScale()),
                tuning(choice.sampler()));
    }

    private SamplerChoice understood(String name, SamplerChoice choice) {
        if (!choice.understood()) {
            fields.lost(
                    "Sampler", Message.of("issue.sampler-became", name, choice.sampler().label()));
        }
        return choice;
    }

    private SamplerTuning tuning(SamplerId sampler) {
        oldPadding =
                before(A1111Version.V1_6)
                        && (sampler == SamplerId.DDIM || sampler == SamplerId.PLMS);
        return new SamplerTuning(
                stochastic(),
                sigmas(),
                new SamplerTuning.Guidance(
                        fields.number("NGMS", 0),
                        fields.flag("NGMS all steps"),
                        fields.share("Skip Early CFG").orElse(0.0),
                        fields.take("Image CFG scale", ParsedInfotext::finite)
                                .filter(it -> it >= 0)),
                SamplerTuning.UniPc.DEFAULT,
                new SamplerTuning.ImageInput(
                        fields.number("Noise multiplier", 1),
                        fields.number("Extra noise", 0),
                        false,
                        false,
                        fields.share("Conditional mask weight")),
                new SamplerTuning.Compatibility(
                        fields.flag("Downcast alphas_cumprod")
                                || before(A1111Version.ZERO_TERMINAL_SNR)),
                new SamplerTuning.VaeMethods(
                        fields.take("VAE Encoder", VaeMethod::named).orElse(VaeMethod.FULL),
                        fields.take("VAE Decoder", VaeMethod::named).orElse(VaeMethod.FULL)));
    }

    private boolean oldPadding;

    private boolean before(A1111Version limit) {
        return version.isPresent() && version.get().before(limit);
    }

    private SamplerTuning.Stochastic stochastic() {
        var d = SamplerTuning.Stochastic.DEFAULT;
        return new SamplerTuning.Stochastic(
                fields.number("Eta", d.eta()),
                fields.number("Eta DDIM", d.etaDdim()),
                fields.number("Sigma churn", d.churn()),
                fields.number("Sigma tmin", d.churnMin()),
                fields.number("Sigma tmax", d.churnMax()),
                fields.number("Sigma noise", d.noise()),
                fields.take("ENSD", Long::parseLong).orElse(d.ensd()));
    }

    private SamplerTuning.SigmaSettings sigmas() {
        var d = SamplerTuning.SigmaSettings.DEFAULT;
        return new SamplerTuning.SigmaSettings(
                fields.number("Schedule min sigma", d.min()),
                fields.number("Schedule max sigma", d.max()),
                fields.number("Schedule rho", d.rho()),
                false,
                fields.flag("Discard penultimate sigma"),
                fields.flag("SGM noise multiplier"),
                false,
                fields.either("Noise Schedule", "Zero Terminal SNR", "Default"),
                fields.take("Beta schedule alpha", ParsedInfotext::positive).orElse(d.betaAlpha()),
                fields.take("Beta schedule beta", ParsedInfotext::positive).orElse(d.betaBeta()));
    }

    private TextSettings text() {
        boolean filled = fields.flag("Pad conds");
        boolean repeated = fields.flag("Pad conds v0") || oldPadding;
        var padding = filled ? Padding.EMPTY_CHUNKS : Padding.NONE;
        boolean edits = fields.prompt().contains("[");
        return new TextSettings(
                fields.wholeWithin("Clip skip", 1, 12).orElse(1),
                fields.take("Emphasis", text -> Emphasis.ofLabel(text).orElseThrow())
                        .orElse(Emphasis.ORIGINAL),
                TextSettings.DEFAULT.commaBacktrack(),
                repeated ? Padding.REPEAT_LAST : padding,
                fields.flag("Old prompt editing timelines")
                        || (before(A1111Version.V1_6) && edits));
    }

    private Optional<ModelRef> model() {
        var name = fields.take("Model").orElse("");
        var hash = fields.take("Model hash").orElse("");
        return name.isEmpty() && hash.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelRef(name, hash));
    }

    private Optional<Refiner> refiner() {
        double switchAt = fields.share("Refiner switch at").orElse(1.0);
        boolean bySteps =
                fields.flag("Refiner switch by sampling steps") || before(A1111Version.V1_8);
        return fields.take("Refiner")
                .map(name -> new Refiner(nameAndHash(name), switchAt, bySteps));
    }

    /// Reads `name [hash]`.
    static ModelRef nameAndHash(String text) {
        var whole = PythonText.strip(text);
        int bracket = whole.lastIndexOf('[');
        var hash = bracket < 0 ? "" : whole.substring(bracket);
        return HASH.matcher(hash).matches()
                ? new ModelRef(
                        PythonText.strip(whole.substring(0, bracket)),
                        hash.substring(1, hash.length() - 1))
                : new ModelRef(whole, "");
    }
}
