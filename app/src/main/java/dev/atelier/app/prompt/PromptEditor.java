package dev.atelier.app.prompt;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.WeightKeys.Direction;
import dev.atelier.app.styles.Style;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.TransferHandler;
import javax.swing.event.CaretEvent;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/// Where a prompt is typed: coloured by its grammar, wrapped at words, with the keys that A1111's
/// users have in their hands. What will not be understood is underlined and explained below; names
/// are completed. Tab leaves it.
public final class PromptEditor {
    private static final int CHECK_MILLIS = 300;
    private static final int LIST = 300;
    private static final int MOST = 12;

    /// Of one finding, and as many letters of each.
    private static final int MOST_PLACES = 4;

    private static final int EXCERPT = 14;

    /// As many characters of a name have room in a line.
    private static final int NAME = 22;

    private final Messages messages = Messages.of(PromptEditor.class);
    private final Observed<Vocabulary> known;
    private final Value<List<PromptProblem>> findings = Value.of(List.of());
    private final Value<Boolean> full = Value.of(false);
    private final PromptArea area;
    private final Squiggles squiggles;
    private final PromptFrame frame;

    /// @param name what a screen reader says
    /// @param text what is typed, both ways
    /// @param known names to colour, complete and check
    public PromptEditor(String name, Value<String> text, Observed<Vocabulary> known) {
        this.known = known;
        area = new PromptArea(word -> known.get().isEmbedding(word));
        squiggles = new Squiggles(known::get, this::sentence, findings);
        frame = new PromptFrame(area);
        area.setName(name);
        area.getAccessibleContext().setAccessibleName(name);
        area.load(text.get());
        area.getDocument().addDocumentListener(new Edits(area, text, full));
        text.onChange(words -> {
            if (!words.equals(area.getText())) {
                area.load(words);
            }
        });
        area.setComponentPopupMenu(new PromptMenu(area, messages));
        weights(InputEvent.CTRL_DOWN_MASK);
        weights(InputEvent.META_DOWN_MASK);
        check();
    }

    public JComponent component() {
        return frame;
    }

    /// The text area itself, for focus.
    public JComponent area() {
        return area;
    }

