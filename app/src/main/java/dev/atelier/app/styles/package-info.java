/// Styles and wildcards: words that the user keeps in files and puts into prompts. No widgets here;
/// `app.styles.editor` shows and changes them. Start reading at [Styles] or [Wildcards].
@NullMarked
package dev.atelier.app.styles;

import org.jspecify.annotations.NullMarked;
