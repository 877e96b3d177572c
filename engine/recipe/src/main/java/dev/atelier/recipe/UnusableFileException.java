package dev.atelier.recipe;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file cannot be used. The message starts with the file's name and is English.
public abstract class UnusableFileException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Message what;
    private final transient Message reason;

    /// @param what is wrong with it, without a full stop
    protected UnusableFileException(Path file, Message what, @Nullable Throwable cause) {
        this(what, Message.of("file.named", file.getFileName(), what), cause);
    }

    /// A file that is sound and does not suit.
    ///
    /// @param what goes on from the file's name as a sentence, without a full stop
    protected UnusableFileException(Path file, Message what) {
        this(what, Message.of("file.is", file.getFileName(), what), null);
    }

    private UnusableFileException(Message what, Message reason, @Nullable Throwable cause) {
        super(reason.english(), cause);
        this.what = what;
        this.reason = reason;
    }

    /// What is wrong, without the file's name.
    public Message what() {
        return what;
    }

    @Override
    public Message reason() {
        return reason;
    }
}
