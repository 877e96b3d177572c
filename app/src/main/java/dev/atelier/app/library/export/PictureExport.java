package dev.atelier.app.library.export;

import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.file.WholeFile;
import dev.atelier.image.ImageFiles;
import dev.atelier.image.LossyImages;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Copies pictures of the library into a folder, in any place. Replaces nothing: a name that is
/// taken gets a number. Blocks.
public final class PictureExport {
    /// Of an object.
    private static final int MOST_BYTES = 512 << 20;

    private final Library library;
    private final Buckets buckets;
    private final Form form;
    private int count;

    /// The format of the copies.
    public enum Format {
        /// As each is; its bytes are not touched.
        SAME,
        PNG,
        JPEG,
        WEBP
    }

    /// What the copies are called.
    public enum Naming {
        /// As the pictures are.
        OWN,
        /// 0001, 0002 and so on.
        NUMBERS
    }

    /// How the copies look.
    ///
    /// @param metadata whether recipe and infotext go along
    /// @param quality of a JPEG or WebP, 1 to 100; a WebP of 100 keeps every pixel as it is
    /// @param longest side in pixels; larger pictures are made smaller, 0 for none
    public record Form(Format format, boolean metadata, int quality, int longest, Naming names) {
        /// Of a JPEG: as A1111 writes them, a little better.
        public static final int QUALITY = 95;

        public Form {
            if (quality < 1 || quality > 100 || longest < 0) {
                throw new IllegalArgumentException("quality " + quality + ", side " + longest);
            }
        }

        /// In full size, under their own names.
        public Form(Format format, boolean metadata) {
            this(format, metadata, QUALITY, 0, Naming.OWN);
        }
    }

    public PictureExport(Library library, Buckets buckets, Form form) {
        this.library = library;
        this.buckets = buckets;
        this.form = form;
    }

    /// Copies one picture.
    ///
    /// @throws IOException with a sentence, when it cannot be read or written
    /// @throws AwayException when it cannot be reached
    public Exported copy(Entry entry, Path folder, Cancellation cancellation)
            throws IOException, AwayException {
        cancellation.requireGoing();
        var place = entry.best();
        var original = content(place.ref());
        var recipe = library.recipe(entry);
        var bytes = converted(original, place.ref().name(), recipe);
        Files.createDirectories(folder);
        var own = place.ref().name();
        var wanted = form.names == Naming.OWN ? own : "%04d.x".formatted(++count);
        var file = write(folder, name(wanted, bytes), bytes);
        return new Exported(entry, file, sha256(bytes), recipe, made(original));
    }

    private static Provenance made(byte[] original) {
        try {
            return Provenance.read(PictureText.read(original));
        } catch (IOException e) {
            return Provenance.NONE;
        }
    }

    private byte[] content(PictureRef ref) throws IOException, AwayException {
        return switch (ref) {
            case PictureRef.LocalFile(var path) -> Files.readAllBytes(path);
            case PictureRef.OssObject(var address) -> {
                try {
                    yield buckets.open(address).read(address, MOST_BYTES);
                } catch (OssStoreException e) {
                    throw AwayException.of(e);
                }
            }
        };
    }

    private byte[] converted(byte[] original, String name, Optional<Recipe> recipe)
            throws IOException {
        var is = ImageFiles.format(original).orElse("");
        var wanted =
                switch (form.format()) {
                    case SAME -> is.equals("jpg") ? "jpg" : "png";
                    case PNG -> "png";
                    case JPEG -> "jpg";
                    case WEBP -> "webp";
                };
        boolean kept = form.metadata() && (form.format() == Format.SAME || is.equals(wanted));
        if (kept && form.longest == 0) {
            return original;
        }
        var whole = ImageFiles.read(original, name).image();
        int side = Math.max(whole.getWidth(), whole.getHeight());
        boolean large = form.longest > 0 && side > form.longest;
        if (kept && !large) {
            return original;
        }
        var image = large ? Thumbs.within(whole, form.longest) : whole;
        var written = form.metadata() ? recipe : Optional.<Recipe>empty();
        return switch (wanted) {
            case "jpg" -> withText(LossyImages.jpeg(image, form.quality), written);
            case "webp" -> withText(LossyImages.webp(image, form.quality), written);
            default -> png(image, written);
        };
    }

    private static byte[] png(BufferedImage image, Optional<Recipe> recipe) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        if (recipe.isEmpty()) {
            return out.toByteArray();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(PngText.PARAMETERS, infotext(recipe.get()));
        texts.put(PngText.RECIPE, RecipeJson.write(recipe.get()));
        return PngText.write(out.toByteArray(), texts);
    }

    /// With the infotext in EXIF's UserComment, as A1111 does.
    private static byte[] withText(byte[] picture, Optional<Recipe> recipe) throws IOException {
        return recipe.isEmpty() ? picture : PictureText.write(picture, infotext(recipe.get()));
    }

    private static String infotext(Recipe recipe) {
        return InfotextWriter.write(recipe, PictureFile.INFOTEXT_VERSION);
    }

    /// With the ending of what the bytes are.
    private static String name(String name, byte[] bytes) {
        var format = ImageFiles.format(bytes);
        int dot = name.lastIndexOf('.');
        var stem = dot <= 0 ? name : name.substring(0, dot);
        return format.map(it -> stem + "." + it).orElse(name);
    }

    private static Path write(Path folder, String name, byte[] bytes) throws IOException {
        int dot = name.lastIndexOf('.');
        var stem = dot <= 0 ? name : name.substring(0, dot);
        var end = dot <= 0 ? "" : name.substring(dot);
        int number = 1;
        var file = folder.resolve(name);
        while (!created(file, bytes)) {
            number++;
            file = folder.resolve(stem + "-" + number + end);
        }
        return file;
    }

    private static boolean created(Path file, byte[] bytes) throws IOException {
        try {
            WholeFile.create(file, bytes);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
