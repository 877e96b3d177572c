package dev.atelier.app.library;

import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import java.util.List;

/// Opens the object store that has a bucket.
@FunctionalInterface
public interface Buckets {
    /// The store of a bucket, with the keys of the account that is in use. May block for a call.
    ///
    /// @throws AwayException when there is no account, or the bucket cannot be found
    OssStore open(OssAddress bucket) throws AwayException;

    /// The names of the account's buckets. May block for a call.
    ///
    /// @throws AwayException when there is no account, or its keys may not list buckets
    default List<String> names() throws AwayException {
        throw new AwayException(Message.of("pictures.away-account"));
    }

    /// Where there is no cloud.
    static Buckets none() {
        return bucket -> {
            throw new AwayException(Message.of("pictures.away-account"));
        };
    }

    /// A source cannot be reached.
    final class AwayException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Message reason;

        public AwayException(Message reason) {
            super(reason.english());
            this.reason = reason;
        }

        /// What a store or an account said, and what to do.
        public static AwayException of(ProblemException e) {
            return new AwayException(Message.of("pictures.away-problem", e.what(), e.advice()));
        }

        /// For the user.
        public Message reason() {
            return reason;
        }
    }
}
