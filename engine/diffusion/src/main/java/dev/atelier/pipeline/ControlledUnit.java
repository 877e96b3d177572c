package dev.atelier.pipeline;

import dev.atelier.control.Preprocessors;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.network.ControlNet;
import dev.atelier.network.ControlNetwork;
import dev.atelier.network.T2iAdapter;
import dev.atelier.network.Unet;
import dev.atelier.network.UnetInput;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// A control unit of a run, with the weights that sd-webui-controlnet gives its answers
/// (`hook.py`).
final class ControlledUnit implements AutoCloseable {
    /// What a level counts less than the one below it, where the prompt is to win.
    private static final double SOFT = 0.825;

    /// Answers of a ControlNet of SD1: soft weights are counted from its last.
    private static final int ANSWERS = 13;

    private static final List<Double> SOFT_FEATURES = List.of(0.25, 0.62, 0.825, 1.0);

    private static final List<Double> EQUAL = Collections.nCopies(ANSWERS, 1.0);

    private static final List<Double> SOFTENED =
            IntStream.range(0, ANSWERS).mapToObj(i -> Math.pow(SOFT, ANSWERS - 1 - i)).toList();

    /// Maps of thin lines, which are softened in the second pass.
    private static final List<String> LINES = List.of("canny", "mlsd");

    private static final String COLOURS = "colorfix";
    private static final String KEEPS = "inpaint_only";

    /// Of the sharpness that a request gives.
    private static final double SHARP = 0.01;

    private final ControlUnit unit;
    private final ControlNetwork network;
    private final ControlPicture first;
    private final Optional<ControlPicture> second;
    private final Optional<Bitmap> region;
    private final String module;
    private final int downscale;

    private final IdentityHashMap<ControlPicture, Latent> origins = new IdentityHashMap<>();
    private final IdentityHashMap<ControlPicture, ControlNetwork.PreparedImage> seen =
            new IdentityHashMap<>();

    /// @param downscale edge in pixels of what a latent pixel stands for
    ControlledUnit(
            ControlUnit unit, ControlNetwork network, ControlUnitMaps.Maps maps, int downscale) {
        this.unit = unit;
        this.network = network;
        first = maps.first();
        second = maps.second();
        region = maps.region();
        module = maps.module();
        this.downscale = downscale;
    }

    /// Gives out its maps, that of the second pass first, where that is wanted.
    ///
    /// @param index 0-based
    void show(int index, Observer observer) {
        if (unit.scope().shown()) {
            second.ifPresent(large -> show(index, large, observer));
            show(index, first, observer);
        }
    }

    private static void show(int index, ControlPicture map, Observer observer) {
        var bitmap = map.bitmap();
        var size = new Size(bitmap.width(), bitmap.height());
        observer.controlMap(index, size, bitmap.bytes());
    }

    ControlUnit unit() {
        return unit;
    }

    /// The map for latents of a height, and whether that is the one of the second pass.
    ///
    /// @param height in pixels
    private boolean isSecond(long height) {
        return second.filter(large ->
                        Math.abs(height - first.height()) >= Math.abs(height - large.height()))
                .isPresent();
    }

    /// The map for latents of a height in pixels.
    ControlPicture picture(long height) {
        return isSecond(height) ? second.orElseThrow() : first;
    }

    private boolean acts(double share, boolean inSecond) {
        boolean inPass =
                second.isEmpty()
                        || switch (unit.scope().passes()) {
                            case BOTH -> true;
                            case FIRST -> !inSecond;
                            case SECOND -> inSecond;
                        };
        return inPass && unit.start() <= share && share <= unit.end();
    }

