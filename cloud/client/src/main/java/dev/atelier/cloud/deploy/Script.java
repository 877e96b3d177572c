package dev.atelier.cloud.deploy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A container's command line, with flags written `--port=8000` or `--port 8000`.
public record Script(String text) {
    /// Where Alibaba's images keep the webui; relative folders start here.
    public static final String HOME = "/code/stable-diffusion-webui";

    public boolean has(String flag) {
        return matcher(flag).find();
    }

    /// The value behind a flag.
    public Optional<String> value(String flag) {
        var matcher = matcher(flag);
        var found = Optional.<String>empty();
        while (matcher.find()) { // argparse takes the last
            var value = matcher.group(1);
            found = Optional.ofNullable(value).filter(v -> !v.startsWith("--"));
        }
        return found;
    }

    public Optional<Integer> port() {
        return value("--port").filter(v -> v.matches("\\d{1,5}")).map(Integer::valueOf);
    }

    /// The folder of models and results, absolute.
    public Optional<String> dataDir() {
        return value("--data-dir")
                .map(dir -> dir.startsWith("/") ? dir : HOME + "/" + dir)
                .map(Mount::normalised);
    }

    /// The same with something more at its end.
    public Script plus(String words) {
        return new Script(text.stripTrailing() + " " + words);
    }

    /// The same without a flag that takes no value.
    public Script minus(String flag) {
        return new Script(
                text.replaceAll("(^|\\s)" + Pattern.quote(flag) + "(?=\\s|$)", "").strip());
    }

    /// The same with another value behind a flag that is there.
    public Script with(String flag, String value) {
        return new Script(
                text.replaceAll(
                        "(?<=^|\\s)(" + Pattern.quote(flag) + ")(=|\\s+)\\S+",
                        "$1$2" + Matcher.quoteReplacement(value)));
    }

    private Matcher matcher(String flag) {
        return Pattern.compile(
                        "(?<=^|[\\s;&])"
                                + Pattern.quote(flag)
                                + "(?:(?:=|\\s+)([^\\s;&]+)|(?=\\s|;|&|$))")
                .matcher(text);
    }
}
