package dev.atelier.app.engine;

import dev.atelier.network.ControlNetwork;

/// A control network in memory.
record TorchControl(ControlNetwork network) implements LoadedControl {
    @Override
    public void close() {
        network.close();
    }
}
