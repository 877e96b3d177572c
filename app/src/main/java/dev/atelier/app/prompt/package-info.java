/// Where prompts are typed. Start with [PromptEditor], the component. What it shows is decided by
/// parts without widgets: [PromptParts] colours, [PromptCheck] finds what will not be understood,
/// [Completions] knows how a word may go on.
@NullMarked
package dev.atelier.app.prompt;

import org.jspecify.annotations.NullMarked;
