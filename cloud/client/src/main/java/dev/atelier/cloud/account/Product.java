package dev.atelier.cloud.account;

/// A product of the vendor that is called here.
public enum Product {
    STS("Sts", "2015-04-01", "sts.%s.aliyuncs.com", "sts"),
    ECS("Ecs", "2014-05-26", "ecs.%s.aliyuncs.com", "ecs"),
    VPC("Vpc", "2016-04-28", "vpc.%s.aliyuncs.com", "vpc"),
    NAS("NAS", "2017-06-26", "nas.%s.aliyuncs.com", "nas"),
    WORKSPACE("AIWorkSpace", "2021-02-04", "aiworkspace.%s.aliyuncs.com", "paiworkspace"),
    EAS("eas", "2021-07-01", "pai-eas.%s.aliyuncs.com", "eas");

    private static final String OLDEST = "cn-hangzhou";

    private final String name;
    private final String version;
    private final String host;
    private final String prefix;

    Product(String name, String version, String host, String prefix) {
        this.name = name;
        this.version = version;
        this.host = host;
        this.prefix = prefix;
    }

    String sdkName() {
        return name;
    }

    String version() {
        return version;
    }

    /// What its actions start with in a RAM policy.
    String prefix() {
        return prefix;
    }

    /// Where it answers in a region. Two products are older than the regions' own names; that the
    /// other old regions have such names for them, too, is chosen.
    String host(String region) {
        if (region.equals(OLDEST) && this == VPC) {
            return "vpc.aliyuncs.com";
        }
        if (region.equals(OLDEST) && this == ECS) {
            return "ecs-cn-hangzhou.aliyuncs.com";
        }
        return host.formatted(region);
    }
}