    /// Does something each time the caret comes here.
    public void onFocus(Runnable action) {
        area.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusGained(FocusEvent event) {
                        action.run();
                    }
                });
    }

    /// Alt+Up and Alt+Down walk through the prompts that were sent.
    public void remembering(PromptHistory history) {
        area.on(
                KeyStroke.getKeyStroke(KeyEvent.VK_UP, InputEvent.ALT_DOWN_MASK),
                () -> show(history.older(area.getText())));
        area.on(
                KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, InputEvent.ALT_DOWN_MASK),
                () -> show(history.newer(area.getText())));
    }

    /// Leaves undo to the form: one history for the text and all else.
    public void undoing(State canUndo, Runnable undo, State canRedo, Runnable redo) {
        area.undoing(
                new PromptArea.Undoing() {
                    @Override
                    public boolean canUndo() {
                        return canUndo.get();
                    }

                    @Override
                    public boolean canRedo() {
                        return canRedo.get();
                    }

                    @Override
                    public void undo() {
                        undo.run();
                    }

                    @Override
                    public void redo() {
                        redo.run();
                    }
                });
    }

    /// Offers names while they are typed.
    ///
    /// @param refresh looks for files that were added meanwhile, away from the event thread
    /// @param styles applies a style that was chosen to both prompts
    public void completing(Runnable refresh, Consumer<Style> styles) {
        var list = new CompletionList(new CompletionSource(known::get, refresh), styles);
        list.install(area);
        known.map(Vocabulary::wildcards).onChange(now -> list.namesChanged());
    }

    /// Hands dropped and pasted files to `files`; text stays the editor's.
    public void dropping(TransferHandler files) {
        area.setTransferHandler(new FileDrops(files, area.getTransferHandler()));
        DropHighlight.outline(frame, area);
    }

    private void show(Optional<String> prompt) {
        prompt.ifPresent(
                words -> area.change(new TextSelection(words, words.length(), words.length())));
    }

    private void weights(int modifier) {
        area.on(
                KeyStroke.getKeyStroke(KeyEvent.VK_UP, modifier),
                () -> area.change(WeightKeys.press(area.passage(), Direction.UP)));
        area.on(
                KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, modifier),
                () -> area.change(WeightKeys.press(area.passage(), Direction.DOWN)));
    }

    private void check() {
        area.setParserDelay(CHECK_MILLIS);
        area.addParser(squiggles);
        findings.onChange(now -> say());
        frame.listing(messages.text("prompt.details"), messages.text("prompt.list"), this::list);
        if (area.getDocument() instanceof PromptDocument document) {
            document.onFull(() -> full.set(true));
        }
        full.onChange(now -> say());
        area.addCaretListener((CaretEvent event) -> say());
        known.onChange(now -> {
            area.forceReparsing(squiggles);
            area.repaint();
        });
    }

    /// All findings, each with its remedy and the places where it is, which a click selects.
    private void list(JComponent below) {
        var lines = ThemedPanel.clear("wrap 2,gap 6", "[" + LIST + "!]12[]", "");
        lines.setName("finding-list");
        var popover = new Popover(lines);
        var alike = new LinkedHashMap<String, List<PromptProblem>>();
        findings.get()
                .forEach(it -> alike.computeIfAbsent(sentence(it), _ -> new ArrayList<>()).add(it));
        alike.entrySet().stream()
                .limit(MOST)
                .forEach(it -> {
                    lines.add(new Sentence(it.getKey(), LIST));
                    lines.add(remedyButton(it.getValue().getFirst(), popover), "h 24!");
                    lines.add(
                            places(it.getValue(), popover), "span 2,gapleft -8,gapbottom 6,wmin 0");
                });
        popover.show(below, lines);
    }

    private JComponent remedyButton(PromptProblem finding, Popover popover) {
        return remedy(finding)
                .<JComponent>map(how ->
                        Buttons.secondary(
                                how.name(),
                                () -> {
                                    popover.close();
                                    how.action().run();
                                }))
                .orElseGet(() -> Label.small(""));
    }

    private JComponent places(List<PromptProblem> all, Popover popover) {
        var row = ThemedPanel.clear("gap 2", "", "[24!]");
        for (var finding : all.subList(0, Math.min(MOST_PLACES, all.size()))) {
            var place =
                    Buttons.link(
                            excerpt(finding),
                            () -> {
                                popover.close();
                                go(finding);
                            });
            place.setName("finding-place");
            place.setToolTipText(messages.text("prompt.go"));
            row.add(place, "h 24!");
        }
        if (all.size() > MOST_PLACES) {
            row.add(Label.small(messages.text("prompt.places", all.size() - MOST_PLACES)));
        }
        return row;
    }

    /// What is written there, with a little of what follows.
    private String excerpt(PromptProblem finding) {
        var text = area.getText();
        int from = Math.min(finding.start(), text.length());
        int to = Math.min(Math.max(finding.end(), from + EXCERPT), text.length());
        var words = shortened(text.substring(from, to).strip().replace('\n', ' '));
        return to < text.length() ? words + "…" : words;
    }

    private void go(PromptProblem finding) {
        int most = area.getText().length();
        area.requestFocusInWindow();
        area.select(Math.min(finding.start(), most), Math.min(finding.end(), most));
    }

    /// The finding at the caret, else the gravest.
    private void say() {
        if (full.get()) {
            var words = messages.text("prompt.full", PromptDocument.LONGEST);
            frame.say(
                    messages.text("prompt.full.short", PromptDocument.LONGEST),
                    words,
                    true,
                    Optional.empty());
            frame.others(-1);
            return;
        }
        int caret = area.getCaretPosition();
        var all = findings.get();
        var shown =
                all.stream()
                        .filter(it -> it.start() <= caret && caret <= it.end())
                        .findFirst()
                        .or(() -> all.stream().filter(it -> it.kind().grave()).findFirst())
                        .or(() -> all.stream().findFirst());
        frame.say(
                shown.map(it -> inShort(it, all)).orElse(""),
                shown.map(this::sentence).orElse(""),
                shown.stream().anyMatch(f -> f.kind().grave()),
                shown.flatMap(this::remedy));
        frame.go(() -> shown.ifPresent(this::go));
        frame.others(
                shown.map(it -> (int) all.stream().filter(one -> !isAlike(it, one)).count())
                        .orElse(-1));
    }

    /// The name that was most likely meant, where there is one much like what is written.
    private Optional<PromptFrame.Remedy> remedy(PromptProblem finding) {
        var names =
                switch (finding.kind()) {
                    case UNKNOWN_LORA -> known.get().loras();
                    case UNKNOWN_WILDCARD -> known.get().wildcards().names();
                    case UNKNOWN_EMBEDDING -> known.get().embeddings();
                    default -> List.<String>of();
                };
        return Vocabulary.nearest(names, finding.name())
                .map(name ->
                        new PromptFrame.Remedy(
                                messages.text("prompt.use", shortened(name)),
                                () -> replace(finding, name)));
    }

    private void replace(PromptProblem finding, String name) {
        var text = area.getText();
        int at = text.indexOf(finding.name(), finding.start());
        if (at >= 0 && at < finding.end()) {
            int end = at + finding.name().length();
            var corrected = text.substring(0, at) + name + text.substring(end);
            int caret = at + name.length();
            area.change(new TextSelection(corrected, caret, caret));
        }
    }

    /// Marks where a chunk of 75 tokens ends, since words on both sides know little of each other.
    public void edges(List<Integer> indexes) {
        area.edges(indexes);
    }

    private String sentence(PromptProblem finding) {
        return messages.text(key(finding), finding.name());
    }

    /// What is wrong in a few words, and how often.
    private String inShort(PromptProblem finding, List<PromptProblem> all) {
        var words = messages.text(key(finding) + ".short", shortened(finding.name()));
        long times = all.stream().filter(it -> isAlike(finding, it)).count();
        return times > 1 ? messages.text("prompt.times", words, times) : words;
    }

    private static boolean isAlike(PromptProblem one, PromptProblem other) {
        return one.kind() == other.kind() && one.name().equals(other.name());
    }

    private static String key(PromptProblem finding) {
        return "prompt." + finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Names differ at their ends: a long one loses its middle.
    private static String shortened(String name) {
        int half = NAME / 2;
        return name.length() <= NAME
                ? name
                : name.substring(0, half) + "…" + name.substring(name.length() - half);
    }

    /// Carries what is typed into the value.
    private record Edits(PromptArea area, Value<String> text, Value<Boolean> full)
            implements DocumentListener {
        @Override
        public void insertUpdate(DocumentEvent event) {
            carry();
        }

        @Override
        public void removeUpdate(DocumentEvent event) {
            carry();
        }

        private void carry() {
            if (!area.isLoading()) {
                if (area.getDocument().getLength() < PromptDocument.LONGEST) {
                    full.set(false);
                }
                text.set(area.getText());
            }
        }

        @Override
        public void changedUpdate(DocumentEvent event) {
            // Attributes only.
        }
    }
}
