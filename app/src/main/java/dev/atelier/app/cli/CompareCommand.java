package dev.atelier.app.cli;

import dev.atelier.app.compare.ComparedPicture;
import dev.atelier.app.compare.Comparison;
import dev.atelier.app.compare.PictureDifference;
import dev.atelier.app.compare.PictureDifference.Grade;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How alike two pictures are, and which of their settings differ.
@Command(
        name = "compare",
        description = {
            "Compare two pictures: identical pixels, largest difference, PSNR and SSIM, and the settings that differ, the likeliest cause first.",
            "The grade is \"bit-exact\" where every pixel is equal, \"visually the same\" from 40 dB and an SSIM of 0.98 on, else \"different\"."
        })
final class CompareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "A", description = "PNG, JPEG or WebP.")
    private Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The other.")
    private Path b = Path.of("");

    @Option(names = "--json", description = "Print the numbers and the differences as JSON.")
    private boolean json;

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var comparison = Comparison.of(ComparedPicture.read(a), ComparedPicture.read(b));
        if (json) {
            terminal.out().println(JsonText.of(object(comparison)));
        } else {
            print(comparison);
        }
        return ExitCode.OK;
    }

    private void print(Comparison it) {
        var out = terminal.out();
        out.println(words(it.grade()));
        it.difference()
                .ifPresentOrElse(
                        this::print,
                        () ->
                                out.println(
                                        "The sizes differ: "
                                                + it.a().size()
                                                + " and "
                                                + it.b().size()
                                                + ". Pixels were not compared."));
        if (!it.hasFields()) {
            out.println("At least one of the files does not say how it was made.");
        }
        for (var cause : it.causes()) {
            out.println("%s: %s | %s".formatted(cause.name(), shown(cause.a()), shown(cause.b())));
        }
        if (!it.same().isEmpty()) {
            out.println("Same: " + String.join(", ", it.same()));
        }
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(none)" : value.replace('\n', ' ');
    }

    private void print(PictureDifference difference) {
        var out = terminal.out();
        out.println(number("Identical pixels:    %.4f %%", 100 * difference.identical()));
        out.println("Largest difference:  " + difference.largest() + " of 255");
        out.println(
                "PSNR:                "
                        + (Double.isInfinite(difference.psnr())
                                ? "infinite"
                                : number("%.2f dB", difference.psnr())));
        out.println(
                "SSIM:                "
                        + difference.ssim().stream()
                                .mapToObj(ssim -> number("%.5f", ssim))
                                .findFirst()
                                .orElse("not defined below 11 pixels"));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String words(Grade grade) {
        return switch (grade) {
            case BIT_EXACT -> "Bit-exact";
            case VISUALLY_THE_SAME -> "Visually the same";
            case DIFFERENT -> "Different";
        };
    }

    private static Map<String, Object> object(Comparison it) {
        var object = new LinkedHashMap<String, Object>();
        object.put("grade", it.grade().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        it.difference()
                .ifPresent(difference -> {
                    object.put("identical", difference.identical());
                    object.put("largest", difference.largest());
                    if (!Double.isInfinite(difference.psnr())) {
                        object.put("psnr", difference.psnr());
                    }
                    difference.ssim().ifPresent(ssim -> object.put("ssim", ssim));
                });
        object.put("sizes", List.of(it.a().size(), it.b().size()));
        object.put("differences", it.causes().stream().map(CompareCommand::object).toList());
        object.put("same", it.same());
        return object;
    }

    private static Map<String, Object> object(Comparison.Cause cause) {
        var object = new LinkedHashMap<String, Object>();
        object.put("field", cause.name());
        object.put("a", cause.a());
        object.put("b", cause.b());
        return object;
    }
}
