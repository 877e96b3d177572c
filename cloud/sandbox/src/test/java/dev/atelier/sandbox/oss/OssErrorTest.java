package dev.atelier.sandbox.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.oss.OSSErrorCode;
import dev.atelier.sandbox.oss.wire.OssError;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The catalogue beside the vendor's own.
class OssErrorTest {
    /// From the vendor's pages: its SDK for Java has no constants of these.
    private static final Set<String> OF_PAGES_ONLY =
            Set.of(
                    "BadRequest",
                    "FieldItemTooLong",
                    "ImageTooLarge",
                    "IncorrectNumberOfFilesInPOSTRequest",
                    "InvalidTag",
                    "InvalidTargetType",
                    "InvalidURI",
                    "MalformedPOSTRequest",
                    "MethodNotAllowed",
                    "NotSymlink",
                    "QpsLimitExceeded");

    @Test
    void codesAreThoseOfTheVendorsSdk() throws IllegalAccessException {
        var known = new HashSet<String>();
        for (var field : OSSErrorCode.class.getFields()) {
            known.add(String.valueOf(field.get(null)));
        }
        var others =
                Arrays.stream(OssError.values())
                        .map(OssError::code)
                        .filter(code -> !known.contains(code))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(new TreeSet<>(OF_PAGES_ONLY), others);
    }

    @Test
    void eachCodeStandsOnce() {
        var codes =
                Arrays.stream(OssError.values()).map(OssError::code).collect(Collectors.toSet());

        assertEquals(OssError.values().length, codes.size());
        for (var error : OssError.values()) {
            assertTrue(error.status() >= 400 && error.status() < 600, error.code());
        }
    }
}
