package dev.atelier.app.services;

import dev.atelier.cloud.money.SpendingCap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What all services cost, as this installation saw it.
///
/// @param currency of all amounts; others are not counted
/// @param today so far
/// @param month so far
/// @param days each day of this month up to today, the first first
/// @param date today
/// @param cap the most that it may be
/// @param reached the part of the cap that is used up
/// @param unknown machines that ran this month and whose price is not set
public record Spent(
        String currency,
        BigDecimal today,
        BigDecimal month,
        List<BigDecimal> days,
        LocalDate date,
        SpendingCap cap,
        Optional<SpendingCap.Reached> reached,
        List<String> unknown) {
    public Spent {
        days = List.copyOf(days);
        unknown = List.copyOf(unknown);
    }

    static Spent nothing(LocalDate date) {
        return new Spent(
                "CNY",
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                List.of(),
                date,
                SpendingCap.NONE,
                Optional.empty(),
                List.of());
    }
}