    /// Adds its part to a sum, if it acts at that share of the steps.
    ///
    /// @param positives `[B]`, 1 in rows of the prompt, 0 in those of the negative prompt
    void add(ControlSum sum, UnetInput input, float[] positives, double share) {
        long height = downscale * input.x().shape()[2];
        boolean inSecond = isSecond(height);
        if (!acts(share, inSecond)) {
            return;
        }
        var torch = sum.torch();
        boolean pooled = network instanceof ControlNet net && net.pooled();
        boolean promptOnly = unit.balance() == Balance.CONTROL || pooled;
        var rows = promptOnly ? positives : ones(positives.length);
        boolean soft = unit.balance() != Balance.BALANCED || (inSecond && isLines());
        try (var factors = torch.floats(rows, rows.length);
                var where = region.map(it -> plane(torch, it)).orElse(null)) {
            var weight = new Unet.Share(unit.weight(), factors, Optional.ofNullable(where), pooled);
            switch (network) {
                case ControlNet net -> {
                    var hint = (ControlNet.Hint) prepare(picture(height), torch);
                    sum.residuals(net.answers(input, hint), weight, soft ? SOFTENED : EQUAL);
                }
                case T2iAdapter _ -> {
                    var features = (T2iAdapter.Features) prepare(picture(height), torch);
                    sum.features(features.all(), weight, soft ? SOFT_FEATURES : EQUAL);
                }
            }
        }
    }

    private boolean isLines() {
        return LINES.stream().anyMatch(module::contains);
    }

    /// The network's answer for a prompt with the colours of the control picture, where the module
    /// is for that. The steps in which the unit acts make no difference, as in the extension.
    Latent coloured(Model model, ControlRepair repair, Latent x, Answer answer) {
        if (!module.contains(COLOURS)) {
            return answer.made;
        }
        long height = (long) downscale * x.height();
        var drawing = Preprocessors.named(module).orElseThrow().drawing(unit.preprocessing(), 0);
        int twice = isSecond(height) && acts(unit.start(), true) ? 2 : 1;
        int reach = ((int) drawing.a()) * twice;
        boolean sharp = module.contains("+sharp") && !answer.positive;
        var origin = repeated(origin(model, picture(height)), x.batch());
        var colours = new ControlRepair.Colours(origin, reach, sharp ? drawing.b() * SHARP : 0);
        return repair.coloured(x, answer.made, colours, unit.weight());
    }

    /// The same with the control picture where its mask keeps it.
    Latent restored(Model model, ControlRepair repair, Latent x, Latent made) {
        var map = picture((long) downscale * x.height());
        if (!module.contains(KEEPS) || map.mask().isEmpty()) {
            return made;
        }
        var origin = origin(model, map);
        var mask = spread(map.painted(origin), origin.channels());
        return repair.restored(
                x, made, repeated(origin, x.batch()), repeated(mask, x.batch()), unit.weight());
    }

    /// @param positive whether it is for the prompt, not the negative prompt
    record Answer(Latent made, boolean positive) {}

    private static Latent spread(Latent plane, int channels) {
        var result = plane;
        for (int i = 1; i < channels; i++) {
            result = result.beside(plane);
        }
        return result;
    }

    private static Latent repeated(Latent one, int batch) {
        return Latent.stack(Collections.nCopies(batch, one));
    }

    private Latent origin(Model model, ControlPicture map) {
        return origins.computeIfAbsent(map, it -> new ImageEncoder(model).encode(it.picture()));
    }

    /// A finished picture with what the unit lays over it.
    Bitmap finished(Bitmap made) {
        var map = second.orElse(first);
        if (module.contains(KEEPS) && map.mask().isPresent()) {
            return ControlFinish.kept(made, map);
        }
        return switch (module) {
            case "recolor_luminance" -> ControlFinish.lit(made, map);
            case "recolor_intensity" -> ControlFinish.bright(made, map);
            default -> made;
        };
    }

    private ControlNetwork.PreparedImage prepare(ControlPicture picture, Torch torch) {
        if (!seen.containsKey(picture)) {
            try (var pixels = picture.tensor(torch)) {
                seen.put(picture, network.prepare(pixels));
            }
        }
        return Objects.requireNonNull(seen.get(picture));
    }

    private static float[] ones(int count) {
        var ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Tensor plane(Torch torch, Bitmap grey) {
        var values = new float[grey.width() * grey.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (grey.bytes()[i] & 0xFF) / 255f;
        }
        return torch.floats(values, 1, 1, grey.height(), grey.width());
    }

    @Override
    public void close() {
        seen.values().forEach(ControlNetwork.PreparedImage::close);
    }
}
