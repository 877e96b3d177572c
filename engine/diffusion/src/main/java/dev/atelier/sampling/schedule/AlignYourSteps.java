package dev.atelier.sampling.schedule;

/// Sabour et al., "Align Your Steps" (2024): tables of 11 optimised levels, stretched to other
/// counts linearly in log sigma. A1111 quirk kept: 11 steps use the table as it is, 10 do not.
final class AlignYourSteps {
    // Published with the paper: research.nvidia.com/labs/toronto-ai/AlignYourSteps/howto.html
    private static final double[] SD = {
        14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029
    };
    private static final double[] XL = {
        14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029
    };

    private AlignYourSteps() {}

    static double[] sigmas(ScheduleRequest request) {
        var table = request.options().xl() ? XL : SD;
        int steps = request.steps();
        var sigmas = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            // Spread from the low end, so a single step is the lowest level.
            double share = steps == 1 ? 1 : (double) i / (steps - 1);
            sigmas[i] = (float) stretched(table, share * (table.length - 1));
        }
        return sigmas;
    }

    private static double stretched(double[] table, double position) {
        int low = Math.min((int) position, table.length - 2);
        double share = position - low;
        if (share == 0) {
            return table[low];
        }
        return Math.exp((1 - share) * Math.log(table[low]) + share * Math.log(table[low + 1]));
    }
}
