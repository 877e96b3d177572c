package dev.atelier.cloud.eas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why a service does not start, as far as codes say. The control plane has no field for them: it
/// passes on what Kubernetes and the products below it return, as the reason of a service, inside
/// its message, or as the code of a refused call. This table is the one place that reads them.
public enum StartProblem {
    /// The image cannot be fetched. Reasons of a waiting container,
    /// <https://kubernetes.io/docs/concepts/containers/images/>.
    IMAGE(
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "ImageInspectError",
            "InvalidImageName"),
    /// Too little memory. Reason of an ended container,
    /// <https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/>.
    MEMORY("OOMKilled"),
    /// The program ends after its start. Reason of a waiting container,
    /// <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/>.
    CRASH("CrashLoopBackOff"),
    /// The storage cannot be mounted. Events of a pod,
    /// <https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/>.
    MOUNT("FailedMount", "FailedAttachVolume", "MountVolume"),
    /// No machine is free: the scheduler's `Insufficient nvidia.com/gpu`, and ECS's
    /// `OperationDenied.NoStock`, <https://api.aliyun.com/document/Ecs/2014-05-26/errorCode>.
    STOCK("Insufficient", "NoStock", "OutOfGpu"),
    /// The account may not have more, of the same list of ECS.
    QUOTA("QuotaExceed", "QuotaExceeded", "LimitExceeded"),
    /// The access key may not do this, <https://www.alibabacloud.com/help/en/ram/>.
    PERMISSION("Forbidden", "NoPermission");

    private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z]+");

    private final List<String> codes;

    StartProblem(String... codes) {
        this.codes = List.of(codes);
    }

    /// The first that any of the texts names by a code; empty where none does.
    ///
    /// @param texts a reason, a message, or the code of a call, such as `Forbidden.RAM`
    public static Optional<StartProblem> of(String... texts) {
        var named = Arrays.stream(texts).flatMap(BETWEEN::splitAsStream).toList();
        return Arrays.stream(values())
                .filter(it -> it.codes.stream().anyMatch(code -> isIn(code, named)))
                .findFirst();
    }

    private static boolean isIn(String code, List<String> named) {
        return named.stream().anyMatch(code::equalsIgnoreCase);
    }
}
