package dev.atelier.app.cli;

import dev.atelier.app.device.DeviceChoice;

/// How a device is named on the command line.
final class DeviceOption {
    private DeviceOption() {}

    static DeviceChoice parse(String option, String text) {
        return DeviceChoice.parse(text)
                .orElseThrow(() ->
                        CommandException.usage(
                                option
                                        + ": expected auto, cpu, cuda or cuda:N, got \""
                                        + text
                                        + "\""));
    }
}
