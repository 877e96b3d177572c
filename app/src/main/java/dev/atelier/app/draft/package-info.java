/// The recipe that the user edits. Start reading at [RecipeDraft], which is what sections of the
/// form see of it.
@NullMarked
package dev.atelier.app.draft;

import org.jspecify.annotations.NullMarked;
