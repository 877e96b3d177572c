package dev.atelier.app;

import static dev.atelier.app.ControlUses.number;
import static dev.atelier.app.ControlUses.slider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.shell.Command;
import java.awt.Dimension;
import java.awt.event.KeyEvent;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JSlider;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for LoRAs: their cards in the form and the list to
/// choose from.
final class LoraUses {
    static final String PICKER = "lora-picker";

    private LoraUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        cards(all);
        list(all);
        details(all);
        narrow(all);
        return all;
    }

    private static void cards(Map<String, Use> all) {
        all.put(
                "lora-on",
                tag(
                        "<lora:ink:0.8>",
                        rig -> {
                            rig.click("lora-on");
                            rig.until(
                                    "it is off",
                                    () -> prompt(rig).equals("# <lora:ink:0.8>\na boat"));
                        }));
        var one = "<lora:ink:0.8>";
        var two = "<lora:ink:0.8:0.4>";
        all.put("lora-weight", tag(one, number("lora-weight", "0.5", "99", "abc")));
        all.put("lora-weight-slider", tag(one, slider("lora-weight-slider")));
        all.put("lora-text", tag(two, number("lora-text", "0.5", "99", "abc")));
        all.put("lora-text-slider", tag(two, slider("lora-text-slider")));
        all.put("lora-image", tag(two, number("lora-image", "0.5", "99", "abc")));
        all.put("lora-image-slider", tag(two, slider("lora-image-slider")));
        cardActions(all, one);
    }

    private static void cardActions(Map<String, Use> all, String one) {
        all.put(
                "lora-split",
                tag(
                        one,
                        rig -> {
                            rig.click("lora-split");
                            rig.until(
                                    "there are two", () -> ControlUses.isShowing(rig, "lora-text"));
                            rig.enter("lora-text", "0.2");
                            rig.until(
                                    "both count", () -> prompt(rig).endsWith("<lora:ink:0.2:0.8>"));
                            rig.click("lora-split");
                            rig.until("one does", () -> prompt(rig).endsWith("<lora:ink:0.8>"));
                        }));
        all.put(
                "lora-word",
                tag(
                        one,
                        rig -> {
                            rig.click("lora-word");
                            rig.until("it is in", () -> prompt(rig).startsWith("a boat, inked"));
                        }));
        all.put(
                "lora-remedy",
                tag(
                        "<lora:inc:0.8>",
                        rig -> {
                            rig.click("lora-remedy");
                            rig.until(
                                    "the one meant", () -> prompt(rig).endsWith("<lora:ink:0.8>"));
                        }));
        all.put(
                "lora-more",
                tag(
                        one,
                        rig -> {
                            rig.click("lora-more");
                            rig.press(KeyEvent.VK_UP); // the last, which removes
                            rig.press(KeyEvent.VK_ENTER);
                            rig.until("it is gone", () -> prompt(rig).equals("a boat"));
                        }));
        all.put(
                "section-lora",
                tag(
                        one,
                        rig -> {
                            rig.click("section-lora");
                            rig.until("it is folded", () -> !ControlUses.isShowing(rig, "lora-on"));
                            rig.click("section-lora");
                            rig.until("it is open", () -> ControlUses.isShowing(rig, "lora-on"));
                        }));
    }

    private static void list(Map<String, Use> all) {
        all.put(
                "command:add-lora",
                rig -> {
                    rig.press(KeyEvent.VK_L, KeyEvent.VK_CONTROL);
                    rig.until("it is open", () -> rig.focused("lora-search"));
                    closes(rig);
                    assertThat(GuiActionRunner.execute(() -> rig.focused("add-lora"))).isTrue();
                });
        put(
                all,
                "lora-search",
                rig -> {
                    rig.type("c0ffee");
                    rig.until("found by its hash", () -> count(rig) == 1);
                    rig.type("x");
                    rig.until("nothing is", () -> count(rig) == 0);
                });
        put(
                all,
                "choice-false",
                rig -> {
                    rig.click("choice-false");
                    rig.until("it is chosen", () -> rig.isOn("choice-false"));
                });
        put(
                all,
                "choice-true",
                rig -> {
                    rig.click("choice-false");
                    rig.click("choice-true");
                    rig.until("it is chosen", () -> rig.isOn("choice-true"));
                });
        put(
                all,
                "lora-sort",
                rig -> {
                    var box = rig.find("lora-sort", JComboBox.class);
                    rig.choose(box, 1);
                    assertThat(GuiActionRunner.execute(() -> count(rig))).isEqualTo(1);
                });
        put(
                all,
                "lora-list",
                rig -> {
                    rig.click("lora-list");
                    rig.until("it has the keyboard", () -> rig.focused("lora-list"));
                    rig.press(KeyEvent.VK_HOME);
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("it is added", () -> prompt(rig).endsWith("<lora:ink:0.75>"));
                });
        put(all, "lora-models", LoraUses::opensModels);
        put(all, "lora-close", rig -> rig.click("lora-close"));
    }

    private static void opensModels(StudioRig rig) {
        rig.click("lora-models");
        rig.until("it is listed", () -> ControlUses.isShowing(rig, "view-models"));
        rig.click("kind-all");
    }

    private static void details(Map<String, Use> all) {
        put(
                all,
                "lora-new-weight",
                rig -> {
                    rig.enter("lora-new-weight", "0.35");
                    rig.click("lora-add");
                    rig.until("it is added", () -> prompt(rig).endsWith("<lora:ink:0.35>"));
                });
        put(
                all,
                "lora-new-weight-slider",
                rig -> {
                    var slider = rig.find("lora-new-weight-slider", JSlider.class);
                    rig.click("lora-new-weight-slider");
                    int at = GuiActionRunner.execute(slider::getValue);
                    rig.press(KeyEvent.VK_RIGHT);
                    rig.until("it has moved", () -> slider.getValue() == at + 1);
                });
        put(
                all,
                "lora-new-word",
                rig -> {
                    rig.click("lora-new-word");
                    rig.until("it is in", () -> prompt(rig).contains("inked"));
                    rig.click("lora-new-word");
                    rig.until("and out", () -> !prompt(rig).contains("inked"));
                });
        put(
                all,
                "lora-add",
                rig -> {
                    rig.click("lora-add");
                    rig.until("it is added", () -> prompt(rig).endsWith("<lora:ink:0.75>"));
                });
        put(all, "lora-previews", LoraUses::previews);
    }

    /// Four pictures, which are there at once the next time.
    private static void previews(StudioRig rig) {
        rig.draft(r -> ControlUses.quick());
        var button = rig.find("lora-previews", AbstractButton.class);
        rig.click("lora-previews");
        rig.until("it can be stopped", () -> button.getText().equals("Stop"));
        rig.untilMade("all are there", () -> !button.isEnabled());
        closes(rig);
        opens(rig);
        var again = rig.find("lora-previews", AbstractButton.class);
        rig.until("they are found", () -> !again.isEnabled());
    }

    private static void narrow(Map<String, Use> all) {
        putNarrow(
                all,
                "lora-details",
                rig -> {
                    rig.click("lora-details");
                    rig.until("details show", () -> ControlUses.isShowing(rig, "lora-add"));
                    rig.click("lora-details");
                    rig.until("the list does", () -> ControlUses.isShowing(rig, "lora-list"));
                });
        putNarrow(
                all,
                "lora-add-narrow",
                rig -> {
                    rig.click("lora-add-narrow");
                    rig.until("it is added", () -> prompt(rig).endsWith("<lora:ink:0.75>"));
                });
    }

    /// With a prompt of a boat and a tag.
    private static Use tag(String tag, Use use) {
        return rig -> {
            rig.draft(r -> r.withPrompt("a boat " + tag));
            rig.until("its card is there", () -> ControlUses.isShowing(rig, "lora-on"));
            use.by(rig);
        };
    }

    private static void put(Map<String, Use> all, String control, Use use) {
        all.put(
                PICKER + "/" + control,
                rig -> {
                    rig.draft(r -> r.withPrompt("a boat"));
                    opens(rig);
                    use.by(rig);
                    closes(rig);
                });
    }

    private static void putNarrow(Map<String, Use> all, String control, Use use) {
        put(
                all,
                control,
                rig -> {
                    var frame = rig.frame.target();
                    var wide = GuiActionRunner.execute(() -> frame.getSize());
                    GuiActionRunner.execute(() -> frame.setSize(new Dimension(1000, wide.height)));
                    rig.until("it is narrow", () -> ControlUses.isShowing(rig, "lora-details"));
                    use.by(rig);
                    GuiActionRunner.execute(() -> frame.setSize(wide));
                });
    }

    static void opens(StudioRig rig) {
        rig.command(Command.ADD_LORA);
        rig.until("it is open", () -> rig.focused("lora-search"));
    }

    static void closes(StudioRig rig) {
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("it is closed", () -> !ControlUses.isShowing(rig, "lora-search"));
    }

    /// Event thread.
    private static int count(StudioRig rig) {
        return rig.find("lora-list", CoverGrid.class).tiles().size();
    }

    private static String prompt(StudioRig rig) {
        return rig.parts.create().draft().recipe().get().prompt();
    }
}
