package dev.atelier.app.deploy;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JComponent;

/// The mounts of a service besides its first OSS folder and its first NAS: what each is, and where
/// the container sees it.
final class ExtraMounts {
    private final Messages messages = Messages.of(ExtraMounts.class);
    private final DeployModel model;
    private final ThemedPanel page = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ThemedPanel all = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");

    /// Made when first needed, then shown or hidden: by the index of the mount.
    private final Map<Integer, JComponent> blocks = new HashMap<>();

    ExtraMounts(DeployModel model) {
        this.model = model;
        var add =
                Buttons.secondary(
                        messages.text("mount.add"), () -> model.edit(ExtraMounts::withAnother));
        add.setName("deploy-mount-add");
        page.add(all, "wmin 0");
        page.add(add, "h 32!,growx 0,alignx left,gaptop 12");
        model.reading()
                .bind(reading -> {
                    add.setEnabled(reading.config().isPresent());
                    reading.config().ifPresent(this::show);
                });
    }

    JComponent component() {
        return page;
    }

    private void show(ServiceConfig config) {
        var mounts = config.mounts();
        var first = List.of(DeployModel.oss(config), DeployModel.nas(config));
        for (int i = 0; i < mounts.size(); i++) {
            if (!first.contains(Optional.of(mounts.get(i)))) {
                blocks.computeIfAbsent(i, this::block);
            }
        }
        blocks.forEach((i, block) ->
                block.setVisible(i < mounts.size() && !first.contains(Optional.of(mounts.get(i)))));
        page.revalidate();
        page.repaint();
    }

    private JComponent block(int index) {
        var block = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
        var pointer = "/storage/" + index;
        var source =
                new PickField(
                        model,
                        new PickField.Spec(
                                "mount-" + index,
                                _ -> List.of(pointer + "/oss", pointer + "/nfs", pointer + "="),
                                config -> source(config, index),
                                (config, text) -> withSource(config, index, text),
                                it -> ""));
        model.offers()
                .bind(it ->
                        source.choices(
                                it.buckets().stream()
                                        .map(one -> "oss://" + one.name() + "/atelier/")
                                        .toList()));
        var path =
                new PickField(
                        model,
                        new PickField.Spec(
                                "mountpath" + "-" + index,
                                _ -> List.of(pointer + "/mount_path"),
                                config -> mount(config, index).map(Mount::path).orElse(""),
                                (config, text) ->
                                        mount(config, index).isPresent()
                                                ? config.with(pointer + "/mount_path", text)
                                                : config,
                                it -> ""));
        var remove =
                Buttons.quiet(
                        messages.text("mount.remove"),
                        () ->
                                model.edit(config ->
                                        mount(config, index).isPresent()
                                                ? config.without(pointer)
                                                : config));
        remove.setName("deploy-mount-remove-" + index);
        block.add(source.component(), "wmin 0,gaptop 12");
        block.add(path.component(), "wmin 0");
        block.add(remove, "h 28!,growx 0,alignx left");
        all.add(block, "wmin 0");
        return block;
    }

    private static Optional<Mount> mount(ServiceConfig config, int index) {
        return config.mounts().stream().skip(index).findFirst();
    }

    private static String source(ServiceConfig config, int index) {
        return mount(config, index)
                .map(it ->
                        switch (it.source()) {
                            case Mount.Source.Oss oss -> oss.uri();
                            case Mount.Source.Nas nas -> nas.server();
                            case Mount.Source.Other other -> other.kind();
                        })
                .orElse("");
    }

    /// What is neither OSS nor NAS is changed in the JSON alone.
    private static ServiceConfig withSource(ServiceConfig config, int index, String text) {
        var pointer = "/storage/" + index;
        return mount(config, index)
                .map(it ->
                        switch (it.source()) {
                            case Mount.Source.Oss _ -> config.with(pointer + "/oss/path", text);
                            case Mount.Source.Nas _ -> config.with(pointer + "/nfs/server", text);
                            case Mount.Source.Other _ -> config;
                        })
                .orElse(config);
    }

    /// One more OSS folder, at a place that no other mount has.
    private static ServiceConfig withAnother(ServiceConfig config) {
        var taken = config.mounts().stream().map(Mount::path).toList();
        var bucket =
                DeployModel.oss(config)
                        .map(Mount::source)
                        .map(it -> it instanceof Mount.Source.Oss oss ? oss.bucket() : "")
                        .orElse("");
        int number = 2;
        while (taken.contains(Edits.folder("/data-oss-" + number))) {
            number++;
        }
        var folder = "oss://" + bucket + "/atelier-" + number + "/";
        return Edits.withMoreOss(config, folder, "/data-oss-" + number);
    }
}
