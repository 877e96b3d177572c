package dev.atelier.sandbox.deployed;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A cron expression: seconds, which may be missing, minutes, hours, days of the month, months and
/// days of the week (0 or 7 is Sunday). Fields are `*`, `?`, numbers, ranges, steps and lists of
/// them. That a day must fit both kinds of days is chosen.
record CronSchedule(
        NavigableSet<Integer> seconds,
        NavigableSet<Integer> minutes,
        NavigableSet<Integer> hours,
        NavigableSet<Integer> days,
        NavigableSet<Integer> months,
        NavigableSet<Integer> weekdays) {
    private static final int FARTHEST_DAYS = 400;

    /// @throws IllegalArgumentException where it is none
    static CronSchedule of(String text) {
        var fields = List.of(text.strip().split("\\s+", -1));
        if (fields.size() == 5) {
            fields = Stream.concat(Stream.of("0"), fields.stream()).toList();
        }
        if (fields.size() != 6) {
            throw new IllegalArgumentException("six fields expected");
        }
        return new CronSchedule(
                numbers(fields.get(0), 0, 59),
                numbers(fields.get(1), 0, 59),
                numbers(fields.get(2), 0, 23),
                numbers(fields.get(3), 1, 31),
                numbers(fields.get(4), 1, 12),
                numbers(fields.get(5), 0, 7));
    }

    private static NavigableSet<Integer> numbers(String field, int least, int most) {
        var all = new TreeSet<Integer>();
        for (var part : field.split(",", -1)) {
            var stepped = part.split("/", -1);
            var range = stepped[0].matches("[*?]") ? least + "-" + most : stepped[0];
            var ends = range.split("-", -1);
            int step = stepped.length == 1 ? 1 : Integer.parseInt(stepped[1]);
            int from = Integer.parseInt(ends[0]);
            int to = ends.length == 1 ? from : Integer.parseInt(ends[1]);
            if (stepped.length > 2 || ends.length > 2 || step < 1 || from < least || to > most) {
                throw new IllegalArgumentException(part);
            }
            for (int number = from; number <= to; number += step) {
                all.add(number);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(field);
        }
        return all;
    }

    /// Whether something may happen on a day.
    boolean includes(LocalDate day) {
        int weekday = day.getDayOfWeek().getValue();
        return days.contains(day.getDayOfMonth())
                && months.contains(day.getMonthValue())
                && (weekdays.contains(weekday) || (weekday == 7 && weekdays.contains(0)));
    }

    /// The last moment that it names after one and up to another, on days that are not excluded.
    Optional<ZonedDateTime> last(
            ZonedDateTime after, ZonedDateTime until, List<CronSchedule> excluded) {
        var day = until.toLocalDate();
        for (int i = 0; i < FARTHEST_DAYS && !day.isBefore(after.toLocalDate()); i++) {
            var one = day;
            if (includes(one) && excluded.stream().noneMatch(it -> it.includes(one))) {
                var found = lastOf(one, until);
                if (found.isPresent()) {
                    return found.filter(it -> it.isAfter(after));
                }
            }
            day = day.minusDays(1);
        }
        return Optional.empty();
    }

    private Optional<ZonedDateTime> lastOf(LocalDate day, ZonedDateTime until) {
        boolean ends = day.equals(until.toLocalDate());
        var possible = ends ? hours.headSet(until.getHour(), true) : hours;
        for (int hour : possible.descendingSet()) {
            for (int minute : minutes.descendingSet()) {
                for (int second : seconds.descendingSet()) {
                    var moment = day.atTime(hour, minute, second).atZone(until.getZone());
                    if (!moment.isAfter(until)) {
                        return Optional.of(moment);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
