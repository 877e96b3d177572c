package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The segments of a JPEG (ITU-T T.81, B.1.1.2) in front of its pixels. Any number of fill bytes
/// may stand in front of a marker, and some markers stand alone.
final class JpegSegments {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;

    private JpegSegments() {}

    /// @param from where it begins, fill bytes included
    /// @param marker the byte behind 0xFF
    /// @param data where its content begins
    /// @param end behind its last byte
    record Segment(int from, int marker, int data, int end) {
        boolean startsWith(byte[] picture, byte[] mark) {
            return end - data >= mark.length
                    && Arrays.equals(picture, data, data + mark.length, mark, 0, mark.length);
        }
    }

    static boolean isJpeg(byte[] b) {
        return b.length > 3 && (b[0] & 0xFF) == 0xFF && (b[1] & 0xFF) == 0xD8;
    }

    /// All of them in order.
    ///
    /// @throws IOException when the file ends in front of its pixels
    static List<Segment> of(byte[] picture) throws IOException {
        var segments = new ArrayList<Segment>();
        int at = 2;
        while (true) {
            int mark = at;
            while (mark < picture.length && (picture[mark] & 0xFF) == 0xFF) {
                mark++;
            }
            if (mark == at || mark >= picture.length) {
                throw cut();
            }
            int marker = picture[mark] & 0xFF;
            if (marker == START_OF_SCAN || marker == END) {
                return segments;
            }
            boolean alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
            int end = alone ? mark + 1 : mark + 1 + length(picture, mark + 1);
            segments.add(new Segment(at, marker, alone ? end : mark + 3, end));
            at = end;
        }
    }

    private static int length(byte[] picture, int at) throws IOException {
        if (at + 2 > picture.length) {
            throw cut();
        }
        int length = (picture[at] & 0xFF) << 8 | (picture[at + 1] & 0xFF);
        if (length < 2 || at + length > picture.length) {
            throw cut();
        }
        return length;
    }

    private static IOException cut() {
        return new MessageException(Message.of("picture.no-jpeg", Message.of("picture.cut")));
    }
}
