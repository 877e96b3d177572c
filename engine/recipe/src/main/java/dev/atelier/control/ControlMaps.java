package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Region;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;

/// From a control picture to the map that a ControlNet sees, as sd-webui-controlnet 1.1.455 makes
/// it.
public final class ControlMaps {
    /// With fewer colours than this a map is one of areas, whose colours may not mix.
    private static final int FEW_COLOURS = 200;

    private static final int DARK = 16;
    private static final int LIGHT = 240;

    /// Without networks.
    public static final ControlMaps PLAIN = new ControlMaps(new NoNetworks());

    private final MapNetworks networks;

    /// @param networks those that draw maps
    public ControlMaps(MapNetworks networks) {
        this.networks = networks;
    }

    /// The preprocessor of a unit.
    ///
    /// @throws InvalidValueException if there is none of that name, or it is not drawn here
    public Preprocessor preprocessor(String module) {
        var found =
                Preprocessors.named(module)
                        .orElseThrow(() ->
                                new InvalidValueException(Message.of("control.unknown", module)));
        var missing = missing(found);
        if (missing.isPresent()) {
            throw new InvalidValueException(missing.get());
        }
        return found;
    }

    /// Whether a preprocessor is drawn here.
    public boolean available(Preprocessor preprocessor) {
        return missing(preprocessor).isEmpty();
    }

    /// Why a preprocessor is not drawn here, and what to do, without a full stop; empty where it
    /// is.
    public Optional<Message> missing(Preprocessor preprocessor) {
        var label = preprocessor.label();
        return switch (preprocessor.way()) {
            case MapMethod.Computed _ -> Optional.empty();
            case MapMethod.Network network when networks.has(network) -> Optional.empty();
            case MapMethod.Network network ->
                    Optional.of(
                            Message.of("control.weights", label, network.file(), place(network)));
            case MapMethod.Unavailable(String file) when file.isEmpty() ->
                    Optional.of(Message.of("control.network", label));
            case MapMethod.Unavailable(String file) ->
                    Optional.of(Message.of("control.network-file", label, file));
            case MapMethod.NoMap _ when preprocessor.name().startsWith("reference") ->
                    Optional.of(Message.of("control.reference", label));
            case MapMethod.NoMap _ -> Optional.of(Message.of("control.no-map", label));
        };
    }

    private String place(MapMethod.Network network) {
        return networks.folder(network)
                .map(Path::toString)
                .orElse("annotator/downloads/" + network.folder());
    }

    /// The map of a picture, of a size of its own.
    ///
    /// @throws IllegalStateException if it is not [#available]
    public Bitmap map(Preprocessor preprocessor, Bitmap picture, Drawing drawing) {
        var seen = preprocessor.takesMask() ? picture : Colours.three(picture);
        return switch (preprocessor.way()) {
            case MapMethod.Computed(var draws) -> draws.map(seen, drawing);
            case MapMethod.Network network -> {
                var map =
                        WorkingImage.padded(
                                seen,
                                drawing.resolution(),
                                it -> networks.map(preprocessor, it, drawing));
                yield network.finishes().map(Colours.three(map), drawing);
            }
            case MapMethod.Unavailable _, MapMethod.NoMap _ ->
                    throw new IllegalStateException(missing(preprocessor).orElseThrow().english());
        };
    }

    /// The map of a picture, of a size of its own.
    ///
    /// @param size of the picture to be made
    /// @param seed of the picture to be made
    /// @throws InvalidValueException as of [#preprocessor], or when the weights of a network cannot
    ///   be used
    public Bitmap drawn(Preprocessing wanted, Bitmap picture, Size size, long seed) {
        var preprocessor = preprocessor(wanted.module());
        var drawing = preprocessor.drawing(wanted, seed);
        return map(
                preprocessor,
                picture,
                wanted.pixelPerfect()
                        ? drawing.withResolution(perfect(picture, wanted.fit(), size))
                        : drawing);
    }

    /// The map at the size of the picture to be made: [#drawn] and [#fitted].
    public Bitmap made(Preprocessing wanted, Bitmap picture, Size size, long seed) {
        return fitted(drawn(wanted, picture, size, seed), wanted.fit(), size);
    }

    /// The resolution at which one pixel of the map will be one of the picture.
    public static int perfect(Bitmap picture, Fit fit, Size size) {
        double down = (double) size.height() / picture.height();
        double across = (double) size.width() / picture.width();
        double scale = fit == Fit.FILL ? Math.min(down, across) : Math.max(down, across);
        return (int) Math.rint(scale * Math.min(picture.width(), picture.height()));
    }

