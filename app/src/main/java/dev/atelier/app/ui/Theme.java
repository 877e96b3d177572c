package dev.atelier.app.ui;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import com.formdev.flatlaf.util.SystemInfo;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.UIDefaults;
import javax.swing.UIManager;
import org.jspecify.annotations.Nullable;

/// Light, dark, or as the desktop.
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    /// Enter presses the button that has the keyboard, as Space does: in a dialog it would else do
    /// what another button says.
    private static final Object[] PRESSES = {
        "SPACE", "pressed", "released SPACE", "released",
        "ENTER", "pressed", "released ENTER", "released"
    };

    /// What the desktop reported before the first window; asked while other things are prepared.
    private static volatile @Nullable CompletableFuture<Boolean> first;

    /// Asks the desktop beside other work: the first [#apply] of [#SYSTEM] waits for the answer.
    ///
    /// @return what asks, and must be run; any thread
    public static Runnable asking() {
        var answer = new CompletableFuture<Boolean>();
        first = answer;
        return () -> answer.complete(desktopIsDark());
    }

    /// Before the first window: fonts and the theme's values.
    public static void prepare() {
        TextStyle.register();
        FlatLaf.registerCustomDefaultsSource("dev.atelier.app.ui.theme");
        UIManager.put("defaultFont", TextStyle.BODY.font());
        MenuKeys.register();
        UIManager.put("Button.focusInputMap", new UIDefaults.LazyInputMap(PRESSES));
        // On Linux too the menus sit in the title bar.
        JFrame.setDefaultLookAndFeelDecorated(true);
        JDialog.setDefaultLookAndFeelDecorated(true);
    }

    /// Makes this the look of all windows, open ones included. Event thread.
    public void apply() {
        apply(Accent.LAPIS);
    }

    /// The same with another accent.
    public void apply(Accent accent) {
        boolean dark = isDark();
        FlatLaf.setGlobalExtraDefaults(accent.variables(dark));
        if (dark) {
            FlatDarkLaf.setup();
        } else {
            FlatLightLaf.setup();
        }
        FlatLaf.updateUI();
    }

    private boolean isDark() {
        return switch (this) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> {
                var asked = first;
                first = null;
                yield asked == null ? desktopIsDark() : asked.join();
            }
        };
    }

    /// Asks the desktop; light where it does not say.
    private static boolean desktopIsDark() {
        if (SystemInfo.isWindows) {
            return answer(
                            "reg",
                            "query",
                            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                            "/v",
                            "AppsUseLightTheme")
                    .contains("0x0");
        }
        if (SystemInfo.isMacOS) {
            return answer("defaults", "read", "-g", "AppleInterfaceStyle").contains("Dark");
        }
        return answer("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
                .contains("dark");
    }

    private static String answer(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        } catch (IOException e) {
            return ""; // a desktop without that command says nothing about its theme
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
