package dev.atelier.app.library;

import dev.atelier.recipe.Message;

/// A file of a source that is no sound picture, so that the library leaves it out.
///
/// @param reason for the user
public record UnreadableFile(PictureRef ref, Message reason) {}
