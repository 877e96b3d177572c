package dev.atelier.cloud.account;

import java.util.Map;

/// Who somebody with certain keys is.
///
/// @param accountId of the account that pays; part of its services' addresses
/// @param arn the whole name
/// @param kind `Account`, `RAMUser` or `AssumedRoleUser`; others are kept
/// @param userId of the user in the account
public record Identity(String accountId, String arn, String kind, String userId) {
    /// Asks STS; needs no permission.
    public static Identity ask(SignedCalls calls) throws CallException {
        var answer = calls.call(Product.STS, "GetCallerIdentity", Map.of());
        return new Identity(
                answer.path("AccountId").asText(""),
                answer.path("Arn").asText(""),
                answer.path("IdentityType").asText(""),
                answer.path("UserId").asText(""));
    }
}
