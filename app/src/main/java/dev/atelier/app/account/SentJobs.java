package dev.atelier.app.account;

import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that the command line has sent to asynchronous services and whose pictures are not all
/// saved, a file each, so that they outlive a program that was killed. The studio's are in its
/// queue.
///
/// @param folder of the files; made with the first
public record SentJobs(Path folder) {
    private static final Logger log = LoggerFactory.getLogger(SentJobs.class);

    /// Those of this installation.
    ///
    /// @param data the data folder
    public static SentJobs in(Path data) {
        return new SentJobs(data.resolve("sent"));
    }

    /// The service that jobs go to.
    public record Service(String name, String region) {}

    /// Where the pictures of a job go.
    ///
    /// @param name of its first picture; empty for counted names
    /// @param replaces whether files of that name are replaced
    public record Place(Path folder, Optional<String> name, boolean replaces) {}

    /// A job that is about to be sent; nothing is written before it is.
    public Note begin(Service service, Recipe recipe, Place to) {
        var file = folder.resolve(UUID.randomUUID() + ".json");
        return new Note(file, service, recipe, to);
    }

    /// Those of programs that are gone.
    public List<Note> left() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Note>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
                try {
                    var note = Note.read(file, JsonText.object(Files.readString(file)));
                    if (!note.isUnderWay()) {
                        found.add(note);
                    }
                } catch (IllegalArgumentException e) {
                    log.warn("{} is no note of a job", file, e);
                }
            }
        }
        return List.copyOf(found);
    }

    /// One job. For one thread.
    public static final class Note {
        private final Path file;
        private final Service service;
        private final Recipe recipe;
        private final Place place;
        private final List<String> planned = new ArrayList<>();
        private String request = "";
        private String owner = "";

        private Note(Path file, Service service, Recipe recipe, Place place) {
            this.file = file;
            this.service = service;
            this.recipe = recipe;
            this.place = place;
        }

        public Service service() {
            return service;
        }

        public Recipe recipe() {
            return recipe;
        }

        public Place place() {
            return place;
        }

        /// What the service knows it by; empty before it was sent.
        public Optional<String> request() {
            return Optional.of(request).filter(it -> !it.isEmpty());
        }

        /// The tag that it alone has.
        public String task() {
            return request.split(" ", -1)[0];
        }

        /// Notes what the service knows it by.
        public void submitted(String by) {
            request = by;
            save();
        }

        /// Notes the file of a picture before it is written.
        ///
        /// @param index 0-based, one more than before at most
        public void plan(int index, Path picture) {
            if (index < planned.size()) {
                planned.set(index, picture.toString());
            } else {
                planned.add(picture.toString());
            }
            save();
        }

        /// The file of a picture that an earlier program has saved. Where files are replaced it may
        /// be an older one, and is written again.
        public Optional<Path> saved(int index) {
            return !place.replaces() && index < planned.size()
                    ? Optional.of(Path.of(planned.get(index))).filter(Files::exists)
                    : Optional.empty();
        }

        /// Whether nothing is left to fetch.
        public boolean isWhole() {
            int all = recipe.batch().total();
            return planned.size() >= all
                    && planned.stream().allMatch(it -> Files.exists(Path.of(it)));
        }

        /// All its pictures are saved, or will never be.
        public void over() {
            try {
                Files.deleteIfExists(file);
                WholeFile.discardHalves(file); // of a program that was killed while it wrote
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String self() {
            var self = ProcessHandle.current();
            return self.pid()
                    + " "
                    + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }

        private boolean isUnderWay() {
            var parts = owner.split(" ", -1);
            if (parts.length != 2 || !owner.matches("[0-9]{1,18} [0-9]{1,18}")) {
                return false;
            }
            long started = Long.parseLong(parts[1]);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(it ->
                            it.info().startInstant().map(Instant::toEpochMilli).orElse(0L)
                                    == started)
                    .isPresent();
        }

        private void save() {
            owner = self();
            var all = new LinkedHashMap<String, Object>();
            all.put("service", service.name());
            all.put("region", service.region());
            all.put("request", request);
            all.put("owner", owner);
            all.put("folder", place.folder().toString());
            place.name().ifPresent(it -> all.put("name", it));
            all.put("replaces", place.replaces());
            all.put("files", planned);
            all.put("recipe", RecipeJson.write(recipe));
            try {
                WholeFile.replace(file, JsonText.of(all).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Note read(Path file, Map<String, Object> all) {
            var service = new Service(text(all, "service"), text(all, "region"));
            var recipe = RecipeJson.read(text(all, "recipe")).recipe();
            var name = Optional.of(text(all, "name")).filter(it -> !it.isEmpty());
            // Notes of older versions do not say it: those replaced what had the name.
            boolean replaces =
                    all.get("replaces") instanceof Boolean says ? says : name.isPresent();
            var place = new Place(Path.of(text(all, "folder")), name, replaces);
            var note = new Note(file, service, recipe, place);
            note.request = text(all, "request");
            note.owner = text(all, "owner");
            if (all.get("files") instanceof List<?> files) {
                files.forEach(it -> note.planned.add(String.valueOf(it)));
            }
            if (note.request.isEmpty() || service.name().isEmpty()) {
                throw new IllegalArgumentException("no request or no service");
            }
            return note;
        }

        private static String text(Map<String, Object> all, String key) {
            return all.get(key) instanceof String text ? text : "";
        }
    }
}
