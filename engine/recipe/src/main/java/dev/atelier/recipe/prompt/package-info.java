/// The prompt grammar of AUTOMATIC1111's webui v1.10.1: emphasis, schedules, alternatives, AND,
/// BREAK and extra networks. Pure functions from text to values, quirks included.
@NullMarked
package dev.atelier.recipe.prompt;

import org.jspecify.annotations.NullMarked;