    /// A map brought to a size (the extension's `detectmap_proc`). A fourth channel is a mask and
    /// stays black and white.
    public static Bitmap fitted(Bitmap map, Fit fit, Size size) {
        var colours = map.channels() == 4 ? map : Colours.three(map);
        double down = (double) size.height() / map.height();
        double across = (double) size.width() / map.width();
        return switch (fit) {
            case STRETCH -> resized(colours, size.width(), size.height());
            case CROP -> cropped(scaled(colours, Math.max(down, across)), size);
            case FILL -> filled(colours, scaled(colours, Math.min(down, across)), size);
        };
    }

    private static Bitmap scaled(Bitmap map, double scale) {
        return resized(
                map,
                Math.max(1, (int) Math.rint(map.width() * scale)),
                Math.max(1, (int) Math.rint(map.height() * scale)));
    }

    private static Bitmap cropped(Bitmap map, Size size) {
        int left = Math.max(0, (map.width() - size.width()) / 2);
        int top = Math.max(0, (map.height() - size.height()) / 2);
        return map.crop(new Region(left, top, size.width(), size.height()));
    }

    private static Bitmap filled(Bitmap whole, Bitmap map, Size size) {
        var ground = Border.colour(whole);
        var bytes = new byte[size.width() * size.height() * ground.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ground[i % ground.length];
        }
        var background = new Bitmap(size.width(), size.height(), ground.length, bytes);
        return background.with(
                map,
                Math.max(0, (size.width() - map.width()) / 2),
                Math.max(0, (size.height() - map.height()) / 2));
    }

    private static Bitmap resized(Bitmap map, int width, int height) {
        if (map.channels() != 4) {
            return map.isSize(width, height) ? map : resizedColours(map, width, height);
        }
        var colours = Colours.withoutAlpha(map);
        var mask = map.channel(3);
        boolean same = map.isSize(width, height);
        return Colours.withAlpha(
                same ? colours : resizedColours(colours, width, height),
                (same ? mask : like(mask, colours(colours), width, height))
                        .map(v -> v > 127 ? 255 : 0));
    }

    private static Bitmap resizedColours(Bitmap map, int width, int height) {
        int colours = colours(map);
        var resized = like(map, colours, width, height);
        if (colours != 2 || !isBlackAndWhite(map)) {
            return resized;
        }
        var grey = mean(resized);
        boolean grows = (long) width * height > (long) map.width() * map.height();
        return Colours.three(
                ThinLines.arePixels(map) ? ThinLines.thin(grey, grows) : ThinLines.sharp(grey));
    }

    /// @param colours how many there are, which decides how they may mix
    private static Bitmap like(Bitmap map, int colours, int width, int height) {
        if (colours > 2 && colours < FEW_COLOURS) {
            return CvResize.nearest(map, width, height);
        }
        boolean smaller = (long) width * height < (long) map.width() * map.height();
        return smaller ? CvResize.area(map, width, height) : CvResize.cubic(map, width, height);
    }

    /// How many different colours there are, counted as far as [#FEW_COLOURS].
    private static int colours(Bitmap map) {
        var seen = new HashSet<Integer>();
        var bytes = map.bytes();
        int last = -1;
        for (int at = 0; at < bytes.length && seen.size() < FEW_COLOURS; at += 3) {
            int colour =
                    ((bytes[at] & 0xFF) << 16)
                            | ((bytes[at + 1] & 0xFF) << 8)
                            | (bytes[at + 2] & 0xFF);
            if (colour != last) {
                seen.add(colour);
                last = colour;
            }
        }
        return seen.size();
    }

    private static boolean isBlackAndWhite(Bitmap map) {
        int least = 255;
        int most = 0;
        for (byte value : map.bytes()) {
            least = Math.min(least, value & 0xFF);
            most = Math.max(most, value & 0xFF);
        }
        return least < DARK && most > LIGHT;
    }

    private static Bitmap mean(Bitmap map) {
        var result = new byte[map.width() * map.height()];
        for (int i = 0; i < result.length; i++) {
            int sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += map.bytes()[3 * i + c] & 0xFF;
            }
            result[i] = (byte) (sum / 3);
        }
        return new Bitmap(map.width(), map.height(), 1, result);
    }
}
