package dev.atelier.cloud.money;

import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.UnaryOperator;

/// The prices and the limit that the user set, in files of a folder.
///
/// @param own prices of machines
/// @param cap the most to spend
public record Prices(OwnPrices own, SpendingCap cap) {
    private static final String PRICES = "prices.properties";
    private static final String CAP = "cap.properties";

    public static Prices read(Path folder) throws IOException {
        return new Prices(
                OwnPrices.of(properties(folder.resolve(PRICES))),
                SpendingCap.of(properties(folder.resolve(CAP))));
    }

    /// Reads, changes and writes; changes made at the same time in this program wait for each
    /// other, so that none is lost.
    public static synchronized void change(Path folder, UnaryOperator<Prices> change)
            throws IOException {
        change.apply(read(folder)).write(folder);
    }

    private void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        WholeFile.replace(folder.resolve(PRICES), bytes(own.toProperties()));
        WholeFile.replace(folder.resolve(CAP), bytes(cap.toProperties()));
    }

    private static Properties properties(Path file) throws IOException {
        var read = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                read.load(in);
            }
        }
        return read;
    }

    private static byte[] bytes(Properties written) throws IOException {
        var out = new ByteArrayOutputStream();
        written.store(out, null);
        return out.toByteArray();
    }
}
