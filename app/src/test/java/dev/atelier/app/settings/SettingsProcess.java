package dev.atelier.app.settings;

import dev.atelier.app.observe.Tasks;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program that saves settings one by one, while others do the same.
final class SettingsProcess {
    static final int COUNT = 100;
    static final Setting.Family<Integer> COUNTED =
            new Setting.Family<>("", SettingType.wholeNumber(0, COUNT), -1);

    private SettingsProcess() {}

    /// @param arguments the file, and what the names begin with
    public static void main(String[] arguments) throws Exception {
        try (var tasks = new Tasks(Runnable::run)) {
            var settings = Settings.open(Path.of(arguments[0]), tasks);
            System.out.println("ready");
            System.out.flush();
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody gave the word");
            }
            for (int i = 0; i < COUNT; i++) {
                settings.put(COUNTED.of(arguments[1] + i), i);
                var saved = new CountDownLatch(1);
                tasks.inOrder(saved::countDown);
                saved.await();
            }
        }
    }
}
