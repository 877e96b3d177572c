package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Refiner;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The order is that of Python's `packaging.version`, after A1111 has cut the text at its second
/// hyphen.
class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "v1.6.0-RC-67-g1a2b3c4d, v1.6.0",
        "v1.6.0-RC, v1.6.0-2-g4afaaf8a",
        "1.6.0rc1, 1.6.0rc2",
        "v1.6.0-dev-3-gabc, v1.6.0-RC-1-gabc",
        "v1.6.0, v1.6.0-2-g4afaaf8a",
        "v1.7.0-224-gabc, v1.7.0-225-ge8d30a1",
        "v1.7.0-RC-300-gabc, v1.7.0-225-ge8d30a1",
        "v1.8.0-RC-5-gabc, v1.8.0",
        "v1.9.4, v1.10.0-RC-1-gabc",
        "v1.6, v1.6.1"
    })
    void isOlder(String older, String newer) {
        assertTrue(
                A1111Version.parse(older)
                        .orElseThrow()
                        .before(A1111Version.parse(newer).orElseThrow()),
                older + " before " + newer);
    }

    @Test
    void otherProgramsVersionsAreNone() {
        assertEquals(Optional.empty(), A1111Version.parse("f2.0.1v1.10.1-previous-669-gdfdcbab6"));
        assertEquals(Optional.empty(), A1111Version.parse("Fooocus v2.5.5"));
        assertEquals(Optional.empty(), A1111Version.parse("ComfyUI"));
    }

    /// A1111 before 1.8 switched by steps, release candidates of 1.8 too.
    @Test
    void everyRuleCountsCandidatesAsOlder() {
        var text =
                "a\\nSteps: 5, Sampler: Euler, Seed: 1, Size: 64x64, Refiner: xl [abc], Refiner switch at: 0.8, Version: v1.8.0-RC-3-gabc"
                        .translateEscapes();
        var recipe = InfotextReader.read(text).recipe();
        assertEquals(Optional.of(true), recipe.refiner().map(Refiner::bySamplingSteps));
    }
}
