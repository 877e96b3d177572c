package dev.atelier.app.compare;

import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.FetchedFiles;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourcePictures;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where the pictures of a set come from. As a text: a path, `oss://bucket/prefix`, or a search of
/// the library after `search:`; after `here:` the copies on this computer, after `there:` those in
/// OSS.
public sealed interface SetSource {
    /// A folder, one picture, a bucket or a part of it.
    record Files(Source source) implements SetSource {
        @Override
        public String toString() {
            return source.toString();
        }
    }

    /// A search of the library.
    record Search(Copies copies, String query) implements SetSource {
        @Override
        public String toString() {
            return copies.name().toLowerCase(Locale.ROOT) + ":" + query;
        }
    }

    /// Which copies of a picture count.
    enum Copies {
        /// Whichever can be reached, those here first.
        SEARCH,
        HERE,
        THERE
    }

    /// Reads a text.
    ///
    /// @throws IllegalArgumentException when it is neither a path, an address nor a search
    static SetSource parse(String text) {
        for (var copies : Copies.values()) {
            var begin = copies.name().toLowerCase(Locale.ROOT) + ":";
            if (text.startsWith(begin)) {
                return new Search(copies, text.substring(begin.length()).strip());
            }
        }
        return new Files(
                text.startsWith("oss://") && text.indexOf('/', 6) < 0
                        ? new Source.Bucket(OssAddress.parse(text + "/"))
                        : Source.parse(text));
    }

    /// What reading sets needs.
    ///
    /// @param library empty where nothing is searched
    /// @param fetched for what lies in OSS
    record Places(Optional<Library> library, Buckets buckets, FetchedFiles fetched) {
        /// The pictures of a set. Blocks.
        ///
        /// @throws IOException with a sentence, when it cannot be read
        public List<SetPicture> read(SetSource source, Cancellation cancellation)
                throws IOException {
            return switch (source) {
                case Files(var files) -> files(files, cancellation);
                case Search search -> found(search, cancellation);
            };
        }

        private List<SetPicture> files(Source source, Cancellation cancellation)
                throws IOException {
            try {
                return SourcePictures.of(source, buckets, cancellation).stream()
                        .map(it -> picture(it.ref(), it.version(), it.recipe()))
                        .toList();
            } catch (Buckets.AwayException e) {
                throw new IOException(e.reason().localized(), e);
            }
        }

        private SetPicture picture(PictureRef ref, String version, Optional<Recipe> recipe) {
            return new SetPicture(
                    ref.name(),
                    ref.toString(),
                    recipe,
                    () -> fetched.file(ref, version, Transfer.quiet()));
        }

        private List<SetPicture> found(Search search, Cancellation cancellation)
                throws IOException {
            var query = LibraryQuery.parse(search.query);
            if (!query.issues().isEmpty()) {
                throw new MessageException(
                        query.issues().stream()
                                .map(Issue::message)
                                .reduce((all, next) -> Message.of("failure.whole", all, next))
                                .orElseThrow());
            }
            var index = library.orElseThrow().index();
            var ids = index.search(query, Sort.OLDEST, Grouping.NONE).ids();
            return of(index.entries(ids), search.copies, cancellation);
        }

        /// The copies of entries; of those that have none of that kind, none.
        public List<SetPicture> of(List<Entry> entries, Copies copies, Cancellation cancellation)
                throws IOException {
            var pictures = new ArrayList<SetPicture>();
            for (var entry : entries) {
                cancellation.requireGoing();
                var place =
                        entry.places().stream().filter(it -> fits(entry, it, copies)).findFirst();
                if (place.isPresent()) {
                    var recipe = library.orElseThrow().recipe(entry);
                    pictures.add(picture(place.get().ref(), place.get().version(), recipe));
                }
            }
            return List.copyOf(pictures);
        }

        private static boolean fits(Entry entry, Entry.Place place, Copies copies) {
            return switch (copies) {
                case SEARCH -> place.equals(entry.best());
                case HERE -> place.ref().isHere();
                case THERE -> !place.ref().isHere();
            };
        }
    }
}
