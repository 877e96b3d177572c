package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Deployment.Phase;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/// What of a deployment outlives the program: when it was begun, and each state with its beginning,
/// such as `2026-11-30T22:00:00Z Creating=2026-11-30T22:00:01Z`. An update says so after the first.
final class KeptDeployment {
    private static final String UPDATE = "update";

    private KeptDeployment() {}

    static String write(Deployment it) {
        var text = new StringBuilder(it.begun().toString());
        if (it.update()) {
            text.append(' ').append(UPDATE);
        }
        for (var stage : it.stages()) {
            var word = URLEncoder.encode(stage.word(), StandardCharsets.UTF_8);
            text.append(' ').append(word).append('=').append(stage.from());
        }
        return text.toString();
    }

    /// From [#write]; from what is none, a deployment that begins now.
    static Deployment read(String service, String text, Instant now) {
        try {
            var parts = text.split(" ", -1);
            boolean update = parts.length > 1 && parts[1].equals(UPDATE);
            var begun = Instant.parse(parts[0]);
            var it = Deployment.begun(service, update, begun).in(Phase.STARTING, "");
            for (int i = update ? 2 : 1; i < parts.length; i++) {
                int end = parts[i].indexOf('=');
                var word = URLDecoder.decode(parts[i].substring(0, end), StandardCharsets.UTF_8);
                var from = Instant.parse(parts[i].substring(end + 1));
                it = it.seen(word, "", Deployment.Tail.NONE, from);
            }
            return it;
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Deployment.begun(service, false, now).in(Phase.STARTING, ""); // edited by hand
        }
    }
}
