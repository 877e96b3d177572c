package dev.atelier.sandbox.oss.store;

import java.io.IOException;
import java.io.OutputStream;

/// Content while it is written.
///
/// @param place the name under which the store finds it again
record Blob(String place, OutputStream out) {
    void close() throws IOException {
        out.close();
    }
}
