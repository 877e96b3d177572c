package dev.atelier.app.library.view;

import java.awt.image.BufferedImage;

/// The pixels of a cell, before they are read.
///
/// @param version changes whenever the pixels do
/// @param far whether reading them waits for the network more than it computes
public record GridPicture(String version, boolean far, Reader reader) {
    /// Reads them.
    @FunctionalInterface
    public interface Reader {
        /// Blocks; not on the event thread.
        ///
        /// @param edge of the longer side at least, in device pixels, as far as the picture has
        ///   them
        BufferedImage read(int edge) throws Exception;
    }
}
