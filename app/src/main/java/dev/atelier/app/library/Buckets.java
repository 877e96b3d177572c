package dev.atelier.app.library;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
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
        throw new AwayException(Message.of(AwayException.NO_ACCOUNT));
    }

    /// Where there is no cloud.
    static Buckets none() {
        return bucket -> {
            throw new AwayException(Message.of(AwayException.NO_ACCOUNT));
        };
    }

    /// A source cannot be reached.
    final class AwayException extends Exception {
        static final String NO_ACCOUNT = "pictures.away-account";

        private static final long serialVersionUID = 1L;
        private static final String KEYS = "pictures.away-keys";
        private static final String OTHER = "pictures.away-problem";

        private final transient Message reason;

        public AwayException(Message reason) {
            super(reason.english());
            this.reason = reason;
        }

        /// What a store or an account said, and what to do.
        public static AwayException of(ProblemException e) {
            return new AwayException(Message.of(isOfKeys(e) ? KEYS : OTHER, e.what(), e.advice()));
        }

        private static boolean isOfKeys(ProblemException e) {
            return switch (e) {
                case NoAccountException _ -> true;
                case OssStoreException store ->
                        store.kind() == OssStoreException.Kind.KEYS
                                || store.kind() == OssStoreException.Kind.FORBIDDEN;
                default -> false;
            };
        }

        /// Whether to connect an account, or one with other keys, would help. Asked of the reason,
        /// which the index keeps over restarts.
        public static boolean isForLackOfAccount(Message reason) {
            return reason.key().equals(NO_ACCOUNT) || reason.key().equals(KEYS);
        }

        /// For the user.
        public Message reason() {
            return reason;
        }
    }
}
