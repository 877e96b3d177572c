package dev.atelier.pipeline;

import dev.atelier.sampling.StepObserver;

/// How far a pass has come, as A1111 counts it for its extensions (`state.sampling_step`): the
/// index of the step that was reported last, so that it stands at 0 during the first two calls.
final class StepClock implements StepObserver {
    private final int total;
    private int step;

    /// @param total steps that the pass reports to have
    StepClock(int total) {
        this.total = total;
    }

    @Override
    public void onStep(Step done) {
        step = done.index();
    }

    /// 0 to 1.
    double share() {
        return (double) step / total;
    }
}
