package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Query;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.EasError;
import dev.atelier.sandbox.sign.RefusedException;
import java.util.List;
import java.util.Map;

/// A signed call of one operation.
///
/// @param region of the endpoint that was called
/// @param path the values of the path's variables
record Call(String region, Map<String, String> path, Query query, byte[] body) {
    Call {
        path = Map.copyOf(path);
    }

    String cluster() {
        return path.getOrDefault("cluster", region);
    }

    String service() {
        return path.getOrDefault("service", "");
    }

    /// The body as JSON.
    ///
    /// @throws RefusedException where it is no object
    ObjectNode json() {
        return Json.objectOf(body)
                .orElseThrow(() -> ConfigRules.bad("the body is not a JSON object"));
    }

    RefusedException notFound() {
        return EasError.SERVICE_NOT_FOUND.because(
                "Service [%s] in region [%s] not found".formatted(service(), cluster()));
    }

    /// One page of `rows`, with the totals written into `answer`.
    ///
    /// @param key PageNumber, or PageNum where the operation says so
    <T> List<T> page(ObjectNode answer, String key, int size, List<T> rows) {
        int number = query.number(key, 1, 1, 1_000_000);
        int length = query.number("PageSize", size, 1, 1000);
        answer.put(key, number).put("PageSize", length).put("TotalCount", rows.size());
        if (key.equals("PageNum")) {
            answer.put("TotalPageNum", (rows.size() + length - 1) / length);
        }
        return rows.stream().skip((long) (number - 1) * length).limit(length).toList();
    }
}
