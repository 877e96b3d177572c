package dev.atelier.recipe.infotext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The size of a picture from the head of its file.
final class PictureSize {
    private static final int LEAST = 30;

    private PictureSize() {}

    static Optional<int[]> of(byte[] picture) throws IOException {
        if (JpegSegments.isJpeg(picture)) {
            return jpeg(picture);
        }
        if (Heif.is(picture)) {
            return Heif.size(picture);
        }
        if (picture.length < LEAST) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(picture);
        if (PictureText.isWebp(picture)) {
            return webp(picture, bytes.order(ByteOrder.LITTLE_ENDIAN));
        }
        return PictureText.four(picture, 12).equals("IHDR")
                ? Optional.of(new int[] {bytes.getInt(16), bytes.getInt(20)})
                : Optional.empty();
    }

    /// From the first frame header, of which there are many kinds.
    private static Optional<int[]> jpeg(byte[] picture) throws IOException {
        for (var segment : JpegSegments.of(picture)) {
            int marker = segment.marker();
            boolean frame =
                    marker >= 0xC0
                            && marker <= 0xCF
                            && marker != 0xC4
                            && marker != 0xC8
                            && marker != 0xCC;
            if (frame && segment.end() - segment.data() >= 5) {
                var bytes = ByteBuffer.wrap(picture);
                int height = bytes.getShort(segment.data() + 1) & 0xFFFF;
                int width = bytes.getShort(segment.data() + 3) & 0xFFFF;
                return Optional.of(new int[] {width, height});
            }
        }
        return Optional.empty();
    }

    private static Optional<int[]> webp(byte[] picture, ByteBuffer bytes) {
        return switch (PictureText.four(picture, 12)) {
            case "VP8X" ->
                    Optional.of(
                            new int[] {
                                1 + (bytes.getInt(24) & 0xFFFFFF), 1 + (bytes.getInt(26) >>> 8)
                            });
            case "VP8 " ->
                    Optional.of(
                            new int[] {bytes.getShort(26) & 0x3FFF, bytes.getShort(28) & 0x3FFF});
            case "VP8L" -> {
                int bits = bytes.getInt(21);
                yield Optional.of(new int[] {1 + (bits & 0x3FFF), 1 + ((bits >>> 14) & 0x3FFF)});
            }
            default -> Optional.empty();
        };
    }
}
