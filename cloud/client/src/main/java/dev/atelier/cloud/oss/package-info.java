/// Alibaba Cloud OSS through the vendor's own client: list, look at, fetch, store, copy, throw away
/// and link. Start reading at `OssStore`. Credentials and links never reach a message.
@NullMarked
package dev.atelier.cloud.oss;

import org.jspecify.annotations.NullMarked;
