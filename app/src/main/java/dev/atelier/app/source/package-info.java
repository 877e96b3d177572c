/// The picture that a recipe starts from: [SourceModel] is what the recipe says of it,
/// [SourceEditor] what is done with it.
@NullMarked
package dev.atelier.app.source;

import org.jspecify.annotations.NullMarked;
