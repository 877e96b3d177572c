/// The view where pictures are made: the recipe as a form, the canvas, this session's pictures and
/// the queue. Start with [DraftModel], the recipe that the user edits.
@NullMarked
package dev.atelier.app.create;

import org.jspecify.annotations.NullMarked;
