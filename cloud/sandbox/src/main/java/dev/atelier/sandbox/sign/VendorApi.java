package dev.atelier.sandbox.sign;

import dev.atelier.http.Endpoint;

/// The vendor's APIs of which operations are answered, by the names under which
/// `https://api.aliyun.com/api/` describes them. All are called with the vendor's own client.
public enum VendorApi {
    EAS("eas/2021-07-01"),
    AI_WORKSPACE("AIWorkSpace/2021-02-04"),
    STS("Sts/2015-04-01"),
    VPC("Vpc/2016-04-28"),
    ECS("Ecs/2014-05-26"),
    NAS("NAS/2017-06-26");

    private static final String PAGES = "https://api.aliyun.com/api/";

    /// The client that calls every operation in `EndpointsTest`.
    private static final String CLIENT = "aliyun-java-sdk-core 4.7.10";

    private final String path;

    VendorApi(String path) {
        this.path = path;
    }

    /// Of an RPC call, such as `2016-04-28`.
    public String version() {
        return path.substring(path.indexOf('/') + 1);
    }

    /// @param operation the vendor's name, such as `CreateService`
    public Endpoint endpoint(String operation) {
        return new Endpoint(operation, PAGES + path + "/" + operation, CLIENT);
    }
}
