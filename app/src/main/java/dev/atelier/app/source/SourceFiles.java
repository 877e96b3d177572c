package dev.atelier.app.source;

import dev.atelier.app.mask.Margins;
import dev.atelier.app.mask.Mask;
import dev.atelier.file.WholeFile;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.image.Resize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/// Keeps the pictures and masks that recipes start from, each under the hash of its content: what a
/// recipe names stays as it was, in the queue, after a restart, and when the original is edited or
/// deleted. Every method blocks.
public final class SourceFiles {
    private static final int NAME_BYTES = 12;

    private final Path folder;

    /// @param folder made when needed
    public SourceFiles(Path folder) {
        this.folder = folder;
    }

    /// Keeps a picture file as it is, byte by byte.
    ///
    /// @throws IOException with a sentence, when it is no picture or cannot be kept
    public Path keep(Path picture) throws IOException {
        ImageFiles.read(picture); // refuses what the engine could not read
        var name = String.valueOf(picture.getFileName());
        int dot = name.lastIndexOf('.');
        return kept(Files.readAllBytes(picture), dot < 0 ? ".png" : name.substring(dot));
    }

    /// The same under its own name, in a folder of its content's hash.
    ///
    /// @throws IOException as of [#keep]
    public Path keepNamed(Path picture) throws IOException {
        ImageFiles.read(picture);
        var content = Files.readAllBytes(picture);
        var name = String.valueOf(picture.getFileName());
        return kept(content, folder.resolve(hash(content)).resolve(name));
    }

    public Path keep(BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return kept(bytes.toByteArray(), ".png");
    }

    /// Keeps a mask as a grey picture. Three channels, which every program reads alike.
    public Path keep(Mask mask) throws IOException {
        var picture = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                picture.setRGB(x, y, 0x010101 * mask.at(x, y));
            }
        }
        return keep(picture);
    }

    private Path kept(byte[] content, String ending) throws IOException {
        return kept(content, folder.resolve(hash(content) + ending));
    }

    private static Path kept(byte[] content, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        if (Files.notExists(file)) {
            WholeFile.replace(file, content);
        }
        return file;
    }

    private static String hash(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The pixels of a picture, transparency over white, as the engine sees them.
    public static BufferedImage picture(Path file) throws IOException {
        return ImageFiles.read(file).image();
    }

    /// The coverage that a mask file means.
    public static Mask mask(Path file) throws IOException {
        Bitmap luma = ImageFiles.read(file).flattened().luma();
        return new Mask(luma.width(), luma.height(), luma.bytes().clone());
    }

    /// The same brought to a size.
    public static Mask mask(Path file, int width, int height) throws IOException {
        Bitmap luma = ImageFiles.read(file).flattened().luma();
        var sized =
                luma.isSize(width, height)
                        ? luma
                        : Resize.to(luma, width, height, Resize.Filter.BICUBIC);
        return new Mask(width, height, sized.bytes().clone());
    }

    /// A larger picture: the new margins repeat the edge's pixels, so that a model which fills them
    /// in starts from the right colours.
    public static BufferedImage extended(BufferedImage picture, Margins margins) {
        int width = picture.getWidth() + margins.left() + margins.right();
        int height = picture.getHeight() + margins.top() + margins.bottom();
        var larger = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            int fromY = Math.clamp(y - margins.top(), 0, picture.getHeight() - 1);
            for (int x = 0; x < width; x++) {
                int fromX = Math.clamp(x - margins.left(), 0, picture.getWidth() - 1);
                larger.setRGB(x, y, picture.getRGB(fromX, fromY));
            }
        }
        return larger;
    }

    /// A part of a picture.
    public static BufferedImage cropped(BufferedImage picture, Mask.Box part) {
        var cut = new BufferedImage(part.width(), part.height(), BufferedImage.TYPE_INT_RGB);
        var g = cut.createGraphics();
        g.drawImage(picture, -part.x(), -part.y(), null);
        g.dispose();
        return cut;
    }
}
