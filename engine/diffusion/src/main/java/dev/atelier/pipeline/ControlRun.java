package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.network.UnetInput;
import java.util.ArrayList;
import java.util.List;

/// The control units of one run. Closing frees what their networks made of the maps; the networks
/// stay.
final class ControlRun implements AutoCloseable {
    static final ControlRun NONE = new ControlRun(List.of());

    private final List<ControlledUnit> units;

    ControlRun(List<ControlledUnit> units) {
        this.units = List.copyOf(units);
    }

    /// A finished picture with what units change in it.
    Bitmap finished(Bitmap made) {
        var finished = made;
        for (var unit : units) {
            finished = unit.finished(finished);
        }
        return finished;
    }

    /// The units in a pass whose steps a clock counts.
    Pass pass(StepClock clock) {
        return new Pass(units, clock);
    }

    /// @param units of the run, empty for a network that they do not control
    record Pass(List<ControlledUnit> units, StepClock clock) {
        /// What the units add to one evaluation; the caller closes it.
        ///
        /// @param positives `[B]`, 1 in rows of the prompt, 0 in those of the negative prompt
        ControlSum sum(Model model, UnetInput input, float[] positives) {
            var sum = new ControlSum(model.networks().unet(), model.compute().torch());
            try {
                units.forEach(unit -> unit.add(sum, input, positives, clock.share()));
                return sum;
            } catch (RuntimeException e) {
                sum.close();
                throw e;
            }
        }

        /// Whether nothing controls it.
        boolean isIdle() {
            return units.isEmpty();
        }

        /// The network's answers with what units change in them besides.
        List<Latent> repaired(
                Model model, ControlRepair repair, Latent x, List<ControlledUnit.Answer> answers) {
            var repaired = new ArrayList<Latent>();
            for (var answer : answers) {
                var made = answer.made();
                for (var unit : units) {
                    var before = new ControlledUnit.Answer(made, answer.positive());
                    made = unit.coloured(model, repair, x, before);
                }
                for (var unit : units) {
                    made = unit.restored(model, repair, x, made);
                }
                repaired.add(made);
            }
            return repaired;
        }

        /// The same pass for a network that the units do not control.
        Pass without() {
            return new Pass(List.of(), clock);
        }
    }

    @Override
    public void close() {
        units.forEach(ControlledUnit::close);
    }
}
