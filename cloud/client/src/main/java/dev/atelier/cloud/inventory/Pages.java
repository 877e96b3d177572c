package dev.atelier.cloud.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.cloud.account.CallException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One list out of many answers.
final class Pages {
    static final int SIZE = 50;

    /// A list that is longer is none to choose from.
    private static final int MOST = 40;

    private Pages() {}

    /// Asks for one page.
    interface Call {
        JsonNode answer(Map<String, String> parameters) throws CallException;
    }

    /// All items.
    ///
    /// @param whole false where pages were left off
    record Read<T>(List<T> items, boolean whole) {}

    /// Asks for page after page until all are there.
    ///
    /// @param place of the list in an answer, such as `/Vpcs/Vpc`
    static <T> Read<T> all(
            Call call, Map<String, String> parameters, String place, Function<JsonNode, T> reader)
            throws CallException {
        var items = new ArrayList<T>();
        for (int page = 1; page <= MOST; page++) {
            var asked = new HashMap<>(parameters);
            asked.put("PageNumber", page + "");
            asked.put("PageSize", SIZE + "");
            var answer = call.answer(asked);
            var found = answer.at(place);
            found.forEach(node -> items.add(reader.apply(node)));
            if (found.isEmpty() || items.size() >= answer.path("TotalCount").asInt()) {
                return new Read<>(items, true);
            }
        }
        return new Read<>(items, false);
    }

    /// Of an answer that has no pages.
    static <T> Read<T> one(JsonNode answer, String place, Function<JsonNode, T> reader) {
        var items = new ArrayList<T>();
        answer.at(place).forEach(node -> items.add(reader.apply(node)));
        return new Read<>(items, true);
    }
}
