package dev.atelier.noise;

import dev.atelier.latent.Latent;

/// The latent size of one picture, `[channels, height, width]` in latent pixels.
public record ImageSize(int channels, int height, int width) {
    /// Values in one picture.
    public int values() {
        return channels * height * width;
    }

    /// The shape of `batch` such pictures.
    public Latent.Shape batch(int batch) {
        return new Latent.Shape(batch, channels, height, width);
    }

    /// Index of the (channel, column) pair that flat index `i` lies in: all rows of it share one.
    int column(int i) {
        return i / (height * width) * width + i % width;
    }
}
