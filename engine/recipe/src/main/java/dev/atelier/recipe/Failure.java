package dev.atelier.recipe;

/// Why a picture could not be made, and what to do about it.
public sealed interface Failure {
    /// What happened, one sentence.
    Message what();

    /// What to do, one sentence.
    Message advice();

    /// What happened, in English.
    default String sentence() {
        return what().english();
    }

    /// What to do, in English.
    default String remedy() {
        return advice().english();
    }

    /// The memory of the machine or the GPU ran out.
    record OutOfMemory(Message what) implements Failure {
        @Override
        public Message advice() {
            return Message.of("advice.memory");
        }
    }

    /// A model file is damaged, incomplete or of an unsupported kind.
    record BadCheckpoint(Message what) implements Failure {
        @Override
        public Message advice() {
            return Message.of("advice.checkpoint");
        }
    }

    /// A model that the recipe names is not there.
    record ModelMissing(Message what) implements Failure {
        @Override
        public Message advice() {
            return Message.of("advice.missing");
        }
    }

    /// The recipe asks for something that cannot be done.
    record BadRecipe(Message what, Message advice) implements Failure {}

    /// The service refused the credentials.
    record Unauthorized(Message what, Message advice) implements Failure {
        /// With the usual advice.
        public Unauthorized(Message what) {
            this(what, Message.of("advice.unauthorized"));
        }
    }

    /// The account has no more quota, or the service takes no more calls just now.
    record QuotaExceeded(Message what, Message advice) implements Failure {
        /// With the usual advice.
        public QuotaExceeded(Message what) {
            this(what, Message.of("advice.quota"));
        }
    }

    /// The service did not answer, or not as one that works.
    record Unreachable(Message what, Message advice) implements Failure {
        /// With the usual advice.
        public Unreachable(Message what) {
            this(what, Message.of("advice.unreachable"));
        }
    }

    /// Somebody cancelled.
    record Cancelled() implements Failure {
        @Override
        public Message what() {
            return Message.of("problem.cancelled");
        }

        @Override
        public Message advice() {
            return Message.of("advice.nothing");
        }
    }

    /// A mistake in this program.
    record Bug(Message what) implements Failure {
        @Override
        public Message advice() {
            return Message.of("advice.bug");
        }
    }
}
