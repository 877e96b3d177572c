package dev.atelier.cloud.oss.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OssAddressTest {
    @Test
    void readsBucketsAndKeys() {
        assertEquals(new OssAddress("boats", ""), OssAddress.parse("oss://boats"));
        assertEquals(new OssAddress("boats", ""), OssAddress.parse("oss://boats/"));
        assertEquals(
                new OssAddress("boats", "a b/中文?#.png"),
                OssAddress.parse("oss://boats/a b/中文?#.png"));
        assertEquals("oss://boats/a/b", OssAddress.parse("oss://boats/a/b").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "boats/a.png",
                "oss:///a.png",
                "oss://<examplebucket>/a.png",
                "oss://Boats/a",
                "oss://boats//a",
                "oss://-boats/a",
                "s3://boats/a"
            })
    void refusesWhatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> OssAddress.parse(text));
    }
}
