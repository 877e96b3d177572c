package dev.atelier.sampling.schedule;

/// A1111's schedule settings.
///
/// @param bounds which sigmas to span
/// @param rho `rho` of Karras and Polyexponential; 0 for the schedule's default
/// @param beta the Beta schedule's distribution
/// @param discardNextToLast `always_discard_next_to_last_sigma`
/// @param xl true for an SDXL model: Align Your Steps has a table of its own for it
public record ScheduleOptions(
        Bounds bounds, double rho, Beta beta, boolean discardNextToLast, boolean xl) {
    public static final ScheduleOptions DEFAULT =
            new ScheduleOptions(Bounds.MODEL, 0, Beta.DEFAULT, false, false);

    public ScheduleOptions withBounds(Bounds value) {
        return new ScheduleOptions(value, rho, beta, discardNextToLast, xl);
    }

    public ScheduleOptions withRho(double value) {
        return new ScheduleOptions(bounds, value, beta, discardNextToLast, xl);
    }

    public ScheduleOptions withBeta(Beta value) {
        return new ScheduleOptions(bounds, rho, value, discardNextToLast, xl);
    }

    public ScheduleOptions withDiscardNextToLast(boolean value) {
        return new ScheduleOptions(bounds, rho, beta, value, xl);
    }

    public ScheduleOptions withXl(boolean value) {
        return new ScheduleOptions(bounds, rho, beta, discardNextToLast, value);
    }

    /// The rho to use where the schedule's own default is `standard`.
    double rhoOr(double standard) {
        return rho == 0 ? standard : rho;
    }

    /// `sigma_min` and `sigma_max`; 0 means the model's own.
    public record Bounds(double min, double max) {
        public static final Bounds MODEL = new Bounds(0, 0);

        /// The bounds of `use_old_karras_scheduler_sigmas`.
        public static final Bounds OLD_KARRAS = new Bounds(0.1, 10);

        double minOr(double model) {
            return min == 0 ? model : min;
        }

        double maxOr(double model) {
            return max == 0 ? model : max;
        }
    }

    /// Shape parameters of the Beta schedule, positive.
    public record Beta(double alpha, double beta) {
        public static final Beta DEFAULT = new Beta(0.6, 0.6);
    }
}
