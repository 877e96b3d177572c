package dev.atelier.cloud.eas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts as kubelet 1.30, its scheduler and the vendor's products write them.
class StartProblemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ImagePullBackOff: Back-off pulling image "no/such:1" | IMAGE
                    OOMKilled: exit code 137 | MEMORY
                    back-off 5m0s restarting failed container: CrashLoopBackOff | CRASH
                    MountVolume.SetUp failed for volume "nas": mount failed: exit status 32 | MOUNT
                    0/3 nodes are available: 3 Insufficient nvidia.com/gpu. | STOCK
                    OperationDenied.NoStock | STOCK
                    QuotaExceed.ElasticQuota | QUOTA
                    Forbidden.RAM | PERMISSION
                    Stopped | ''
                    The image of the memory that is not sufficient | ''
                    """)
    void readsCodes(String text, String wanted) {
        assertEquals(wanted, StartProblem.of(text).map(Enum::name).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({"''", "'200 OK'"})
    void isEmptyWithoutACode(String text) {
        assertEquals(Optional.empty(), StartProblem.of(text, ""));
    }
}
