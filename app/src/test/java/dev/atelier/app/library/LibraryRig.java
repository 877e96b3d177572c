package dev.atelier.app.library;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PngText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// A library in a folder, with pictures as other programs write them.
final class LibraryRig implements AutoCloseable {
    final Path data;
    final Path pictures;
    final Tasks tasks = new Tasks(Runnable::run);
    final LibraryIndex index;
    final Library library;

    LibraryRig(Path root) throws IOException {
        data = root.resolve("data");
        pictures = Files.createDirectories(root.resolve("pictures"));
        index = LibraryIndex.open(data);
        library =
                new Library(
                        index,
                        Settings.open(data.resolve("settings"), tasks),
                        pictures,
                        Buckets.none());
    }

    /// A PNG with an infotext, as A1111 writes it.
    static byte[] png(String infotext, int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return PngText.write(out.toByteArray(), Map.of("parameters", infotext));
    }

    static String infotext(String prompt, long seed, String more) {
        return prompt
                + "\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: "
                + seed
                + ", Size: 64x96, "
                + more;
    }

    /// A picture made on a day.
    Path picture(String name, String prompt, long seed, String day) throws IOException {
        return picture(name, infotext(prompt, seed, "Model: v1-5"), day);
    }

    Path picture(String name, String infotext, String day) throws IOException {
        var file = pictures.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, png(infotext, 64, 96));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(day + "T12:00:00Z")));
        return file;
    }

    void scan() throws IOException {
        for (var source : library.sources()) {
            library.scan(source, new Cancellation());
        }
        index.write(it -> {});
    }

    List<Entry> found(String query) throws IOException {
        return index.entries(
                index.search(LibraryQuery.parse(query), Sort.OLDEST, Grouping.NONE).ids());
    }

    /// The names of what is found, oldest first.
    String names(String query) throws IOException {
        return String.join(" ", found(query).stream().map(Entry::name).toList());
    }

    SourceState state(Path folder) throws IOException {
        return index.sources().stream()
                .filter(it -> it.source().equals(new Source.Folder(folder)))
                .findFirst()
                .orElseThrow();
    }

    static Recipe recipe(String prompt, long seed) {
        return Recipe.of(prompt, new Size(64, 96)).withSeed(Seed.of(seed));
    }

    static List<Long> ids(Entry... entries) {
        return Arrays.stream(entries).map(Entry::id).toList();
    }

    @Override
    public void close() throws IOException {
        index.close();
        tasks.close();
    }
}
