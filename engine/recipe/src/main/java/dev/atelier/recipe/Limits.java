package dev.atelier.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a recipe may ask for at most, beyond what its records allow by themselves. All that make or
/// send pictures check it before anything is loaded: the command line, the engine, the client of
/// services and the webui API.
public final class Limits {
    /// The longest prompt, in characters.
    public static final int PROMPT = 1 << 16;

    /// The most AND and BREAK in a prompt. Each begins a text of its own, which is encoded and,
    /// behind AND, drawn at every step. A1111 has no limit.
    public static final int PARTS = 256;

    /// The most pixels of a finished picture.
    public static final long PIXELS = 1L << 26;

    /// The most steps of a pass: as many as ComfyUI's KSampler takes. A1111's interface ends at
    /// 150, its API nowhere.
    public static final int STEPS = 10_000;

    /// The widest blur of a mask and the widest margin around it, in pixels.
    public static final int MASK = 1024;

    private static final Pattern PART =
            Pattern.compile("\\b(?:AND|BREAK)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private Limits() {}

    /// Accepts a recipe within the limits.
    ///
    /// @throws IllegalArgumentException naming the field and its range
    public static void check(Recipe recipe) {
        check(recipe, PIXELS);
    }

    /// The same with another limit of pixels, for those who draw for others.
    ///
    /// @throws IllegalArgumentException naming the field and its range
    public static void check(Recipe recipe, long most) {
        var broken = broken(recipe, most);
        if (!broken.isEmpty()) {
            throw new InvalidValueException(broken.getFirst().message());
        }
    }

    /// Every limit that a recipe breaks, for those who only read it.
    public static List<Issue> issues(Recipe recipe) {
        return broken(recipe, PIXELS).stream()
                .map(issue ->
                        new Issue(issue.where(), Message.of("issue.beyond-limit", issue.message())))
                .toList();
    }

    private static List<Issue> broken(Recipe recipe, long most) {
        var broken = new ArrayList<Issue>();
        prompt("prompt", recipe.prompt(), broken);
        prompt("negative prompt", recipe.negativePrompt(), broken);
        var size = recipe.size();
        pixels("size", size.width(), size.height(), most, broken);
        recipe.secondPass().ifPresent(hires -> secondPass(hires, size, most, broken));
        if (recipe.mode() instanceof Mode.Inpaint mode) {
            var mask = mode.settings();
            range("mask blur", mask.blur(), MASK, broken);
            range("masked area padding", mask.onlyMasked().orElse(0), MASK, broken);
        }
        return broken;
    }

    private static void secondPass(HiresPass hires, Size first, long most, List<Issue> broken) {
        prompt("hires prompt", hires.prompt(), broken);
        prompt("hires negative prompt", hires.negativePrompt(), broken);
        range("hires steps", hires.steps(), STEPS, broken);
        double width =
                hires.resize().map(Size::width).orElse((int) (first.width() * hires.scale()));
        double height =
                hires.resize().map(Size::height).orElse((int) (first.height() * hires.scale()));
        pixels("size after hires", width, height, most, broken);
    }

    /// The same as a failure to show.
    public static Optional<Failure> problem(Recipe recipe) {
        try {
            check(recipe);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Failure.BadRecipe(
                            Message.of("problem.range", InvalidValueException.reason(e)),
                            Message.of("advice.field")));
        }
    }

    private static void prompt(String name, String text, List<Issue> broken) {
        if (text.length() > PROMPT) {
            broken.add(
                    new Issue(
                            name,
                            Message.of(
                                    "value.got",
                                    name,
                                    Message.of("expected.characters", PROMPT),
                                    text.length())));
            return;
        }
        long parts = PART.matcher(text).results().count();
        if (parts > PARTS) {
            var most = Message.of("expected.parts", PARTS);
            broken.add(new Issue(name, Message.of("value.got", name, most, parts)));
        }
    }

    private static void range(String name, int value, int most, List<Issue> broken) {
        if (value < 0 || value > most) {
            broken.add(
                    new Issue(
                            name,
                            Message.of(
                                    "value.got",
                                    name,
                                    Message.of("expected.range", 0, most),
                                    value)));
        }
    }

    private static void pixels(
            String name, double width, double height, long most, List<Issue> broken) {
        if (width > Size.MAX || height > Size.MAX || width * height > most) {
            broken.add(
                    new Issue(
                            name,
                            Message.of(
                                    "value.got",
                                    name,
                                    Message.of("expected.pixels", Size.MAX, most >> 20),
                                    "%.0fx%.0f".formatted(width, height))));
        }
    }
}
