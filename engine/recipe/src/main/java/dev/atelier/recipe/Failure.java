package dev.atelier.recipe;

/// Why a picture could not be made: a sentence for the user and what to do about it.
public sealed interface Failure {
    /// What happened, one sentence.
    String sentence();

    /// What to do, one sentence.
    String remedy();

    /// The memory of the machine or the GPU ran out.
    record OutOfMemory(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Choose a smaller size or batch, or close other programs.";
        }
    }

    /// A model file is damaged, incomplete or of an unsupported kind.
    record BadCheckpoint(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Choose another checkpoint, or download this one again.";
        }
    }

    /// A model that the recipe names is not there.
    record ModelMissing(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Add its folder to the model folders, or choose another.";
        }
    }

    /// The recipe asks for something that cannot be done.
    record BadRecipe(String sentence, String remedy) implements Failure {}

    /// The service refused the credentials.
    record Unauthorized(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Check the account and its permissions.";
        }
    }

    /// The account has no more quota.
    record QuotaExceeded(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Wait, or raise the quota in the cloud console.";
        }
    }

    /// The service did not answer.
    record Unreachable(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Check the network and whether the service is running.";
        }
    }

    /// Somebody cancelled.
    record Cancelled() implements Failure {
        @Override
        public String sentence() {
            return "The picture was cancelled.";
        }

        @Override
        public String remedy() {
            return "Nothing needs to be done.";
        }
    }

    /// A mistake in this program.
    record Bug(String sentence) implements Failure {
        @Override
        public String remedy() {
            return "Please report it, with the log.";
        }
    }
}
