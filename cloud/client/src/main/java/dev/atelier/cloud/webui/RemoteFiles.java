package dev.atelier.cloud.webui;

import java.io.IOException;

/// The folder that a service and this computer share, as each of them reaches it.
public interface RemoteFiles {
    /// Where pictures are to be saved, inside the container; absolute.
    String folder();

    /// A file that the service has written; waits a moment for one that cannot be seen yet.
    ///
    /// @param path inside the container
    /// @throws IOException with a sentence, where it cannot be had
    byte[] fetch(String path) throws IOException;

    /// Puts a file there.
    ///
    /// @param name in a folder for passing files
    /// @return the link by which the service reads it; a secret
    String lend(String name, byte[] bytes) throws IOException;

    /// Takes such a file back; nothing where there is none.
    void takeBack(String name);
}
