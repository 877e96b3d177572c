/// Styles and wildcards in the studio: chosen and applied beside the prompt, saved from it, and
/// edited in a window of their own. Start reading at [StylesModel] or [WildcardsModel].
@NullMarked
package dev.atelier.app.styles.editor;

import org.jspecify.annotations.NullMarked;
