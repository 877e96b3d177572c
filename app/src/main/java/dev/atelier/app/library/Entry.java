package dev.atelier.app.library;

import dev.atelier.app.picture.Provenance;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One picture of the library: a recipe's result, in any place. The whole recipe is requested with
/// [Library#recipe].
///
/// @param id its number, the same as long as it is in the index
/// @param places where it lies, those of this computer first; at least one
/// @param model name of the checkpoint; empty where unknown, as all texts are
/// @param seed empty where unknown
/// @param width pixels of the picture itself; 0 where unknown, as all numbers are
/// @param made when the oldest copy was written
/// @param bytes of the first place's file
/// @param twin the picture of the same recipe that was made elsewhere, where there is one
public record Entry(
        long id,
        List<Place> places,
        String prompt,
        String negative,
        String model,
        List<String> loras,
        List<String> controls,
        Optional<BigInteger> seed,
        int width,
        int height,
        String sampler,
        int steps,
        double cfgScale,
        Instant made,
        long bytes,
        boolean star,
        List<String> tags,
        List<String> collections,
        boolean hasRecipe,
        Optional<Twin> twin) {
    public Entry {
        places = List.copyOf(places);
        loras = List.copyOf(loras);
        controls = List.copyOf(controls);
        tags = List.copyOf(tags);
        collections = List.copyOf(collections);
    }

    /// A copy of the picture.
    ///
    /// @param away whether its source cannot be reached now
    /// @param version changes whenever the content does
    /// @param made how it was made, as far as its file says it besides the recipe
    public record Place(
            PictureRef ref,
            boolean away,
            long bytes,
            Instant changed,
            String version,
            Provenance made) {}

    /// The other picture of a pair: one of the two was made on this computer, the other by a
    /// service.
    ///
    /// @param id of its entry
    /// @param service that made it; empty for this computer
    public record Twin(long id, String service) {}

    /// The service that made it; empty for this computer, or where unknown.
    public String service() {
        return places.getFirst().made().place();
    }

    /// The copy to show: the first that can be reached, those here before those in OSS.
    public Place best() {
        return places.stream().filter(it -> !it.away()).findFirst().orElse(places.getFirst());
    }

    /// The file on this computer, where there is one.
    public Optional<PictureRef.LocalFile> file() {
        return places.stream()
                .map(Place::ref)
                .filter(PictureRef.LocalFile.class::isInstance)
                .map(PictureRef.LocalFile.class::cast)
                .findFirst();
    }

    /// The object in OSS, where there is one.
    public Optional<PictureRef.OssObject> object() {
        return places.stream()
                .map(Place::ref)
                .filter(PictureRef.OssObject.class::isInstance)
                .map(PictureRef.OssObject.class::cast)
                .findFirst();
    }

    public boolean isHere() {
        return file().isPresent();
    }

    public boolean isThere() {
        return object().isPresent();
    }

    /// Whether no copy can be reached now.
    public boolean isAway() {
        return places.stream().allMatch(Place::away);
    }

    /// The name of the first copy.
    public String name() {
        return places.getFirst().ref().name();
    }
}
