/// Where prompts are typed. Start with [PromptEditor], the component. What it shows and does is
/// decided by parts without widgets: [PromptParts] colours, [PromptCheck] finds what will not be
/// understood, [Completions] knows how a word of the [Vocabulary] may go on, [WeightKeys] change
/// weights, [PromptHistory] brings back earlier prompts.
@NullMarked
package dev.atelier.app.prompt;

import org.jspecify.annotations.NullMarked;
