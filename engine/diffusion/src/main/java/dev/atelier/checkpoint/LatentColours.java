package dev.atelier.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A linear map from the channels of a latent, as the UNet sees it, to red, green and blue in [-1,
/// 1]: what live previews are made with.
///
/// A file of a model says its own in the metadata under [#METADATA_KEY], as JSON: one array of
/// three numbers for each channel, and one more for what is added, which may be left out. A1111's
/// for SD1 would read
/// `[[0.298,0.207,0.208],[0.187,0.286,0.173],[-0.158,0.189,0.264],[-0.184,-0.271,-0.473],[0,0,0]]`.
///
/// @param rows a row of three numbers for each channel, and a last one for what is added
public record LatentColours(List<List<Double>> rows) {
    /// Where a safetensors file keeps them.
    public static final String METADATA_KEY = "atelier.latent_rgb_factors";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CHANNELS = 64;

    public LatentColours {
        rows = rows.stream().map(List::copyOf).toList();
        if (rows.stream().anyMatch(row -> row.size() != 3)) {
            throw new IllegalArgumentException("latent colours: expected rows of three numbers");
        }
    }

    /// Of the latents.
    public int channels() {
        return rows.size() - 1;
    }

    /// Those that a file says; empty where it says none, or none that fit.
    ///
    /// @param channels of the latents
    public static Optional<LatentColours> in(Map<String, String> metadata, int channels) {
        return Optional.ofNullable(metadata.get(METADATA_KEY)).flatMap(it -> read(it, channels));
    }

    /// Reads JSON; empty for a text that is not this.
    public static Optional<LatentColours> read(String text, int channels) {
        try {
            var rows = new ArrayList<List<Double>>();
            for (var row : JSON.readTree(text)) {
                rows.add(numbers(row));
            }
            if (rows.size() == channels) {
                rows.add(List.of(0.0, 0.0, 0.0));
            }
            boolean fits =
                    rows.size() == channels + 1
                            && channels <= MOST_CHANNELS
                            && rows.stream().allMatch(row -> row.size() == 3);
            return fits ? Optional.of(new LatentColours(rows)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<Double> numbers(JsonNode row) {
        var numbers = new ArrayList<Double>();
        for (var number : row) {
            if (number.isNumber() && Double.isFinite(number.asDouble())) {
                numbers.add(number.asDouble());
            }
        }
        return numbers;
    }

    /// As a file keeps them.
    public String json() {
        return rows.toString().replace(" ", "");
    }

    /// To bytes instead of [-1, 1].
    public double[][] bytes() {
        var bytes = new double[rows.size()][3];
        for (int r = 0; r < bytes.length; r++) {
            for (int c = 0; c < 3; c++) {
                bytes[r][c] = rows.get(r).get(c) * 127.5 + (r == channels() ? 127.5 : 0);
            }
        }
        return bytes;
    }

    /// The inverse of [#bytes()].
    public static LatentColours ofBytes(double[][] bytes) {
        var rows = new ArrayList<List<Double>>();
        for (int r = 0; r < bytes.length; r++) {
            var row = new ArrayList<Double>();
            for (double value : bytes[r]) {
                row.add((value - (r == bytes.length - 1 ? 127.5 : 0)) / 127.5);
            }
            rows.add(row);
        }
        return new LatentColours(rows);
    }
}
