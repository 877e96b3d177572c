package dev.atelier.pipeline;

import dev.atelier.latent.Latent;

/// What a control unit changes in the network's answers besides what its own network adds
/// (sd-webui-controlnet's `hook.py`): the colours of the control picture, or all of it where its
/// mask keeps it.
///
/// @param signal share of the picture in the noisy latents of the timestep, `alphas_cumprod`
/// @param velocity whether the network predicts v instead of noise
record ControlRepair(double signal, boolean velocity) {
    /// The clean picture that an answer stands for.
    private Latent clean(Latent x, Latent answer) {
        double picture = Math.sqrt(signal);
        double noise = Math.sqrt(1 - signal);
        return velocity
                ? x.times(picture).plusScaled(answer, -noise)
                : x.plusScaled(answer, -noise).dividedBy(picture);
    }

    /// The answer that stands for a clean picture.
    private Latent answer(Latent x, Latent clean) {
        double picture = Math.sqrt(signal);
        double noise = Math.sqrt(1 - signal);
        return velocity
                ? x.times(picture).minus(clean).dividedBy(noise)
                : x.plusScaled(clean, -picture).dividedBy(noise);
    }

    private Latent mixed(Latent x, Latent before, Latent clean, double weight) {
        double share = Math.clamp(weight, 0.0, 1.0);
        return answer(x, clean).times(share).plusScaled(before, 1 - share);
    }

    /// The colours of `origin`, of what is larger than `reach` cells.
    ///
    /// @param colours of what, and how much less of them the negative prompt gets
    Latent coloured(Latent x, Latent before, Colours colours, double weight) {
        var made = clean(x, before);
        var clean =
                made.minus(blurred(made, colours.reach))
                        .plus(blurred(colours.origin, colours.reach));
        if (colours.sharp != 0) {
            clean =
                    blurred(clean, colours.reach)
                            .times(colours.sharp)
                            .plusScaled(clean, 1 - colours.sharp);
        }
        return mixed(x, before, clean, weight);
    }

    /// @param origin of the batch's shape
    record Colours(Latent origin, int reach, double sharp) {}

    /// `origin` where `painted` is 0.
    ///
    /// @param painted of the batch's shape
    Latent restored(Latent x, Latent before, Latent origin, Latent painted, double weight) {
        var clean = clean(x, before).minus(origin).times(painted).plus(origin);
        return mixed(x, before, clean, weight);
    }

    /// Means of squares whose edge is twice the reach and one; at the edge its cells are repeated.
    private static Latent blurred(Latent latent, int reach) {
        int height = latent.height();
        int width = latent.width();
        var values = latent.values();
        var result = new double[values.length];
        double cells = Math.pow(2 * reach + 1, 2);
        for (int i = 0; i < result.length; i++) {
            int plane = i / (height * width) * height * width;
            int y = i / width % height;
            int x = i % width;
            double sum = 0;
            for (int dy = -reach; dy <= reach; dy++) {
                int row = plane + Math.clamp(y + dy, 0, height - 1) * width;
                for (int dx = -reach; dx <= reach; dx++) {
                    sum += values[row + Math.clamp(x + dx, 0, width - 1)];
                }
            }
            result[i] = sum / cells;
        }
        return Latent.of(latent.shape(), result);
    }
}
