package dev.atelier.recipe;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/// An input picture: the bytes of an encoded file, or a place to read them from.
public sealed interface ImageSource {

    /// The content of a PNG, JPEG or WebP file. Immutable; equal where the bytes are.
    final class Encoded implements ImageSource {
        private final byte[] bytes;

        /// Keeps a copy of `bytes`.
        public Encoded(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /// A copy of the bytes.
        public byte[] bytes() {
            return bytes.clone();
        }

        /// The bytes in base64, as the webui API carries pictures.
        public String base64() {
            return Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Encoded that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Encoded[" + bytes.length + " bytes]";
        }
    }

    /// A picture on this machine, read when the recipe is run.
    record File(Path path) implements ImageSource {}
}
