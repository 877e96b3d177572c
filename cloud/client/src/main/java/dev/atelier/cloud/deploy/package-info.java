/// What is deployed: an EAS service's JSON as records, what is wrong with it, how two of them
/// differ, and configs to start from. Reads leniently, writes strictly, keeps every key it does not
/// know. No network here. Start reading at `ServiceConfig`, then `Lint`.
@NullMarked
package dev.atelier.cloud.deploy;

import org.jspecify.annotations.NullMarked;
