package dev.atelier.webui;

import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.webui.request.PictureFormat;
import dev.atelier.webui.request.WebuiError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where `save_images` puts pictures, under A1111's names (`images.save_image` of v1.10.1):
/// `txt2img-images/DATE/00000-SEED.png`, and grids as `txt2img-grids/DATE/grid-0000.png`. Numbers
/// go on from the highest in the folder; no file is ever replaced.
public final class OutputFolder {
    private static final Logger LOG = LoggerFactory.getLogger(OutputFolder.class);
    private static final Pattern PICTURE = Pattern.compile("(\\d{1,9})(-.*)?\\.\\w+");
    private static final Pattern GRID = Pattern.compile("grid-(\\d{1,9})(-.*)?\\.\\w+");

    private final Path root;
    private final InstantSource clock;

    /// @param root created when the first picture is saved
    /// @param clock says the day
    public OutputFolder(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /// Saves pictures, and a grid of several. Blocks.
    ///
    /// @throws dev.atelier.webui.request.ApiException where they cannot be written
    void save(List<Picture> pictures, boolean fromPicture, PictureFormat format) {
        var mode = fromPicture ? "img2img" : "txt2img";
        try {
            for (var picture : pictures) {
                var end =
                        "-%s.%s".formatted(picture.recipe().seed().value(), format.kind().ending());
                write(mode + "-images", PICTURE, "%05d" + end, Pictures.file(picture, format));
            }
            if (pictures.size() > 1) {
                var text = Map.of(PngText.PARAMETERS, Pictures.infotext(pictures.getFirst()));
                var grid = Pictures.file(Pictures.grid(pictures), text, format);
                write(mode + "-grids", GRID, "grid-%04d." + format.kind().ending(), grid);
            }
        } catch (IOException e) {
            LOG.error("Pictures cannot be saved in {}: {}", root, e.toString());
            throw WebuiError.NOT_SAVED.exception();
        }
    }

    private void write(String kind, Pattern numbered, String name, byte[] bytes)
            throws IOException {
        var day = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        var folder = root.resolve(kind).resolve(day.toString());
        Files.createDirectories(folder);
        for (long number = next(folder, numbered); ; number++) {
            var file = folder.resolve(name.formatted(number));
            if (create(file, bytes)) {
                LOG.info("Saved {}", file);
                return;
            }
        }
    }

    private static boolean create(Path file, byte[] bytes) throws IOException {
        try {
            WholeFile.create(file, bytes);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static long next(Path folder, Pattern numbered) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> numbered.matcher(String.valueOf(file.getFileName())))
                    .flatMap(it ->
                            it.matches()
                                    ? Optional.of(Long.parseLong(it.group(1))).stream()
                                    : Optional.<Long>empty().stream())
                    .max(Long::compare)
                    .map(highest -> highest + 1)
                    .orElse(0L);
        }
    }
}
