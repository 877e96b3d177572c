package dev.atelier.recipe;

/// Why a generation gave no picture. The texts are English sentences for logs, the command line and
/// the API; the studio has its own words for each kind.
public sealed interface Failure {

    /// What happened, as a sentence.
    String sentence();

    /// What the user can do, as a sentence.
    String remedy();

    /// Memory ran out.
    ///
    /// @param device where, such as `GPU` or `this computer`
    /// @param size the size that did not fit
    record OutOfMemory(String device, Size size) implements Failure {
        @Override
        public String sentence() {
            return "The memory of %s is not enough for %s.".formatted(device, size);
        }

        @Override
        public String remedy() {
            return "Use a smaller size or a smaller batch.";
        }
    }

    /// A model file cannot be used.
    ///
    /// @param file its name
    /// @param reason what is wrong with it, a clause without full stop
    record BadCheckpoint(String file, String reason) implements Failure {
        @Override
        public String sentence() {
            return "The model file %s cannot be used: %s.".formatted(file, reason);
        }

        @Override
        public String remedy() {
            return "Download the file again or choose another model.";
        }
    }

    /// A model file the recipe names is not there.
    ///
    /// @param kind what it is, such as `checkpoint`, `VAE` or `ControlNet`
    /// @param model the missing one
    record ModelMissing(String kind, ModelRef model) implements Failure {
        @Override
        public String sentence() {
            return "The %s %s is not installed.".formatted(kind, model);
        }

        @Override
        public String remedy() {
            return "Add the file to the models folder or choose another one.";
        }
    }

    /// The recipe asks for something this generator or model cannot do.
    ///
    /// @param reason what, a clause without full stop
    record BadRecipe(String reason) implements Failure {
        @Override
        public String sentence() {
            return "The recipe cannot be made: %s.".formatted(reason);
        }

        @Override
        public String remedy() {
            return "Change the setting it names.";
        }
    }

    /// The service refused the credentials.
    ///
    /// @param service its name
    record Unauthorized(String service) implements Failure {
        @Override
        public String sentence() {
            return "%s did not accept the credentials.".formatted(service);
        }

        @Override
        public String remedy() {
            return "Check the account and the token in the settings.";
        }
    }

    /// The service refused for now: too many requests or no more allowance.
    ///
    /// @param service its name
    /// @param reason the service's words, without full stop
    record QuotaExceeded(String service, String reason) implements Failure {
        @Override
        public String sentence() {
            return "%s has no capacity left for this account: %s.".formatted(service, reason);
        }

        @Override
        public String remedy() {
            return "Wait and try again, or raise the quota.";
        }
    }

    /// The service did not answer.
    ///
    /// @param service its name
    /// @param reason how it failed, a clause without full stop
    record Unreachable(String service, String reason) implements Failure {
        @Override
        public String sentence() {
            return "%s cannot be reached: %s.".formatted(service, reason);
        }

        @Override
        public String remedy() {
            return "Check the network and whether the service is running.";
        }
    }

    /// The user gave up; not an error.
    record Cancelled() implements Failure {
        @Override
        public String sentence() {
            return "The generation was cancelled.";
        }

        @Override
        public String remedy() {
            return "Start it again.";
        }
    }

    /// Anything else: a mistake of ours.
    ///
    /// @param details what was seen, for a report
    record Bug(String details) implements Failure {
        @Override
        public String sentence() {
            return "Something unexpected happened: %s.".formatted(details);
        }

        @Override
        public String remedy() {
            return "Try again; if it happens again, report it with the details.";
        }
    }
}
