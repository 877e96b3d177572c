package dev.atelier.cloud.eas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.cloud.account.Secret;
import java.util.Optional;

/// A service as DescribeService and ListServices describe it.
///
/// @param id another service of the same name has another; empty where the vendor does not say
/// @param region where it was found
/// @param status the vendor's word, to be shown; what it means says [#state()]
/// @param reason the vendor's word for why, may be empty
/// @param internetEndpoint without a slash at its end; empty until it is known
/// @param syncEndpoint of an asynchronous service, past its queue; empty for others and in lists
/// @param token empty in lists
/// @param config the deployed JSON, empty in lists
/// @param running instances that run, of `total`
/// @param version of its config that runs, from 1; 0 where the vendor does not say
/// @param account that pays for it; empty where the vendor does not say
public record ServiceInfo(
        String id,
        String name,
        String region,
        String status,
        String reason,
        String message,
        String internetEndpoint,
        String syncEndpoint,
        Secret token,
        String config,
        int running,
        int total,
        int version,
        String account) {
    static ServiceInfo of(String region, JsonNode service) {
        return new ServiceInfo(
                service.path("ServiceId").asText(""),
                service.path("ServiceName").asText(),
                region,
                service.path("Status").asText(),
                service.path("Reason").asText(""),
                service.path("Message").asText(""),
                service.path("InternetEndpoint").asText("").replaceAll("/+$", ""),
                service.path("SecondaryInternetEndpoint").asText("").replaceAll("/+$", ""),
                new Secret(service.path("AccessToken").asText("")),
                service.path("ServiceConfig").asText(""),
                service.path("RunningInstance").asInt(),
                service.path("TotalInstance").asInt(),
                service.path("CurrentVersion").asInt(),
                service.path("ParentUid").asText(""));
    }

    /// Why it does not start; empty where its reason and message name no known code.
    public Optional<StartProblem> problem() {
        return StartProblem.of(reason, message);
    }

    public ServiceState state() {
        return ServiceState.of(status);
    }

    /// Whether it runs, so that it answers calls.
    public boolean isRunning() {
        return state() == ServiceState.RUNNING;
    }

    /// Whether it stays as it is until somebody acts.
    public boolean isSettled() {
        return state().isSettled();
    }
}
