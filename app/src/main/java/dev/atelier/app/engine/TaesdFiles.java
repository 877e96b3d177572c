package dev.atelier.app.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The files of TAESD, the tiny autoencoder, under the names of its author: `taesd_decoder` and
/// `taesd_encoder`, with `taesdxl` for SDXL.
final class TaesdFiles {
    private static final List<String> ENDINGS = List.of(".safetensors", ".pth", ".pt");

    private TaesdFiles() {}

    private static String lower(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /// The files among some that a model needs: the decoder's and the encoder's, as far as they are
    /// there. Of equal names the first counts, `.safetensors` before the others.
    ///
    /// @param name what they begin with: [dev.atelier.checkpoint.Family#taesd]
    static List<FileVersion> of(List<FileVersion> files, String name) {
        var found = new ArrayList<FileVersion>();
        for (var half : List.of("_decoder", "_encoder")) {
            ENDINGS.stream()
                    .map(ending -> name + half + ending)
                    .flatMap(wanted -> files.stream().filter(it -> lower(it.file()).equals(wanted)))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return List.copyOf(found);
    }
}
