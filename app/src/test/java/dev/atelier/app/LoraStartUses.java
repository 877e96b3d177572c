package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.models.LoraStart;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.swing.JComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for what is written down of a LoRA in Models.
final class LoraStartUses {
    private LoraStartUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put("lora-start-words", typed("words", "brush, wet", LoraStart::words));
        all.put("lora-start-weight", typed("weight", "0.4", LoraStart::weight));
        all.put("lora-start-adds", typed("adds", "ink wash", LoraStart::adds));
        all.put("lora-start-base", typed("base", "boats", LoraStart::base));
        all.put("lora-start-clear", ink(LoraStartUses::clears));
        all.put("cover-make", PageUses.models(rig -> LoraStartUses.cover(rig, "cover-make")));
        all.put("cover-library", PageUses.models(rig -> LoraStartUses.cover(rig, "cover-library")));
        all.put("cover-choose", PageUses.models(rig -> LoraStartUses.cover(rig, "cover-choose")));
        all.put(
                "model-word",
                ink(rig -> {
                    rig.click("model-word");
                    assertThat((String) ControlUses.clipboard(DataFlavor.stringFlavor))
                            .isEqualTo("inked");
                }));
        return all;
    }

    private static Use typed(String part, String good, Function<LoraStart, Object> kept) {
        var field = "lora-start-" + part;
        return ink(rig -> {
            rig.enter(field, good);
            var expected =
                    switch (part) {
                        case "words" -> List.of("brush", "wet");
                        case "weight" -> Optional.of(0.4);
                        default -> good;
                    };
            assertThat(kept.apply(start(rig))).isEqualTo(expected);
            if (!part.equals("base")) {
                rig.enter(field, "<");
                assertThat(kept.apply(start(rig))).isEqualTo(expected);
                assertThat(
                                rig.find(field, JComponent.class)
                                        .getClientProperty("JComponent.outline"))
                        .isEqualTo("error");
                rig.press(KeyEvent.VK_ESCAPE);
                assertThat(rig.text(field)).isEqualTo(good);
            }
            rig.click("lora-start-clear");
            rig.until("it is forgotten", () -> starts(rig).equals(LoraStart.NONE));
        });
    }

    private static void clears(StudioRig rig) {
        rig.enter("lora-start-adds", "ink wash");
        rig.click("lora-start-clear");
        rig.until("it is forgotten", () -> starts(rig).equals(LoraStart.NONE));
        assertThat(rig.text("lora-start-adds")).isEmpty();
        rig.until("there is no more", () -> !ControlUses.isShowing(rig, "lora-start-clear"));
    }

    /// Makes the pictures that are needed first: a LoRA of its own has none.
    private static void cover(StudioRig rig, String button) throws Exception {
        FakeLoras.starter(PageUses.modelFolder(rig), button, "inked");
        try {
            rig.draft(r -> ControlUses.quick());
            rig.command(Command.RESUME);
            rig.command(Command.RESCAN);
            PageUses.select(rig, button);
            rig.until("it has none", () -> ControlUses.isShowing(rig, "cover-make"));
            rig.click("cover-make");
            rig.untilMade("there is one", () -> ControlUses.isShowing(rig, "cover-library"));
            if (button.equals("cover-choose")) {
                rig.draft(r -> r.withPrompt("a boat <lora:" + button + ":1>"));
                rig.command(Command.GENERATE);
                rig.command(Command.SHOW_MODELS);
                rig.untilMade("there are two", () -> ControlUses.isShowing(rig, button));
            }
            used(rig, button);
        } finally {
            Files.delete(PageUses.modelFolder(rig).resolve(button + ".safetensors"));
            rig.command(Command.RESCAN);
            rig.until("it is gone", () -> rig.parts.create().loras().size() == 1);
        }
    }

    private static void used(StudioRig rig, String button) {
        if (button.equals("cover-library")) {
            rig.click(button);
            rig.until("the library shows", () -> ControlUses.isShowing(rig, "view-library"));
            rig.until(
                    "what was made with it",
                    () -> rig.parts.library().model().result().get().count() == 1);
            rig.later(() -> rig.parts.library().model().text().set(""));
        } else if (button.equals("cover-choose")) {
            rig.click(button);
            rig.until("they are listed", () -> rig.focused("cover-choices"));
            rig.press(KeyEvent.VK_RIGHT);
            rig.press(KeyEvent.VK_ENTER);
            rig.until("it is closed", () -> !ControlUses.isShowing(rig, "cover-choices"));
            var cover = StudioSettings.MODEL_COVER.of("lora." + button);
            assertThat(rig.studio.context().settings().get(cover)).isPresent();
        }
    }

    private static Use ink(Use use) {
        return PageUses.models(rig -> {
            PageUses.select(rig, "ink");
            rig.until("its fields show", () -> ControlUses.isShowing(rig, "lora-start-words"));
            use.by(rig);
        });
    }

    private static LoraStart start(StudioRig rig) {
        return GuiActionRunner.execute(() -> starts(rig));
    }

    /// Event thread.
    private static LoraStart starts(StudioRig rig) {
        return rig.parts.create().loras().getFirst().row().start();
    }
}
