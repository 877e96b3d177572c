package dev.atelier.app.lora;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Section;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.Typed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JComponent;

/// The cards of all LoRAs of the prompt, in one section of the form.
public final class LoraCards {
    private final Messages messages = Messages.of(LoraCards.class);
    private final ThemedPanel column =
            ThemedPanel.clear("insets 0 0 4 0,wrap 1,gap 0 8", "[grow,fill]", "");
    private final Label none = Label.small(messages.text("cards.none"));
    private final Dependencies context;
    private final Map<TagKey, LoraCard> cards = new LinkedHashMap<>();

    /// What leads out of the section.
    ///
    /// @param replace opens the list to choose one from that takes the place of a tag
    /// @param use draws with another checkpoint from now on
    /// @param open shows a file where models are listed
    /// @param refresh shows all cards again
    /// @param order which cards there are, in theirs
    public record Verbs(
            Consumer<TagKey> replace,
            Consumer<ModelRow> use,
            Consumer<ModelRow> open,
            Runnable refresh,
            Supplier<List<TagKey>> order) {
        /// Those of the program around.
        public Verbs(Consumer<TagKey> replace, Consumer<ModelRow> use, Consumer<ModelRow> open) {
            this(replace, use, open, () -> {}, List::of);
        }

        void show(LoraOffer offer) {
            open.accept(offer.row());
        }
    }

    /// What the cards use of the program around them.
    ///
    /// @param recent the checkpoints used last
    public record Dependencies(
            RecipeDraft draft,
            LoraModel models,
            LoraCovers covers,
            Observed<List<String>> recent,
            Typed.Fields fields,
            Verbs verbs,
            Tasks tasks) {}

    /// [Verbs#refresh] and [Verbs#order] are here, whatever is given.
    public LoraCards(Dependencies context) {
        var verbs = context.verbs;
        this.context =
                new Dependencies(
                        context.draft,
                        context.models,
                        context.covers,
                        context.recent,
                        context.fields,
                        new Verbs(
                                verbs.replace,
                                verbs.use,
                                verbs.open,
                                this::show,
                                () -> List.copyOf(cards.keySet())),
                        context.tasks);
        column.add(none, "h 24!,wmin 0");
        context.draft.recipe().map(recipe -> recipe.prompt()).bind(prompt -> show());
        context.models.offers().onChange(now -> show());
        context.models.comparisons().onChange(now -> show());
        context.models.read().onChange(now -> show());
        context.covers.pictures().changes().onChange(now -> show());
    }

    public JComponent component() {
        return column;
    }

    /// Follows the number of cards in the header of the section.
    public void count(Section section) {
        context.draft
                .recipe()
                .map(recipe -> PromptLora.in(recipe.prompt()).size())
                .bind(count -> section.count(count == 0 ? "" : count.toString()));
    }

    private void show() {
        var prompt = context.draft.recipe().get().prompt();
        var tags = keyed(PromptLora.in(prompt));
        if (!new HashSet<>(tags.keySet()).equals(cards.keySet())) {
            rebuild(new ArrayList<>(tags.keySet()));
        }
        none.setVisible(tags.isEmpty());
        tags.forEach((key, tag) -> {
            var card = cards.get(key);
            if (card != null) {
                card.show(tag, context.models.find(tag.name()));
            }
        });
        column.revalidate();
        column.repaint();
    }

    private static Map<TagKey, PromptLora> keyed(List<PromptLora> tags) {
        var counts = new HashMap<String, Integer>();
        var all = new LinkedHashMap<TagKey, PromptLora>();
        for (var tag : tags) {
            int nth = counts.merge(tag.name(), 1, Integer::sum) - 1;
            all.put(new TagKey(tag.name(), nth), tag);
        }
        return all;
    }

    /// Cards that stay keep their place: one that is switched off does not jump to where its tag
    /// goes.
    private void rebuild(List<TagKey> wanted) {
        var order = new ArrayList<>(cards.keySet());
        order.retainAll(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            if (!order.contains(wanted.get(i))) {
                order.add(i == 0 ? 0 : order.indexOf(wanted.get(i - 1)) + 1, wanted.get(i));
            }
        }
        var old = new HashMap<>(cards);
        cards.clear();
        column.removeAll();
        column.add(none, "h 24!,wmin 0");
        for (var key : order) {
            var kept = old.remove(key);
            var card = kept == null ? new LoraCard(key, cards.size(), context) : kept;
            cards.put(key, card);
            column.add(card.component(), "wmin 0");
        }
        old.values().forEach(LoraCard::close);
    }
}
