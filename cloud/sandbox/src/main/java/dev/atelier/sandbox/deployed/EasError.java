package dev.atelier.sandbox.deployed;

import dev.atelier.sandbox.sign.ApiError;

/// Errors of the EAS control plane. The vendor lists its codes at
/// `https://api.aliyun.com/document/eas/2021-07-01/errorCode`; which of them an operation answers,
/// codes where that page has none, and the sentences are chosen.
public enum EasError implements ApiError {
    BAD_REQUEST(400, "BadRequest", "The service's JSON is not valid."),
    OPERATION_NOT_SUPPORTED(
            400, "OperationNotSupported", "This sandbox has no web page for a service."),
    SAFETY_LOCK(403, "Forbidden.SafetyLock", "The service is protected by the safety lock"),
    SERVICE_NOT_FOUND(404, "InvalidService.NotFound", "Service not found"),
    SERVICE_ALREADY_EXISTS(409, "InvalidService.AlreadyExists", "Service already exists"),
    INSTANCE_NOT_FOUND(404, "InvalidInstance.NotFound", "Instance not found"),
    GROUP_NOT_FOUND(404, "InvalidGroup.NotFound", "Group not found"),
    RESOURCE_NOT_FOUND(404, "InvalidResource.NotFound", "Resource not found"),
    AUTOSCALER_NOT_FOUND(404, "InvalidAutoScaler.NotFound", "There is none."),
    CRONSCALER_NOT_FOUND(404, "InvalidCronScaler.NotFound", "There is none.");

    private final int status;
    private final String code;
    private final String sentence;

    EasError(int status, String code, String sentence) {
        this.status = status;
        this.code = code;
        this.sentence = sentence;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
