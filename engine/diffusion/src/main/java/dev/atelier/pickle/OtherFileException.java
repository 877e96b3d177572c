package dev.atelier.pickle;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file has the name of a model and is something else.
public final class OtherFileException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    private final transient Message kind;
    private final transient Optional<Message> remedy;

    OtherFileException(Path file, OtherFile other) {
        super(file, other.whole(), null);
        kind = Message.of("file.named", file.getFileName(), other.kind());
        remedy = other.remedy().map(OtherFile.Remedy::sentence);
    }

    /// The file's name and what the file is, without a full stop.
    public Message kind() {
        return kind;
    }

    /// What to do about it, a sentence; empty where nothing helps.
    public Optional<Message> remedy() {
        return remedy;
    }
}
