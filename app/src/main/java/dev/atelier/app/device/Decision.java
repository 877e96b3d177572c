package dev.atelier.app.device;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.recipe.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What computes, and why.
public sealed interface Decision {
    /// One sentence.
    Message because();

    /// @param driver its version
    /// @param note what to expect of this card; empty where all goes
    record OnCard(
            GraphicsCard card,
            String driver,
            CudaFiles.Whole files,
            Message because,
            Optional<Message> note)
            implements Decision {}

    /// @param remedy what would bring the card into use; empty where nothing would, or where the
    ///   processor is what the user wants
    record OnProcessor(Message because, Optional<Message> remedy) implements Decision {
        OnProcessor(String key, Object... arguments) {
            this(Message.of(key, arguments), Optional.empty());
        }

        OnProcessor remedy(String key, Object... arguments) {
            return new OnProcessor(because, Optional.of(Message.of(key, arguments)));
        }
    }

    /// Below this a picture of 512 pixels with a full-size SD1 model is all that fits.
    long SMALL = 5_000_000_000L;

    /// By the rules alone, without trying anything.
    static Decision of(DeviceSettings wanted, Result seen, CudaFiles files, CudaPlatform platform) {
        if (wanted.choice() instanceof DeviceChoice.Processor) {
            return new OnProcessor("card.processor-chosen");
        }
        if (platform == CudaPlatform.OTHER) {
            return new OnProcessor("card.no-build");
        }
        return switch (seen) {
            case Result.NoCard _ -> new OnProcessor("card.none");
            case Result.NoDriver(var card) ->
                    new OnProcessor("card.no-driver", card)
                            .remedy("card.install-driver", platform.leastDriver());
            case Result.Silent(var reason) ->
                    new OnProcessor("card.silent", reason).remedy("card.restart-computer");
            case Result.Working(var driver, var cards) -> {
                var card = choose(wanted.choice(), cards);
                yield card.isEmpty()
                        ? new OnProcessor("card.no-such", wanted.choice())
                                .remedy("card.choose-another")
                        : withDriver(card.get(), driver, files, platform);
            }
        };
    }

    /// The one that is named, or the one with the most memory.
    private static Optional<GraphicsCard> choose(DeviceChoice wanted, List<GraphicsCard> cards) {
        return wanted instanceof DeviceChoice.Card(int index)
                ? cards.stream().filter(it -> it.index() == index).findFirst()
                : cards.stream().max(Comparator.comparingLong(GraphicsCard::memory));
    }

    private static Decision withDriver(
            GraphicsCard card, String driver, CudaFiles files, CudaPlatform platform) {
        if (compareVersions(driver, platform.leastDriver()) < 0) {
            return new OnProcessor("card.old-driver", driver)
                    .remedy("card.update-driver", platform.leastDriver());
        }
        var capability = card.capability();
        if (capability.isPresent()
                && capability.get().compareTo(GraphicsCard.Capability.LEAST) < 0) {
            return new OnProcessor(
                    "card.old", card.name(), capability.get(), GraphicsCard.Capability.LEAST);
        }
        if (files instanceof CudaFiles.Whole whole) {
            return new OnCard(
                    card,
                    driver,
                    whole,
                    Message.of("card.used", card.name(), gigabytes(card.memory())),
                    card.memory() < SMALL
                            ? Optional.of(Message.of("card.small", gigabytes(card.memory())))
                            : Optional.empty());
        }
        return ofFiles(files)
                .orElseGet(() ->
                        new OnProcessor("card.no-runtime", card.name())
                                .remedy("card.fetch-runtime"));
    }

    /// What is wrong with files that are there; empty where there are none, or nothing is wrong.
    static Optional<OnProcessor> ofFiles(CudaFiles files) {
        return switch (files) {
            case CudaFiles.None _, CudaFiles.Whole _ -> Optional.empty();
            case CudaFiles.Other(var folder, var version) ->
                    Optional.of(
                            new OnProcessor("card.other-runtime", folder, version)
                                    .remedy(
                                            "card.other-folder",
                                            CudaFiles.VERSION,
                                            CudaFiles.FLAVOR));
            case CudaFiles.Incomplete(var folder, var missing) ->
                    Optional.of(incomplete(folder.toString(), missing));
        };
    }

    private static OnProcessor incomplete(String folder, List<String> missing) {
        boolean only = missing.stream().allMatch(it -> it.startsWith("libcu") || isCuda(it));
        return only
                ? new OnProcessor("card.no-cudart", folder, String.join(", ", missing))
                        .remedy("card.whole-libtorch", CudaFiles.VERSION, CudaFiles.FLAVOR)
                : new OnProcessor("card.incomplete", folder, String.join(", ", missing))
                        .remedy("card.fetch-again");
    }

    private static boolean isCuda(String library) {
        return library.startsWith("cudart")
                || library.startsWith("cublas")
                || library.startsWith("cudnn");
    }

    /// In decimal gigabytes rounded, as cards are sold.
    static String gigabytes(long bytes) {
        return Long.toString(Math.round(bytes / (double) (1L << 30)));
    }

    /// By their numbers, the first that differs decides.
    static int compareVersions(String one, String other) {
        var left = one.split("\\.", -1);
        var right = other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = Integer.compare(number(left, i), number(right, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int index) {
        try {
            return index < parts.length ? Integer.parseInt(parts[index].strip()) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
