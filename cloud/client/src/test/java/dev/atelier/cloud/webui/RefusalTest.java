package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers without pictures, as AUTOMATIC1111 1.10.1, FastAPI and gateways send them.
class RefusalTest {
    private static final WebuiService PAINTER =
            new WebuiService(URI.create("http://127.0.0.1:9/api/predict/painter"), () -> "secret");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500 | {\"error\":\"OutOfMemoryError\",\"detail\":\"\",\"body\":\"\",\"errors\":\"\"} | OutOfMemory",
                "500 | {\"error\":\"OutOfMemoryError\",\"detail\":\"\",\"body\":\"\",\"errors\":\"CUDA out of memory. Tried to allocate 2.00 GiB\"} | OutOfMemory",
                "500 | {\"error\":\"RuntimeError\",\"detail\":\"\",\"body\":\"\",\"errors\":\"DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.\"} | OutOfMemory",
                "500 | {\"error\":\"RuntimeError\",\"detail\":\"\",\"body\":\"\",\"errors\":\"mat1 and mat2 shapes cannot be multiplied\"} | Unreachable",
                "500 | Internal Server Error | Unreachable",
                "404 | {\"error\":\"HTTPException\",\"detail\":\"Sampler not found\",\"body\":\"\",\"errors\":\"\"} | BadRecipe",
                "404 | {\"detail\":\"Not Found\"} | Unreachable",
                "404 | `` | Unreachable",
                "450 | the queue of the instance is full | QuotaExceeded"
            })
    void meansWhatItsFieldsSay(int status, String body, String kind) {
        var failure = Refusal.of(status, body, PAINTER);

        assertEquals(kind, failure.getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({"403", "500"})
    void anEmptyBodyIsSaidInTheReadersLanguage(int status) {
        var what = Refusal.of(status, "", PAINTER).what();

        assertTrue(what.english().contains("nothing more"), what.english());
        var chinese = what.in(Locale.SIMPLIFIED_CHINESE);
        assertTrue(chinese.contains("没有更多说明"), chinese);
    }
}
