package dev.atelier.app.cli;

import dev.atelier.app.device.DeviceChoice;
import dev.atelier.recipe.Message;

/// How a device is named on the command line.
final class DeviceOption {
    private DeviceOption() {}

    static DeviceChoice parse(String option, String text) {
        return DeviceChoice.parse(text)
                .orElseThrow(() -> CommandException.usage(Message.of("cli.device", option, text)));
    }
}
