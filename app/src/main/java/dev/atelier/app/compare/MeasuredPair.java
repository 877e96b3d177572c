package dev.atelier.app.compare;

import dev.atelier.app.compare.PictureDifference.Grade;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A pair of two sets with its numbers; the pixels are in the files alone.
///
/// @param files of both, where they could be read
/// @param problem why it could not be measured, as a person reads it; empty where it was
public record MeasuredPair(
        SetPairs.Pair pair,
        Optional<Files> files,
        Optional<Numbers> numbers,
        Optional<Message> problem) {
    /// Where the two are on this computer.
    public record Files(Path a, Path b) {}

    /// What was measured.
    ///
    /// @param difference empty where the sizes differ
    /// @param causes the likeliest first
    public record Numbers(
            Grade grade,
            Optional<PictureDifference> difference,
            List<String> sizes,
            Provenance madeA,
            Provenance madeB,
            List<Comparison.Cause> causes) {
        static Numbers of(Comparison it) {
            return new Numbers(
                    it.grade(),
                    it.difference(),
                    List.of(it.a().size(), it.b().size()),
                    it.a().made(),
                    it.b().made(),
                    it.causes());
        }
    }

    /// Not measured yet.
    static MeasuredPair waiting(SetPairs.Pair pair) {
        return new MeasuredPair(pair, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Fetches both where they must be, and compares them. Blocks.
    public static MeasuredPair of(SetPairs.Pair pair) {
        Optional<Files> files = Optional.empty();
        try {
            files = Optional.of(new Files(pair.a().content().file(), pair.b().content().file()));
            var comparison =
                    Comparison.of(
                            ComparedPicture.read(files.get().a()),
                            ComparedPicture.read(files.get().b()));
            return new MeasuredPair(
                    pair, files, Optional.of(Numbers.of(comparison)), Optional.empty());
        } catch (IOException e) {
            return failed(pair, files, FailureMessages.message(e));
        } catch (OutOfMemoryError e) {
            return failed(pair, files, Message.of("compare.too-large"));
        }
    }

    private static MeasuredPair failed(SetPairs.Pair pair, Optional<Files> files, Message why) {
        return new MeasuredPair(pair, files, Optional.empty(), Optional.of(why));
    }

    /// Whether it was looked at.
    public boolean isDone() {
        return numbers.isPresent() || problem.isPresent();
    }

    Optional<Grade> grade() {
        return numbers.map(Numbers::grade);
    }
}
