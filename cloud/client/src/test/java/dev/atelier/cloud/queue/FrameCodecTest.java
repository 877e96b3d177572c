package dev.atelier.cloud.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Bytes that the vendor's own generated code wrote (Python, protobuf).
class FrameCodecTest {
    private static final String ONE = "08ac02120d0a077461736b5f6964120274301a027b7d";
    private static final String WITH_MESSAGE = "080112060a01621201321a017822016d";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static void same(Frame expected, Frame found) {
        assertEquals(expected.index(), found.index());
        assertEquals(expected.tags(), found.tags());
        assertArrayEquals(expected.data(), found.data());
        assertEquals(expected.message(), found.message());
    }

    private static Frame frame(long index, Map<String, String> tags, String data, String message) {
        return new Frame(index, tags, data.getBytes(StandardCharsets.UTF_8), message);
    }

    @Test
    void readsAndWritesTheVendorsBytes() throws IOException {
        var one = frame(300, Map.of("task_id", "t0"), "{}", "");
        same(one, FrameCodec.frame(hex(ONE)));
        assertArrayEquals(hex(ONE), FrameCodec.bytes(one));
        var failed = frame(1, Map.of("b", "2"), "x", "m");
        same(failed, FrameCodec.frame(hex(WITH_MESSAGE)));
        assertArrayEquals(hex(WITH_MESSAGE), FrameCodec.bytes(failed));
    }

    @Test
    void readsListsAndAttributes() throws IOException {
        var list = FrameCodec.frames(hex("0a16" + ONE));
        assertEquals(1, list.size());
        same(frame(300, Map.of("task_id", "t0"), "{}", ""), list.getFirst());
        assertEquals(Map.of("k", "v"), FrameCodec.attributes(hex("0a060a016b120176")));
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() throws IOException {
        // Field 9 as varint, 10 as bytes, 11 as 64 and 12 as 32 bits, before and between.
        var strange = "4807" + "5202abcd" + "590102030405060708" + "6501020304";
        same(FrameCodec.frame(hex(ONE)), FrameCodec.frame(hex(strange + ONE + strange)));
    }

    @Test
    void refusesDamagedBytes() {
        var whole = hex(ONE);
        for (int length = 1; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            boolean betweenFields = length == 3 || length == 18;
            if (!betweenFields) {
                var refusal =
                        assertThrows(
                                MessageException.class,
                                () -> FrameCodec.frame(cut),
                                "cut at " + length);
                assertEquals("不是队列的帧：内容不完整", refusal.reason().in(Locale.SIMPLIFIED_CHINESE));
            }
        }
        var random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                FrameCodec.frames(bytes);
            } catch (IOException e) {
                assertNotNull(e); // and nothing else
            }
        }
    }
}
